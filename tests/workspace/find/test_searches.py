"""Saved searches: reopened by another process's eyes, they say what is new."""

from __future__ import annotations

import json

import pytest

from hubexplorer import services
from hubexplorer.errors import DataError
from hubexplorer.settings import Settings
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.find.searches import FILE_NAME
from tests.shipped import SHIPPED
from tests.workspace.crowded_hub import add, crowded_hub, name_of

LATER_S = 1_780_000_000.0


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    with crowded_hub(tmp_path_factory.mktemp("crowded"), repos=30) as hub:
        yield hub


@pytest.fixture(scope="module")
def settings(hub, tmp_path_factory):
    """Of a home in which the hub has been listed."""
    folder = tmp_path_factory.mktemp("listed")
    told = Settings(home=folder / "home", hub=hub.url)
    opened = Workspace.open(folder, settings=told)
    opened.sync(opened.hubs.names[1]).wait(60)
    opened.close()
    yield told
    services.stop(told.home, "embedded")


def test_it_finds_the_same_again_and_says_what_is_new(workspace, hub, tmp_path):
    saved = workspace.searches.save("mit masks", "license:mit", task="fill-mask", sort="name")
    assert saved.query == "task:fill-mask license:mit"
    again = Workspace.open(tmp_path, settings=workspace.settings)
    found = again.searches.open("mit masks")
    assert [row.repo for row in found.hits] == sorted(name_of(n) for n in range(1, 30, 3))
    assert (found.new.total, found.new.rows) == (0, ())

    hub.store.commit(name_of(4), {"a": b"b"}, title="Change", date_s=LATER_S)
    hub.store.commit(name_of(5), {"a": b"b"}, title="Change", date_s=LATER_S)  # another task
    add(hub.store, 31, date_s=LATER_S + 1)
    again.sync(again.hubs.names[1]).wait(60)
    found = again.searches.open("mit masks", limit=1)
    assert (found.hits.total, len(found.hits)) == (11, 1)
    assert found.new.total == 2
    assert [row.repo for row in found.new] == [name_of(31)]  # newest first, one a page
    assert again.searches.open("mit masks").new.total == 0
    again.close()


def test_bounds_collections_and_machines_are_saved_with_it(workspace):
    workspace.search()  # lists the embedded models
    workspace.searches.save(
        "small", collection="Starter", machine="1 MB", fit="no", downloads=(None, 5)
    )
    assert workspace.searches.open("small").hits.total == SHIPPED
    workspace.searches.save("small", collection="Starter", machine="64 GB", fit="no")
    assert workspace.searches.open("small").hits.total == 0
    assert workspace.searches.names() == ("small",)
    workspace.searches.remove("small")
    assert workspace.searches.names() == ()


def test_misuse_names_what_there_is(workspace):
    workspace.searches.save("one", "model")
    with pytest.raises(ValueError, match="'two'; there are one"):
        workspace.searches.open("two")
    with pytest.raises(ValueError, match="needs a name"):
        workspace.searches.save(" ")
    with pytest.raises(ValueError, match="license_class"):
        workspace.searches.save("three", licence="mit")
    with pytest.raises(ValueError, match="not a machine"):
        workspace.searches.save("three", machine="a big one")
    assert workspace.searches.names() == ("one",)


def test_two_workspaces_keep_what_the_other_saved(workspace):
    again = Workspace.open(workspace.folder, settings=workspace.settings)
    mine, theirs = workspace.searches, again.searches
    mine.save("one", "model")
    theirs.save("two", "model", sort="name")
    assert mine.names() == ("one", "two")
    theirs.remove("one")
    assert mine.names() == ("two",)
    again.close()


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.pop("searches"),
        lambda raw: raw["searches"][0].pop("query"),
        lambda raw: raw["searches"][0].update(colour="red"),
        lambda raw: raw["searches"][0].update(query="memory:lots"),
        lambda raw: raw["searches"][0].update(sort="beauty"),
    ],
)
def test_a_file_edited_into_nonsense_is_refused_and_kept(workspace, change):
    workspace.searches.save("one", "model")
    path = workspace.folder / FILE_NAME
    raw = json.loads(path.read_text("utf-8"))
    change(raw)
    path.write_text(json.dumps(raw), "utf-8")
    with pytest.raises(DataError, match=FILE_NAME):
        workspace.searches.save("two")
    assert json.loads(path.read_text("utf-8")) == raw


def test_a_file_that_cannot_be_written_stays_as_it_was(workspace):
    workspace.searches.save("one", "model")
    path = workspace.folder / FILE_NAME
    path.unlink()
    path.mkdir()
    with pytest.raises(DataError, match=FILE_NAME):
        workspace.searches.save("two")
