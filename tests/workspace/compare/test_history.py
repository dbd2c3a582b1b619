from __future__ import annotations

from dataclasses import replace

import pytest

from hubexplorer.errors import DataError, RunError
from hubexplorer.records import Answer, ModelRef
from hubexplorer.settings import Settings
from hubexplorer.workspace.compare.history import History
from hubexplorer.workspace.compare.pane import Pane
from hubexplorer.workspace.compare.record import (
    Record,
    from_json,
    input_sha256,
    input_title,
    spec_of,
    to_json,
)
from hubexplorer.workspace.shortlist import Shortlist

REF = ModelRef("embedded", "demo/a", "3" * 40)
ANSWER = Answer(
    REF,
    {"kind": "text", "text": "ok \ud800"},
    device="cpu",
    dtype="float32",
    latency_s=0.1,
    load_s=0.2,
    peak_bytes=3,
    weights_sha256="ab",
    first_token_s=0.05,
)
PANES = (
    Pane(REF, state="done", answer=ANSWER, settings={"dtype": "float16"}),
    Pane(ModelRef("embedded", "demo/b"), state="failed", error=RunError("no", hint="try")),
)
RECORD = Record({"text": "Where is my order?", "image": b"\x89PNG"}, PANES, made_s=1_790_000_000.5)


class Place:
    def __init__(self, base, is_on=True, is_kept=True):
        self.settings = Settings(home=base / "home", history=is_on)
        self.folder = base / "project"
        self.shortlist = Shortlist(self.folder / "marks.json" if is_kept else None)


@pytest.fixture
def kept(tmp_path):
    return History(Place(tmp_path))


@pytest.fixture(params=["disk", "session"])
def either(request, tmp_path):
    place = Place(tmp_path, is_kept=request.param == "disk")
    return History(place, max_records=6, max_record_bytes=20_000, max_bytes=100_000)


def test_a_record_survives_as_text():
    again = from_json(to_json(RECORD))
    assert again.inputs == RECORD.inputs
    assert again.panes[0] == PANES[0]
    assert str(again.panes[1].error) == "no (try)"
    assert again.made_s == RECORD.made_s


def test_an_answer_of_another_version_is_read(kept):
    text = to_json(RECORD).replace('"first_token_s": 0.05', '"unknown": 1')
    assert from_json(text).panes[0].answer.first_token_s is None


def test_it_is_kept_in_the_home_for_this_user_alone(kept, tmp_path):
    key = kept.keep(RECORD)
    assert (tmp_path / "home") in kept.path.parents
    assert not (tmp_path / "project").exists()
    (path,) = kept.path.glob("*.json")
    assert path.stat().st_mode & 0o077 == 0
    assert kept.path.stat().st_mode & 0o077 == 0
    (line,) = History(Place(tmp_path)).all()
    assert (line.title, line.candidates, line.answered) == ("Where is my order?", ("a", "b"), 1)
    assert History(Place(tmp_path)).open(key).inputs == RECORD.inputs


def test_off_means_that_nothing_is_written(tmp_path):
    off = History(Place(tmp_path, is_on=False))
    assert off.keep(RECORD) == ""
    assert not (tmp_path / "home").exists()


def test_an_app_that_many_may_open_keeps_them_for_its_session(tmp_path):
    shared = History(Place(tmp_path, is_kept=False))
    key = shared.keep(RECORD)
    assert shared.open(key).inputs == RECORD.inputs
    assert not (tmp_path / "home").exists()
    assert History(Place(tmp_path, is_kept=False)).all() == ()


def test_the_oldest_go_first(either):
    for second in range(9):
        either.keep(replace(RECORD, made_s=1_790_000_000.0 + second))
    times = [line.made_s for line in either.all()]
    assert len(times) == 6
    assert times == sorted(times, reverse=True)
    assert times[-1] == 1_790_000_003.0


def test_a_large_one_pushes_out_others_or_is_not_kept(either):
    large = Record({"image": b"x" * 13_000}, PANES)
    for second in range(6):
        assert either.keep(replace(large, made_s=1_790_000_000.0 + second))
    assert len(either.all()) == 5
    assert either.keep(Record({"image": b"x" * 20_000}, PANES)) == ""


def test_deleted_ones_are_gone(either):
    first, second = either.keep(RECORD), either.keep(RECORD)
    assert first != second
    either.delete(first)
    assert [line.key for line in either.all()] == [second]
    with pytest.raises(DataError, match="not kept"):
        either.open(first)
    either.clear()
    assert either.all() == ()


@pytest.mark.parametrize("key", ["../../x", "", "1", "0" * 40])
def test_a_key_cannot_lead_elsewhere(either, key):
    either.delete(key)
    with pytest.raises(DataError):
        either.open(key)


@pytest.mark.parametrize("text", ["", "[]\n[]", '{"title": 1}\n{}', "\xff", "[" * 50_000])
def test_a_broken_one_is_left_out(kept, text):
    kept.keep(RECORD)
    path = kept.path / "1790000000999.json"
    path.write_text(text)
    assert len(kept.all()) == 1
    with pytest.raises(DataError, match="cannot be read"):
        kept.open(path.stem)


def test_inputs_have_titles_and_digests():
    assert input_title({"question": "Why?", "context": "So."}) == "Why?"
    assert input_title({"texts": ["a", "b"]}) == "a / b"
    assert input_title({"messages": [{"role": "user", "content": "hi"}]}) == "hi"
    assert input_title({"audio": b""}) == "a sound"
    assert input_title({"text": "word " * 40}).endswith("…")
    assert input_sha256({"text": "a"}) != input_sha256({"text": "b"})
    assert input_sha256({"image": b"a"}) == input_sha256({"image": b"a"})


def test_the_spec_of_records_asks_all_their_inputs():
    spec = spec_of([RECORD, Record({"text": "b"}, PANES)])
    assert [dict(one.settings) for one in spec.candidates] == [{"dtype": "float16"}, {}]
    assert len(spec.inputs) == 2
