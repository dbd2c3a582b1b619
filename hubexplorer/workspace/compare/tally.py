"""What blind votes show together: how often each candidate was found best, and each pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from hubexplorer.bench.intervals import LEVEL, Interval, share_interval
from hubexplorer.workspace.compare.candidate import Candidate, candidate_key, candidate_name
from hubexplorer.workspace.compare.vote import Vote

COUNTING = (
    "A tie is shared: 1/N of a vote to each of N candidates, half a win in each pair. "
    "“All bad” is a vote for none, and says nothing about a pair; "
    "neither does a vote for a third. Intervals are Wilson's, 95 % each; a pair is told apart "
    "where it still would be with 95 % for all pairs together (Bonferroni)."
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one candidate did in the votes that it took part in."""

    candidate: Candidate
    rounds: int
    best: int
    ties: int
    share: float
    """Of the votes, with its part of the ties."""
    interval: Interval

    @property
    def name(self) -> str:
        return candidate_name(self.candidate)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two candidates against each other, over the votes that tell them apart or tie them."""

    first: Candidate
    second: Candidate
    rounds: int
    wins: float
    """Of the first, a tie as one half."""
    interval: Interval
    """Of the share of wins."""
    is_decided: bool
    """Whether the votes tell the two apart, however many pairs were looked at."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What votes show together: the standings, best first, and each pair that met."""

    votes: int
    standings: tuple[Standing, ...]
    pairs: tuple[Pair, ...]


def tally(votes: Sequence[Vote], candidates: Iterable[Candidate] | None = None) -> Tally:
    """What votes show together.

    Args:
        candidates: count only these; None is all that occur.
    """
    known: dict[str, Candidate] = {}
    for vote in votes:
        known.update((candidate_key(one), one) for one in vote.candidates)
    if candidates is not None:
        wanted = {candidate_key(one) for one in candidates}
        known = {key: one for key, one in known.items() if key in wanted}
    rounds = [_Round(vote) for vote in votes]
    met = [one for one in rounds if known.keys() & set(one.keys)]
    standings = [_standing(one, key, met) for key, one in known.items()]
    against = {
        (first, second): found
        for first, second in combinations(known, 2)
        if (found := _met(first, second, met))
    }
    pairs = [
        _pair(known[first], known[second], _wins(first, found), len(found), len(against))
        for (first, second), found in against.items()
    ]
    standings.sort(key=lambda one: (-one.share, -one.rounds, one.name))
    return Tally(len(met), tuple(standings), tuple(pairs))


class _Round:
    """A vote by the keys of its candidates."""

    def __init__(self, vote: Vote) -> None:
        self.keys = [candidate_key(one) for one in vote.candidates]
        self.choice = vote.choice
        self.best = None if vote.best is None else self.keys[vote.best]


def _standing(candidate: Candidate, key: str, rounds: Sequence[_Round]) -> Standing:
    met = [one for one in rounds if key in one.keys]
    best = sum(one.best == key for one in met)
    ties = [one for one in met if one.choice == "tie"]
    share = best + sum(1 / len(one.keys) for one in ties)
    return Standing(
        candidate, len(met), best, len(ties), share / len(met), share_interval(share, len(met))
    )


def _met(first: str, second: str, rounds: Sequence[_Round]) -> list[_Round]:
    """The votes that say something about a pair."""
    return [
        one
        for one in rounds
        if {first, second} <= set(one.keys) and (one.choice == "tie" or one.best in (first, second))
    ]


def _wins(first: str, rounds: Sequence[_Round]) -> float:
    return sum(0.5 if one.choice == "tie" else float(one.best == first) for one in rounds)


def _pair(first: Candidate, second: Candidate, wins: float, rounds: int, pairs: int) -> Pair:
    """One of so many pairs; the more there are, the more it takes to call one told apart."""
    together = share_interval(wins, rounds, 1 - (1 - LEVEL) / pairs)
    return Pair(first, second, rounds, wins, share_interval(wins, rounds), 0.5 not in together)
