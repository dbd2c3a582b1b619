"""The F1 of named spans, from lists of [start, end, label]."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from hubexplorer.bench.intervals import Floats
from hubexplorer.bench.metrics.base import Metric


def span_stats(truths: Sequence[Any], answers: Sequence[Any]) -> Floats:
    """The row's own F1; spans found exactly, spans answered, spans in truth."""
    columns = np.zeros((len(truths), 4))
    for row, (truth, answer) in enumerate(zip(truths, answers, strict=True)):
        wanted, found = _spans(truth), _spans(answer or ())
        hits = len(wanted & found)
        total = len(wanted) + len(found)
        columns[row] = (2 * hits / total if total else 1.0, hits, len(found), len(wanted))
    return columns


def span_f1(sums: Floats) -> Floats:
    """Micro-averaged F1 of exact spans with the right label; 1 where there is nothing to find."""
    total = sums[..., 2] + sums[..., 3]
    return np.where(total > 0, 2 * sums[..., 1] / np.maximum(total, 1), 1.0)


def _spans(spans: Sequence[Sequence[Any]]) -> set[tuple[Any, ...]]:
    return {tuple(span[:3]) for span in spans}


SPAN_F1 = Metric("span_f1", "F1 of exact spans", span_stats, span_f1, right=1.0)
