"""Find by hand and by keyboard, in Chromium: queries, filters, saved searches, machines, a sync."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serving
from tests.browser.in_lab import run_first_cell
from tests.browser.test_accessibility import grave_violations
from tests.browser.test_story import open_app
from tests.shipped import SHIPPED
from tests.workspace.crowded_hub import add, crowded_hub

pytestmark = pytest.mark.browser

REPOS = 40
START_MS = 60_000


def total(page):
    return page.locator(".hx-total > span").first


def test_a_typed_query_becomes_chips_and_copies_back(voila, page):
    open_app(page, voila)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    search = page.get_by_role("searchbox")
    search.press_sequentially("support license_class:commercial params:<1B -task:fill-mask ")
    expect(search).to_have_value("support ")
    for chip in ("commercial", "not fill-mask", "Parameters < 1 B"):
        expect(page.get_by_role("button", name=f"Remove {chip}")).to_be_visible()
    expect(page.get_by_label("commercial", exact=True)).to_be_checked()
    expect(total(page)).to_have_text(re.compile(r"^3 of \d+$"))
    page.get_by_role("button", name="Copy query").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == "support license_class:commercial -task:fill-mask params:<1B"
    search.fill("licens:mit")
    search.press("Enter")
    expect(page.get_by_text("no facet is called 'licens'")).to_be_visible()
    expect(search).to_have_value("licens:mit")
    assert grave_violations(page) == []


def test_filters_by_keyboard_alone(voila, page):
    open_app(page, voila)
    page.get_by_role("grid", name="Models").focus()
    page.keyboard.press("f")
    expect(page.get_by_label("text-classification", exact=True)).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_role("button", name="Remove not text-classification")).to_be_visible()
    expect(total(page)).to_have_text(re.compile(f"^{SHIPPED - 5} of"))
    page.keyboard.press("x")
    expect(total(page)).to_have_text(f"{SHIPPED} of {SHIPPED}")
    expect(page.get_by_label("text-classification", exact=True)).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Remove text-classification")).to_be_visible()
    for _ in range(80):
        if page.evaluate("document.activeElement.textContent") == "Updated":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Updated at least")).to_be_visible()
    assert grave_violations(page) == []
    page.get_by_label("Updated at least").fill("2100-01-01")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No model matches these filters.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Remove “Updated")).click()
    expect(total(page)).to_have_text(re.compile("^5 of"))
    page.get_by_role("button", name="Updated", exact=True).click()


def test_derived_models_unfold_under_their_base_by_key_and_click(voila, page):
    open_app(page, voila)
    page.get_by_label("Group derived").check()
    expect(total(page)).to_have_text(re.compile(r", in \d+ rows$"))
    rows = page.locator(".hx-row")
    folded = rows.count()
    page.get_by_role("treegrid", name="Models").focus()
    base = page.get_by_role("row", name=re.compile("support-intent-multi-mini"))
    for _ in range(folded):
        page.keyboard.press("j")
        if base.get_attribute("data-cursor") is not None:
            break
    page.keyboard.press("ArrowRight")
    expect(rows).to_have_count(folded + 2)
    expect(page.locator(".hx-row[aria-level='2']")).to_have_count(2)
    expect(base.get_by_text("2 fine-tunes")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("ArrowLeft")
    expect(rows).to_have_count(folded)
    base.get_by_role("button", name=re.compile("^Unfold")).click()
    expect(rows).to_have_count(folded + 2)
    assert grave_violations(page) == []
    page.get_by_label("Group derived").uncheck()
    expect(total(page)).to_have_text(re.compile(r"^(\d+) of \1$"))


@pytest.mark.parametrize("host", ["voila", "voila_dark"])
def test_saved_searches_collections_and_machines(host, request, page):
    server = request.getfixturevalue(host)
    open_app(page, server)
    page.get_by_label("de", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("Name of this search").fill("German")
    page.keyboard.press("Enter")
    page.reload()
    open_app(page, server)
    page.get_by_role("button", name="Remove de").click()  # the app keeps what was filtered
    page.get_by_role("button", name=re.compile(r"^German \d")).click()
    expect(page.get_by_label("de", exact=True)).to_be_checked()
    page.get_by_role("button", name="Remove de").click()
    page.get_by_role("button", name=re.compile(r"^Starter \d")).click()
    expect(total(page)).to_have_text(f"{SHIPPED} of {SHIPPED}")

    page.get_by_role("button", name=re.compile("^Choose the machine")).click()
    page.get_by_label("Another machine").fill("2 GB")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove on 2 GB")).to_be_visible()
    expect(page.locator(".hx-row .hx-bad").first).to_have_text("no")
    page.get_by_label("Another machine").fill("a big one")
    page.keyboard.press("Enter")
    expect(page.get_by_text("not a machine: 'a big one'")).to_be_visible()
    assert grave_violations(page) == []


def test_a_sync_is_followed_by_a_page_opened_later_and_ends(home, tmp_path, page):
    with (
        crowded_hub(tmp_path / "hub", repos=REPOS) as hub,
        serving(
            ["app", "--folder", str(tmp_path)], home, tmp_path, HUBEXPLORER_HUB=hub.url
        ) as server,
    ):
        open_app(page, server)
        of_hub = f"{REPOS} of {REPOS} 127.0.0.1"
        expect(page.locator(".hx-hubs")).to_contain_text(of_hub, timeout=START_MS)
        add(hub.store, REPOS, date_s=1_790_000_000.0)
        hub.delay_s = 5.0
        page.get_by_role("button", name="Sync", exact=True).click()
        expect(page.get_by_role("progressbar")).to_be_visible()
        assert grave_violations(page) == []
        later = page.context.new_page()
        page.close()
        open_app(later, server)
        expect(later.get_by_role("button", name="Cancel", exact=True)).to_be_visible()
        hub.delay_s = 0.0
        done = later.get_by_role("button", name="Sync", exact=True)
        expect(done).to_be_visible(timeout=START_MS)
        expect(later.locator(".hx-hubs")).to_contain_text(f"{REPOS + 1} of {REPOS + 1}")


def test_keys_of_the_filters_and_the_list_leave_the_notebook_alone(lab, page):
    run_first_cell(page, lab, "app.ipynb")
    grid = page.get_by_role("grid", name="Models")
    expect(grid).to_be_visible(timeout=START_MS)
    assert grave_violations(page) == []
    before = notebook_of(page)
    unfolding = ("j", "o", "l", "h", "ArrowRight", "ArrowLeft")
    in_filters = ("f", "x", "x", "ArrowDown", "Space", "Space", "/", "Escape")
    press(page, grid, (*unfolding, *in_filters))
    expect(page.locator(".hx-explorer")).to_be_visible()
    assert notebook_of(page) == before
    press(page, grid, ("j", "j", "k", "m", "Enter", "c", "Escape", "?", "Escape"))
    expect(page.locator(".hx-explorer")).to_be_visible()
    assert notebook_of(page) == before
    expect(page.get_by_text("1 marked")).to_be_visible()
    expect(page.get_by_text("Jupyter news")).to_have_count(0)


def press(page, grid, keys):
    grid.focus()
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(150)


def notebook_of(page) -> list[list[str]]:
    cells = page.evaluate(
        """() => {
          const shell = window.jupyterapp?.shell;
          const panel = shell ? [...shell.widgets('main')].find(w => w.content?.model) : null;
          const dom = [...document.querySelectorAll('.jp-Cell')].map(
            c => [c.className.match(/jp-(Code|Markdown|Raw)Cell/)?.[1] ?? '?',
                  c.querySelector('.cm-content')?.textContent ?? '']);
          return panel ? [...panel.content.model.cells].map(
            c => [c.type, c.sharedModel.source]) : dom;
        }"""
    )
    assert cells
    return json.loads(json.dumps(cells))
