"""The blind votes of a project: kept in one file of it, taken back, counted together."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from hubexplorer.errors import DataError
from hubexplorer.workspace.compare.candidate import Candidate
from hubexplorer.workspace.compare.tally import Tally, tally
from hubexplorer.workspace.compare.vote import Vote, vote_json, vote_of
from hubexplorer.workspace.writing import one_writer, write_whole

FILE_NAME = "hubexplorer-votes.json"
_VERSION = 1


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
            return tuple(vote_of(one) for one in raw["votes"])
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
                "votes": [vote_json(vote) for vote in change(self.all())],
            }
            write_whole(
                self.path,
                json.dumps(raw, indent=1) + "\n",
                "the vote",
                hint=f"{self.path} is as it was",
            )
