"""Published scores: what each is called, and the numbers that models have of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hubexplorer.catalog.bitmaps import BitMap, Rows, bitmap, everything, numbers
from hubexplorer.catalog.cache import Cache
from hubexplorer.catalog.coded import Column
from hubexplorer.catalog.columns import Ints, Numbers, entries, runs
from hubexplorer.catalog.syntax import Bounds


@dataclass(frozen=True, slots=True)
class ScoreColumn:
    """Any number of scores a row, each of another name."""

    names: Column
    numbers: Numbers
    """By entry of `names`."""
    cache: Cache

    def of_rows(self, rows: Ints) -> list[float]:
        """The numbers of some rows, row after row."""
        values: list[float] = self.numbers[self._entries(rows)].tolist()
        return values

    def of_name(self, name: str) -> tuple[Ints, npt.NDArray[np.float64]]:
        """The rows that have a score, ascending, and the number of each."""
        code = self.names.values.find(name)
        if code is None:
            return np.zeros(0, np.uint32), np.zeros(0)
        rows = numbers(self.names.codes.postings.rows(code))
        places = self._entries(rows)
        is_it = self.names.codes.codes[places] == code
        return rows, self.numbers[places[is_it]]

    def among(self, name: str, rows: Rows) -> npt.NDArray[np.float64]:
        """The scores of those of `rows` that have one."""
        scored, numbers = self.of_name(name)
        return numbers[rows.mask[scored]]

    def values(self, name: str, rows: Ints) -> npt.NDArray[np.float64]:
        """The score of each of `rows`, NaN for those without."""
        scored, numbers = self.of_name(name)
        found = np.full(len(rows), np.nan)
        if len(scored):
            places = np.minimum(np.searchsorted(scored, rows), len(scored) - 1)
            is_there = scored[places] == rows
            found[is_there] = numbers[places[is_there]]
        return found

    def within(self, name: str, bounds: Bounds) -> BitMap:
        """The rows whose score is within low <= score < high, and those that have none."""
        return self.cache.get(("score", name, bounds), lambda: self._within(name, *bounds))

    def _within(self, name: str, low: float | None, high: float | None) -> BitMap:
        rows, values = self.of_name(name)
        is_outside = np.zeros(len(rows), np.bool_)
        if low is not None:
            is_outside |= values < low
        if high is not None:
            is_outside |= values >= high
        return everything(self._row_count) - bitmap(rows[is_outside])

    @property
    def _row_ends(self) -> Ints:
        ends = self.names.codes.row_ends
        assert ends is not None
        return ends

    @property
    def _row_count(self) -> int:
        return len(self._row_ends)

    def _entries(self, rows: Ints) -> npt.NDArray[np.int64]:
        return entries(*runs(self._row_ends, rows), len(self.numbers))
