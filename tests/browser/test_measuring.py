"""Measure by hand in Chromium: rows labeled by keys, files dropped on it."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest
from playwright.sync_api import expect

from hubexplorer import demo
from tests.browser.test_accessibility import START_MS, grave_violations

pytestmark = pytest.mark.browser

ROWS = "message\n" + "".join(f"where is my parcel number {n}\n" for n in range(40))


def open_measure(page, server, repo: str):
    """The setup of a measurement of one model."""
    page.goto(server.url)
    expect(page.get_by_role("grid", name="Models")).to_be_visible(timeout=START_MS)
    page.get_by_label(f"Mark {repo}").check()
    page.get_by_role("tab", name="Measure").click()
    measure = page.locator(".hx-measure")
    expect(measure.get_by_role("button", name=re.compile("^Upload CSV"))).to_be_visible(
        timeout=START_MS
    )
    return measure


def test_rows_are_labeled_by_keys_alone_and_kept_after_each(voila, page):
    measure = open_measure(page, voila, "demo/support-intent-multi-mini")
    file = {"name": "mine.csv", "mimeType": "text/csv", "buffer": ROWS.encode()}
    measure.get_by_label("File of labeled rows").set_input_files(file)
    measure.get_by_label("Labels, separated by commas").fill("delivery, refund, other")
    measure.get_by_role("spinbutton", name="rows").fill("10")
    measure.get_by_role("button", name="Label some rows").press("Enter")
    grid = measure.get_by_role("region", name="Label rows")
    expect(grid).to_be_focused()
    progress = grid.locator(".hx-number").first
    expect(progress).to_have_text("0 of 10")
    for key in "12s3":
        page.keyboard.press(key)
    expect(progress).to_have_text(re.compile("^3 of 10"))
    expect(grid).to_contain_text("1 skipped")
    assert kept(voila) == ["delivery", "refund", "", "other"]
    page.keyboard.press("u")
    expect(progress).to_have_text(re.compile("^2 of 10"))
    assert kept(voila) == ["delivery", "refund", ""]
    page.keyboard.press("ArrowDown")
    expect(grid.locator("li").nth(1)).to_have_attribute("aria-current", "true")
    assert grave_violations(page) == []
    grid.get_by_role("button", name="Measure on these 2").click()
    expect(measure).to_contain_text("2 rows of labels-mine-")

    drop(page, measure.locator(".hx-drop"), "digits.zip", zipped_digits())
    expect(measure.get_by_role("group", name="First rows")).to_contain_text("5/one.png")
    expect(measure.get_by_role("alert")).to_contain_text("digits is a folder")
    drop(page, measure.locator(".hx-drop"), "mine.xlsx", b"PK")
    expect(measure.get_by_role("alert").first).to_contain_text("mine.xlsx is none of .csv")


def test_a_run_is_found_again_after_a_reload_and_drawn_at_its_own_size(voila, page):
    measure = open_measure(page, voila, "demo/support-intent-en-nano")
    start = measure.get_by_role("button", name=re.compile(r"^Measure \d$"))
    expect(start).to_be_enabled(timeout=START_MS)
    start.click()
    expect(measure.get_by_role("progressbar").or_(measure.locator(".hx-report"))).to_be_visible(
        timeout=START_MS
    )
    page.set_viewport_size({"width": 1024, "height": 768})
    page.reload()
    page.get_by_role("tab", name="Measure").click()
    expect(measure.locator(".hx-report")).to_be_visible(timeout=2 * START_MS)
    expect(measure.get_by_text("600 rows", exact=True)).to_be_visible()
    expect(measure.get_by_role("heading", name="What it got wrong")).to_be_visible()
    drawing = measure.locator(".hx-intervals")
    shown, name = drawing.bounding_box(), drawing.locator(".hx-name").first.bounding_box()
    assert float(drawing.get_attribute("width")) == pytest.approx(shown["width"], abs=1)
    assert name["height"] > 12
    measure.get_by_role("button", name="Change what is measured").click()
    expect(start).to_be_enabled(timeout=START_MS)
    start.click()
    expect(measure.locator(".hx-report")).to_be_visible(timeout=START_MS)
    expect(page.locator(".hx-strip")).to_have_count(0)


def drop(page, area, name: str, content: bytes) -> None:
    """Let a file fall on a part of the page."""
    dropped = page.evaluate_handle(
        """([name, bytes]) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], name));
            return data;
        }""",
        [name, list(content)],
    )
    area.dispatch_event("dragover", {"dataTransfer": dropped})
    expect(area).to_have_attribute("data-over", "true")
    area.dispatch_event("drop", {"dataTransfer": dropped})


def zipped_digits() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for digit in "3578":
            archive.write(demo.data_file(f"digit-{digit}.png"), f"{digit}/one.png")
    return content.getvalue()


def kept(server) -> list[str]:
    """The labels on disk, in the order in which they were given."""
    (path,) = server.folder.glob("measured/labels-mine-*.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [row["label"] for row in csv.DictReader(file)]
