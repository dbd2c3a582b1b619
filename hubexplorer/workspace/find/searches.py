"""Saved searches: what somebody looks for again and again, and what is new each time."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from hubexplorer.catalog import Hits, Query
from hubexplorer.errors import DataError
from hubexplorer.workspace.find.finder import Finder, Scores
from hubexplorer.workspace.writing import one_writer, write_whole

FILE_NAME = "hubexplorer-searches.json"
_VERSION = 1
_UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """One search as the file keeps it."""

    name: str
    query: str
    """Words and filters, as `hubexplorer search` takes them."""
    sort: str = "downloads"
    collection: str = ""
    machine: str = ""
    fold: bool = False
    """Whether derived models stand under their base."""
    opened_s: float = 0.0
    """When it was last opened."""
    newest_s: float = 0.0
    """The newest change among what it found then."""


@dataclass(frozen=True, slots=True)
class OpenedSearch:
    """What a saved search finds now.

    Attributes:
        saved: as it was before it was opened.
        hits: everything it finds.
        new: of that, what is new or changed on its hub since the search was last opened.
    """

    saved: SavedSearch
    hits: Hits
    new: Hits


class Answering(Protocol):
    """What saved searches need of a workspace; see `open.Workspace`."""

    folder: Path
    clock: Callable[[], float]
    finder: Finder

    def answer(self, query: Query, *, machine: str = "", collection: str = "") -> Hits: ...


class Searches:
    """The saved searches of a workspace, in one file of its folder; made by `Workspace`."""

    def __init__(self, workspace: Answering) -> None:
        self._workspace = workspace
        self._path = workspace.folder / FILE_NAME

    def names(self) -> tuple[str, ...]:
        """The names of what is saved.

        Raises:
            DataError: the file is broken.
        """
        return tuple(self._load())

    def save(
        self,
        name: str,
        text: str = "",
        *,
        exclude: Mapping[str, str | Sequence[str]] | None = None,
        scores: Scores = (),
        sort: str = "downloads",
        collection: str = "",
        machine: str = "",
        fold: bool = False,
        **filters: str | Sequence[Any],
    ) -> SavedSearch:
        """Save a search under a name; the other arguments are those of `Workspace.search`.

        What it finds now counts as seen.

        Raises:
            ValueError: the name is empty, or no such facet or range exists.
            DataError, DiskFull: the file is broken, or cannot be written.
        """
        if not name.strip():
            raise ValueError("a saved search needs a name")
        query = self._workspace.finder.query(
            text, filters, exclude or {}, scores, sort=sort, limit=0, offset=0
        )
        saved = self._seen(SavedSearch(name, str(query), sort, collection, machine, fold))
        self._change(lambda known: {**known, name: saved})
        return saved

    def look(self, name: str, *, limit: int = 50) -> OpenedSearch:
        """What a saved search finds now, and what of it is new; it stays new.

        Raises:
            ValueError: nothing is saved under that name.
            DataError: the file is broken.
        """
        saved = self._named(name)
        query = replace(_query(saved), limit=limit)
        low, high = query.ranges.get(_UPDATED, (None, None))
        since_s = max(low or 0.0, math.nextafter(saved.newest_s, math.inf))
        only_new = {**query.ranges, _UPDATED: (since_s, high)}
        return OpenedSearch(
            saved,
            self._found(saved, query),
            self._found(saved, replace(query, ranges=only_new, sort=_UPDATED, descending=True)),
        )

    def open(self, name: str, *, limit: int = 50) -> OpenedSearch:
        """What a saved search finds now, and what of it is new; from then on that is seen.

        Raises:
            ValueError: nothing is saved under that name.
            DataError, DiskFull: the file is broken, or cannot be written.
        """
        # Seen before looking: what comes meanwhile is new twice, never missed.
        seen = self._seen(self._named(name))
        found = self.look(name, limit=limit)
        # One that another process removed meanwhile stays removed.
        self._change(lambda known: {**known, name: seen} if name in known else known)
        return found

    def remove(self, name: str) -> None:
        """Forget a saved search.

        Raises:
            ValueError: nothing is saved under that name.
        """
        self._named(name)
        self._change(lambda known: {key: one for key, one in known.items() if key != name})

    def _named(self, name: str) -> SavedSearch:
        known = self._load()
        if name not in known:
            raise ValueError(
                f"no search is saved as {name!r}; there are {', '.join(known) or 'none'}"
            )
        return known[name]

    def _found(self, saved: SavedSearch, query: Query) -> Hits:
        return self._workspace.answer(query, machine=saved.machine, collection=saved.collection)

    def _seen(self, saved: SavedSearch) -> SavedSearch:
        """The search as of now; no change is the newest where no row has a date."""
        newest = replace(_query(saved), sort=_UPDATED, descending=True, limit=1)
        rows = self._found(saved, newest).rows
        newest_s = max(saved.newest_s, rows[0].updated_s if rows else 0.0)
        return replace(saved, opened_s=self._workspace.clock(), newest_s=newest_s)

    def _load(self) -> dict[str, SavedSearch]:
        try:
            raw = json.loads(self._path.read_text("utf-8"))
            found = [SavedSearch(**one) for one in raw["searches"]]
            for one in found:
                _query(one)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DataError(
                f"{self._path} holds no saved searches: {error}",
                hint="mend it, or move it away to begin a new one",
            ) from None
        return {one.name: one for one in found}

    def _change(self, change: Callable[[dict[str, SavedSearch]], dict[str, SavedSearch]]) -> None:
        """Change the file as it is now, with what other processes wrote meanwhile."""
        with one_writer(self._path.parent):
            self._store(change(self._load()))

    def _store(self, searches: Mapping[str, SavedSearch]) -> None:
        raw = {"version": _VERSION, "searches": [asdict(one) for one in searches.values()]}
        write_whole(
            self._path,
            json.dumps(raw, indent=1, ensure_ascii=False) + "\n",
            "the saved searches",
            hint=f"{self._path} is as it was",
        )


def _query(saved: SavedSearch) -> Query:
    parsed = Query.parse(saved.query)
    return replace(parsed, sort=saved.sort, descending=saved.sort != "name", fold=saved.fold)
