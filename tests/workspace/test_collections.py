from __future__ import annotations

import pytest

from hubexplorer.errors import DataError
from hubexplorer.workspace.collections import FILE_NAME
from tests.workspace.other_hub import NANO, NO_WEIGHTS


@pytest.fixture
def listed(both):
    """A workspace with a list over two hubs, one of whose models nobody has."""
    models = [f"embedded:{NANO}", f"{both.hubs.names[1]}:{NO_WEIGHTS}", "embedded:demo/never"]
    (both.folder / FILE_NAME).write_text(f'["Two hubs"]\nabout = "Tried"\nmodels = {models}\n')
    return both


def test_starter_is_the_embedded_hubs_own_models(workspace):
    hits = workspace.search(collection="Starter")
    assert {row.ref.repo for row in hits} == {
        ref.repo for ref in workspace.collections["Starter"].models
    }
    assert hits.total == hits.size == 8


def test_a_list_is_searched_and_counted_like_a_catalog(listed):
    assert listed.collections["Two hubs"].about == "Tried"
    hits = listed.search(collection="Two hubs")
    assert {row.repo for row in hits} == {NANO, NO_WEIGHTS}
    assert {item.count for item in hits.facets["hub"]} == {1}
    assert listed.search("nano", collection="Two hubs").total == 1
    assert listed.search(collection="Two hubs", exclude={"hub": "embedded"}).total == 1
    assert listed.search().total == 11


def test_it_follows_the_catalog_and_outlives_damage(listed):
    folder = listed.settings.home / "collections"
    assert listed.search(collection="Two hubs").total == 2
    (pointer,) = folder.glob(f"{listed.finder.folder.name}/*/CURRENT")
    before = pointer.read_bytes()
    assert listed.search(collection="Two hubs").total == 2
    assert pointer.read_bytes() == before  # read, not written again
    listed.finder.sync_remote(listed.hubs.names[1])
    assert listed.search(collection="Two hubs").total == 2
    assert pointer.read_bytes() != before
    pointer.write_text("nonsense")
    assert listed.search(collection="Two hubs").total == 2


def test_an_unknown_one_is_named_with_those_there_are(listed):
    with pytest.raises(ValueError, match=r"Never.*Starter, Two hubs"):
        listed.search(collection="Never")


@pytest.mark.parametrize(
    "text",
    [
        "[A\n",
        "A = 7\n",
        "[A]\nmodels = 'embedded:a/b'\n",
        "[A]\nmodels = ['embedded:../x']\n",
        "[A]\nmodels = []\nowner = 'me'\n",
        "[A]\nmodels = []\nabout = 7\n",
        b"\xff\xfe",
    ],
)
def test_a_file_that_holds_none_is_refused_with_its_form(workspace, text):
    content = text if isinstance(text, bytes) else text.encode()
    (workspace.folder / FILE_NAME).write_bytes(content)
    with pytest.raises(DataError, match=FILE_NAME) as caught:
        workspace.search(collection="Starter")
    assert "models = [" in caught.value.hint
