"""Past comparisons: inputs, candidates and answers of this project, kept in the user's own home.

Inputs can be somebody's private texts. So they lie in the home folder of HubExplorer, for this
user alone, never in the project; they are capped, deleted one by one or all, and with the setting
`history` off (HUBEXPLORER_HISTORY=0) nothing is kept. A workspace that keeps no shortlist, such as
that of an app which many may open, keeps them in memory, for its own session.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from hubexplorer.errors import DataError
from hubexplorer.settings import Settings
from hubexplorer.workspace.compare.record import Record, from_json, to_json
from hubexplorer.workspace.shortlist import Shortlist
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
    shortlist: Shortlist


class History:
    """The comparisons that were made in a project folder, the newest first."""

    def __init__(
        self,
        workspace: Place,
        *,
        max_records: int = MAX_RECORDS,
        max_record_bytes: int = MAX_RECORD_BYTES,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        """The history of a workspace: so many comparisons, each and together up to a size."""
        self.max_records = max_records
        self._max_record_bytes, self._max_bytes = max_record_bytes, max_bytes
        whose = hashlib.sha256(str(workspace.folder.resolve()).encode()).hexdigest()[:16]
        self.path = workspace.settings.home / "comparisons" / whose
        self.is_on = workspace.settings.history
        self.is_of_session = workspace.shortlist.path is None
        self._texts: dict[str, str] = {}
        """By key, where it is of this session only."""

    def all(self) -> tuple[Past, ...]:
        """What is kept, the newest first; what cannot be read is left out."""
        found = []
        for key in self._keys():
            with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
                found.append(_past_of(key, json.loads(self._title(key))))
        return tuple(found)

    def open(self, key: str) -> Record:
        """One comparison as it was.

        Raises:
            DataError: it is not kept, or cannot be read.
        """
        if not _NAME.fullmatch(key):
            raise DataError("no such comparison is kept")
        try:
            _title, _, text = self._text(key).partition("\n")
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
        if not self.is_on or len(text) > self._max_record_bytes:
            return ""
        if self.is_of_session:
            key = self._free_key(record.made_s)
            self._texts[key] = text
            self._make_room()
            return key
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            with one_writer(self.path):
                key = self._free_key(record.made_s)
                _write_private(self.path / f"{key}.json", text)
                self._make_room()
        except OSError as error:
            raise write_error(error, "the comparison", hint=f"see {self.path}") from None
        return key

    def delete(self, key: str) -> None:
        """Forget one comparison."""
        self._texts.pop(key, None)
        if _NAME.fullmatch(key) and not self.is_of_session:
            (self.path / f"{key}.json").unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget all of them."""
        for key in self._keys():
            self.delete(key)

    def _keys(self) -> list[str]:
        """The newest first."""
        names = (
            self._texts if self.is_of_session else (one.stem for one in self.path.glob("*.json"))
        )
        return sorted((name for name in names if _NAME.fullmatch(name)), key=int, reverse=True)

    def _text(self, key: str) -> str:
        if self.is_of_session:
            if key not in self._texts:
                raise FileNotFoundError(key)
            return self._texts[key]
        return (self.path / f"{key}.json").read_text("utf-8")

    def _title(self, key: str) -> str:
        """The line before a record, read without the record."""
        if self.is_of_session:
            return self._texts[key].partition("\n")[0]
        with (self.path / f"{key}.json").open(encoding="utf-8") as file:
            return file.readline()

    def _free_key(self, made_s: float) -> str:
        number, taken = max(int(made_s * 1000), 10**12), set(self._keys())
        while str(number) in taken:
            number += 1
        return str(number)

    def _make_room(self) -> None:
        size_bytes = 0
        for place, key in enumerate(self._keys()):
            size_bytes += (
                len(self._texts[key])
                if self.is_of_session
                else (self.path / f"{key}.json").stat().st_size
            )
            if place and (place >= self.max_records or size_bytes > self._max_bytes):
                self.delete(key)


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
