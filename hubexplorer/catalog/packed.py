"""Whole numbers while they come in, in as little room as they need."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np

from hubexplorer.catalog.columns import Ints

_PIECE = 1 << 18


class Packed:
    """Numbers from 0 on, appended one by one or several at once."""

    def __init__(self) -> None:
        self._pieces: list[Ints] = []
        self._last = array("Q")
        self._size = 0

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
        """All of them; they are kept in this shape from now on."""
        if len(self._last) or len(self._pieces) != 1:
            self._pack()
            found: Ints = np.concatenate(self._pieces)
            self._pieces = [found]
        return self._pieces[0]

    def _pack(self) -> None:
        numbers = np.frombuffer(self._last, np.uint64)
        most = int(numbers.max()) if len(numbers) else 0
        self._pieces.append(numbers.astype(np.min_scalar_type(most)))
        self._size += len(numbers)
        self._last = array("Q")
