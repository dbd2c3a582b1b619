from __future__ import annotations

import pytest

from hubexplorer.errors import DataError, NotFound
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.find.collections import FILE_NAME
from tests.shipped import SHIPPED
from tests.workspace.other_hub import NANO, NO_WEIGHTS, other_hub, with_hub

LISTS = "other/lists"
FIRST = f"""
["Team approved"]
models = ["{NO_WEIGHTS}", "embedded:{NANO}"]
""".encode()
SECOND = rb"""
['Say "yes"\']
about = "two\nlines \u007f"
models = ["other/no-weights"]
"""


@pytest.fixture
def lists(settings, shared_home, tmp_path):
    """A second hub with a repository for lists, and a workspace that asks it."""
    with other_hub(tmp_path / "hub") as hub:
        hub.store.create(LISTS, created_s=1.0)
        opened = Workspace.open(tmp_path, settings=with_hub(settings, shared_home, hub.url))
        opened.finder.ready()
        opened.finder.sync_remote(opened.hubs.names[1])
        yield hub, opened
        opened.close()


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
    assert hits.total == hits.size == SHIPPED


def test_a_list_is_searched_and_counted_like_a_catalog(listed, other):
    assert listed.collections["Two hubs"].about == "Tried"
    hits = listed.search(collection="Two hubs")
    assert {row.repo for row in hits} == {NANO, NO_WEIGHTS}
    assert {item.count for item in hits.facets["hub"]} == {1}
    assert listed.search("nano", collection="Two hubs").total == 1
    assert listed.search(collection="Two hubs", exclude={"hub": "embedded"}).total == 1
    assert listed.search().total == SHIPPED + other.rows


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


def test_those_of_a_hub_are_followed_at_their_commit(lists):
    other, both = lists
    hub = both.hubs.names[1]
    first = other.store.commit(LISTS, {FILE_NAME: FIRST}, title="First", date_s=2_000_000_000.0)
    (found,) = both.collections.follow(f"{hub}:{LISTS}")
    assert [str(ref) for ref in found.models] == [
        f"{hub}:{NO_WEIGHTS}",
        f"embedded:{NANO}",
    ]
    assert both.search(collection="Team approved").total == 2
    assert str(both.collections["Team approved"].source) == f"{hub}:{LISTS}@{first}"

    other.store.commit(LISTS, {FILE_NAME: SECOND}, title="Second", date_s=2_000_000_001.0)
    assert both.search(collection="Team approved").total == 2  # until it is followed again
    both.collections.follow(f"{hub}:{LISTS}")
    assert "Team approved" not in both.collections
    odd = both.collections['Say "yes"\\']
    assert (odd.about, len(odd.models)) == ("two\nlines \x7f", 1)
    (both.folder / FILE_NAME).write_text("['Say \"yes\"\\']\nmodels = []\n")
    assert both.collections['Say "yes"\\'].models == ()  # the folder's own counts
    both.collections.follow(f"{hub}:{LISTS}@{first}")
    assert "Team approved" in both.collections


def test_a_repository_without_collections_changes_nothing(lists):
    other, both = lists
    hub = both.hubs.names[1]
    with pytest.raises(NotFound):
        both.collections.follow(f"{hub}:{NO_WEIGHTS}")
    for bad in (b"\xff", b"[A]\nmodels = 7\n", b"a = " + b"[" * 50_000, b'["a\\tb"]\nmodels=[]\n'):
        other.store.commit(LISTS, {FILE_NAME: bad}, title="Bad", date_s=2_000_000_002.0)
        with pytest.raises(DataError, match=LISTS):
            both.collections.follow(f"{hub}:{LISTS}")
    assert list(both.collections) == ["Starter"]


def test_a_file_that_a_team_shares_is_followed_and_given_up(workspace, tmp_path):
    shared = tmp_path / "shared" / "team.toml"
    shared.parent.mkdir()
    shared.write_text(f'["Team"]\nabout = "Ours"\nmodels = ["{NANO}"]\n')
    (found,) = workspace.collections.follow("shared/team.toml")
    assert (found.name, found.source) == ("Team", shared)
    assert workspace.search(collection="Team").total == 1
    shared.write_text('["Other team"]\nmodels = []\n')
    assert "Team" in workspace.collections  # until it is followed again
    workspace.collections.follow(shared)
    assert list(workspace.collections) == ["Starter", "Other team"]
    assert workspace.collections["Other team"].source == shared
    assert [one.name for one in workspace.collections.unfollow("shared/team.toml")] == [
        "Other team"
    ]
    assert list(workspace.collections) == ["Starter"]
    with pytest.raises(ValueError, match="nothing is followed from"):
        workspace.collections.unfollow(shared)


def test_what_can_not_be_followed_is_said(workspace, tmp_path):
    follow = workspace.collections.follow
    with pytest.raises(DataError, match=r"missing\.toml holds no collections: No such file"):
        follow("missing.toml")
    (tmp_path / "long.toml").write_text("#" * 300_000)
    with pytest.raises(DataError, match="256,000 bytes"):
        follow("long.toml")
    with pytest.raises(ValueError, match=r"not a repository id.*\.toml file"):
        follow("what is this")
    with pytest.raises(ValueError, match="name a repository"):
        follow("  ")
    with pytest.raises(NotFound, match="no hub named 'nowhere'"):
        follow("nowhere:team/lists")
    assert list(workspace.collections) == ["Starter"]


def test_a_repository_is_given_up_whatever_its_commit(lists):
    other, both = lists
    other.store.commit(LISTS, {FILE_NAME: FIRST}, title="First", date_s=2_000_000_000.0)
    both.collections.follow(LISTS)  # the hub beyond the embedded one is meant
    assert "Team approved" in both.collections
    both.collections.unfollow(f"{both.hubs.names[1]}:{LISTS}")
    assert list(both.collections) == ["Starter"]
