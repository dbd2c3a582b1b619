"""The whole story by hand, in Voila: find, read, compare, tune, pin. And from Tune to Lab."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from hubexplorer.ui.app import app_notebook
from tests.browser.in_lab import run_first_cell

pytestmark = pytest.mark.browser

BEST = "demo/support-intent-multi-mini"
FIVE = 5
START_MS = 60_000


def open_app(page, server):
    page.goto(server.url)
    expect(page.get_by_role("grid", name="Models")).to_be_visible(timeout=START_MS)
    return page


def row(page, repo: str):
    return page.locator(".hx-row").filter(has=page.get_by_label(f"Mark {repo}"))


def test_find_read_compare_pin(voila, page):
    open_app(page, voila)
    task = page.get_by_role("region", name="Task")
    task.get_by_label("text-classification").check()
    expect(page.locator(".hx-row")).to_have_count(FIVE)
    promised = task.locator("li").filter(has_text="text-classification")
    expect(promised.locator(".hx-value-count")).to_have_text(str(FIVE))
    page.get_by_role("region", name="License class").get_by_label("commercial", exact=True).check()
    expect(page.locator(".hx-row")).to_have_count(3)

    row(page, BEST).click()
    card = page.get_by_role("article", name=BEST)
    expect(card.get_by_role("heading", name=BEST)).to_be_visible()
    expect(card.frame_locator("iframe").get_by_role("heading", name="Limitations")).to_be_visible()
    card.get_by_role("tab", name=re.compile("Files")).click()
    expect(card.get_by_text("model.safetensors")).to_be_visible()
    card.get_by_role("tab", name=re.compile("Commits")).click()
    expect(card.get_by_text("v1.0")).to_be_visible()
    card.get_by_role("tab", name="Use").click()
    expect(card.get_by_text("revision=")).to_be_visible()

    card.get_by_role("button", name="Pin", exact=True).click()
    form = card.get_by_role("form", name="Pin this model")
    for box in form.get_by_role("checkbox").all():
        box.check()
    form.get_by_role("button", name="Pin").click()
    expect(card.get_by_role("button", name="Pinned")).to_be_visible()
    assert BEST in (voila.folder / "hubexplorer.lock").read_text()

    page.get_by_role("tab", name="Pins").click()
    page.get_by_role("button", name="Verify all").click()
    expect(page.get_by_text("verified", exact=True)).to_be_visible()

    page.get_by_role("tab", name="Find").click()
    card.get_by_role("button", name="Try").click()
    pane = page.get_by_role("region", name=BEST)
    page.locator("textarea:visible").fill("Ich kann mich seit gestern nicht mehr anmelden")
    page.get_by_role("button", name=re.compile("Run on 1")).click()
    expect(pane).to_have_attribute("data-state", "done", timeout=START_MS)
    expect(pane).to_contain_text("password")
    expect(pane).to_contain_text(re.compile(r"commit [0-9a-f]{7} · cpu · fp32"))


def test_five_candidates_side_by_side_and_stop(voila, page):
    open_app(page, voila)
    page.get_by_role("region", name="Task").get_by_label("text-classification").check()
    expect(page.locator(".hx-row")).to_have_count(FIVE)
    for box in page.get_by_label(re.compile("^Mark demo/")).all():
        box.click()
    page.get_by_role("button", name=re.compile("Compare 5")).click()
    page.locator("textarea:visible").fill("I want my money back")
    page.locator("textarea:visible").press("Control+Enter")
    for pane in page.locator(".hx-pane").all():
        expect(pane).to_have_attribute("data-state", "done", timeout=START_MS)
    expect(page.locator(".hx-pane")).to_have_count(FIVE)


def test_measured_in_four_clicks_chosen_and_found_again(voila, page):
    """From the open app to the verdict on the sample tickets: the goal is six clicks at most."""
    open_app(page, voila)
    page.get_by_role("button", name=re.compile("Measure on a file")).click()
    measure = page.get_by_role("button", name="Measure 3", exact=True)
    expect(measure).to_be_enabled(timeout=START_MS)
    measure.click()
    verdict = page.locator(".hx-report .hx-verdict-words")
    expect(verdict).to_contain_text("On 600 rows of tickets_test.csv", timeout=150_000)
    expect(page.get_by_role("region", name="Rows")).to_contain_text("of 600 rows")
    page.get_by_label("Reason").fill("fit for <b>German</b>")
    page.get_by_role("button", name="Choose", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Decision page").click()
    decision = Path(download.value.path()).read_text("utf-8")
    assert "fit for &lt;b&gt;German&lt;/b&gt;" in decision
    page.reload()
    page.get_by_role("tab", name="Measure").click()
    expect(verdict).to_contain_text("On 600 rows", timeout=START_MS)


def test_fine_tune_with_live_loss(voila, page):
    open_app(page, voila)
    page.get_by_role("button", name=re.compile("Fine-tune on sample")).click()
    start = page.get_by_role("button", name="Start", exact=True)
    expect(start).to_be_enabled(timeout=START_MS)
    start.click()
    expect(page.locator(".hx-outcome svg").first).to_be_visible(timeout=START_MS)
    outcome = page.get_by_role("region", name="This run")
    expect(outcome).to_contain_text("95 % interval", timeout=150_000)
    results = list(Path(voila.folder).glob("tuned/*/model/model.safetensors"))
    assert len(results) == 1
    outcome.get_by_role("button", name=re.compile("compare with the base")).click()
    expect(page.locator(".hx-pane")).to_have_count(2, timeout=START_MS)
    page.locator("textarea:visible").fill("Quiero que me devuelvan el dinero")
    page.get_by_role("button", name=re.compile("Run on 2")).click()
    for pane in page.locator(".hx-pane").all():
        expect(pane).to_have_attribute("data-state", "done", timeout=START_MS)
    page.get_by_role("tab", name="Find").click()
    expect(
        page.get_by_label(re.compile("^Mark local/support-intent-en-nano-tuned"))
    ).to_be_visible()

    page.get_by_role("tab", name="Tune").click()
    expect(outcome.get_by_role("row", name=re.compile("^de "))).to_contain_text("150")
    outcome.get_by_text("Log", exact=True).click()
    expect(outcome.locator("pre")).not_to_have_text("", timeout=START_MS)
    outcome.get_by_role("button", name="Measure both").click()
    expect(page.get_by_role("button", name="Measure 2", exact=True)).to_be_enabled(timeout=START_MS)
    expect(page.get_by_text("600 rows of support-intent-en-nano")).to_be_visible()


def test_a_fine_tuning_notebook_opens_in_lab(lab, page):
    below = lab.folder / "below"
    below.mkdir()
    call = "hx.Tune(hx.Workspace.open(), 'demo/support-intent-en-nano')"
    notebook = json.loads(app_notebook())
    notebook["cells"][0]["source"] = f"import hubexplorer as hx\n{call}"
    (below / "tune.ipynb").write_text(json.dumps(notebook))
    run_first_cell(page, lab, "below/tune.ipynb")
    button = page.get_by_role("button", name="Open notebook")
    expect(button).to_be_enabled(timeout=START_MS)
    button.click()
    opened = page.locator(".jp-MarkdownCell", has_text="Fine-tune a text classifier")
    expect(opened.first).to_be_visible(timeout=START_MS)
    (written,) = below.glob("tuned/*/tune.ipynb")
    assert (written.parent / "train.py").exists()
