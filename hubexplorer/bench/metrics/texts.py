"""Metrics of a text against a reference: exact, chrF, BLEU, length, and rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from hubexplorer.bench.intervals import Floats
from hubexplorer.bench.metrics.base import Metric, scored

_ORDERS = 6
_BETA_SQUARED = 4
_BLEU_ORDERS = 4


def chrf_stats(truths: Sequence[Any], answers: Sequence[Any]) -> Floats:
    """The row's own chrF; then for each length of runs: answered, in the reference, shared."""
    columns = np.zeros((len(truths), 1 + 3 * _ORDERS))
    for row, (truth, answer) in enumerate(zip(truths, answers, strict=True)):
        wanted, given = ("".join(str(text or "").split()) for text in (truth, answer))
        for order in range(_ORDERS):
            left, right = _runs(given, order + 1), _runs(wanted, order + 1)
            start = 1 + 3 * order
            # As sacrebleu has it: what is longer than the whole reference is not held against it.
            given_count = left.total() if right else 0
            columns[row, start : start + 3] = (given_count, right.total(), (left & right).total())
    columns[:, 0] = chrf(columns)
    return columns


def chrf(sums: Floats) -> Floats:
    """The chrF2 of the sums as sacrebleu computes it, as a share of 1."""
    given, wanted, shared = (sums[..., 1 + kind :: 3] for kind in range(3))
    counts = (given > 0) & (wanted > 0)
    orders = np.maximum(counts.sum(-1), 1)
    precision = np.where(counts, shared / np.maximum(given, 1), 0).sum(-1) / orders
    recall = np.where(counts, shared / np.maximum(wanted, 1), 0).sum(-1) / orders
    below = _BETA_SQUARED * precision + recall
    return np.asarray((1 + _BETA_SQUARED) * precision * recall / np.where(below > 0, below, 1))


def bleu_stats(truths: Sequence[Any], answers: Sequence[Any]) -> Floats:
    """The row's own BLEU; matched and possible runs of 1 to 4 words; lengths of both."""
    from sacrebleu.metrics.bleu import BLEU

    metric = BLEU(effective_order=True)
    columns = np.zeros((len(truths), 1 + 2 * _BLEU_ORDERS + 2))
    for row, (truth, answer) in enumerate(zip(truths, answers, strict=True)):
        found = metric.sentence_score(str(answer or ""), [str(truth)])
        columns[row] = (
            found.score / 100,
            *found.counts,
            *found.totals,
            found.sys_len,
            found.ref_len,
        )
    return columns


def bleu(sums: Floats) -> Floats:
    """The corpus BLEU of the sums as sacrebleu computes it (exponential smoothing), of 1."""
    matched, possible = sums[..., 1:5], sums[..., 5:9]
    given, wanted = sums[..., 9], sums[..., 10]
    logs = np.zeros(sums.shape[:-1])
    smooth = np.ones(sums.shape[:-1])
    for order in range(_BLEU_ORDERS):
        is_none = matched[..., order] == 0
        smooth = np.where(is_none, smooth * 2, smooth)
        count = np.where(is_none, 1 / smooth, matched[..., order])
        logs += np.log(count / np.maximum(possible[..., order], 1e-12)) / _BLEU_ORDERS
    brevity = np.exp(np.minimum(0, 1 - wanted / np.maximum(given, 1e-12)))
    is_scored = (possible > 0).all(-1) & (matched.sum(-1) > 0)
    return np.asarray(np.where(is_scored, brevity * np.exp(np.where(is_scored, logs, 0)), 0.0))


def _runs(text: str, length: int) -> Counter[str]:
    return Counter(text[start : start + length] for start in range(len(text) - length + 1))


def _same(truth: Any, answer: Any) -> bool:
    return " ".join(str(truth).split()) == " ".join(str(answer).split())


def _contains(truth: Any, answer: Any) -> bool:
    return str(truth).casefold() in str(answer).casefold()


def _length(truth: Any, answer: Any) -> float:
    lengths = sorted((len(str(truth)), len(str(answer))))
    return lengths[0] / lengths[1] if lengths[1] else 1.0


EXACT = scored("exact", "exactly the reference", _same, is_share=True)
CONTAINS = scored("contains", "contains the reference", _contains, is_share=True)
REGEX = scored(
    "regex",
    "matches the pattern",
    lambda truth, answer: re.search(str(truth), str(answer)) is not None,
    is_share=True,
)
CHRF = Metric("chrf", "chrF2", chrf_stats, chrf)
BLEU_4 = Metric("bleu", "BLEU", bleu_stats, bleu)
LENGTH = scored("length", "shorter length of longer", _length)
