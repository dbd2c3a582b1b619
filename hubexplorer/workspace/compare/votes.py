"""Blind votes: which answer somebody preferred without knowing whose it was, and what that shows.

A vote names the candidates that answered and the one found best, or that all are alike, or that
all are bad. It holds no input and no answer, only the input's sha256.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from hubexplorer.errors import DataError
from hubexplorer.workspace.compare.candidate_text import (
    candidate_json,
    candidate_of,
)
from hubexplorer.workspace.compare.comparison import Candidate
from hubexplorer.workspace.compare.tally import Tally, tally
from hubexplorer.workspace.writing import one_writer, write_whole

FILE_NAME = "hubexplorer-votes.json"
CHOICES = ("best", "tie", "bad")
_VERSION = 1


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


class Place(Protocol):
    """What votes need of a workspace; see `open.Workspace`."""

    folder: Path
    clock: Callable[[], float]


class Votes:
    """The votes of a project folder, in one file of it."""

    def __init__(self, workspace: Place) -> None:
        self.path = workspace.folder / FILE_NAME
        self._clock = workspace.clock

    def all(self) -> tuple[Vote, ...]:
        """Every vote, the oldest first.

        Raises:
            DataError: the file is broken.
        """
        try:
            raw = json.loads(self.path.read_text("utf-8"))
            return tuple(_vote_of(one) for one in raw["votes"])
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise DataError(
                f"{self.path} holds no votes: {error}",
                hint="mend it, or move it away to begin anew",
            ) from None

    def add(
        self,
        candidates: Sequence[Candidate],
        choice: str,
        best: int | None = None,
        *,
        seed: int = 0,
        input_sha256: str = "",
    ) -> Vote:
        """Keep a vote; the arguments are those of `Vote`.

        Raises:
            ValueError: it is no vote.
            DataError, DiskFull: the file is broken, or cannot be written.
        """
        vote = Vote(tuple(candidates), seed, choice, best, self._clock(), input_sha256)
        self._change(lambda known: (*known, vote))
        return vote

    def undo(self) -> Vote | None:
        """Take the newest vote back; None where there was none."""
        taken: list[Vote] = []

        def change(known: tuple[Vote, ...]) -> tuple[Vote, ...]:
            taken.extend(known[-1:])
            return known[:-1]

        self._change(change)
        return taken[0] if taken else None

    def reset(self) -> None:
        """Forget every vote."""
        self._change(lambda _known: ())

    def tally(self, candidates: Iterable[Candidate] | None = None) -> Tally:
        """What the votes show, of these candidates only or of all."""
        return tally(self.all(), candidates)

    def _change(self, change: Callable[[tuple[Vote, ...]], tuple[Vote, ...]]) -> None:
        with one_writer(self.path.parent):
            raw = {
                "version": _VERSION,
                "votes": [_vote_json(vote) for vote in change(self.all())],
            }
            write_whole(
                self.path,
                json.dumps(raw, indent=1) + "\n",
                "the vote",
                hint=f"{self.path} is as it was",
            )


def shown_order(count: int, seed: int) -> tuple[int, ...]:
    """The places of `count` candidates in the order in which a blind round shows them."""
    generator = random.Random(seed)  # noqa: S311  (a shuffle that can be told again)
    return tuple(generator.sample(range(count), count))


def _vote_json(vote: Vote) -> dict[str, Any]:
    return {
        "candidates": [candidate_json(one) for one in vote.candidates],
        "seed": vote.seed,
        "choice": vote.choice,
        "best": vote.best,
        "given_s": vote.given_s,
        "input_sha256": vote.input_sha256,
    }


def _vote_of(raw: Mapping[str, Any]) -> Vote:
    return Vote(
        tuple(candidate_of(one) for one in raw["candidates"]),
        int(raw["seed"]),
        raw["choice"],
        raw["best"],
        float(raw["given_s"]),
        str(raw["input_sha256"]),
    )
