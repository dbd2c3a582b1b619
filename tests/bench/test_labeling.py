"""Labels given by hand: a random sample, rows told apart from it, and how many are enough."""

from __future__ import annotations

import csv
import io

import pytest

from hubexplorer.bench.data import read
from hubexplorer.bench.labeling import (
    DISAGREEMENT,
    RANDOM,
    Labeling,
    check_labels,
    disagreeing,
    estimable,
)
from hubexplorer.bench.planning import CONSERVATIVE, difference_shown, plan_text, rows_needed
from hubexplorer.errors import DataError

ROWS = read([{"text": f"text {n}", "label": "was here before"} for n in range(200)])


def begun(wanted: int = 20, seed: int = 0) -> Labeling:
    return Labeling(ROWS, "text", ("yes", "no"), wanted, seed)


def test_the_sample_is_random_and_the_same_for_the_same_seed():
    places = [one.place for one in begun().waiting()]
    assert places == [one.place for one in begun().waiting()]
    assert places != [one.place for one in begun(seed=1).waiting()]
    assert places != sorted(places)
    assert len(set(places)) == 20
    assert begun(wanted=100).waiting()[:20] == begun().waiting()


def test_rows_are_labeled_skipped_changed_and_taken_back():
    labeling = begun()
    first, second, third = (one.place for one in labeling.waiting()[:3])
    labeling.answer(first, "yes")
    labeling.answer(second, "")
    labeling.answer(first, "no")
    assert labeling.waiting()[0].place == third
    assert (labeling.count(), labeling.skipped) == (1, 1)
    undone = labeling.undo()
    assert undone is not None
    assert (undone.place, undone.label) == (first, "no")
    assert labeling.waiting()[0].place == first
    with pytest.raises(DataError, match="none of the labels"):
        labeling.answer(third, "maybe")
    with pytest.raises(DataError, match="not to be labeled"):
        labeling.answer(labeling.outside[0], "yes")


def test_rows_on_which_candidates_disagree_come_first_and_never_join_the_sample():
    labeling = begun()
    sampled, outside = labeling.waiting()[0].place, labeling.outside[7]
    assert labeling.pick([sampled, outside, outside]) == 1
    assert [(one.place, one.picked) for one in labeling.waiting()[:2]] == [
        (outside, DISAGREEMENT),
        (sampled, RANDOM),
    ]
    labeling.answer(outside, "yes")
    labeling.answer(sampled, "no")
    assert (labeling.count(), labeling.count(DISAGREEMENT)) == (1, 1)


def test_the_file_is_taken_up_again_and_measured_without_the_picked(tmp_path):
    rows = read([{"text": text} for text in ("=1+1", "-x", "'=a", "''b", "'c", "d")])
    labeling = Labeling(rows, "text", ("=yes", "no"), 4)
    labeling.pick(labeling.outside)
    for one, label in zip(labeling.waiting(), ["no", "no", "=yes", "=yes", "", "no"], strict=True):
        labeling.answer(one.place, label)
    path = tmp_path / "labels.csv"
    path.write_text(labeling.to_csv(), "utf-8")
    cells = [cell for row in csv.reader(io.StringIO(labeling.to_csv())) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "-"))] == []

    again = Labeling(rows, "text", ("=yes", "no"), 4)
    again.take_up(read(path))
    assert again.given == labeling.given
    usable = estimable(read(path))
    by_text = dict(zip(usable.column("text"), usable.column("label"), strict=True))
    texts = rows.column("text")
    assert by_text == {
        texts[one.place]: one.label for one in labeling.given if one.picked == RANDOM and one.label
    }
    assert len(by_text) == 3
    assert usable.problems[0].startswith("2 rows are left out: they were picked because")
    assert usable.problems[1].startswith("1 rows were skipped")
    with pytest.raises(DataError, match="another sample"):
        Labeling(rows, "text", ("=yes", "no"), 2).take_up(read(path))


def test_other_data_is_measured_as_it_is():
    assert estimable(ROWS) is ROWS
    other = read([{"row": 1, "label": "a", "picked": "by hand"}])
    assert estimable(other) is other
    with pytest.raises(DataError, match="no labeled row of the random sample"):
        estimable(read([{"row": "1", "label": "a", "picked": DISAGREEMENT}]))


def test_the_widest_disagreements_come_first():
    assert disagreeing([["a", "a", "a", "b"], ["a", "b", "b", "b"], ["a", "b", "c", "b"]]) == [2, 1]


@pytest.mark.parametrize(
    "labels", [["one"], ["a", " a "], ["x" * 81, "y"], list(map(str, range(51)))]
)
def test_labels_that_cannot_be_chosen_from_are_refused(labels):
    with pytest.raises(DataError):
        check_labels(labels)


@pytest.mark.parametrize("candidates", [2, 5])
@pytest.mark.parametrize("points", [2, 5, 9, 20])
def test_what_rows_show_is_the_inverse_of_the_rows_that_are_needed(points, candidates):
    rows = rows_needed(points / 100, disagreement=CONSERVATIVE, candidates=candidates)
    shown = difference_shown(rows, candidates=candidates)
    assert shown == pytest.approx(points / 100, rel=0.02)


def test_few_rows_show_only_what_more_disagreement_than_expected_would_bring():
    shown = [difference_shown(rows, disagreement=0.1) for rows in (1, 10, 50, 500)]
    assert shown == sorted(shown, reverse=True)
    assert shown[0] < 1
    assert shown[1] > 0.1
    with pytest.raises(ValueError, match="a row"):
        difference_shown(0)


def test_progress_in_words():
    assert plan_text(0, 100) == "0 of 100"
    assert plan_text(37, 100) == "37 of 100 · shows differences of 24 points"
