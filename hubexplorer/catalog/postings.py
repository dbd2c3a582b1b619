"""Postings: for each key (a value's code, a word's number) the set of rows that have it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from hubexplorer.catalog.bitmaps import BitMap, Rows, bitmap, union
from hubexplorer.catalog.cache import Cache
from hubexplorer.catalog.columns import Array, Arrays, Ints, Mask, distinct, entries, runs

BIG = 256
"""From so many rows on a set is stored as a compressed bitmap, below as plain row numbers."""
_SORTED = 1_500_000
_MANY = 20_000
"""So many rows are put in order faster by marking them than by sorting."""
Keys = npt.NDArray[np.uint64]
"""Pairs of a key and a row in one number (key << 32 | row), ascending."""


@dataclass(frozen=True)
class Postings:
    """The sets of rows of all keys; those of large keys are decoded when asked for."""

    name: str
    small_rows: Ints
    """The rows of the small keys, key after key."""
    small_ends: Ints
    """Key to where its small rows end; a large key has none."""
    big_keys: Ints
    big_ends: Ints
    """Place among the large keys to where its bitmap ends."""
    content: memoryview
    """The bitmaps of the large keys."""
    cache: Cache

    @classmethod
    def of(cls, arrays: Arrays, name: str, cache: Cache) -> Postings:
        return cls(
            name,
            arrays[f"{name}.small_rows"],
            arrays[f"{name}.small_ends"],
            arrays[f"{name}.big_keys"],
            arrays[f"{name}.big_ends"],
            arrays[f"{name}.bitmaps"].data,
            cache,
        )

    def __len__(self) -> int:
        return len(self.small_ends)

    def rows(self, key: int) -> BitMap:
        """The rows of one key."""
        place = int(np.searchsorted(self.big_keys, key))
        if place < len(self.big_keys) and self.big_keys[place] == key:
            return self.large(place)
        return bitmap(self._small(key, key + 1))

    def large(self, place: int) -> BitMap:
        """The rows of the large key at a place among them."""
        return self.cache.get((self.name, place), lambda: self._decoded(place))

    def together(self, keys: Ints) -> BitMap:
        """The rows of any of some keys, which ascend."""
        if len(keys) == 1:
            return self.rows(int(keys[0]))
        places, is_large = self.places(keys)
        sets = [self.large(place) for place in places[is_large].tolist()]
        small = self.small_rows[entries(*runs(self.small_ends, keys), len(self.small_rows))]
        if len(small) or not sets:
            sets.append(bitmap(_distinct(small)))
        return union(sets)

    def span(self, start: int, stop: int) -> BitMap:
        """The rows of any key from `start` to `stop`."""
        first, last = (int(np.searchsorted(self.big_keys, key)) for key in (start, stop))
        sets = [self.large(place) for place in range(first, last)]
        small = self._small(start, stop)
        if len(small) or not sets:
            sets.append(bitmap(_distinct(small)))
        return union(sets)

    def count_small(self, keys: Ints, rows: Rows) -> Ints:
        """How many of `rows` each of some keys has, none of which is large."""
        starts, ends = runs(self.small_ends, keys)
        there = rows.mask[self.small_rows[entries(starts, ends, len(self.small_rows))]]
        inside = np.concatenate(([0], np.cumsum(there)))
        return np.diff(inside[np.cumsum(ends - starts)], prepend=0)

    def count(self, rows: Rows) -> Ints:
        """How many of `rows` each key has."""
        counts = np.zeros(len(self), np.int64)
        if len(self.small_rows):
            inside = np.cumsum(rows.mask[self.small_rows], dtype=np.int32)
            ends = np.concatenate(([0], inside))[self.small_ends]
            counts[:] = np.diff(ends, prepend=0)
        meet = rows.bitmap.intersection_cardinality
        for place, key in enumerate(self.big_keys.tolist()):
            counts[key] = meet(self.large(place))
        return counts

    def places(self, keys: Ints) -> tuple[Ints, Mask]:
        """Places of keys among the large ones, and which are such."""
        places = np.searchsorted(self.big_keys, keys)
        is_large = places < len(self.big_keys)
        is_large[is_large] = self.big_keys[places[is_large]] == keys[is_large]
        return places, is_large

    def _small(self, start: int, stop: int) -> Ints:
        first = self.small_ends[start - 1] if start else 0
        last = self.small_ends[stop - 1] if stop else 0
        return self.small_rows[first:last]

    def _decoded(self, place: int) -> BitMap:
        start = self.big_ends[place - 1] if place else 0
        return BitMap.deserialize(bytes(self.content[start : self.big_ends[place]]))


def _distinct(rows: Ints) -> Ints:
    if len(rows) < _MANY:
        return distinct(rows)
    is_there = np.zeros(int(rows.max()) + 1, np.bool_)
    is_there[rows] = True
    return np.flatnonzero(is_there)


def keyed(keys: Ints, rows: Ints) -> Keys:
    """Pairs of keys and rows, in order and each once."""
    pairs = keys.astype(np.uint64)
    pairs <<= np.uint64(32)
    pairs |= rows.astype(np.uint64, copy=False)
    pairs.sort()
    if len(pairs):
        is_first = np.empty(len(pairs), np.bool_)
        is_first[0] = True
        np.not_equal(pairs[1:], pairs[:-1], out=is_first[1:])
        if not is_first.all():
            pairs = pairs[is_first]
    return pairs


def arrays_of_rows(
    name: str, keys: Ints, row_ends: Ints | None, key_count: int, *, sorted_at_once: int = _SORTED
) -> dict[str, Array]:
    """The arrays that `Postings.of` reads, and `counts`: key to how many rows it has.

    Args:
        keys: row after row; one of a row, or as many as `row_ends` says.
        sorted_at_once: about so many pairs of a key and a row; all would take much memory.
    """
    counts = np.zeros(key_count, np.uint32)
    small = array("I")
    content = bytearray()
    big_ends = array("q")
    for first, pairs in _by_keys(keys, row_ends, key_count, sorted_at_once):
        found = np.bincount((pairs >> np.uint64(32)).astype(np.int64) - first)
        counts[first : first + len(found)] = found
        rows = pairs.astype(np.uint32)
        small.frombytes(rows[np.repeat(found < BIG, found)].tobytes())
        ends = np.cumsum(found)
        for key in np.flatnonzero(found >= BIG).tolist():
            content += _serialized(bitmap(rows[ends[key] - found[key] : ends[key]]))
            big_ends.append(len(content))
    arrays = _arrays(name, counts, small, big_ends, content)
    arrays[f"{name}.counts"] = counts
    return arrays


def _by_keys(
    keys: Ints, row_ends: Ints | None, key_count: int, at_once: int
) -> Iterator[tuple[int, Keys]]:
    """Pairs of keys and rows, those of some keys at a time, and the first of these keys."""
    if not len(keys):
        return
    places = np.zeros(key_count, np.int64)
    for part in np.array_split(keys, 1 + len(keys) // at_once):
        places += np.bincount(part, minlength=key_count)
    before = np.cumsum(places)
    steps = np.searchsorted(before, np.arange(at_once, len(keys) + at_once, at_once))
    bounds = np.unique(np.concatenate(([0], np.minimum(steps + 1, key_count), [key_count])))
    for first, last in pairwise(bounds.tolist()):
        at = np.flatnonzero((keys >= first) & (keys < last))
        rows = at if row_ends is None else np.searchsorted(row_ends, at, side="right")
        if len(at):
            yield first, keyed(keys[at], rows)


def arrays_of_sets(
    name: str, key_count: int, sets: Iterable[tuple[int, BitMap]]
) -> dict[str, Array]:
    """The arrays that `Postings.of` reads, of sets by key; keys ascend, one left out has none."""
    counts = np.zeros(key_count, np.uint32)
    small = array("I")
    content = bytearray()
    big_ends = array("q")
    for key, rows in sets:
        counts[key] = len(rows)
        if len(rows) < BIG:
            small.extend(rows.to_array())
        else:
            content += _serialized(rows)
            big_ends.append(len(content))
    return _arrays(name, counts, small, big_ends, content)


def _serialized(rows: BitMap) -> bytes:
    rows = rows.copy()
    rows.run_optimize()
    return rows.serialize()


def _arrays(
    name: str, counts: Ints, small: array[int], big_ends: array[int], content: bytearray
) -> dict[str, Array]:
    small_counts = np.where(counts < BIG, counts, 0)
    return {
        f"{name}.small_rows": np.frombuffer(small, np.uint32),
        f"{name}.small_ends": np.cumsum(small_counts, dtype=np.uint32),
        f"{name}.big_keys": np.flatnonzero(counts >= BIG).astype(np.uint32),
        f"{name}.big_ends": np.frombuffer(big_ends, np.int64),
        f"{name}.bitmaps": np.frombuffer(content, np.uint8),
    }
