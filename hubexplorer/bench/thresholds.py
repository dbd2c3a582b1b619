"""Whether a candidate reaches what was asked of it."""

from __future__ import annotations

from collections.abc import Mapping

from hubexplorer.bench.metrics import metric_of
from hubexplorer.bench.report import Report


def missed(report: Report, thresholds: Mapping[str, float], name: str) -> tuple[str, ...]:
    """The thresholds that a candidate does not reach, each as a sentence.

    Args:
        thresholds: metric to the least it may be; the most, where lower is better.
        name: of the candidate.

    Raises:
        ValueError: there is no such candidate, or a metric was not measured.
    """
    told = []
    for metric, bound in thresholds.items():
        value = report.value(name, metric)
        is_higher_better = metric_of(metric).is_higher_better
        if value < bound if is_higher_better else value > bound:
            wanted = "at least" if is_higher_better else "at most"
            told.append(f"{name} has {metric} {value:.4f}, {wanted} {bound:g} was asked")
    return tuple(told)
