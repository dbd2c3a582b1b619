"""Columns while rows come in: in arrival order, as small as they can be."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from hubexplorer.catalog.columns import Array, Ints, entries, short
from hubexplorer.catalog.packed import Packed
from hubexplorer.catalog.vocabulary import Vocabulary

Content = Array | Iterator[Array]
"""An array of a snapshot, whole or piece by piece."""
_PIECE = 1 << 16


class SpooledTexts:
    """Texts that wait in a file until their order is known."""

    def __init__(self, open_file: Callable[[], BinaryIO]) -> None:
        self._open_file = open_file
        self._file: BinaryIO | None = None
        self._lengths = Packed(open_file)

    def add(self, content: bytes) -> None:
        """Keep one more."""
        if self._file is None:
            self._file = self._open_file()
        self._file.write(content)
        self._lengths.append(len(content))

    def read(self) -> memoryview:
        """All texts, one behind the other."""
        if self._file is None or not self._file.tell():
            return memoryview(b"")
        if isinstance(self._file, BytesIO):
            return self._file.getbuffer()
        self._file.flush()
        return memoryview(mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ))

    def items(self, rows: Iterable[int]) -> Iterator[bytes]:
        """The bytes of some texts."""
        content, ends = self.read(), self._ends()
        for row in rows:
            yield bytes(content[ends[row] : ends[row + 1]])

    def bounds(self, rows: Ints) -> tuple[Ints, Ints]:
        """Where in `read` each of some texts starts and ends."""
        ends = self._ends()
        return ends[rows], ends[rows + 1]

    def arrays(self, name: str, order: Ints) -> Iterator[tuple[str, Content]]:
        """The arrays that `Texts.of` reads, of the texts in `order`."""
        lengths = self._lengths.whole()
        yield f"{name}.ends", short(np.cumsum(lengths[order], dtype=np.int64))
        yield f"{name}.content", self._pieces(order)

    def _pieces(self, order: Ints) -> Iterator[Array]:
        content = np.frombuffer(self.read(), np.uint8)
        ends = self._ends()
        for first in range(0, len(order), _PIECE):
            rows = order[first : first + _PIECE]
            yield content[entries(ends[rows], ends[rows + 1], len(content))]

    def _ends(self) -> Ints:
        return _ends(self._lengths)


class SpooledCode:
    """Values numbered as they come, one a row."""

    def __init__(self, open_file: Callable[[], BinaryIO]) -> None:
        self.vocabulary = Vocabulary()
        self._codes = Packed(open_file)

    def add(self, value: str) -> None:
        """Keep what one more row has."""
        self._codes.append(self.vocabulary.number(value))

    def codes(self) -> Ints:
        """The vocabulary's numbers, row after row."""
        return self._codes.whole()

    def in_order(self, order: Ints, ranks: Ints) -> Ints:
        """The rows in `order`, numbers replaced by `ranks`."""
        return ranks[self.codes()[order]]


class SpooledCodes:
    """The same where a row has any number of values, in their order."""

    def __init__(
        self, open_file: Callable[[], BinaryIO], vocabulary: Vocabulary | None = None
    ) -> None:
        self.vocabulary = vocabulary or Vocabulary()
        self._codes = Packed(open_file)
        self._lengths = Packed(open_file)

    def add(self, values: Iterable[str]) -> None:
        """Keep what one more row has."""
        codes = self.vocabulary.numbers(values)
        self._codes.extend(codes)
        self._lengths.append(len(codes))

    def entries_in(self, order: Ints) -> Ints:
        """Places of the values of the rows in `order`."""
        ends = _ends(self._lengths)
        return entries(ends[order], ends[order + 1], len(self._codes))

    def counts(self, ranks: Ints, size: int) -> Ints:
        """How often each of `size` values came, by its rank."""
        came = np.zeros(len(ranks), np.int64)
        for part in self._codes.parts():
            came += np.bincount(part, minlength=len(ranks))
        return np.bincount(ranks, came, size).astype(np.int64)

    def in_order(self, order: Ints, ranks: Ints) -> tuple[Ints, Ints]:
        """The rows in `order`, numbers replaced by `ranks`: entries, and row ends."""
        ends, codes = _ends(self._lengths), self._codes.whole()
        lengths = self._lengths.whole()[order]
        found = np.empty(int(lengths.sum(dtype=np.int64)), np.uint32)
        at = 0
        for first in range(0, len(order), _PIECE):
            rows = order[first : first + _PIECE]
            piece = ranks[codes[entries(ends[rows], ends[rows + 1], len(codes))]]
            found[at : at + len(piece)] = piece
            at += len(piece)
        return found, np.cumsum(lengths, dtype=np.int64)


def _ends(lengths: Packed) -> npt.NDArray[np.int64]:
    """Where each run starts, and behind it where the last one ends."""
    found = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths.whole(), out=found[1:])
    return found


def in_memory(arrays: Iterable[tuple[str, Content]]) -> dict[str, Array]:
    """Arrays by name, each whole."""
    nothing = np.zeros(0, np.uint8)
    return {
        name: content if isinstance(content, np.ndarray) else np.concatenate([nothing, *content])
        for name, content in arrays
    }
