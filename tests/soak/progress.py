"""What a soak has already tried, kept line by line so that an interrupted one goes on."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class Progress:
    """The outcomes of one soak's finished cases under one seed.

    Args:
        path: a file of JSON lines, shared by all soaks; None keeps nothing.
    """

    def __init__(self, path: Path | None, soak: str, seed: int) -> None:
        self._mine = {"soak": soak, "seed": seed}
        self.outcomes: dict[str, Any] = {}
        if path is not None and path.exists():
            for line in path.read_text("utf-8").splitlines():
                self._recall(line)
        self._file = path.open("a", encoding="utf-8") if path is not None else None

    def keep(self, case: str, outcome: Any) -> None:
        """Remember what came of a case, as JSON."""
        self.outcomes[case] = outcome
        if self._file is not None:
            # A line that a kill left unfinished must not swallow the next one.
            line = json.dumps({**self._mine, "case": case, "outcome": outcome})
            self._file.write(f"\n{line}\n")
            self._file.flush()

    def _recall(self, line: str) -> None:
        try:
            row = json.loads(line or "null")
        except ValueError:  # the last line of a run that was killed
            return
        if row is not None and {name: row[name] for name in self._mine} == self._mine:
            self.outcomes[row["case"]] = row["outcome"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()
