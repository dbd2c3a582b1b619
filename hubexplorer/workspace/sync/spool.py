"""What a listing brought so far, page by page on disk, so that a killed one goes on from there.

plan.json               what is listed; a spool of another plan is of no use
page-000001.jsonl.gz    a line that says how far this is, then a row a line

A page comes whole, with the cursor of the next one, or not at all.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hubexplorer.errors import DataError
from hubexplorer.records import CatalogRow, Score
from hubexplorer.workspace.writing import write_error

_PLAN = "plan.json"
_FIELDS = tuple(CatalogRow.__dataclass_fields__)
_UNREADABLE = (OSError, EOFError, ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a listing asks for."""

    source: str
    """The hub's address, or the dump's file, size and date."""
    version: str
    """Of HubExplorer: another one may keep rows in another way."""
    sort: str = "downloads"
    limit: int | None = None
    since_s: float | None = None
    """Until this time, newest first; None lists everything."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a listing has come."""

    pages: int = 0
    rows: int = 0
    cursor: str | None = None
    """Of the next page."""
    is_complete: bool = False
    began_s: float = 0.0


class Spool:
    """The pages of one listing in one folder; iterating gives their rows, in order."""

    def __init__(self, folder: Path, plan: Plan, place: Place) -> None:
        self._folder = folder
        self.plan = plan
        self.place = place

    @classmethod
    def open(cls, folder: Path, plan: Plan, *, now_s: float) -> Spool:
        """The spool of this plan as it was left; an empty one if there is none.

        Raises:
            DiskFull, DataError: its folder cannot be written.
        """
        spool = cls(folder, plan, Place(began_s=now_s))
        if _plan(folder) == asdict(plan):
            pages = sorted(folder.glob("page-*.jsonl.gz"))
            place = _place(pages[-1]) if pages else spool.place
            if place.pages == len(pages):
                spool.place = place
                return spool
        spool.restart()
        return spool

    def restart(self) -> None:
        """Begin anew, with the same plan."""
        self.clear()
        self._write(_PLAN, json.dumps(asdict(self.plan)).encode())

    def add(self, rows: Iterable[CatalogRow], cursor: str | None, *, is_last: bool) -> None:
        """Keep a page.

        Raises:
            DiskFull, DataError: it could not be kept; the pages before it are.
        """
        lines = [_line(row) for row in rows]
        place = Place(
            self.place.pages + 1,
            self.place.rows + len(lines),
            None if is_last else cursor,
            is_last,
            self.place.began_s,
        )
        text = "\n".join([json.dumps(asdict(place)), *lines, ""])
        content = gzip.compress(text.encode(), compresslevel=1)
        self._write(f"page-{place.pages:06}.jsonl.gz", content)
        self.place = place

    def clear(self) -> None:
        """Forget all pages."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self.place = Place(began_s=self.place.began_s)

    def __iter__(self) -> Iterator[CatalogRow]:
        for number in range(1, self.place.pages + 1):
            path = self._folder / f"page-{number:06}.jsonl.gz"
            try:
                with gzip.open(path, "rt", encoding="utf-8") as lines:
                    next(lines)
                    rows = [_row(line) for line in lines]
            except _UNREADABLE as error:
                self.clear()
                raise DataError(
                    f"{path.name} of an unfinished listing is damaged: {error}",
                    hint="sync again: it begins anew",
                ) from None
            yield from rows

    def _write(self, name: str, content: bytes) -> None:
        aside = self._folder / f".{name}.tmp"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with aside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(aside, self._folder / name)
        except OSError as error:
            raise write_error(
                error,
                "a page of the listing",
                hint="what came before is kept; free some space and sync again",
            ) from None


def _plan(folder: Path) -> Any:
    try:
        return json.loads((folder / _PLAN).read_bytes())
    except (OSError, ValueError):
        return None


def _place(page: Path) -> Place:
    try:
        with gzip.open(page, "rt", encoding="utf-8") as lines:
            return Place(**json.loads(next(lines)))
    except (*_UNREADABLE, StopIteration):
        return Place()


def _line(row: CatalogRow) -> str:
    values = {name: getattr(row, name) for name in _FIELDS}
    values["scores"] = [(score.dataset, score.metric, score.value) for score in row.scores]
    return json.dumps([*values.values()], ensure_ascii=False)


def _row(line: str) -> CatalogRow:
    values = zip(_FIELDS, json.loads(line), strict=True)
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values
    }
    fields["scores"] = tuple(Score(*score) for score in fields["scores"])
    return CatalogRow(**fields)
