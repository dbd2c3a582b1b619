"""Reading the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubexplorer.catalog import snapshot, sorting
from hubexplorer.catalog.collect import collect
from hubexplorer.catalog.facets import FacetValue, Selection, facet_counts, top_values
from hubexplorer.catalog.histograms import histogram
from hubexplorer.catalog.hits import Hits
from hubexplorer.catalog.query import Query, View
from hubexplorer.catalog.schema import FACETS, RANGES
from hubexplorer.catalog.snapshot import Snapshot
from hubexplorer.catalog.table import Table
from hubexplorer.records import CatalogRow


@dataclass(frozen=True, slots=True)
class _Opened:
    table: Table
    snapshot: Snapshot | None
    """None where nothing was ever written."""


class Catalog:
    """Every model known, to search; one snapshot until `refresh` finds a newer one.

    Any number of threads may read it, also while one of them refreshes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened = _open(folder)

    @classmethod
    def open(cls, folder: Path) -> Catalog:
        """The catalog in `folder`; an empty one where nothing was written yet.

        Raises:
            SnapshotDamaged: its files are not what was written.
            CatalogError: they cannot be read.
        """
        return cls(folder)

    @property
    def size(self) -> int:
        """How many models it holds."""
        return len(self._opened.table)

    @property
    def source(self) -> Mapping[str, Any]:
        """Where its rows are from, as the writer said."""
        current = self._opened.snapshot
        return current.source if current else {}

    @property
    def built_s(self) -> float:
        """When it was built; 0.0 for never."""
        current = self._opened.snapshot
        return current.built_s if current else 0.0

    @property
    def generation(self) -> int:
        """Which snapshot it reads, counted from 1; 0 for none."""
        current = self._opened.snapshot
        return current.generation if current else 0

    def refresh(self) -> bool:
        """Take the live snapshot if it is another; whether it was.

        Raises:
            SnapshotDamaged: its files are not what was written; the open one stays.
            CatalogError: they cannot be read.
        """
        opened = self._opened.snapshot
        if snapshot.current(self._folder) == (opened.pointer if opened else None):
            return False
        self._opened = _open(self._folder)
        return True

    def verify(self) -> None:
        """Read everything and compare it with what was written.

        Raises:
            SnapshotDamaged: something differs, by its name.
        """
        if self._opened.snapshot:
            self._opened.snapshot.verify()

    def search(
        self,
        query: Query,
        view: View,
        *,
        facets: Sequence[str] | None = None,
        top: int = 20,
        ranges: Sequence[str] = (),
        rows: bool = True,
    ) -> Hits:
        """One page of the models that `query` selects, with exact counts.

        Args:
            view: the license table and the machine.
            facets: which facets to count; None for all.
            top: how many values of a facet at most, besides the chosen ones.
            ranges: which ranges to draw histograms of.
            rows: whether the page itself is wanted.

        Raises:
            ValueError: a facet or range does not exist.
            SnapshotDamaged: the files are not what was written.
        """
        names = _known(FACETS if facets is None else facets, FACETS)
        drawn = _known(ranges, RANGES)
        opened = self._opened
        table = opened.table
        with _damage_named(opened):
            selection = Selection.of(table, query, view)
            found = selection.rows()
            page = sorting.page(table, query, selection, found) if rows else ()
            values, sizes = {}, {}
            for name in names:
                column = table.facet(name, view)
                counts = facet_counts(column, selection.without(name))
                values[name] = top_values(column, counts, _chosen(query, name), top)
                sizes[name] = int((counts > 0).sum())
            stop = query.offset + query.limit
            return Hits(
                total=len(found),
                size=len(table),
                rows=tuple(table.row(int(number)) for number in page),
                facets=values,
                facet_sizes=sizes,
                histograms={n: histogram(table, n, selection.without(n)) for n in drawn},
                corrected=selection.match.corrected if selection.match else "",
                next_offset=stop if query.limit and stop < len(found) else None,
            )

    def facet_values(
        self, name: str, query: Query, view: View, *, contains: str = "", limit: int = 50
    ) -> tuple[FacetValue, ...]:
        """The values of one facet that contain a text (case aside), counted as by `search`.

        Raises:
            ValueError: the facet does not exist.
            SnapshotDamaged: the files are not what was written.
        """
        _known((name,), FACETS)
        opened = self._opened
        with _damage_named(opened):
            column = opened.table.facet(name, view)
            selection = Selection.of(opened.table, query, view)
            counts = facet_counts(column, selection.without(name))
            if contains:
                part = contains.casefold()
                for code in counts.nonzero()[0]:
                    if part not in column.values[int(code)].casefold():
                        counts[code] = 0
            chosen = tuple(
                value for value in _chosen(query, name) if contains.casefold() in value.casefold()
            )
            return top_values(column, counts, chosen, limit)

    def get(self, hub: str, repo: str) -> CatalogRow | None:
        """The row of one repository; None if the catalog has none."""
        opened = self._opened
        with _damage_named(opened):
            number = opened.table.find(hub, repo)
            return None if number is None else opened.table.row(number)

    def rows(self) -> Iterator[CatalogRow]:
        """All models, most downloaded first, of the snapshot that is open now."""
        opened = self._opened
        with _damage_named(opened):
            for number in range(len(opened.table)):
                yield opened.table.row(number)


def _open(folder: Path) -> _Opened:
    current = snapshot.open_current(folder)
    if current is None:
        return _Opened(collect(()), None)
    opened = _Opened(Table.of(current.arrays), current)
    with _damage_named(opened):
        opened.table.check()
    return opened


def _chosen(query: Query, name: str) -> tuple[str, ...]:
    return (*query.any_of.get(name, ()), *query.none_of.get(name, ()))


def _known(names: Iterable[str], known: Mapping[str, object]) -> tuple[str, ...]:
    for name in names:
        if name not in known:
            raise ValueError(f"no {name!r} to count; there are {', '.join(known)}")
    return tuple(names)


@contextmanager
def _damage_named(opened: _Opened) -> Iterator[None]:
    """Have damaged files say so, whatever they made stumble; other errors stay themselves."""
    try:
        yield
    except (IndexError, ValueError):
        if opened.snapshot:
            opened.snapshot.verify()
        raise
