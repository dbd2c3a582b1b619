"""What sessions share (one hub, one model host) and what they must not (their marks and inputs)."""

from __future__ import annotations

import re

import psutil
import pytest
from playwright.sync_api import expect

from hubexplorer.workspace.shortlist import FILE_NAME

pytestmark = pytest.mark.browser

START_MS = 60_000


def test_two_visitors_of_a_dashboard_share_services_and_nothing_else(dashboard, browser, page):
    other = browser.new_context().new_page()
    for each in (page, other):
        each.goto(dashboard.url)
        expect(each.get_by_role("grid", name="Models")).to_be_visible(timeout=START_MS)
    page.get_by_label(re.compile("^Mark demo/support-intent-multi-mini")).click()
    expect(page.get_by_text("1 marked")).to_be_visible()
    expect(other.get_by_text("0 marked")).to_be_visible()
    page.locator(".hx-results input[type=text]").fill("entities")
    expect(page.locator(".hx-row")).to_have_count(1)
    expect(other.locator(".hx-row")).not_to_have_count(1)
    running = [
        process
        for process in psutil.process_iter(["cmdline"])
        if str(dashboard.home) in " ".join(process.info["cmdline"] or [])
        and "hubexplorer.services" in (process.info["cmdline"] or [])
    ]
    names = [process.info["cmdline"][-2] for process in running]
    assert names.count("embedded") == 1
    assert names.count("model-host") <= 1
    other.context.close()
    assert not (dashboard.folder / FILE_NAME).exists()


def test_the_app_has_marks_card_and_tab_again_after_a_reload(voila, page):
    page.goto(voila.url)
    page.get_by_label(re.compile("^Mark demo/support-intent-multi-mini")).click(timeout=START_MS)
    page.get_by_label(re.compile("^Mark demo/support-intent-en-nano")).click()
    page.locator(".hx-results input[type=text]").fill("support")
    page.locator(".hx-row", has_text="support-intent-en-nano").click()
    expect(page.locator(".hx-card")).to_contain_text("support-intent-en-nano")
    page.get_by_role("tab", name="Compare").click()
    expect(page.locator(".hx-pane")).to_have_count(2)
    # The kernel of the next page was made ready before any of this.
    page.reload()
    expect(page.get_by_text("2 marked")).to_be_visible(timeout=START_MS)
    expect(page.get_by_role("tab", name="Compare")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".hx-pane")).to_have_count(2)
    page.get_by_role("tab", name="Find").click()
    expect(page.locator(".hx-doors")).to_have_count(0)
    expect(page.locator(".hx-results input[type=text]")).to_have_value("support")
    expect(page.locator(".hx-card")).to_contain_text("support-intent-en-nano")
    assert page.title() == "HubExplorer"


def test_no_process_connected_beyond_loopback(voila):
    assert voila.outside() == []


def test_the_wrong_token_opens_nothing(voila, browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto(re.sub("token=.*", "token=wrong", voila.url))
    expect(page.locator(".hx-explorer")).to_have_count(0)
    assert "login" in page.url or page.get_by_text(re.compile("[Pp]assword|[Tt]oken")).count()
    context.close()
