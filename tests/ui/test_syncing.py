"""Bringing the list up to date from the screen: real jobs against a real hub on loopback."""

from __future__ import annotations

import pytest

import hubexplorer as hx
from hubexplorer import services
from hubexplorer.settings import Settings
from hubexplorer.workspace.sync.listing import newest_sync
from tests.workspace.crowded_hub import add, crowded_hub
from tests.workspace.waiting import until

REPOS = 12


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    yield home
    services.stop(home, "embedded")


@pytest.fixture
def hub(tmp_path):
    with crowded_hub(tmp_path / "hub", repos=REPOS) as hub:
        yield hub
        hub.start()  # where a test stopped it


@pytest.fixture
def open_browser(hub, home, tmp_path, front):
    """Opens the screen in a workspace of its own, as another page or a later kernel does."""
    opened = []

    def open_browser():
        workspace = hx.Workspace.open(tmp_path, settings=Settings(home=home, hub=hub.url))
        opened.append(workspace)
        browser = front(hx.ModelBrowser(workspace))
        name = workspace.hubs.names[1]
        until(lambda: workspace.finder.listed(name) or workspace.hubs.problems)
        return browser

    yield open_browser
    for workspace in opened:
        workspace.close()


def total(browser, filters):
    args = {"offset": 0, "limit": 5, "facets": [], "ranges": []}
    return browser.data("search", filters=filters(none={"hub": ["embedded"]}), **args)["total"]


def ended(browser, status):
    return browser.wait(
        lambda content: content.get("event") == "sync" and content["data"]["status"] == status
    )["data"]


def test_a_sync_brings_what_is_new_and_says_so(hub, open_browser, filters):
    browser = open_browser()
    assert total(browser, filters) == REPOS
    assert browser.data("sync_state")["status"] == "idle"
    add(hub.store, REPOS, date_s=1_780_000_000.0)
    seen = browser.screen.generation
    assert browser.data("sync")["status"] == "running"
    assert ended(browser, "done")["error"] is None
    assert browser.screen.generation > seen
    assert total(browser, filters) == REPOS + 1


def test_another_page_follows_the_same_listing_and_can_cancel_it(hub, open_browser):
    first = open_browser()
    hub.delay_s = 3.0
    first.data("sync")
    second = open_browser()
    assert second.data("sync_state")["status"] == "running"
    assert second.data("sync")["status"] == "running"  # the same one, not another
    assert second.screen._syncing.job.folder == first.screen._syncing.job.folder
    second.data("sync_stop")
    ended(second, "canceled")
    ended(first, "canceled")


def test_a_hub_that_went_away_is_said_with_what_to_do(hub, open_browser):
    browser = open_browser()
    hub.stop()
    browser.data("sync")
    error = ended(browser, "failed")["error"]
    assert error["message"]
    assert "sync again" in error["hint"]
    later = open_browser()
    assert later.data("sync_state")["error"] == error


def test_only_the_embedded_hub_needs_no_job(workspace, front):
    browser = front(hx.ModelBrowser(workspace))
    assert browser.data("sync")["status"] == "done"
    assert newest_sync(workspace.settings) is None
