"""Read and Pins by hand: files before they are fetched, what differs, a pin's update, the disk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import grave_violations

pytestmark = pytest.mark.browser

MODEL = "demo/support-intent-multi-mini"
START_MS = 60_000


@pytest.mark.parametrize("host", ["voila", "voila_dark"])
def test_files_differences_and_every_tab_of_pins(host, request, page):
    server = request.getfixturevalue(host)
    page.goto(server.url)
    expect(page.get_by_role("grid", name="Models")).to_be_visible(timeout=START_MS)
    page.locator(".hx-row").filter(has=page.get_by_label(f"Mark {MODEL}")).click()
    card = page.get_by_role("article", name=MODEL)

    card.get_by_role("tab", name="Files").click()
    expect(card.get_by_role("group", name="Download plan")).to_contain_text("files needed")
    expect(card.get_by_role("row", name=re.compile("model.safetensors"))).to_contain_text("weights")
    fetch = card.get_by_role("button", name=re.compile("^Download"))
    if fetch.count():
        fetch.click()
    expect(card.get_by_text("all on this disk.")).to_be_visible(timeout=START_MS)
    assert grave_violations(page) == []

    card.get_by_role("tab", name=re.compile("Commits")).click()
    card.get_by_role("button", name=re.compile("What differs")).last.click()
    lines = card.get_by_role("group", name="Lines of the card")
    expect(lines.locator(".hx-line-added").first).to_be_visible()
    assert grave_violations(page) == []
    card.get_by_role("button", name="All commits").click()
    card.get_by_role("button", name=re.compile("Open this commit")).last.click()
    card.get_by_role("button", name="Pin", exact=True).click()
    form = card.get_by_role("form", name="Pin this model")
    for box in form.get_by_role("checkbox").all():
        box.check()
    form.get_by_role("button", name="Pin").click()
    expect(card.get_by_role("button", name="Pinned")).to_be_visible()

    page.get_by_role("tab", name="Pins").click()
    page.get_by_role("button", name="Verify all").click()
    expect(page.get_by_text("verified", exact=True)).to_be_visible()
    page.get_by_role("button", name="Update", exact=True).click()
    update = page.get_by_role("region", name=f"What updating {MODEL} changes")
    expect(update.get_by_label("Changed lines of the card")).to_contain_text("+")
    expect(update).to_contain_text("No longer open")
    assert grave_violations(page) == []
    update.get_by_role("button", name="Keep it as it is").click()

    page.get_by_role("tab", name=re.compile("On this disk")).click()
    expect(page.get_by_role("row").filter(has_text=MODEL).first).to_contain_text("MB")
    assert grave_violations(page) == []
    page.get_by_role("tab", name="Hubs").click()
    expect(page.get_by_text("On this machine; it knows no accounts.")).to_be_visible()
    assert grave_violations(page) == []

    page.get_by_role("tab", name=re.compile("Pinned")).click()
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_role("button", name="Remove the pin").click()
    expect(page.get_by_text("Nothing is pinned.")).to_be_visible()
