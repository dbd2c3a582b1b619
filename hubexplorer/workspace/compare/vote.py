"""A blind vote: which answer somebody preferred without knowing whose it was; and as JSON keeps it.

It names the candidates that answered and the one found best, or says that all are alike, or that
all are bad. It holds no input and no answer, only the input's sha256.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hubexplorer.workspace.compare.candidate import Candidate, candidate_json, candidate_of

CHOICES = ("best", "tie", "bad")


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote on the answers to one input.

    Attributes:
        candidates: those that answered, in the order of the comparison.
        seed: of the order in which they were shown: `shown_order(len(candidates), seed)`.
        choice: best, tie or bad.
        best: the place in `candidates` of the one found best; None for the other choices.
        given_s: when.
        input_sha256: tells votes on one input from votes on several.
    """

    candidates: tuple[Candidate, ...]
    seed: int
    choice: str
    best: int | None
    given_s: float
    input_sha256: str = ""

    def __post_init__(self) -> None:
        if self.choice not in CHOICES:
            raise ValueError(f"a vote is one of {', '.join(CHOICES)}, not {self.choice!r}")
        if len(self.candidates) < 2:
            raise ValueError("a vote is between two candidates or more")
        if (self.best is not None) != (self.choice == "best"):
            raise ValueError("a vote for the best names it, and no other does")
        if self.best is not None and not 0 <= self.best < len(self.candidates):
            raise ValueError("the best is one of the candidates")


def shown_order(count: int, seed: int) -> tuple[int, ...]:
    """The places of `count` candidates in the order in which a blind round shows them."""
    generator = random.Random(seed)  # noqa: S311  (a shuffle that can be told again)
    return tuple(generator.sample(range(count), count))


def vote_json(vote: Vote) -> dict[str, Any]:
    """A vote as JSON keeps it."""
    return {
        "candidates": [candidate_json(one) for one in vote.candidates],
        "seed": vote.seed,
        "choice": vote.choice,
        "best": vote.best,
        "given_s": vote.given_s,
        "input_sha256": vote.input_sha256,
    }


def vote_of(raw: Mapping[str, Any]) -> Vote:
    """The vote that JSON kept.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    return Vote(
        tuple(candidate_of(one) for one in raw["candidates"]),
        int(raw["seed"]),
        raw["choice"],
        raw["best"],
        float(raw["given_s"]),
        str(raw["input_sha256"]),
    )
