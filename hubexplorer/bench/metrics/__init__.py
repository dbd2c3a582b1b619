"""Every metric by name: the built-in ones and those that installed packages add.

Others come in through the entry point group "hubexplorer.metrics", whose entries name a `Metric`;
a Python function of the true value and the answer will do for a single benchmark.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Any

from hubexplorer.bench.metrics import classes, questions, ranks, schemas, spans, speech, texts
from hubexplorer.bench.metrics.base import Metric, scored
from hubexplorer.errors import MissingExtra

GROUP = "hubexplorer.metrics"
_BUILT_IN = (
    classes.ACCURACY,
    classes.MACRO_F1,
    classes.TOP_3,
    spans.SPAN_F1,
    texts.EXACT,
    texts.CHRF,
    texts.BLEU_4,
    texts.LENGTH,
    texts.CONTAINS,
    texts.REGEX,
    schemas.JSON_SCHEMA,
    questions.EXACT_MATCH,
    questions.F1,
    ranks.SPEARMAN,
    ranks.MRR,
    ranks.NDCG,
    speech.WER,
    speech.CER,
)
_NEEDS = {"bleu": "sacrebleu", "wer": "jiwer", "cer": "jiwer", "json_schema": "jsonschema"}

__all__ = ["GROUP", "Metric", "all_metrics", "metric_of"]


@cache
def all_metrics() -> Mapping[str, Metric]:
    """Every metric by its name."""
    metrics = {metric.name: metric for metric in _BUILT_IN}
    for entry in entry_points(group=GROUP):
        metric = entry.load()
        if isinstance(metric, Metric):
            metrics.setdefault(metric.name, metric)
    return MappingProxyType(metrics)


def metric_of(chosen: str | Callable[[Any, Any], float]) -> Metric:
    """The metric of a name, or the mean of a function of (true value, answer).

    Raises:
        ValueError: there is none of that name; the message lists them.
        MissingExtra: its library, or scipy, is not installed.
    """
    for package in ("scipy", _NEEDS.get(chosen, "scipy") if isinstance(chosen, str) else "scipy"):
        if importlib.util.find_spec(package) is None:
            raise MissingExtra("measure", what="Measuring")
    if not isinstance(chosen, str):
        name = getattr(chosen, "__name__", "function")
        return scored(name, name.replace("_", " "), chosen, is_percent=False)
    if chosen not in all_metrics():
        raise ValueError(f"no metric {chosen!r}; there are {', '.join(all_metrics())}")
    return all_metrics()[chosen]
