from __future__ import annotations

import pytest

import hubexplorer as hx
from hubexplorer.workspace.shortlist import FILE_NAME


@pytest.fixture
def explorer(workspace, front):
    screen = hx.Explorer(workspace)
    workspace.finder.ready()
    return front(screen)


def test_its_screens_share_one_desk(explorer):
    screen = explorer.screen
    assert {screen.browser.desk, screen.card.desk, screen.compare.desk} == {screen.desk}
    assert screen.screens["browser"] == f"anywidget:{screen.browser.model_id}"
    assert screen.tabs == ["find", "compare", "measure", "tune", "pins"]


def test_the_tray_follows_marks_made_anywhere(explorer, workspace):
    ref = workspace.card("demo/entities-multi-mini").ref
    explorer.screen.card.desk.mark(ref, True)
    assert [item["repo"] for item in explorer.screen.marked] == [ref.repo]
    explorer.data("mark", key=explorer.screen.marked[0], on=False)
    assert explorer.screen.browser.marked == []


def test_a_tab_that_is_not_there_is_refused(explorer):
    assert not explorer.ask("tab", tab="admin")["ok"]
    explorer.data("tab", tab="pins")
    assert explorer.screen.tab == "pins"


@pytest.mark.parametrize(("door", "tab"), [("find", "find"), ("try", "compare"), ("tune", "tune")])
def test_a_door_leads_into_the_work(explorer, door, tab):
    assert explorer.screen.is_first_visit
    explorer.data("door", door=door)
    screen = explorer.screen
    assert screen.tab == tab
    assert not screen.is_first_visit
    assert len(screen.marked) == (3 if door == "try" else 0)
    assert (screen.tune.model is not None) == (door == "tune")


def test_a_second_workspace_of_the_folder_finds_the_marks(explorer, workspace, tmp_path):
    explorer.data("door", door="try")
    again = hx.Workspace.open(tmp_path, settings=workspace.settings)
    later = hx.Explorer(again)
    assert later.marked == explorer.screen.marked
    assert not later.is_first_visit
    again.close()


def test_a_page_finds_what_was_done_since_its_kernel_was_made_ready(
    explorer, workspace, tmp_path, filters
):
    waiting = hx.Explorer(hx.Workspace.open(tmp_path, settings=workspace.settings))
    explorer.data("door", door="try")
    explorer.screen.desk.open(workspace.card("demo/entities-multi-mini").ref)
    explorer.screen.desk.filter(filters("support"))
    assert waiting.marked == []
    front = type(explorer)(waiting)
    front.data("arrive", tab="compare")
    assert waiting.marked == explorer.screen.marked
    assert waiting.opened == explorer.screen.opened
    assert waiting.browser.filters["text"] == "support"
    assert waiting.tab == "compare"
    assert not waiting.is_first_visit
    front.data("arrive", tab="../admin")
    assert waiting.tab == "compare"
    (tmp_path / FILE_NAME).unlink()
    front.data("arrive", tab="")
    assert waiting.is_first_visit
    waiting.desk.workspace.close()
