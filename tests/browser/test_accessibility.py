"""axe finds nothing serious inside our root: every tab, light and dark (Lab: see test_find)."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

START_MS = 60_000
GRAVE = {"serious", "critical"}


def grave_violations(page) -> list[str]:
    found = Axe().run(page, context=".hx").response["violations"]
    return [
        f"{item['id']}: {node['html'][:160]}"
        for item in found
        if item["impact"] in GRAVE
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("host", ["voila", "voila_dark"])
def test_every_tab_in_voila(host, request, page):
    server = request.getfixturevalue(host)
    page.goto(server.url)
    expect(page.get_by_role("grid", name="Models")).to_be_visible(timeout=START_MS)
    assert grave_violations(page) == []
    page.get_by_label("Mark demo/support-intent-multi-mini").click()
    page.locator(".hx-row").first.click()
    expect(page.get_by_role("article")).to_be_visible()
    for tab in ("Review", "Files", "Commits", "Results", "Use", "Card"):
        page.get_by_role("article").get_by_role("tab", name=re.compile(tab)).click()
        assert grave_violations(page) == [], tab
    page.get_by_role("tab", name=re.compile("^Compare")).click()
    page.get_by_role("button", name=re.compile("Run on 1")).click()
    expect(page.locator(".hx-pane")).to_have_attribute("data-state", "done", timeout=START_MS)
    assert grave_violations(page) == []
    page.get_by_role("tab", name="Measure").click()
    measure = page.get_by_role("button", name="Measure 1", exact=True)
    expect(measure).to_be_enabled(timeout=START_MS)
    assert grave_violations(page) == []
    page.get_by_text("No labels yet?").click()
    page.get_by_role("button", name="Label some rows").click()
    labeling = page.get_by_role("region", name="Label rows")
    expect(labeling).to_be_focused()
    labeling.press("s")
    expect(labeling.get_by_role("list", name="Last answers")).to_contain_text("skipped")
    assert grave_violations(page) == []
    labeling.get_by_role("button", name="Close").click()
    measure.click()
    expect(page.locator(".hx-report")).to_be_visible(timeout=START_MS)
    page.get_by_text("Confusion", exact=True).click()
    expect(page.locator(".hx-matrix")).to_be_visible()
    assert grave_violations(page) == []
    for tab in ("Tune", "Pins"):
        page.get_by_role("tab", name=tab).click()
        page.wait_for_timeout(500)
        assert grave_violations(page) == [], tab
