"""What Compare hides and leaves behind, in Chromium: a blind round, past comparisons, the page."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_accessibility import START_MS, grave_violations
from tests.runtime.writers import save_llama
from tests.workspace.chat_server import chat_server
from tests.workspace.pages import hostile_page

pytestmark = pytest.mark.browser

KEY = "sk-secret-of-one-origin"
NAMES = ("support-intent-en-nano", "support-intent-multi-mini", "support-intent-multi-nc")


def test_a_blind_round_a_vote_and_the_history(voila, page, tmp_path):
    page.goto(voila.url)
    expect(page.get_by_role("grid", name="Models")).to_be_visible(timeout=START_MS)
    for name in NAMES:
        page.get_by_label(f"Mark demo/{name}").click()
    page.get_by_role("tab", name=re.compile("^Compare")).click()
    screen = page.locator(".hx-compare")
    facts = screen.get_by_role("region", name="Facts")
    expect(
        facts.get_by_role("row", name=re.compile("^License")).get_by_label("best")
    ).to_have_count(2, timeout=START_MS)
    assert grave_violations(page) == []
    screen.get_by_role("button", name="Blind", exact=True).click()
    screen.locator("textarea").fill("Where is my refund?")
    screen.locator("textarea").press("Control+Enter")
    vote = screen.get_by_role("group", name="Vote")
    expect(vote).to_be_visible(timeout=START_MS)
    hidden = screen.inner_html()
    assert not [told for told in (*NAMES, "float32", "fp32", " ms", "commit ") if told in hidden]
    assert grave_violations(page) == []
    vote.get_by_role("button", name="Answer 1").focus()
    page.keyboard.press("2")
    expect(screen.locator(".hx-chosen")).to_contain_text("your vote")
    expect(screen.locator(".hx-pane")).to_have_count(3)
    second = screen.locator(".hx-pane .hx-pane-name").nth(1).inner_text()
    expect(screen.locator(".hx-chosen")).to_have_text(f"2 {second} · your vote")
    screen.get_by_role("button", name="Votes").click()
    expect(screen.get_by_role("region", name="Votes")).to_contain_text("1 of 1")
    assert grave_violations(page) == []
    with page.expect_download() as saved:
        screen.get_by_role("button", name="Export HTML").click()
    saved.value.save_as(tmp_path / "page.html")
    assert "Where is my refund?" in (tmp_path / "page.html").read_text("utf-8")

    screen.locator("textarea").fill("Something else")
    screen.get_by_role("button", name="History").click()
    screen.locator(".hx-past-open", has_text="Where is my refund?").first.click()
    expect(screen.locator("textarea")).to_have_value("Where is my refund?")
    expect(screen.locator(".hx-pane[data-state=done]")).to_have_count(3)


def test_a_model_behind_an_endpoint_is_added_by_hand_and_answers(voila, page, tmp_path):
    page.goto(voila.url)
    page.get_by_role("tab", name=re.compile("^Compare")).click(timeout=START_MS)
    screen = page.locator(".hx-compare")
    screen.locator("summary", has_text="endpoint").click(timeout=START_MS)
    form = screen.get_by_role("form", name="Add endpoint")
    address = form.get_by_label("Address of the endpoint")
    address.fill("http://127.0.0.1:9/v1")
    form.get_by_role("button", name="List models").click()
    expect(form.get_by_role("alert")).to_contain_text("connection refused")
    with chat_server(save_llama(tmp_path / "llama")) as server:
        server.wanted = KEY
        address.fill(f"{server.url}/v1")
        address.press("Tab")
        form.get_by_role("button", name="List models").click()
        key = form.get_by_label("Key of the endpoint")
        key.fill("sk-wrong")
        key.press("Enter")
        expect(key).to_have_value("")
        expect(form.get_by_role("alert")).to_contain_text("401")
        assert grave_violations(page) == []
        key.fill(KEY)
        key.press("Enter")
        expect(form.get_by_label("Model", exact=True)).to_have_value("tiny/llama")
        form.get_by_label("Model", exact=True).select_option("llama3:8b")
        form.get_by_role("button", name="Add", exact=True).click()
        pane = screen.get_by_role("region", name="llama3:8b")
        expect(pane).to_contain_text(f"behind {server.url}/v1", timeout=START_MS)
        screen.locator("textarea").first.fill("Anna lost my card in Berlin")
        screen.locator("textarea").first.press("Control+Enter")
        expect(pane).to_have_attribute("data-state", "done", timeout=START_MS)
        assert server.seen[-1][2]["model"] == "llama3:8b"
    assert grave_violations(page) == []
    told = voila.folder.rglob("*.json*")
    assert not [path for path in told if path.is_file() and KEY in path.read_text("utf-8")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_exported_comparison_reads_offline_and_is_inert(browser, tmp_path, theme):
    path = hostile_page(tmp_path)
    context = browser.new_context(offline=True, color_scheme=theme)
    page = context.new_page()
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    page.locator("summary").click()
    assert page.evaluate("window.hit") is None
    pictures = page.locator("img").evaluate_all("all => all.map(one => one.naturalWidth)")
    assert pictures
    assert all(pictures)
    assert page.locator("h1").is_visible()
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    assert errors == []
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(255, 255, 255)" if theme == "light" else "rgb(21, 24, 28)")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    context.close()
