"""How a number of the models spreads: bins that a click can turn into a range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from hubexplorer.catalog.bitmaps import Rows
from hubexplorer.catalog.columns import Ints
from hubexplorer.catalog.numbers import edges_of
from hubexplorer.catalog.parts import Part

_SCORE_BINS = 20
_LEAST_PART = 1e-9
_LEAST_WIDTH = 1e-300
"""Narrower bins would have the same edges, or none that a float can hold."""


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


def score_histogram(name: str, parts: Sequence[Part], rows: Sequence[Rows]) -> tuple[Bin, ...]:
    """The same of a published score: about twenty bins of a round width."""
    everywhere = np.concatenate([part.table.scores.among(name, part.live) for part in parts])
    if not len(everywhere):
        return ()
    edges = _round_edges(float(everywhere.min()), float(everywhere.max()))
    found = [part.table.scores.among(name, some) for part, some in zip(parts, rows, strict=True)]
    counts = np.diff(np.searchsorted(np.sort(np.concatenate(found)), edges))
    return tuple(
        Bin(*ends, int(count)) for ends, count in zip(pairwise(edges), counts, strict=True)
    )


def _round_edges(lowest: float, highest: float) -> list[float]:
    """Multiples of a round number, around all from the lowest to the highest."""
    largest = max(abs(lowest), abs(highest))
    if not largest:
        return [0.0, 1.0]
    extent = highest - lowest if lowest < highest else largest
    width = max(extent / _SCORE_BINS, largest * _LEAST_PART, _LEAST_WIDTH)
    power = 10.0 ** math.floor(math.log10(width))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= width)
    first, last = math.floor(lowest / step), math.floor(highest / step) + 1
    edges = [float(f"{number * step:.12g}") for number in range(first, last + 1)]
    # What was rounded may have passed an end.
    return [min(edges[0], lowest), *edges[1:-1], max(edges[-1], math.nextafter(highest, math.inf))]


def _counts(name: str, parts: Sequence[Part], rows: Sequence[Rows]) -> Ints:
    """By bin; the first holds the models without the number."""
    total = np.zeros(len(edges_of(name)) + 1, np.int64)
    for part, found in zip(parts, rows, strict=True):
        counts = part.table.numbers[name].bins.count(found)
        total[counts.codes] += counts.counts
    return total
