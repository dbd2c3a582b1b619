from __future__ import annotations

import time
from dataclasses import replace

import pytest

import hubexplorer as hx
from hubexplorer.errors import DataError
from hubexplorer.ui.desk import Desk
from hubexplorer.ui.filters import NO_FILTERS
from hubexplorer.workspace import Workspace
from tests.shipped import SHIPPED

REF = hx.ModelRef("embedded", "demo/entities-multi-mini", "ab" * 20)


def test_a_workspace_has_one_desk(workspace):
    assert Desk.on(workspace) is Desk.on(workspace)
    assert hx.ModelBrowser(workspace).desk is hx.CardViewer(workspace).desk


def test_what_is_on_it_is_there_again_in_the_next_session(workspace, tmp_path):
    desk = Desk.on(workspace)
    desk.mark(REF, True)
    desk.open(REF)
    desk.filter({**NO_FILTERS, "text": "Überraschung"})
    later = Workspace.open(tmp_path, settings=workspace.settings)
    again = Desk.on(later)
    assert (again.marked, again.opened, again.filters) == ((REF,), REF, desk.filters)
    later.close()


@pytest.fixture
def unsaved(workspace, tmp_path):
    """The desk of a workspace whose folder turned into a file."""
    workspace.shortlist.path = tmp_path / "gone" / "shortlist.json"
    (tmp_path / "gone").write_text("in the way")
    return Desk.on(workspace)


def test_what_cannot_be_saved_holds_for_the_session(unsaved):
    for change in (
        lambda: unsaved.mark(REF, True),
        lambda: unsaved.open(REF),
        lambda: unsaved.filter({**NO_FILTERS, "text": "kept"}),
    ):
        with pytest.raises(DataError, match="could not be saved"):
            change()
    assert unsaved.marked == (REF,)
    assert unsaved.opened == REF
    assert unsaved.filters["text"] == "kept"
    with pytest.raises(DataError):
        unsaved.reject(REF, "too large")
    assert unsaved.marked == ()


def test_a_screen_says_that_it_was_not_saved_and_shows_the_mark(unsaved, front, key_of):
    browser = front(hx.ModelBrowser(unsaved.workspace))
    reply = browser.ask("mark", key=key_of(REF), on=True)
    assert "could not be saved" in reply["error"]["message"]
    assert "session" in reply["error"]["hint"]
    assert browser.screen.marked == [key_of(REF)]
    browser.screen.filters = {**NO_FILTERS, "text": "kept"}
    assert "could not be saved" in browser.screen.problem["message"]
    assert browser.screen.desk.filters["text"] == "kept"


def test_filling_counts_once_for_every_hub(settings, tmp_path):
    workspace = Workspace.open(tmp_path, settings=replace(settings, hub="http://127.0.0.1:1"))
    desk = Desk.on(workspace)
    # Another test may have listed the embedded hub into this home already.
    generation = 1 if workspace.finder.has_embedded() else 2
    desk.fill()
    name = workspace.hubs.names[1]
    # The embedded hub is in, the silent one is told by name.
    assert desk.catalog_generation == generation
    assert workspace.search().total == SHIPPED
    assert set(workspace.hubs.problems) == {name}
    desk.fill()
    assert desk.catalog_generation == generation
    workspace.close()


def test_a_silent_hub_is_one_line_in_the_list(settings, tmp_path, front, filters):
    workspace = Workspace.open(tmp_path, settings=replace(settings, hub="http://127.0.0.1:1"))
    browser = front(hx.ModelBrowser(workspace))
    deadline = time.monotonic() + 30
    while not workspace.hubs.problems and time.monotonic() < deadline:
        time.sleep(0.02)
    found = browser.data("search", filters=filters(), offset=0, limit=50, facets=[], ranges=[])
    told = {item["title"]: item["problem"] for item in found["hubs"]}
    assert told["Embedded hub"] == ""
    assert "127.0.0.1" in told["127.0.0.1:1"]
    assert found["total"] == SHIPPED
    assert browser.screen.problem is None
    workspace.close()
