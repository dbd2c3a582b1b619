"""What a metric is: columns that add up over rows, and a function of their sums.

Whatever is written so can be resampled, sliced and paired without asking a model again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hubexplorer.bench.intervals import Floats, Value

Stats = Callable[[Sequence[Any], Sequence[Any]], Floats]
"""From the true values and the answers (None: no answer) of rows to (rows, columns)."""


def mean(sums: Floats) -> Floats:
    """The first column over the second: of `scored`, the mean score."""
    return np.asarray(sums[..., 0] / np.maximum(sums[..., 1], 1e-12))


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric, as it is computed and as it is named on a page."""

    name: str
    title: str
    stats: Stats
    """The first column is the row's own score, for showing rows."""
    value: Value = mean
    is_share: bool = False
    """Each row is right (1) or wrong (0), and the metric is the share of right ones."""
    right: float | None = None
    """A row's score where its answer is right, of those that are no shares; None where answers are
    only better or worse than others."""
    is_higher_better: bool = True
    is_percent: bool = True
    """Shown as a percentage: 1 is all there is."""


def scored(name: str, title: str, score: Callable[[Any, Any], float], **more: Any) -> Metric:
    """The metric that is the mean of a row's score; a row without an answer scores 0."""

    def stats(truths: Sequence[Any], answers: Sequence[Any]) -> Floats:
        columns = np.ones((len(truths), 2))
        columns[:, 0] = [
            0.0 if answer is None else float(score(truth, answer))
            for truth, answer in zip(truths, answers, strict=True)
        ]
        return columns

    return Metric(name, title, stats, **more)
