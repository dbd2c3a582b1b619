"""Labeling in a workspace: kept after each answer, and measured on without the picked rows."""

from __future__ import annotations

import stat

import pytest

from hubexplorer import demo
from hubexplorer.bench.data import read
from hubexplorer.errors import DataError
from hubexplorer.workspace.measure.labeling import LabelFile

NANO, MINI = "demo/support-intent-en-nano", "demo/support-intent-multi-mini"
TICKETS = read(demo.data_file("tickets_test.csv"))
SOME = [
    {"message": message, "truth": intent}
    for message, intent in zip(
        TICKETS.column("message")[:120], TICKETS.column("intent")[:120], strict=True
    )
]
INTENTS = sorted(set(TICKETS.column("intent")))


def test_labels_are_kept_after_each_answer_and_models_are_measured_on_them(workspace):
    labels = LabelFile(workspace, SOME, INTENTS, text="message", wanted=40)
    (first, text), *_ = labels.waiting(3)
    assert text == SOME[first.place]["message"]
    labels.answer(first.place, SOME[first.place]["truth"])
    again = LabelFile(workspace, SOME, INTENTS, text="message", wanted=40)
    assert again.progress.startswith("1 of 40 · shows differences of ")
    assert again.waiting(1)[0][0].place != first.place

    found = again.pick_disagreements([NANO, MINI])
    assert 0 < found < 80
    picked = {one.place for one, _ in again.waiting(found)}
    assert picked <= set(again.labeling.outside)
    while waiting := again.waiting(1):
        again.answer(waiting[0][0].place, SOME[waiting[0][0].place]["truth"])
    report = workspace.measure([NANO, MINI], again.path, text="message", label="label")
    assert report.results.standings.rows == 40
    assert any(f"{found} rows are left out" in note for note in report.facts.notes)
    assert set(report.facts.columns.values()) == {"message", "label"}


def test_what_cannot_be_saved_changes_nothing(workspace):
    labels = LabelFile(workspace, SOME, INTENTS, text="message", seed=7)
    place = labels.waiting(1)[0][0].place
    folder = labels.path.parent
    folder.mkdir(parents=True, exist_ok=True)
    blocked = labels.path
    blocked.mkdir()
    with pytest.raises(DataError, match="could not be saved"):
        labels.answer(place, INTENTS[0])
    blocked.rmdir()
    assert labels.waiting(1)[0][0].place == place
    assert labels.undo() is None
    labels.answer(place, INTENTS[0])
    assert stat.S_ISREG(labels.path.stat().st_mode)


def test_one_candidate_disagrees_with_nobody(workspace):
    labels = LabelFile(workspace, SOME, INTENTS, text="message")
    with pytest.raises(DataError, match="nothing to disagree on"):
        labels.pick_disagreements([NANO])
