"""Past comparisons: inputs, candidates and answers of this project, kept in the user's own home.

Inputs can be somebody's private texts. So they lie in the home folder of HubExplorer, for this
user alone, never in the project; they are capped, deleted one by one or all, and with the setting
`history` off (HUBEXPLORER_HISTORY=0) nothing is written.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from hubexplorer.errors import DataError
from hubexplorer.settings import Settings
from hubexplorer.workspace.comparison_record import Record, from_json, to_json
from hubexplorer.workspace.writing import one_writer, write_error

MAX_RECORDS = 50
MAX_RECORD_BYTES = 20_000_000
MAX_BYTES = 100_000_000
_NAME = re.compile(r"[0-9]{13,16}")


@dataclass(frozen=True, slots=True)
class Past:
    """One line of the history; `History.open(key)` is the whole."""

    key: str
    made_s: float
    title: str
    candidates: tuple[str, ...]
    """Their names, without the owner."""
    answered: int


class Place(Protocol):
    """What the history needs of a workspace; see `open.Workspace`."""

    settings: Settings
    folder: Path
    clock: Callable[[], float]


class History:
    """The comparisons that were made in a project folder, the newest first."""

    def __init__(self, workspace: Place) -> None:
        whose = hashlib.sha256(str(workspace.folder.resolve()).encode()).hexdigest()[:16]
        self.path = workspace.settings.home / "comparisons" / whose
        self.is_on = workspace.settings.history
        self._clock = workspace.clock

    def all(self) -> tuple[Past, ...]:
        """What is kept, the newest first; what cannot be read is left out."""
        found = []
        for path in self._files():
            with (
                suppress(OSError, ValueError, KeyError, TypeError, RecursionError),
                path.open("rb") as file,
            ):
                found.append(_past_of(path.stem, json.loads(file.readline())))
        return tuple(found)

    def open(self, key: str) -> Record:
        """One comparison as it was.

        Raises:
            DataError: it is not kept, or cannot be read.
        """
        if not _NAME.fullmatch(key):
            raise DataError("no such comparison is kept")
        try:
            _title, _, text = (self.path / f"{key}.json").read_text("utf-8").partition("\n")
            return from_json(text)
        except FileNotFoundError:
            raise DataError("this comparison is not kept any more") from None
        except (OSError, ValueError, KeyError, TypeError, RecursionError, AttributeError) as error:
            raise DataError(f"this comparison cannot be read: {error}") from None

    def keep(self, record: Record) -> str:
        """Keep a comparison; its key, or nothing where the history is off or it is too large.

        Raises:
            DataError, DiskFull: it cannot be written.
        """
        text = json.dumps(_title_line(record)) + "\n" + to_json(record)
        if not self.is_on or len(text) > MAX_RECORD_BYTES:
            return ""
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            with one_writer(self.path):
                key = self._free_id(record.made_s)
                _write_private(self.path / f"{key}.json", text)
                self._make_room()
        except OSError as error:
            raise write_error(error, "the comparison", hint=f"see {self.path}") from None
        return key

    def delete(self, key: str) -> None:
        """Forget one comparison."""
        if _NAME.fullmatch(key):
            (self.path / f"{key}.json").unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget all of them."""
        for path in self._files():
            path.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        """The newest first."""
        found = [path for path in self.path.glob("*.json") if _NAME.fullmatch(path.stem)]
        return sorted(found, key=lambda path: int(path.stem), reverse=True)

    def _free_id(self, made_s: float) -> str:
        number = max(int(made_s * 1000), 10**12)
        while (self.path / f"{number}.json").exists():
            number += 1
        return str(number)

    def _make_room(self) -> None:
        size_bytes = 0
        for place, path in enumerate(self._files()):
            size_bytes += path.stat().st_size
            if place and (place >= MAX_RECORDS or size_bytes > MAX_BYTES):
                path.unlink()


def _title_line(record: Record) -> dict[str, Any]:
    """What stands before a record in its file, so that a list need not read them whole."""
    return {
        "made_s": record.made_s,
        "title": record.title,
        "candidates": [pane.ref.name for pane in record.panes],
        "answered": sum(pane.answer is not None for pane in record.panes),
    }


def _past_of(key: str, raw: Mapping[str, Any]) -> Past:
    names = tuple(map(str, raw["candidates"]))
    return Past(key, float(raw["made_s"]), str(raw["title"]), names, int(raw["answered"]))


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with os.fdopen(
            os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as file:
            file.write(text)
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)
