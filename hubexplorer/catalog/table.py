"""The rows of one snapshot, column by column, and the rows of each value and word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hubexplorer.catalog.bitmaps import BitMap, Rows, union
from hubexplorer.catalog.cache import Cache
from hubexplorer.catalog.coded import Column, Counts
from hubexplorer.catalog.collect import MULTI, NUMBERS, SINGLE
from hubexplorer.catalog.columns import Arrays, Ints, Texts
from hubexplorer.catalog.families import Pairs
from hubexplorer.catalog.numbers import NumberColumn
from hubexplorer.catalog.query import View
from hubexplorer.catalog.reading import rows_of
from hubexplorer.catalog.scores import ScoreColumn
from hubexplorer.catalog.text import WordIndex
from hubexplorer.records import CatalogRow, FitClass, LicenseClass

_ROOM_BYTES_A_ROW = 24
_LEAST_ROOM_BYTES = 4 << 20
_TEXTS = ("repo", "commit", "summary")
_FITS = tuple(sorted(map(str, FitClass)))


@dataclass(frozen=True)
class Table:
    """Columns of rows numbered by downloads (most first), then hub, then repository id."""

    columns: Mapping[str, Column]
    """By facet name, and what rows are made of besides."""
    numbers: Mapping[str, NumberColumn]
    """By range name."""
    scores: ScoreColumn
    texts: Mapping[str, Texts]
    by_name: Ints
    """Row numbers in the order of `name_key`."""
    name_ranks: Ints
    """Row number to its place in `by_name`."""
    words: WordIndex
    pairs: Pairs
    circular: Ints
    """Rows that are derived from themselves, see `Families`."""

    @classmethod
    def of(cls, arrays: Arrays) -> Table:
        """The table that a collector's arrays describe."""
        room_bytes = max(_LEAST_ROOM_BYTES, _ROOM_BYTES_A_ROW * len(arrays["by_name"]))
        cache = Cache(room_bytes)
        columns = {name: Column.of(arrays, name, cache) for name in (*SINGLE, *MULTI)}
        return cls(
            columns,
            {name: NumberColumn.of(arrays, name, cache) for name in NUMBERS},
            ScoreColumn(columns["score"], arrays["score.numbers"], cache),
            {name: Texts.of(arrays, name) for name in _TEXTS},
            arrays["by_name"],
            arrays["name_ranks"],
            WordIndex.of(arrays, columns["tag"].codes, cache),
            Pairs.of(arrays, "family"),
            arrays["family.circular"],
        )

    def __len__(self) -> int:
        return len(self.by_name)

    def values(self, facet: str, view: View) -> Texts:
        """The values of a facet, ascending."""
        match facet:
            case "license_class":
                return Texts.collect(license_classes(view))
            case "fit":
                return Texts.collect(_FITS)
            case _:
                return self.columns[facet].values

    def count(self, facet: str, rows: Rows, view: View) -> Counts:
        """How many of `rows` have each value of a facet, by its place among the values."""
        match facet:
            case "license_class":
                licenses = self.columns["license"].codes.count(rows)
                classes = self._class_of_license(view)[licenses.codes]
                size = len(license_classes(view))
                return Counts.of(np.bincount(classes, licenses.counts, size).astype(np.int64))
            case "fit":
                meet = rows.bitmap.intersection_cardinality
                return Counts.of(np.array([meet(self._fitting(fit, view)) for fit in _FITS]))
            case _:
                column = self.columns[facet]
                return column.codes.count(rows).without(column.values.find(""))

    def having(self, facet: str, values: tuple[str, ...], view: View) -> BitMap:
        """The rows that have one of the values."""
        match facet:
            case "license_class":
                classes = license_classes(view)
                wanted = [classes.index(value) for value in values if value in classes]
                codes = np.flatnonzero(np.isin(self._class_of_license(view), wanted))
                return self.columns["license"].codes.having(codes.tolist())
            case "fit":
                return union([self._fitting(value, view) for value in values if value in _FITS])
            case _:
                column = self.columns[facet]
                found = (column.values.find(value) for value in values)
                return column.codes.having([code for code in found if code is not None])

    def row(self, number: int) -> CatalogRow:
        """The model in row `number`."""
        return next(rows_of(self, np.array([number], np.int64)))

    def find(self, hub: str, repo: str) -> int | None:
        """Number of the row of a repository; None if the table has none."""
        place = self.place_by_name(hub, repo)
        if place < len(self) and self._name_key(self.by_name[place]) == name_key(hub, repo):
            return int(self.by_name[place])
        return None

    def place_by_name(self, hub: str, repo: str) -> int:
        """How many rows come before a repository by name."""
        return bisect_left(self.by_name, name_key(hub, repo), key=self._name_key)

    def place(self, downloads: int, hub: str, repo: str) -> int:
        """How many rows come before a repository by downloads."""
        key = -downloads, hub, repo
        return bisect_left(range(len(self)), key, key=self._row_key)

    def _name_key(self, number: int) -> tuple[str, str, str]:
        return name_key(self.columns["hub"].text(number), self.texts["repo"][number])

    def _row_key(self, number: int) -> tuple[int, str, str]:
        downloads = int(self.numbers["downloads"].values[number])
        return -downloads, self.columns["hub"].text(number), self.texts["repo"][number]

    @cached_property
    def _licenses(self) -> list[str]:
        return list(self.columns["license"].values)

    def _class_of_license(self, view: View) -> Ints:
        classes = {name: code for code, name in enumerate(license_classes(view))}
        given, unknown = view.license_classes, str(LicenseClass.UNKNOWN)
        codes = [classes[given.get(name, unknown)] for name in self._licenses]
        return np.array(codes, np.int64)

    def _fitting(self, fit: str, view: View) -> BitMap:
        memory = self.numbers["memory"]
        fits, tight, offload = (limit + 1 for limit in view.fit_limits)
        match FitClass(fit):
            case FitClass.FITS:
                return memory.within((None, fits))
            case FitClass.TIGHT:
                return memory.within((fits, tight))
            case FitClass.OFFLOAD:
                return memory.within((tight, offload))
            case FitClass.NO:
                return memory.within((offload, None))
            case FitClass.UNKNOWN:
                return memory.bins.postings.rows(0)


def license_classes(view: View) -> list[str]:
    """The license classes of a view, ascending."""
    return sorted({str(LicenseClass.UNKNOWN), *view.license_classes.values()})


def name_key(hub: str, repo: str) -> tuple[str, str, str]:
    """What rows are ordered by when they are ordered by name."""
    return repo.casefold(), repo, hub
