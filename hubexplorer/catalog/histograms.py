"""How a number of the models spreads: bins that a click can turn into a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hubexplorer.catalog.bitmaps import Rows
from hubexplorer.catalog.columns import Ints
from hubexplorer.catalog.numbers import edges_of
from hubexplorer.catalog.parts import Part


@dataclass(frozen=True, slots=True)
class Bin:
    """How many models have a number with lo <= number < hi."""

    lo: float
    hi: float
    count: int


def histogram(name: str, parts: Sequence[Part], rows: Sequence[Rows]) -> tuple[Bin, ...]:
    """The rows in bins over the whole catalog's extent, empty bins included.

    Bins end at 1, 2, 5, 10, 20, ... (the first is [0, 1)); those of dates at quarters of years.
    The extent does not move when filters do, so that a picture of it stays where it is.
    """
    filled = np.flatnonzero(_counts(name, parts, [part.live for part in parts])[1:])
    if not len(filled):
        return ()
    counts = _counts(name, parts, rows)
    edges = edges_of(name)
    return tuple(
        Bin(edges[number], edges[number + 1], int(counts[number + 1]))
        for number in range(int(filled[0]), int(filled[-1]) + 1)
    )


def _counts(name: str, parts: Sequence[Part], rows: Sequence[Rows]) -> Ints:
    """By bin; the first holds the models without the number."""
    total = np.zeros(len(edges_of(name)) + 1, np.int64)
    for part, found in zip(parts, rows, strict=True):
        counts = part.table.numbers[name].bins.count(found)
        total[counts.codes] += counts.counts
    return total
