"""Room on a screen: panes beside each other, and a card that can be read in a low cell."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

START_MS = 60_000
CARD_PX = 180
"""Height of the card in a notebook cell; it was some 60."""


def test_four_candidates_stand_in_a_row_and_two_side_by_side_on_a_narrow_page(voila, page):
    page.goto(voila.url)
    for name in ("multi-mini", "en-nano", "multi-nc", "multi-small"):
        mark = page.get_by_label(re.compile(f"^Mark demo/support-intent-{name}"))
        mark.click(timeout=START_MS)
    page.get_by_role("tab", name="Compare").click()
    expect(page.locator(".hx-pane")).to_have_count(4)
    # A scrollbar takes some of the width away.
    page.locator(".hx-panes").evaluate("box => { box.style.overflowY = 'scroll'; }")
    settles(page, rows=1)
    page.set_viewport_size({"width": 700, "height": 900})
    settles(page, rows=2)
    last = page.locator(".hx-pane").last.bounding_box()
    assert last["x"] + last["width"] > 660


def test_a_card_in_a_low_cell_can_be_read_and_alone_scrolls(voila, page):
    page.set_viewport_size({"width": 960, "height": 640})
    page.goto(voila.url)
    page.locator(".hx-row", has_text="support-intent-multi-mini").click(timeout=START_MS)
    frame = page.locator(".hx-frame")
    expect(frame).to_be_visible()
    assert frame.bounding_box()["height"] >= CARD_PX
    scrolling = "box => box.scrollHeight > box.clientHeight"
    assert not page.locator(".hx-card .hx-panel").evaluate(scrolling)


def settles(page, *, rows: int) -> None:
    """The panes stand in so many rows, once what is around them is drawn."""
    tops = "[...document.querySelectorAll('.hx-pane')].map(one => one.getBoundingClientRect().y)"
    page.wait_for_function(f"() => new Set({tops}.map(Math.round)).size === {rows}")


def test_keys_act_before_anything_has_the_focus(voila, page):
    page.goto(voila.url)
    expect(page.locator(".hx-row").first).to_be_visible(timeout=START_MS)
    page.keyboard.press("/")
    field = page.get_by_role("searchbox", name="Search models")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
