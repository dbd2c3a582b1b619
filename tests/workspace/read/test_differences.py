"""What changed between two commits of a model on a real hub."""

import pytest

from hubexplorer.errors import NotFound
from hubexplorer.hubserver.store import HubStore
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.read.differences import MAX_LINES, Change, page_difference
from tests.workspace.other_hub import OtherHub, with_hub

OLD = (
    "---\nlicense: mit\n---\n# A\n\n" + "".join(f"Line {n}.\n\n" for n in range(20)) + "The end.\n"
)
NEW = OLD.replace("license: mit", "license: cc-by-nc-4.0").replace("The end.", "Nothing follows.")


@pytest.fixture
def changed(settings, shared_home, tmp_path):
    with HubStore(tmp_path / "hub") as store:
        store.create("acme/m")
        first = store.commit(
            "acme/m",
            {"README.md": OLD.encode(), "a.json": b"1", "gone.txt": b"x"},
            title="First",
        )
        store.tag("acme/m", "v1", first)
        second = store.commit(
            "acme/m",
            {"README.md": NEW.encode(), "a.json": b"2", "model.safetensors": b"w" * 20},
            title="Second",
        )
        hub = OtherHub(store)
        hub.start()
        workspace = Workspace.open(
            tmp_path / "folder", settings=with_hub(settings, shared_home, hub.url)
        )
        (name,) = set(workspace.hubs.names) - {"embedded"}
        yield workspace, f"{name}:acme/m", first, second
        workspace.close()
        hub.stop()


def test_license_card_findings_and_files(changed):
    workspace, model, first, second = changed
    found = workspace.card_diff(f"{model}@{second}", "v1")
    assert (found.old.commit, found.new.commit) == (first, second)
    assert (str(found.old_class), str(found.new_class)) == ("commercial", "noncommercial")
    metadata = next(one for one in found.licenses if one.where == "metadata")
    assert (metadata.old, metadata.new) == ("mit", "cc-by-nc-4.0")
    assert "License: non-commercial (cc-by-nc-4.0)." in [one.title for one in found.appeared]
    assert "License: mit." in [one.title for one in found.gone]
    assert {one.path: one.change for one in found.files} == {
        "README.md": Change.CHANGED,
        "a.json": Change.CHANGED,
        "model.safetensors": Change.ADDED,
    }
    marked = [
        (one.change, one.text, one.old_line, one.new_line)
        for one in found.lines
        if one.change in (Change.ADDED, Change.REMOVED)
    ]
    assert marked == [
        (Change.REMOVED, "license: mit", 2, None),
        (Change.ADDED, "license: cc-by-nc-4.0", None, 2),
        (Change.REMOVED, "The end.", 46, None),
        (Change.ADDED, "Nothing follows.", None, 46),
    ]
    skipped = [one for one in found.lines if one.change is Change.SKIPPED]
    assert [one.text for one in skipped] == ["37"]
    assert not found.is_same


def test_both_ends_can_be_named_and_a_commit_by_its_first_digits(changed):
    workspace, model, first, second = changed
    back = workspace.card_diff(model, second[:8], first[:8])
    assert (back.old.commit, back.new.commit) == (second, first)
    assert workspace.card_diff(model, first, "v1").is_same


@pytest.mark.parametrize("name", ["v9", "", "abc", "0" * 40, "../main"])
def test_a_commit_that_is_not_there_is_named(changed, name):
    workspace, model, _first, _second = changed
    with pytest.raises(NotFound, match="acme/m has no commit or tag") as caught:
        workspace.card_diff(model, name)
    assert caught.value.hint


def test_very_long_cards_are_compared_at_their_beginning(changed):
    workspace, model, _first, second = changed
    page = workspace.card(f"{model}@{second}")
    assert not page_difference(page, page).is_cut
    from dataclasses import replace

    long = replace(page, card_text="a\n" * (MAX_LINES + 1))
    found = page_difference(page, long)
    assert found.is_cut
    assert len(found.lines) <= 2 * MAX_LINES
