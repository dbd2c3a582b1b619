"""Reading the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hubexplorer.catalog import snapshot, sorting
from hubexplorer.catalog.collect import Collector
from hubexplorer.catalog.columns import Ints
from hubexplorer.catalog.facets import (
    FacetValue,
    count_facet,
    highest,
    top_values,
    with_excluded,
)
from hubexplorer.catalog.families import Families
from hubexplorer.catalog.folding import derived_counts, unfolded
from hubexplorer.catalog.histograms import histogram, score_histogram
from hubexplorer.catalog.hits import Hits, StoredRows
from hubexplorer.catalog.parts import Part, families_of, parts_of
from hubexplorer.catalog.query import Query, View
from hubexplorer.catalog.reading import row_at, rows_at
from hubexplorer.catalog.schema import FACETS, RANGES
from hubexplorer.catalog.score_names import score_name, score_parts
from hubexplorer.catalog.selection import Selection
from hubexplorer.catalog.snapshot import Snapshot
from hubexplorer.catalog.spool import in_memory
from hubexplorer.catalog.table import Table
from hubexplorer.catalog.text import corrected
from hubexplorer.records import CatalogRow


@dataclass(frozen=True, slots=True)
class Opened:
    """The live snapshot, and the one that it changes before it, if there is one."""

    snapshots: tuple[Snapshot, ...]
    """Empty where nothing was ever written."""
    tables: tuple[Table, ...]
    parts: tuple[Part, ...]

    @property
    def live(self) -> Snapshot | None:
        return self.snapshots[-1] if self.snapshots else None

    @property
    def families(self) -> Families:
        """Which models are derived from which."""
        changes = self.snapshots[-1].arrays if len(self.tables) > 1 else None
        return families_of(self.tables, changes)

    @property
    def size(self) -> int:
        """How many models there are."""
        return sum(part.live.size for part in self.parts)

    def find(self, hub: str, repo: str) -> tuple[Part, int] | None:
        """Where a repository's row is; None if there is none."""
        for part in reversed(self.parts):
            number = part.table.find(hub, repo)
            if number is not None and number not in part.dead:
                return part, number
        return None

    def rows(self) -> Iterator[CatalogRow]:
        """All models, most downloaded first."""
        ties = [part.ties(part.live.numbers) for part in self.parts]
        owners = np.repeat(np.arange(len(ties)), [len(part) for part in ties])
        rows = np.concatenate([part.live.numbers for part in self.parts])
        order = np.argsort(np.concatenate(ties))
        yield from self.read(np.stack((owners[order], rows[order]), axis=1))

    def read(self, places: Ints) -> Iterator[CatalogRow]:
        """The models in some places: the number of a part, and of a row in it."""
        return rows_at([part.table for part in self.parts], places)


class Catalog:
    """Every model known, to search; one snapshot until `refresh` finds a newer one.

    Any number of threads may read it, also while one of them refreshes.
    """

    def __init__(self, folder: Path | None, opened: Opened) -> None:
        self._folder = folder
        self._opened = opened

    @classmethod
    def open(cls, folder: Path) -> Catalog:
        """The catalog in `folder`; an empty one where nothing was written yet.

        Raises:
            SnapshotDamaged: its files are not what was written.
            CatalogError: they cannot be read.
        """
        return cls(folder, opened(folder))

    @classmethod
    def of(cls, rows: Iterable[CatalogRow]) -> Catalog:
        """A catalog of a few rows, in memory alone."""
        return cls(None, _in_memory(rows))

    @property
    def size(self) -> int:
        """How many models it holds."""
        return self._opened.size

    @property
    def changed(self) -> int:
        """How many of the models are kept beside an unchanged base."""
        return sum(len(part.table) for part in self._opened.parts[1:])

    @property
    def size_bytes(self) -> int:
        """What its arrays take of the disk."""
        snapshots = self._opened.snapshots
        return sum(array.nbytes for held in snapshots for array in held.arrays.values())

    @property
    def source(self) -> Mapping[str, Any]:
        """Where its rows are from, as the writer said."""
        current = self._opened.live
        return current.source if current else {}

    @property
    def built_s(self) -> float:
        """When it was built; 0.0 for never."""
        current = self._opened.live
        return current.built_s if current else 0.0

    @property
    def generation(self) -> int:
        """Which snapshot it reads, counted from 1; 0 for none."""
        current = self._opened.live
        return current.generation if current else 0

    def refresh(self) -> bool:
        """Take the live snapshot if it is another; whether it was.

        Raises:
            SnapshotDamaged: its files are not what was written; the open one stays.
            CatalogError: they cannot be read.
        """
        live = self._opened.live
        if self._folder is None:
            return False
        if snapshot.current(self._folder) == (live.pointer if live else None):
            return False
        self._opened = opened(self._folder, before=self._opened)
        return True

    def verify(self) -> None:
        """Read everything and compare it with what was written.

        Raises:
            SnapshotDamaged: something differs, by its name.
        """
        for held in self._opened.snapshots:
            held.verify()

    def search(
        self,
        query: Query,
        view: View,
        *,
        facets: Sequence[str] | None = None,
        top: int = 20,
        ranges: Sequence[str] = (),
        scores: Sequence[str] = (),
        rows: bool = True,
    ) -> Hits:
        """One page of the models that `query` selects, with exact counts.

        Args:
            view: the license table and the machine.
            facets: which facets to count; None for all.
            top: how many values of a facet at most, besides the chosen ones.
            ranges: which ranges to draw histograms of.
            scores: which published scores, by name, to draw histograms of.
            rows: whether the page itself is wanted.

        Raises:
            ValueError: a facet or range does not exist.
            SnapshotDamaged: the files are not what was written.
        """
        names = _known(FACETS if facets is None else facets, FACETS)
        ranges = _known(ranges, RANGES)
        scores = [score_name(*score_parts(name)) for name in scores]
        current = self._opened
        with damage_named(current):
            selections, correction = _selections(current, query, view)
            total = sum(selection.rows.size for selection in selections)
            shown = unfolded(current.families, selections) if query.fold else selections
            row_count = sum(selection.rows.size for selection in shown)
            page = sorting.page(query, shown) if rows else np.zeros((0, 2), np.uint32)
            values, sizes = {}, {}
            for name in names:
                found = [selection.without(name) for selection in selections]
                chosen, excluded = query.any_of.get(name, ()), query.none_of.get(name, ())
                best, size = highest(name, current.parts, found, view, chosen=chosen, top=top)
                values[name] = with_excluded(name, best, selections, view, excluded)
                if size is not None:
                    sizes[name] = size
            return Hits(
                total=total,
                size=current.size,
                rows=_rows(current, page, is_lazy=query.limit is None),
                facets=values,
                facet_sizes=sizes,
                histograms={
                    name: drawer(
                        name, current.parts, [selection.without(name) for selection in selections]
                    )
                    for drawer, drawn in ((histogram, ranges), (score_histogram, scores))
                    for name in drawn
                },
                corrected=correction,
                next_offset=query.stop if query.limit and query.stop < row_count else None,
                folded=total - row_count,
                derived=(
                    derived_counts(
                        current.families, selections, [(part, row) for part, row in page.tolist()]
                    )
                    if query.fold and query.limit is not None
                    else ()
                ),
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
        current = self._opened
        part = contains.casefold()
        with damage_named(current):
            selections, _ = _selections(current, query, view)
            found = [selection.without(name) for selection in selections]
            counted = count_facet(name, current.parts, found, view)
            if part:
                counted = [values.containing(part) for values in counted]
            chosen, excluded = (
                [value for value in given.get(name, ()) if part in value.casefold()]
                for given in (query.any_of, query.none_of)
            )
            best = top_values(counted, chosen, limit)
            return with_excluded(name, best, selections, view, excluded)

    def scores(
        self, query: Query, view: View, *, contains: str = "", limit: int = 50
    ) -> tuple[FacetValue, ...]:
        """The published scores, by name, of the models that pass all but the query's scores.

        Args:
            contains: a text that the name of the data set or metric has, case aside.
            limit: how many at most, those that most models publish first.

        Raises:
            SnapshotDamaged: the files are not what was written.
        """
        current = self._opened
        part = contains.casefold()
        with damage_named(current):
            selections, _ = _selections(current, query, view)
            found = [selection.without(*query.scores) for selection in selections]
            counted = count_facet("score", current.parts, found, view)
            if part:
                counted = [values.containing(part) for values in counted]
            return top_values(counted, (), limit)

    def get(self, hub: str, repo: str) -> CatalogRow | None:
        """The row of one repository; None if the catalog has none."""
        current = self._opened
        with damage_named(current):
            place = current.find(hub, repo)
            return None if place is None else row_at(place[0].table, place[1])

    def rows(self) -> Iterator[CatalogRow]:
        """All models, most downloaded first, of the snapshot that is open now."""
        current = self._opened
        with damage_named(current):
            yield from current.rows()


def opened(folder: Path, *, before: Opened | None = None) -> Opened:
    """What is live in `folder`; of what was open before, the parts that still are go on.

    Raises:
        SnapshotDamaged: its files are not what was written.
        CatalogError: they cannot be read.
    """
    snapshots = snapshot.open_current(folder)
    if not snapshots:
        return _in_memory(())
    known = (
        dict(zip((held.pointer for held in before.snapshots), before.tables, strict=True))
        if before and before.snapshots
        else {}
    )
    tables = tuple(known.get(held.pointer) or Table.of(held.arrays) for held in snapshots)
    return Opened(
        snapshots, tables, parts_of(tables, snapshots[-1].arrays if len(tables) > 1 else None)
    )


def _in_memory(rows: Iterable[CatalogRow]) -> Opened:
    collector = Collector()
    for row in rows:
        collector.add(row)
    tables = (Table.of(in_memory(collector.arrays())),)
    return Opened((), tables, parts_of(tables, None))


def _rows(current: Opened, places: Ints, *, is_lazy: bool) -> Sequence[CatalogRow]:
    def read(places: Ints) -> Iterator[CatalogRow]:
        with damage_named(current):
            yield from current.read(places)

    stored = StoredRows(places, read)
    return stored if is_lazy else stored[:]


def _selections(current: Opened, query: Query, view: View) -> tuple[list[Selection], str]:
    """What `query` selects in each part, and the text that was searched if it is another."""
    searched, correction = corrected(query.text, [part.table.words for part in current.parts])
    return [Selection.of(part, query, view, searched) for part in current.parts], correction


def _known(names: Iterable[str], known: Mapping[str, object]) -> tuple[str, ...]:
    for name in names:
        if name not in known:
            raise ValueError(f"no {name!r} to count; there are {', '.join(known)}")
    return tuple(names)


@contextmanager
def damage_named(current: Opened) -> Iterator[None]:
    """Have damaged files say so, whatever they made stumble; other errors stay themselves."""
    try:
        yield
    except (IndexError, ValueError, MemoryError):
        for held in current.snapshots:
            held.verify()
        raise
