"""Metrics of one label a row, from answers {"label": ..., "scores": [[label, score], ...]}."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hubexplorer.bench.intervals import Floats
from hubexplorer.bench.metrics.base import Metric, scored

_BINS = 10
_TOP = 3

ACCURACY = scored(
    "accuracy", "accuracy", lambda truth, answer: truth == answer["label"], is_share=True
)
TOP_3 = scored(
    "top_3",
    "right label among the first three",
    lambda truth, answer: truth in [label for label, _ in answer["scores"][:_TOP]],
    is_share=True,
)


def f1_stats(truths: Sequence[Any], answers: Sequence[Any]) -> Floats:
    """For each label of the data in alphabetical order: hit, said, true; whether right first."""
    labels = sorted(set(truths))
    place = {label: number for number, label in enumerate(labels)}
    count = len(labels)
    columns = np.zeros((len(truths), 1 + 3 * count))
    for row, (truth, answer) in enumerate(zip(truths, answers, strict=True)):
        said = None if answer is None else answer["label"]
        columns[row, 1 + 2 * count + place[truth]] = 1
        if said in place:
            columns[row, 1 + count + place[said]] = 1
        if said == truth:
            columns[row, [0, 1 + place[truth]]] = 1
    return columns


def f1_by_label(sums: Floats) -> Floats:
    """The F1 of each label; not a number for a label that no row has."""
    hit, said, true = np.split(sums[..., 1:], 3, axis=-1)
    return np.where(true > 0, 2 * hit / np.maximum(said + true, 1e-12), np.nan)


def macro_f1(sums: Floats) -> Floats:
    """The mean F1 over the labels that occur."""
    return np.asarray(np.nanmean(f1_by_label(sums), axis=-1))


MACRO_F1 = Metric("macro_f1", "macro-F1", f1_stats, macro_f1, right=1.0)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How sure a candidate is beside how often it is right."""

    bins: tuple[tuple[float, float, int], ...]
    """Mean score of the answer, share of right ones, rows; the least sure first."""

    @property
    def error(self) -> float:
        """The expected calibration error: 0.05 is five points too sure, or too unsure."""
        rows = sum(count for _, _, count in self.bins)
        return sum(abs(score - right) * count for score, right, count in self.bins) / rows


def calibration(
    truths: Sequence[Any], answers: Sequence[Mapping[str, Any] | None]
) -> Calibration | None:
    """The calibration over ten equal ranges of scores; None where answers have no scores."""
    pairs = [
        (float(answer["scores"][0][1]), truth == answer["label"])
        for truth, answer in zip(truths, answers, strict=True)
        if answer is not None and answer.get("scores")
    ]
    if not pairs or not all(0 <= score <= 1 for score, _ in pairs):
        return None
    scores = np.array([score for score, _ in pairs])
    right = np.array([is_right for _, is_right in pairs], dtype=float)
    which = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    return Calibration(
        tuple(
            (float(scores[own].mean()), float(right[own].mean()), int(own.sum()))
            for number in range(_BINS)
            if (own := which == number).any()
        )
    )


def confusion(
    truths: Sequence[Any], answers: Sequence[Mapping[str, Any] | None]
) -> dict[tuple[Any, Any], int]:
    """How often each label was answered for each true one; "" where there was no answer."""
    table: dict[tuple[Any, Any], int] = {}
    for truth, answer in zip(truths, answers, strict=True):
        key = (truth, "" if answer is None else answer["label"])
        table[key] = table.get(key, 0) + 1
    return table
