from __future__ import annotations

import json
from collections import Counter

import pytest

from hubexplorer.errors import DataError
from hubexplorer.records import ModelRef
from hubexplorer.workspace.compare.candidate import Candidate, candidate_name
from hubexplorer.workspace.compare.tally import tally
from hubexplorer.workspace.compare.vote import Vote, shown_order
from hubexplorer.workspace.compare.votes import FILE_NAME, Votes

ONE, TWO, THREE = (Candidate(ModelRef("embedded", f"demo/{name}")) for name in "abc")
ALL = (ONE, TWO, THREE)


class Folder:
    def __init__(self, folder):
        self.folder = folder
        self.clock = lambda: 5.0


@pytest.fixture
def votes(tmp_path):
    return Votes(Folder(tmp_path))


def test_votes_are_kept_in_the_folder_and_hold_no_text(votes, tmp_path):
    votes.add(ALL, "best", 1, seed=7, input_sha256="ab")
    again = Votes(Folder(tmp_path)).all()
    assert [(one.best, one.seed, one.given_s) for one in again] == [(1, 7, 5.0)]
    kept = json.loads((tmp_path / FILE_NAME).read_text())["votes"][0]
    assert set(kept) == {"candidates", "seed", "choice", "best", "given_s", "input_sha256"}


def test_the_newest_is_taken_back_then_all(votes):
    votes.add(ALL, "best", 0)
    votes.add(ALL, "tie")
    assert votes.undo().choice == "tie"
    assert [one.choice for one in votes.all()] == ["best"]
    votes.reset()
    assert votes.all() == ()
    assert votes.undo() is None


def test_a_tie_is_shared_and_all_bad_is_a_vote_for_none(votes):
    for _ in range(6):
        votes.add(ALL, "best", 0)
    for _ in range(3):
        votes.add(ALL, "tie")
    votes.add(ALL, "bad")
    found = votes.tally()
    shares = {one.candidate.ref.name: one.share for one in found.standings}
    assert shares == pytest.approx({"a": 0.7, "b": 0.1, "c": 0.1})
    first = found.standings[0]
    assert (first.rounds, first.best, first.ties) == (10, 6, 3)
    # Wilson's interval of 7 in 10, by the formula.
    assert (first.interval.low, first.interval.high) == pytest.approx((0.3968, 0.8922), abs=1e-4)


def test_a_pair_counts_only_votes_that_say_something_about_it(votes):
    for _ in range(8):
        votes.add((ONE, TWO), "best", 0)
    votes.add(ALL, "best", 2)
    votes.add((ONE, TWO), "bad")
    votes.add(ALL, "tie")
    pairs = {
        (one.first.ref.name, one.second.ref.name): (one.wins, one.rounds, one.is_decided)
        for one in votes.tally().pairs
    }
    assert pairs["a", "b"] == (8.5, 9, True)
    assert pairs["a", "c"] == (0.5, 2, False)
    some = votes.tally([ONE, THREE])
    assert {one.candidate.ref.name for one in some.standings} == {"a", "c"}
    assert len(some.pairs) == 1


def test_with_many_pairs_more_is_asked_of_each():
    alone = [Vote((ONE, TWO), 0, "best", 0, 0.0)] * 5
    among = [*alone, Vote(ALL, 0, "best", 2, 0.0)]
    decided = [[one.is_decided for one in tally(votes).pairs] for votes in (alone, among)]
    assert decided == [[True], [False, False, False]]


def test_one_model_with_two_settings_is_two_candidates(votes):
    halved = Candidate(ONE.ref, {"dtype": "bfloat16"})
    votes.add((ONE, halved), "best", 1)
    assert [one.name for one in votes.tally().standings] == ["a, dtype=bfloat16", "a"]
    assert candidate_name(Candidate(ModelRef("h", "o/m", "3" * 40))) == "m at 3333333"


def test_orders_are_those_of_their_seed_and_every_place_is_as_likely():
    assert shown_order(5, 1) == shown_order(5, 1)
    first = Counter(shown_order(5, seed)[0] for seed in range(5_000))
    assert all(850 < count < 1150 for count in first.values())


@pytest.mark.parametrize(
    ("candidates", "choice", "best"),
    [
        (ALL, "worst", None),
        (ALL, "best", None),
        (ALL, "best", 3),
        (ALL, "tie", 0),
        ([ONE], "tie", 0),
    ],
)
def test_what_is_no_vote_is_refused(votes, candidates, choice, best):
    with pytest.raises(ValueError, match=r"\w"):
        votes.add(candidates, choice, best)
    assert votes.all() == ()


@pytest.mark.parametrize("text", ["", "[]", '{"votes": [{}]}', '{"votes": 3}', "[" * 100_000])
def test_a_broken_file_is_named_and_left_alone(votes, text):
    votes.path.write_text(text)
    with pytest.raises(DataError, match=FILE_NAME):
        votes.all()
    with pytest.raises(DataError):
        votes.add(ALL, "tie")
    assert votes.path.read_text() == text
