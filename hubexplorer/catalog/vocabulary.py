"""Values that come again and again, each as a number, and in the end in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge

import numpy as np
import numpy.typing as npt

from hubexplorer.catalog.columns import Ints, Texts, short

_AT_ONCE = 1 << 18


class Vocabulary:
    """Values numbered as they come.

    Python's own dictionary of millions of values takes a gigabyte. So it is put aside, as sorted
    bytes, whenever it has grown large; a value that comes after that gets one more number.

    Args:
        at_once: how many values are remembered before they are put aside.
    """

    def __init__(self, at_once: int = _AT_ONCE) -> None:
        self._at_once = at_once
        self._seen: dict[str, int] = {}
        self._before = 0
        self._aside: list[tuple[Texts, Ints]] = []

    def number(self, value: str) -> int:
        """The number of a value."""
        found = self._seen.setdefault(value, self._before + len(self._seen))
        if len(self._seen) >= self._at_once:
            self._put_aside()
        return found

    def numbers(self, values: Iterable[str]) -> list[int]:
        """The number of each value."""
        seen, before = self._seen, self._before
        found = [seen.setdefault(value, before + len(seen)) for value in values]
        if len(seen) >= self._at_once:
            self._put_aside()
        return found

    def ranked(self) -> tuple[Texts, npt.NDArray[np.uint32]]:
        """The values ascending, each once, and number to place among them."""
        if self._seen:
            self._put_aside()
        ranks = np.empty(self._before, np.uint32)
        if len(self._aside) == 1:
            values, numbers = self._aside[0]
            ranks[numbers] = np.arange(len(values), dtype=np.uint32)
            return values, ranks
        return Texts.collect(self._merged(ranks)), ranks

    def _merged(self, ranks: npt.NDArray[np.uint32]) -> Iterator[str]:
        """All values ascending; as they are given, their places are written into `ranks`."""
        rank, last = -1, None
        for value, number in merge(*(zip(*pair, strict=True) for pair in self._aside)):
            if value != last:
                rank, last = rank + 1, value
                yield value
            ranks[number] = rank

    def _put_aside(self) -> None:
        values = sorted(self._seen)
        numbers = np.fromiter(map(self._seen.__getitem__, values), np.uint32, len(values))
        texts = Texts.collect(values)
        self._aside.append((Texts(short(texts.ends), texts.content), numbers))
        self._before += len(values)
        self._seen.clear()
