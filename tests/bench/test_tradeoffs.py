from __future__ import annotations

from hubexplorer.bench.confusion import confusion
from hubexplorer.bench.tradeoffs import tradeoffs


def test_whoever_is_beaten_on_both_is_named_with_the_best_who_beats_it():
    found = tradeoffs([0.9, 0.8, 0.9, 0.7], [3.0, 2.0, 5.0, None])
    assert [(one.place, one.beaten_by) for one in found] == [(0, None), (1, None), (2, 0)]


def test_fewer_errors_are_better_and_equals_beat_nobody():
    found = tradeoffs([0.1, 0.2, 0.1], [1.0, 1.0, 1.0], is_higher_better=False)
    assert [one.beaten_by for one in found] == [None, 0, None]


def test_labels_from_elsewhere_and_missing_answers_have_columns_of_their_own():
    answers = [{"label": "a"}, {"label": "b"}, {"label": "z"}, None]
    found = confusion(["a", "a", "b", "b"], answers)
    assert found.answers == ("a", "b", "(another)", "(no answer)")
    assert found.counts == ((1, 1, 0, 0), (0, 0, 1, 1))
