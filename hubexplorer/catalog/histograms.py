"""How a number of the models spreads: bins that a click can turn into a range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from hubexplorer.catalog.columns import Mask
from hubexplorer.catalog.schema import RANGES, Unit
from hubexplorer.catalog.table import UNKNOWN_NUMBER, Table


@dataclass(frozen=True, slots=True)
class Bin:
    """How many models have a number with lo <= number < hi."""

    lo: float
    hi: float
    count: int


def histogram(table: Table, name: str, mask: Mask) -> tuple[Bin, ...]:
    """The rows of `mask` in bins over the whole catalog's extent, empty bins included.

    Bins end at 1, 2, 5, 10, 20, ... (the first is [0, 1)); those of dates at quarters of years.
    The extent does not move when filters do, so that a picture of it stays where it is.
    """
    numbers = table.numbers[name]
    is_date = RANGES[name].unit is Unit.SECONDS
    known = numbers[numbers != UNKNOWN_NUMBER]
    if not len(known):
        return ()
    lowest, highest = float(known.min()), float(known.max())
    edges = _edges(_quarters(lowest) if is_date else _log_steps(), lowest, highest)
    places = np.searchsorted(edges, numbers[mask], side="right")
    counts = np.bincount(places, minlength=len(edges) + 1)
    # Place 0 is below the first edge: only unknown numbers are there.
    return tuple(
        Bin(lo, hi, int(count)) for lo, hi, count in zip(edges, edges[1:], counts[1:], strict=False)
    )


def _edges(steps: Iterator[float], lowest: float, highest: float) -> list[float]:
    """The steps around [lowest, highest]: the first is at most lowest, the last beyond highest."""
    edges = [next(steps)]
    for step in steps:
        if step <= lowest:
            edges.clear()
        edges.append(step)
        if step > highest:
            break
    return edges


def _log_steps() -> Iterator[float]:
    yield 0.0
    scale = 1
    while True:
        for factor in (1, 2, 5):
            yield float(factor * scale)
        scale *= 10


def _quarters(lowest: float) -> Iterator[float]:
    year = datetime.fromtimestamp(lowest, UTC).year
    while True:
        for month in (1, 4, 7, 10):
            yield datetime(year, month, 1, tzinfo=UTC).timestamp()
        year += 1
