"""Numbers of models: a column each, binned as histograms show them, and in order."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from hubexplorer.catalog.bitmaps import BitMap, bitmap, numbers, union
from hubexplorer.catalog.cache import Cache
from hubexplorer.catalog.coded import Codes, codes_arrays
from hubexplorer.catalog.columns import Array, Arrays, Ints, Numbers
from hubexplorer.catalog.schema import RANGES, Unit
from hubexplorer.catalog.syntax import Bounds

UNKNOWN_NUMBER = -1
_STEPS = (0.0, *(float(factor * 10**power) for power in range(20) for factor in (1, 2, 5)))
_QUARTERS = tuple(
    datetime(year, month, 1, tzinfo=UTC).timestamp()
    for year in range(1970, 2101)
    for month in (1, 4, 7, 10)
)


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """One number a row, `UNKNOWN_NUMBER` where a model has none."""

    name: str
    values: Numbers
    bins: Codes
    """Row number to its bin: bin b holds edges[b - 1] <= number < edges[b], bin 0 the unknown."""
    descending: Ints | None
    """Rows in order, the largest number first, the unknown last, ties by row; where stored."""
    cache: Cache

    @classmethod
    def of(cls, arrays: Arrays, name: str, cache: Cache) -> NumberColumn:
        return cls(
            name,
            arrays[name],
            Codes.of(arrays, f"{name}.bins", cache),
            arrays.get(f"{name}.descending"),
            cache,
        )

    def within(self, bounds: Bounds) -> BitMap:
        """The rows whose number is known and low <= number < high."""
        return self.cache.get((self.name, bounds), lambda: self._within(*bounds))

    def get(self, row: int) -> int | None:
        """The whole number of a row; None where it is not known."""
        value = int(self.values[row])
        return None if value == UNKNOWN_NUMBER else value

    def _within(self, low: float | None, high: float | None) -> BitMap:
        edges = edges_of(self.name)
        first = 1 if low is None else max(1, bisect_right(edges, low))
        last = len(edges) if high is None else bisect_right(edges, high)
        parts = [
            self._edge(number, low, high)
            for number in sorted({first, last})
            if first <= number <= last
        ]
        inner = [number for number in range(first + 1, last) if self.bins.counts[number]]
        return union([*parts, *map(self.bins.postings.rows, inner)])

    def _edge(self, number: int, low: float | None, high: float | None) -> BitMap:
        """The rows of a bin that are within the bounds, which may cut it."""
        edges = edges_of(self.name)
        rows = self.bins.postings.rows(number)
        lowest = edges[number - 1]
        highest = edges[number] if number < len(edges) else float("inf")
        if (low is None or low <= lowest) and (high is None or high >= highest):
            return rows
        if high is not None and high <= lowest:
            return BitMap()
        found = numbers(rows)
        values = self.values[found]
        is_inside = np.ones(len(values), np.bool_)
        if low is not None:
            is_inside &= values >= low
        if high is not None:
            is_inside &= values < high
        return bitmap(found[is_inside])


def edges_of(name: str) -> tuple[float, ...]:
    """Where the bins of a range's numbers begin: 0, 1, 2, 5, 10, ..., or quarters of years."""
    return _QUARTERS if RANGES[name].unit is Unit.SECONDS else _STEPS


def number_arrays(name: str, values: Numbers, *, is_sorted_by: bool) -> dict[str, Array]:
    """The arrays that `NumberColumn.of` reads."""
    edges = edges_of(name)
    bins = np.searchsorted(np.array(edges), values.astype(np.float64), side="right")
    if values.dtype == np.int64:
        bins = _exact(bins, values, edges)
    arrays: dict[str, Array] = {name: _short(values)}
    arrays |= codes_arrays(f"{name}.bins", bins, None, len(edges) + 1)
    if is_sorted_by:
        arrays[f"{name}.descending"] = np.argsort(
            sort_keys(values, descending=True), kind="stable"
        ).astype(np.uint32)
    return arrays


def _short(values: Numbers) -> Array:
    """Whole numbers in half the room where they fit."""
    is_short = values.dtype == np.int64 and values.max(initial=0) <= np.iinfo(np.int32).max
    return values.astype(np.int32) if is_short else values


def sort_keys(values: Numbers, *, descending: bool) -> Array:
    """What ascends when `values` are in order, the unknown last."""
    last = np.iinfo(np.int64).max
    if values.dtype != np.float64:
        values = values.astype(np.int64, copy=False)
    return np.where(values == UNKNOWN_NUMBER, last, -values if descending else values)


def _exact(
    bins: npt.NDArray[np.intp], values: Numbers, edges: tuple[float, ...]
) -> npt.NDArray[np.intp]:
    """The bins of whole numbers that floats do not tell apart from an edge."""
    is_large = np.flatnonzero(values > 2**53)
    exact = [bisect_right(edges, int(value)) for value in values[is_large]]
    bins[is_large] = np.array(exact, np.intp) if exact else bins[is_large]
    return bins
