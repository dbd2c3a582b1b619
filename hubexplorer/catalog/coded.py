"""Columns whose values are coded as numbers, with the rows of each value beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hubexplorer.catalog.bitmaps import BitMap, Rows, union
from hubexplorer.catalog.cache import Cache
from hubexplorer.catalog.columns import Array, Arrays, Ints, Texts, entries, runs
from hubexplorer.catalog.postings import Postings, arrays_of_rows

# What one step of each way to count costs, in ns, measured at a million rows and at three.
_ENTRY_NS = 7.0
SMALL_ROW_NS = 4.0
_BIG_KEY_NS = 6_000.0
_SPARSE_SHARE = 8
_PIECE_ROWS = 1 << 14
_LISTED = 4096


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows have each code; codes ascend, and those that no row has are left out."""

    codes: Ints
    counts: Ints

    @classmethod
    def of(cls, dense: Ints) -> Counts:
        """Of counts by code."""
        codes = np.flatnonzero(dense)
        return cls(codes, dense[codes])

    def without(self, code: int | None) -> Counts:
        """All but those of one code."""
        if code is None:
            return self
        is_other = self.codes != code
        return Counts(self.codes[is_other], self.counts[is_other])

    def get(self, code: int | None) -> int:
        """How many rows have the code; None is a code that no row has."""
        if code is None:
            return 0
        place = int(np.searchsorted(self.codes, code))
        is_there = place < len(self.codes) and self.codes[place] == code
        return int(self.counts[place]) if is_there else 0


@dataclass(frozen=True, slots=True)
class Codes:
    """Row number to code, or to several."""

    codes: Ints
    """By row number; where rows have several, by entry number."""
    row_ends: Ints | None
    """Row number to where its entries end; None where each row has one code."""
    counts: Ints
    """Code to how many rows have it."""
    by_count: Ints
    """The codes that most rows have, most first; any other has fewer rows than these."""
    postings: Postings

    @classmethod
    def of(cls, arrays: Arrays, name: str, cache: Cache) -> Codes:
        return cls(
            arrays[f"{name}.codes"],
            arrays.get(f"{name}.row_ends"),
            arrays[f"{name}.counts"],
            arrays[f"{name}.by_count"],
            Postings.of(arrays, name, cache),
        )

    def having(self, codes: Sequence[int]) -> BitMap:
        """Which rows have one of the codes."""
        return union([self.postings.rows(code) for code in codes])

    def count(self, rows: Rows) -> Counts:
        """How many of `rows` have each code."""
        stored = self.counts
        if rows.size == rows.table_size:
            return Counts.of(stored)
        if 2 * rows.size > rows.table_size:
            few = self.count(rows.complement)
            left = stored.astype(np.int64)
            left[few.codes] -= few.counts
            return Counts.of(left)
        if self._by_set_ns(rows) < self._by_entry_ns(rows):
            return Counts.of(self.postings.count(rows))
        return self._count_entries(rows)

    def cost_ns(self, rows: Rows) -> float:
        """About what it takes to count `rows`."""
        few = min(rows.size, rows.table_size - rows.size)
        share = few / max(rows.size, 1)
        return min(self._by_set_ns(rows), share * self._by_entry_ns(rows))

    def _by_set_ns(self, rows: Rows) -> float:
        return (
            _BIG_KEY_NS * len(self.postings.big_keys)
            + SMALL_ROW_NS * len(self.postings.small_rows)
            + SMALL_ROW_NS * rows.size
        )

    def _by_entry_ns(self, rows: Rows) -> float:
        return _ENTRY_NS * rows.size * len(self.codes) / max(rows.table_size, 1)

    def gather(self, rows: Ints) -> Ints:
        """The codes of `rows` (ascending), row after row.

        Raises:
            IndexError: a code is none of this column's.
        """
        if self.row_ends is None:
            codes = self.codes[rows]
        else:
            codes = self.codes[entries(*runs(self.row_ends, rows), len(self.codes))]
        if len(codes) and codes.max() >= len(self.postings):
            raise IndexError("a code without a value")
        return codes

    def _count_entries(self, rows: Rows) -> Counts:
        if self.row_ends is None or rows.size <= _PIECE_ROWS:
            codes = self.gather(rows.numbers)
            if len(codes) * _SPARSE_SHARE < len(self.postings):
                return Counts(*np.unique(codes, return_counts=True))
            return Counts.of(np.bincount(codes, minlength=len(self.postings)))
        counts = np.zeros(len(self.postings), np.int64)
        # Pieces whose arrays stay in the processor's cache take half the time of one large one.
        for first in range(0, rows.size, _PIECE_ROWS):
            codes = self.gather(rows.numbers[first : first + _PIECE_ROWS])
            counts += np.bincount(codes, minlength=len(counts))
        return Counts.of(counts)


@dataclass(frozen=True, slots=True)
class Column:
    """Coded values; a row's own values are in its own order, the values themselves ascend."""

    values: Texts
    codes: Codes

    @classmethod
    def of(cls, arrays: Arrays, name: str, cache: Cache) -> Column:
        return cls(Texts.of(arrays, name), Codes.of(arrays, name, cache))

    def texts(self, row: int) -> tuple[str, ...]:
        """What row `row` has."""
        codes = self.codes.gather(np.array([row], np.int64))
        return tuple(self.values.at(codes))

    def text(self, row: int) -> str:
        """What row `row` has, of a column where each row has one value."""
        return self.values[int(self.codes.codes[row])]


def codes_arrays(name: str, codes: Ints, row_ends: Ints | None, key_count: int) -> dict[str, Array]:
    """The arrays that `Codes.of` reads."""
    arrays = arrays_of_rows(name, codes, row_ends, key_count)
    arrays[f"{name}.by_count"] = _most_common(arrays[f"{name}.counts"])
    arrays[f"{name}.codes"] = codes.astype(smallest(key_count))
    if row_ends is not None:
        arrays[f"{name}.row_ends"] = row_ends.astype(np.uint32)
    return arrays


def _most_common(counts: Ints) -> Ints:
    least = int(np.partition(counts, -_LISTED)[-_LISTED]) if len(counts) > _LISTED else 0
    codes = np.flatnonzero(counts > least)
    return codes[np.argsort(-counts[codes].astype(np.int64), kind="stable")].astype(np.uint32)


def smallest(key_count: int) -> npt.DTypeLike:
    """The type that takes least room for numbers below `key_count`."""
    return np.min_scalar_type(max(key_count - 1, 0))
