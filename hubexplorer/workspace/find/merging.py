"""One hub's rows into the catalog that holds every hub's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from filelock import FileLock

from hubexplorer.catalog import Catalog, Query, View, write_delta, write_snapshot
from hubexplorer.errors import SnapshotDamaged
from hubexplorer.records import CatalogRow

_WHOLE = frozenset({"listed_s", "newest_s"})
"""When all of a hub was listed, and the newest change seen since."""
MERGE_LOCK = "merge.lock"
"""In the catalog's folder; held by who reads it to write what becomes of it."""
_FEW = 0.03
"""The share of the catalog up to which changes are few."""
_ANYONE = View({}, (0, 0, 0))


def merge_rows(
    catalog: Catalog,
    folder: Path,
    hub: str,
    rows: Iterable[CatalogRow],
    *,
    about: Mapping[str, Any],
    keeps_rest: bool,
    is_whole: bool,
    now_s: float,
) -> int:
    """Write a snapshot with a hub's new rows; how many models of the hub it holds.

    Rows that are not the whole of a hub never replace the whole that was listed before: they
    bring it up to date. Few changes are written beside what there is, many into one with it.

    Args:
        folder: the catalog's.
        rows: gone through twice.
        about: what the catalog is to say of the hub besides the rows' number and date.
        keeps_rest: leave the hub's rows that are not among `rows` where they are.
        is_whole: these are all the models that the hub has.

    Raises:
        DiskFull, CatalogError: it could not be written; the catalog is as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    merge = _Merge(folder, hub, rows, about, keeps_rest, is_whole, now_s)
    # Reading, merging and writing as one, or two hubs' listings would lose each other.
    with FileLock(folder / MERGE_LOCK):
        try:
            catalog.refresh()
            size = merge.into(catalog)
        except SnapshotDamaged:  # nothing of it can be kept
            size = merge.alone()
        catalog.refresh()
    return size


@dataclass(frozen=True, slots=True)
class _Merge:
    """What `merge_rows` was given."""

    folder: Path
    hub: str
    rows: Iterable[CatalogRow]
    about: Mapping[str, Any]
    keeps_rest: bool
    is_whole: bool
    now_s: float

    def alone(self) -> int:
        """Write the rows as all that there is; how many they are."""
        size = len({row.repo for row in self.rows})
        about, is_whole = self.about, self.is_whole and not self.keeps_rest
        self._write(self.rows, lambda: self._source({}, about, size, is_whole=is_whole))
        return size

    def into(self, known: Catalog) -> int:
        """Write the rows into what is known; how many models the hub then has."""
        hubs = known.source.get("hubs", {})
        about, keeps_rest, is_whole = self.about, self.keeps_rest, self.is_whole
        if keeps_rest or not is_whole:
            before = whole_listing(hubs.get(self.hub, {}))
            about, is_whole = {**before, **about}, bool(before)
            keeps_rest = keeps_rest or is_whole
        fresh = {row.repo for row in self.rows}
        size = len(fresh)
        of_hub = Query(any_of={"hub": (self.hub,)}, limit=known.size)
        held = known.search(of_hub, _ANYONE, facets=(), rows=False).total
        few = _FEW * known.size
        if size <= few and (keeps_rest or held <= few):
            gone = []
            if keeps_rest:
                size += held - sum(known.get(self.hub, repo) is not None for repo in fresh)
            else:
                hits = known.search(of_hub, _ANYONE, facets=())
                gone = [(self.hub, row.repo) for row in hits if row.repo not in fresh]
            source = self._source(hubs, about, size, is_whole=is_whole)
            write_delta(self.folder, self.rows, gone, built_s=self.now_s, source=source)
            return size

        def kept() -> Iterator[CatalogRow]:
            nonlocal size
            for row in known.rows():
                if row.hub != self.hub:
                    yield row
                elif keeps_rest and row.repo not in fresh:
                    size += 1
                    yield row

        known.verify()  # what is copied must be what was written
        self._write(
            chain(kept(), self.rows), lambda: self._source(hubs, about, size, is_whole=is_whole)
        )
        return size

    def _write(self, rows: Iterable[CatalogRow], source: Callable[[], dict[str, Any]]) -> None:
        write_snapshot(self.folder, rows, built_s=self.now_s, source=source)

    def _source(
        self, hubs: Mapping[str, Any], about: Mapping[str, Any], size: int, *, is_whole: bool
    ) -> dict[str, Any]:
        """What the catalog is to say of its hubs."""
        of = size if is_whole else None
        return {
            "hubs": {**hubs, self.hub: {**about, "rows": size, "synced_s": self.now_s, "of": of}}
        }


def whole_listing(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Of what the catalog says of a hub, when all of it was listed; empty if it never was."""
    return {name: entry[name] for name in _WHOLE} if entry.keys() >= _WHOLE else {}
