"""Texts of a snapshot, many in one array. Rows are numbered from 0."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.integer[Any]]
Numbers = npt.NDArray[np.int64] | npt.NDArray[np.float64]
Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]


def encoded(text: str) -> bytes:
    """The bytes kept for `text`; they order as code points do, lone surrogates included."""
    return text.encode("utf-8", "surrogatepass")


def entries(starts: Ints, ends: Ints, size: int) -> npt.NDArray[np.int64]:
    """All numbers from each start to its end, run after run.

    Raises:
        IndexError: a run is not within 0 and `size`.
    """
    lengths = ends - starts
    if len(ends) and (lengths.min() < 0 or starts.min() < 0 or ends.max() > size):
        raise IndexError("runs beyond what there is")
    before = np.cumsum(lengths) - lengths
    found: npt.NDArray[np.int64] = np.arange(int(lengths.sum()))
    found += np.repeat(starts - before, lengths)
    return found


def runs(row_ends: Ints, rows: Ints) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where what belongs to each of `rows` starts and ends."""
    before = rows.astype(np.int64) - 1
    starts, ends = row_ends[before].astype(np.int64), row_ends[rows].astype(np.int64)
    starts[before < 0] = 0
    return starts, ends


def distinct(numbers: Ints) -> Ints:
    """Each of some numbers once, ascending.

    `np.unique` imports numpy.ma for that, which takes longer than a search.
    """
    found = np.sort(numbers)
    is_first = np.ones(len(found), np.bool_)
    np.not_equal(found[1:], found[:-1], out=is_first[1:])
    return found[is_first]


def short(ends: Ints) -> Ints:
    """Ascending `ends`, in half the room where they fit."""
    return ends.astype(np.uint32) if not len(ends) or ends[-1] < 2**32 else ends


@dataclass(frozen=True, slots=True)
class Texts:
    """Many texts in one run of bytes."""

    ends: Ints
    """Where each text ends; it starts where the one before ends."""
    content: memoryview

    @classmethod
    def of(cls, arrays: Arrays, name: str) -> Texts:
        return cls(arrays[f"{name}.ends"], arrays[f"{name}.content"].data)

    @classmethod
    def collect(cls, texts: Iterable[str]) -> Texts:
        content, ends = bytearray(), array("q")
        for text in texts:
            content += encoded(text)
            ends.append(len(content))
        return cls(np.frombuffer(ends, np.int64), memoryview(content))

    def arrays(self, name: str) -> dict[str, Array]:
        """The arrays that `of` reads."""
        return {
            f"{name}.ends": short(self.ends),
            f"{name}.content": np.frombuffer(self.content, np.uint8),
        }

    def __len__(self) -> int:
        return len(self.ends)

    def part_of(self, indexes: Ints) -> Texts:
        """Some of the texts, in another order."""
        starts, ends = runs(self.ends, indexes)
        content = np.frombuffer(self.content, np.uint8)[entries(starts, ends, len(self.content))]
        return Texts(short(np.cumsum(ends - starts)), content.data)

    def part(self, index: int) -> memoryview:
        """The bytes of one text, where they are."""
        return self.content[self.ends[index - 1] if index else 0 : self.ends[index]]

    def __getitem__(self, index: int) -> str:
        return str(self.part(index), "utf-8", "surrogatepass")

    def at(self, indexes: Ints) -> list[str]:
        """Several of the texts."""
        return [str(part, "utf-8", "surrogatepass") for part in self.parts(indexes)]

    def parts(self, indexes: Ints) -> list[memoryview]:
        """The bytes of several texts, where they are."""
        starts, ends = (found.tolist() for found in runs(self.ends, indexes))
        content = self.content
        return [content[start:end] for start, end in zip(starts, ends, strict=True)]

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))

    def lower_bound(self, key: bytes) -> int:
        """Index of the first text >= `key`, in texts that ascend."""
        return bisect_left(range(len(self)), key, key=lambda index: bytes(self.part(index)))

    def find(self, text: str) -> int | None:
        """Index of `text` in texts that ascend; None if it is not among them."""
        key = encoded(text)
        index = self.lower_bound(key)
        return index if index < len(self) and self.part(index) == key else None
