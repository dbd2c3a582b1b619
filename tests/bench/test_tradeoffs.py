from __future__ import annotations

from hubexplorer.bench.confusion import confusion
from hubexplorer.bench.tradeoffs import BYTES, SECONDS, tradeoffs


def test_whoever_is_beaten_on_both_is_named_with_the_best_who_beats_it():
    found = tradeoffs([0.9, 0.8, 0.9, 0.7], [3.0, 2.0, 5.0, None])
    assert [(one.place, one.beaten_by) for one in found] == [(0, None), (1, None), (2, 0)]


def test_fewer_errors_are_better_and_equal_costs_beat_nobody():
    found = tradeoffs([0.1, 0.2, 0.1], [1.0, 2.0, 1.0], is_higher_better=False)
    assert [one.beaten_by for one in found] == [None, 0, None]
    assert [one.beaten_by for one in tradeoffs([0.1, 0.2], [1.0, 1.0])] == [None, None]


def test_a_cost_that_two_runs_of_one_model_differ_by_beats_nobody():
    peaks = [7.0e6, 5.6e6, 900e6, 1100e6]
    found = tradeoffs([0.9, 0.9, 0.9, 0.9], peaks, gap=BYTES)
    assert [one.beaten_by for one in found] == [None, None, 1, 1]
    found = tradeoffs([0.9, 0.9, 0.9], [0.0014, 0.0013, 0.0030], gap=SECONDS)
    assert [one.beaten_by for one in found] == [None, None, 1]


def test_labels_from_elsewhere_and_missing_answers_have_columns_of_their_own():
    answers = [{"label": "a"}, {"label": "b"}, {"label": "z"}, None]
    found = confusion(["a", "a", "b", "b"], answers)
    assert found.answers == ("a", "b", "(another)", "(no answer)")
    assert found.counts == ((1, 1, 0, 0), (0, 0, 1, 1))
