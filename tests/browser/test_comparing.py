"""What Compare leaves behind and hides, in Chromium: the exported page, offline."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.workspace.pages import hostile_page

pytestmark = pytest.mark.browser


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
