from __future__ import annotations

import json
import os
import stat
import subprocess
import sys

import pytest

from hubexplorer.errors import DataError
from hubexplorer.records import ModelRef
from hubexplorer.workspace.shortlist import FILE_NAME, Shortlist

COMMIT = "ab" * 20
ONE = ModelRef("embedded", "demo/one", COMMIT)
TWO = ModelRef("hub.example.org", "demo/two")
THREE = ModelRef("embedded", "demo/three")
MARKS = """
import sys
from pathlib import Path
from hubexplorer.records import ModelRef
from hubexplorer.workspace.shortlist import Shortlist

mine = Shortlist.load(Path(sys.argv[1]))
for number in range(20):
    mine.mark(ModelRef("embedded", f"team-{sys.argv[2]}/m{number}"), True)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "project" / FILE_NAME


def test_what_was_noted_is_there_again(path):
    kept = Shortlist.load(path)
    kept.mark(ONE, True)
    kept.mark(TWO, True)
    kept.acknowledge(ONE, ["license", "limitations", "license"])
    kept.filters = {"text": "Straße\n", "any": {"language": ["de"]}}
    kept.opened = TWO
    kept.save()
    again = Shortlist.load(path)
    assert again == kept
    assert again.marked == [ONE, TWO]
    assert again.seen == {str(ONE): ["license", "limitations"]}


def test_a_mark_is_there_once_and_a_rejection_takes_it_away(path):
    kept = Shortlist.load(path)
    for on in (True, True, False, False, True):
        kept.mark(ONE, on)
    assert kept.marked == [ONE]
    kept.reject(ONE, "too large")
    assert kept.marked == []
    assert Shortlist.load(path).rejected == {"embedded:demo/one": "too large"}
    kept.reject(ONE, "")
    assert Shortlist.load(path).rejected == {}


def test_without_a_file_it_lasts_as_long_as_the_session(tmp_path):
    kept = Shortlist()
    kept.mark(ONE, True)
    assert kept.marked == [ONE]
    assert list(tmp_path.iterdir()) == []


def test_nothing_else_is_left_beside_it(path):
    kept = Shortlist.load(path)
    for number in range(5):
        kept.mark(ModelRef("embedded", f"demo/m{number}"), True)
    assert [entry.name for entry in path.parent.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.update(marked=["no id"]),
        lambda raw: raw.update(marked=["embedded:../../x"]),
        lambda raw: raw.update(marked=7),
        lambda raw: raw.update(rejected=[]),
        lambda raw: raw.update(seen={"a": 7}),
        lambda raw: raw.update(opened="embedded:a/b@short"),
        lambda raw: raw.update(filters=7),
        lambda raw: raw.pop("seen"),
    ],
)
def test_a_file_edited_into_nonsense_is_refused_and_kept(path, change):
    Shortlist.load(path).mark(ONE, True)
    raw = json.loads(path.read_text("utf-8"))
    change(raw)
    path.write_text(json.dumps(raw), "utf-8")
    before = path.read_bytes()
    with pytest.raises(DataError, match=FILE_NAME) as caught:
        Shortlist.load(path)
    assert "move it away" in caught.value.hint
    assert path.read_bytes() == before


def test_every_cut_of_the_file_is_refused(path):
    Shortlist.load(path).mark(ONE, True)
    whole = path.read_bytes()
    for part in range(64):
        path.write_bytes(whole[: len(whole) * part // 64])
        with pytest.raises(DataError):
            Shortlist.load(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_not_ours_keeps_the_mark_for_the_session(path):
    path.parent.mkdir()
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    kept = Shortlist.load(path)
    with pytest.raises(DataError, match="Permission"):
        kept.mark(ONE, True)
    assert kept.marked == [ONE]


def test_a_place_that_cannot_hold_it_keeps_the_mark_for_the_session(path):
    path.parent.write_text("a file where the folder should be")
    kept = Shortlist.load(path)
    with pytest.raises(DataError, match="could not be saved") as caught:
        kept.mark(ONE, True)
    assert "session" in caught.value.hint
    assert kept.marked == [ONE]


def test_two_that_share_a_file_keep_what_the_other_wrote(path):
    mine, theirs = Shortlist.load(path), Shortlist.load(path)
    mine.mark(ONE, True)
    theirs.mark(TWO, True)
    theirs.reject(THREE, "too slow")
    mine.acknowledge(ONE, ["license"])
    mine.filters = {"text": "mine"}
    mine.save()
    theirs.mark(ONE, False)
    kept = Shortlist.load(path)
    assert kept.marked == theirs.marked == [TWO]
    assert kept.rejected == mine.rejected == {str(THREE): "too slow"}
    assert kept.seen == {str(ONE): ["license"]}
    assert (mine.filters, theirs.filters) == ({"text": "mine"}, {})


def test_processes_at_once_lose_no_mark(path):
    path.parent.mkdir()
    at_work = [
        subprocess.Popen([sys.executable, "-c", MARKS, str(path), str(number)])
        for number in range(3)
    ]
    assert [process.wait(60) for process in at_work] == [0, 0, 0]
    assert len(Shortlist.load(path).marked) == 3 * 20


def test_a_change_that_could_not_be_saved_is_saved_with_the_next(path):
    mine, theirs = Shortlist.load(path), Shortlist.load(path)
    theirs.mark(TWO, True)
    whole = path.read_text("utf-8")
    path.write_text("nonsense", "utf-8")
    with pytest.raises(DataError):
        mine.mark(ONE, True)
    assert mine.marked == [ONE]
    assert path.read_text("utf-8") == "nonsense"
    path.write_text(whole, "utf-8")
    mine.acknowledge(ONE, ["license"])
    assert Shortlist.load(path).marked == mine.marked == [TWO, ONE]
