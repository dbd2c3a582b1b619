"""Whole numbers while they come in, in as little room as they need."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from io import SEEK_END, BytesIO
from typing import Any, BinaryIO

import numpy as np

from hubexplorer.catalog.columns import Ints

_PIECE = 1 << 16


class Packed:
    """Numbers from 0 on, appended one by one or several at once.

    Args:
        open_file: opens a file in which many of them wait until they are needed.
    """

    def __init__(self, open_file: Callable[[], BinaryIO] = BytesIO) -> None:
        self._open_file = open_file
        self._file: BinaryIO | None = None
        self._pieces: list[tuple[np.dtype[Any], int]] = []
        self._last = array("Q")
        self._size = 0
        self._whole: Ints | None = None

    def append(self, number: int) -> None:
        self._last.append(number)
        if len(self._last) >= _PIECE:
            self._pack()

    def extend(self, numbers: Iterable[int]) -> None:
        self._last.extend(numbers)
        if len(self._last) >= _PIECE:
            self._pack()

    def __len__(self) -> int:
        return self._size + len(self._last)

    def whole(self) -> Ints:
        """All of them; they are held in memory from now on."""
        if self._whole is None or len(self._last):
            last = _packed(self._last)
            kind = max((last.dtype, *(kind for kind, _ in self._pieces)), key=_size_of)
            self._whole, at = np.empty(len(self), kind), 0
            for part in self.parts():
                self._whole[at : at + len(part)] = part
                at += len(part)
        return self._whole

    def parts(self) -> Iterator[Ints]:
        """All of them, some at a time."""
        start = 0
        for kind, count in self._pieces:
            assert self._file is not None
            self._file.seek(start)
            start += count * kind.itemsize
            yield np.frombuffer(self._file.read(count * kind.itemsize), kind)
        yield _packed(self._last)

    def _pack(self) -> None:
        if self._file is None:
            self._file = self._open_file()
        numbers = _packed(self._last)
        self._file.seek(0, SEEK_END)
        self._file.write(numbers.data)
        self._pieces.append((numbers.dtype, len(numbers)))
        self._size += len(numbers)
        self._last = array("Q")
        self._whole = None


def _packed(numbers: array[int]) -> Ints:
    found = np.frombuffer(numbers, np.uint64)
    return found.astype(np.min_scalar_type(int(found.max(initial=0))))


def _size_of(kind: np.dtype[Any]) -> int:
    return kind.itemsize
