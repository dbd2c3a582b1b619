"""Tests between two candidates on the same rows, and what so many rows can show at all."""

from __future__ import annotations

import math
from collections.abc import Sequence

ALPHA = 0.05
POWER = 0.8


def mcnemar(only_first: int, only_second: int) -> float:
    """The two-sided p of McNemar's exact test.

    Args:
        only_first: rows that only the first has right.
        only_second: rows that only the second has right.
    """
    from scipy.stats import binom

    torn = only_first + only_second
    return min(1.0, 2 * float(binom.cdf(min(only_first, only_second), torn, 0.5)))


def t_test(difference: float, error: float, units: int) -> float:
    """The two-sided p of a difference with a resampled standard error.

    Args:
        error: the standard deviation of the resampled differences.
        units: how many rows, or clusters of rows, were resampled.
    """
    from scipy.stats import t

    if error == 0.0:
        return 1.0 if difference == 0.0 else 0.0
    steps = abs(difference) / (error * math.sqrt(units / (units - 1)))
    return 2 * float(t.sf(steps, units - 1))


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values adjusted for being so many (Holm, 1979), in the given order."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for step, place in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - step) * p_values[place]))
        adjusted[place] = highest
    return adjusted


def smallest_difference(error: float, pairs: int, *, power: float = POWER) -> float:
    """The true difference that a test among `pairs` pairs would find with this probability.

    Args:
        error: the standard error of the difference.
    """
    return standard_errors_found(pairs, power) * error


def rows_needed(
    difference: float, *, disagreement: float = 0.2, candidates: int = 2, power: float = POWER
) -> int:
    """How many labeled rows show a difference of shares with this probability.

    Args:
        difference: the smallest that matters, as a share (0.05 is five points).
        disagreement: the share of rows that just one of two candidates has right; measure it on
            a few rows, or leave a fifth.

    Raises:
        ValueError: no such difference can exist.
    """
    if not 0 < difference <= disagreement <= 1:
        raise ValueError(
            f"a difference of {difference:g} needs a disagreement from {difference:g} to 1"
        )
    pairs = max(1, candidates * (candidates - 1) // 2)
    variance = disagreement - difference**2
    return math.ceil(standard_errors_found(pairs, power) ** 2 * variance / difference**2)


def standard_errors_found(pairs: int, power: float) -> float:
    """Standard errors between no difference and one that is found, by the strictest Holm step."""
    from scipy.stats import norm

    return float(norm.ppf(1 - ALPHA / (2 * max(1, pairs))) + norm.ppf(power))
