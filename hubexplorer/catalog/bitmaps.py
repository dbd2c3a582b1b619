"""Sets of row numbers, as compressed bitmaps and as arrays."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
from pyroaring import BitMap

from hubexplorer.catalog.columns import Ints, Mask

__all__ = [
    "BitMap",
    "Rows",
    "bitmap",
    "everything",
    "intersection",
    "numbers",
    "size_bytes",
    "union",
]

_OVERHEAD_BYTES = 200
_CONTAINER_BYTES = 24


def bitmap(rows: Ints) -> BitMap:
    """The set of `rows`."""
    # pyroaring reads an array many times faster than the same numbers of numpy.
    return BitMap(array("I", np.asarray(rows, np.uint32).tobytes()))


def everything(size: int) -> BitMap:
    """The set of the rows from 0 to `size`."""
    rows = BitMap()
    rows.add_range(0, size)
    return rows


def numbers(rows: BitMap) -> npt.NDArray[np.uint32]:
    """The rows of a set, ascending."""
    return np.frombuffer(rows.to_array(), np.uint32)


def union(sets: Sequence[BitMap]) -> BitMap:
    """All rows of the sets; the set itself if there is one."""
    if len(sets) == 1:
        return sets[0]
    return BitMap.union(*sets) if sets else BitMap()


def intersection(sets: Sequence[BitMap]) -> BitMap:
    """The rows that all of one or more sets have, the smallest met first."""
    met, *others = sorted(sets, key=len)
    for other in others:
        met = met & other  # not in place: the first belongs to somebody
    return met


def size_bytes(rows: BitMap) -> int:
    """What a set takes in memory, nearly."""
    about = rows.get_statistics()
    content = (
        about["n_bytes_array_containers"]
        + about["n_bytes_bitset_containers"]
        + about["n_bytes_run_containers"]
    )
    return _OVERHEAD_BYTES + _CONTAINER_BYTES * about["n_containers"] + content


@dataclass
class Rows:
    """Rows of one table, in the shapes that counting and sorting need, each made once."""

    bitmap: BitMap
    table_size: int
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.size = len(self.bitmap)

    @cached_property
    def numbers(self) -> npt.NDArray[np.uint32]:
        return numbers(self.bitmap)

    @cached_property
    def mask(self) -> Mask:
        mask = np.zeros(self.table_size, np.bool_)
        mask[self.numbers] = True
        return mask

    @cached_property
    def complement(self) -> Rows:
        return Rows(everything(self.table_size) - self.bitmap, self.table_size)
