"""Confidence intervals: closed forms for shares of right rows, the bootstrap for all else.

Every metric is a function of sums over rows (of right answers, of words, of a confusion table),
so that a resample is a vector of weights times a table, whatever the metric is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Value = Callable[[Floats], Floats]
"""From sums (..., columns) to the metric (...)."""

LEVEL = 0.95
RESAMPLES = 2_000
_CHUNK_CELLS = 4_000_000
_MAX_PATTERN_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a value plausibly lies."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def within(self, margin: float) -> bool:
        """Whether all of it is closer to zero than `margin`."""
        return -margin < self.low and self.high < margin


def share_interval(right: float, rows: int, level: float = LEVEL) -> Interval:
    """Wilson's interval of a share; honest at 0 and at 1, where resampling would have no width."""
    z = _normal_quantile(level)
    share, weight = right / rows, z * z / rows
    middle = (share + weight / 2) / (1 + weight)
    half = z * math.sqrt(share * (1 - share) / rows + weight / (4 * rows)) / (1 + weight)
    # At 0 and 1 one end is the share itself; rounding must not put it beside.
    return Interval(min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half)))


def paired_share_interval(
    only_first: float, only_second: float, rows: int, level: float = LEVEL
) -> Interval:
    """The interval of the difference of two shares on the same rows (Agresti and Min, 2005).

    Args:
        only_first: rows that only the first has right.
        only_second: rows that only the second has right.
    """
    middle, spread = _adjusted_difference(only_first, only_second, rows)
    half = _normal_quantile(level) * spread
    return Interval(max(-1.0, middle - half), min(1.0, middle + half))


def paired_share_error(only_first: float, only_second: float, rows: int) -> float:
    """The standard error of the difference of two shares on the same rows; never 0."""
    return _adjusted_difference(only_first, only_second, rows)[1]


def resampled(
    stats: Sequence[Floats], value: Value, *, resamples: int = RESAMPLES, seed: int = 0
) -> Floats:
    """The metric of each candidate in each resample of the rows, (resamples, candidates).

    All candidates see the same rows of a resample, which is what makes their differences paired.

    Args:
        stats: of each candidate (rows, columns), the same rows in the same order.
        value: from sums of those columns to the metric.
        seed: equal seeds give equal resamples.
    """
    rows, columns = stats[0].shape
    together = np.hstack(stats)
    generator = np.random.default_rng(seed)
    patterns, counts = np.unique(together, axis=0, return_counts=True)
    if len(counts) <= _MAX_PATTERN_SHARE * rows:
        # Rows that are alike need not be told apart: only how many of each kind are drawn matters.
        weights = generator.multinomial(rows, counts / rows, size=resamples)
        sums = weights @ patterns
    else:
        sums = _sums_of_drawn_rows(together, resamples, generator)
    return value(sums.reshape(resamples, len(stats), columns))


def percentile_interval(draws: Floats, units: int, level: float = LEVEL) -> Interval:
    """The expanded percentile interval of resampled values (Hesterberg, 2015).

    A plain percentile interval is too narrow for few rows; this one is as wide as Student's t
    would have it for a mean.

    Args:
        draws: the resampled values.
        units: how many rows, or clusters of rows, were resampled.
    """
    from scipy.stats import norm, t

    step = t.ppf((1 + level) / 2, units - 1) * math.sqrt(units / (units - 1))
    tail = norm.cdf(-step)
    low, high = np.quantile(draws, [tail, 1 - tail])
    return Interval(float(low), float(high))


def summed_by(stats: Floats, clusters: Sequence[object]) -> Floats:
    """The statistics of each cluster: resampling these keeps rows of one speaker together."""
    places: dict[object, int] = {}
    which = np.fromiter(
        (places.setdefault(cluster, len(places)) for cluster in clusters), np.intp, len(clusters)
    )
    summed = np.zeros((len(places), stats.shape[1]))
    np.add.at(summed, which, stats)
    return summed


def _sums_of_drawn_rows(table: Floats, resamples: int, generator: np.random.Generator) -> Floats:
    rows = len(table)
    at_once = max(1, _CHUNK_CELLS // rows)
    parts = []
    for start in range(0, resamples, at_once):
        count = min(at_once, resamples - start)
        weights = np.empty((count, rows))
        for place in range(count):
            drawn = generator.integers(0, rows, rows)
            weights[place] = np.bincount(drawn, minlength=rows)
        parts.append(weights @ table)
    return np.concatenate(parts)


def _adjusted_difference(only_first: float, only_second: float, rows: int) -> tuple[float, float]:
    """The difference and its standard error with half a row more in each cell of the table."""
    first, second, total = only_first + 0.5, only_second + 0.5, rows + 2
    difference = (first - second) / total
    variance = ((first + second) / total - difference**2) / total
    return difference, math.sqrt(variance)


def _normal_quantile(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)
