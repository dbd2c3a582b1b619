"""What sessions share (one hub, one model host) and what they must not (their marks and inputs)."""

from __future__ import annotations

import re

import psutil
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

START_MS = 60_000


def test_two_sessions_share_services_and_nothing_else(voila, browser, page):
    other = browser.new_context().new_page()
    for each in (page, other):
        each.goto(voila.url)
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
        if str(voila.home) in " ".join(process.info["cmdline"] or [])
        and "hubexplorer.services" in (process.info["cmdline"] or [])
    ]
    names = [process.info["cmdline"][-2] for process in running]
    assert names.count("embedded") == 1
    assert names.count("model-host") <= 1
    other.context.close()


def test_no_process_connected_beyond_loopback(voila):
    assert voila.outside() == []


def test_the_wrong_token_opens_nothing(voila, browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto(re.sub("token=.*", "token=wrong", voila.url))
    expect(page.locator(".hx-explorer")).to_have_count(0)
    assert "login" in page.url or page.get_by_text(re.compile("[Pp]assword|[Tt]oken")).count()
    context.close()
