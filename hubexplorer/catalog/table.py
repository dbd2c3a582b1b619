"""The rows of one snapshot, column by column, and the rows of each value and word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import TypeVar

import numpy as np

from hubexplorer.catalog.bitmaps import BitMap, Rows, union
from hubexplorer.catalog.cache import Cache
from hubexplorer.catalog.coded import Column, Counts
from hubexplorer.catalog.collect import MULTI, NUMBERS, SINGLE
from hubexplorer.catalog.columns import Arrays, Ints, Texts
from hubexplorer.catalog.families import Pairs
from hubexplorer.catalog.numbers import NumberColumn
from hubexplorer.catalog.pieces import PiecedTexts
from hubexplorer.catalog.query import View
from hubexplorer.catalog.scores import ScoreColumn
from hubexplorer.catalog.text import WordIndex
from hubexplorer.records import FitClass, LicenseClass

_ROOM_BYTES_A_ROW = 24
_LEAST_ROOM_BYTES = 4 << 20
_FITS = tuple(sorted(map(str, FitClass)))


Key = TypeVar("Key", tuple[str, str, str], tuple[int, str, str])


@dataclass(frozen=True)
class Table:
    """Columns of rows numbered by downloads (most first), then hub, then repository id."""

    columns: Mapping[str, Column]
    """By facet name, and what rows are made of besides."""
    numbers: Mapping[str, NumberColumn]
    """By range name."""
    scores: ScoreColumn
    texts: Mapping[str, PiecedTexts]
    """The ids (`repo`) and the summaries."""
    commits: Texts
    by_name: Ints
    """Row numbers in the order of `names`."""
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
        pieces = Texts.of(arrays, "pieces")
        texts = {name: PiecedTexts.of(arrays, name, pieces) for name in ("repo", "summary")}
        places = {"id": texts["repo"], "summary": texts["summary"]}
        return cls(
            columns,
            {name: NumberColumn.of(arrays, name, cache) for name in NUMBERS},
            ScoreColumn(columns["score"], arrays["score.numbers"], cache),
            texts,
            Texts.of(arrays, "commit"),
            arrays["by_name"],
            arrays["name_ranks"],
            WordIndex.of(arrays, places, columns["tag"].codes.postings, cache),
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
                return Counts.of(self._count_classes(rows, self._class_of_license(view)))
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
                of_license = self._class_of_license(view)
                return union([self._of_class(one, of_license) for one in wanted])
            case "fit":
                return union([self._fitting(value, view) for value in values if value in _FITS])
            case _:
                column = self.columns[facet]
                found = (column.values.find(value) for value in values)
                return column.codes.having([code for code in found if code is not None])

    def find(self, hub: str, repo: str) -> int | None:
        """Number of the row of a repository; None if the table has none."""
        place = bisect_left(self.by_name, name_key(hub, repo), key=self._name_key)
        if place < len(self) and self._name_key(self.by_name[place]) == name_key(hub, repo):
            return int(self.by_name[place])
        return None

    def find_all(self, keys: Sequence[tuple[str, str]]) -> Ints:
        """Numbers of the rows of some repositories, given as hub and repository; -1 for none."""
        wanted = [name_key(*key) for key in keys]
        places = places_of(wanted, len(self), self.names)
        is_there = places < len(self)
        found = self.names(places[is_there])
        same = [
            one == other
            for one, other in zip(found, compress(wanted, is_there.tolist()), strict=True)
        ]
        is_there[is_there] = same
        rows = np.full(len(keys), -1, np.int64)
        rows[is_there] = self.by_name[places[is_there]]
        return rows

    def names(self, places: Ints) -> list[tuple[str, str, str]]:
        """What rows are ordered by by name, of some places in that order."""
        rows = self.by_name[places]
        return list(map(name_key, self._hubs(rows), self.texts["repo"].at(rows)))

    def by_downloads(self, rows: Ints) -> list[tuple[int, str, str]]:
        """What rows are ordered by by downloads, of some rows."""
        downloads = -self.numbers["downloads"].values[rows].astype(np.int64)
        repos = self.texts["repo"].at(rows)
        return list(zip(downloads.tolist(), self._hubs(rows), repos, strict=True))

    def _hubs(self, rows: Ints) -> list[str]:
        hubs = self.columns["hub"]
        return hubs.values.at(hubs.codes.gather(rows))

    def _name_key(self, number: int) -> tuple[str, str, str]:
        return name_key(self.columns["hub"].text(number), self.texts["repo"][number])

    @cached_property
    def _licenses(self) -> list[str]:
        return list(self.columns["license"].values)

    def _class_of_license(self, view: View) -> Ints:
        classes = {name: code for code, name in enumerate(license_classes(view))}
        given, unknown = view.license_classes, str(LicenseClass.UNKNOWN)
        codes = [classes[given.get(name, unknown)] for name in self._licenses]
        return np.array(codes, np.int64)

    def _count_classes(self, rows: Rows, of_license: Ints) -> Ints:
        """How many of `rows` are of each license class."""
        licenses = np.bincount(of_license)
        # A row is of one class: that of most licenses is what the others leave.
        widest = int(licenses.argmax()) if len(licenses) else 0
        counts = np.zeros(max(len(licenses), 1), np.int64)
        for one in np.flatnonzero(licenses).tolist():
            if one != widest:
                found = self._of_class(one, of_license)
                counts[one] = rows.bitmap.intersection_cardinality(found)
        counts[widest] = rows.size - counts.sum()
        return counts

    def _of_class(self, number: int, of_license: Ints) -> BitMap:
        """The rows whose license is of a class."""
        codes = np.flatnonzero(of_license == number)
        postings = self.columns["license"].codes.postings
        key = "license_class", codes.tobytes()
        return postings.cache.get(key, lambda: postings.together(codes))

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


def places_of(keys: Sequence[Key], size: int, keys_at: Callable[[Ints], Sequence[Key]]) -> Ints:
    """For each of `keys`, how many of `size` ascending ones come before it.

    Args:
        keys_at: the ascending ones at some places.
    """
    low, high = np.zeros(len(keys), np.int64), np.full(len(keys), size)
    while len(is_open := np.flatnonzero(low < high)):
        middle = (low[is_open] + high[is_open]) // 2
        places, inverse = np.unique(middle, return_inverse=True)
        there = keys_at(places)
        is_before = np.array(
            [
                there[place] < keys[number]
                for place, number in zip(inverse.tolist(), is_open.tolist(), strict=True)
            ],
            np.bool_,
        )
        low[is_open[is_before]] = middle[is_before] + 1
        high[is_open[~is_before]] = middle[~is_before]
    return low.astype(np.uint32)


def name_key(hub: str, repo: str) -> tuple[str, str, str]:
    """What rows are ordered by when they are ordered by name."""
    return repo.casefold(), repo, hub
