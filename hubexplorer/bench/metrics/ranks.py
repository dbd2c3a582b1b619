"""Metrics of order: how a similarity follows people's, and where the right document comes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from hubexplorer.bench.intervals import Floats
from hubexplorer.bench.metrics.base import Metric, scored

_AT = 10


def spearman_stats(truths: Sequence[Any], answers: Sequence[Any]) -> Floats:
    """How near the row's two ranks are; then the ranks, their squares and their product.

    Ranks are those among all the rows, also within a resample or a slice.
    """
    from scipy.stats import rankdata

    rows = len(truths)
    given = [np.nan if answer is None else float(answer) for answer in answers]
    lowest = np.nanmin(given) if not np.isnan(given).all() else 0.0
    middle = (rows + 1) / 2
    left = (rankdata([float(truth) for truth in truths]) - middle) / rows
    right = (rankdata(np.nan_to_num(given, nan=float(lowest) - 1)) - middle) / rows
    ones = np.ones(rows)
    near = 1 - abs(left - right)
    return np.column_stack([near, left, right, left**2, right**2, left * right, ones])


def correlation(sums: Floats) -> Floats:
    """Pearson's correlation from sums; 0 where one side does not vary."""
    _, left, right, left_2, right_2, both, rows = np.moveaxis(sums, -1, 0)
    above = rows * both - left * right
    below = (rows * left_2 - left**2) * (rows * right_2 - right**2)
    return np.where(below > 1e-12, above / np.sqrt(np.maximum(below, 1e-12)), 0.0)


def relevant(truth: Any) -> set[str]:
    """The right documents: one, or a list of them."""
    return {str(item) for item in truth} if isinstance(truth, (list, tuple)) else {str(truth)}


def _reciprocal(truth: Any, answer: Sequence[Any]) -> float:
    wanted = relevant(truth)
    places = (place for place, item in enumerate(answer, start=1) if str(item) in wanted)
    return 1 / next(places, math.inf)


def _ndcg(truth: Any, answer: Sequence[Any]) -> float:
    wanted = relevant(truth)
    found = [str(item) in wanted for item in answer[:_AT]]
    gain = sum(hit / math.log2(place + 2) for place, hit in enumerate(found))
    best = sum(1 / math.log2(place + 2) for place in range(min(len(wanted), _AT)))
    return gain / best if best else 0.0


SPEARMAN = Metric(
    "spearman", "Spearman's correlation", spearman_stats, correlation, is_percent=False
)
MRR = scored("mrr", "mean reciprocal rank", _reciprocal, right=1.0)
NDCG = scored("ndcg_10", "nDCG of the first ten", _ndcg, right=1.0)
