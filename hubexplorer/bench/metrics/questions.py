"""Exact match and F1 of answers to questions, as SQuAD scores them: the best of the references."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Any

from hubexplorer.bench.metrics.base import scored

_ARTICLES = re.compile(r"\b(a|an|the)\b")


def normalized(text: str) -> str:
    """Lower case, without punctuation and English articles, single spaces."""
    kept = "".join(
        character
        for character in text.lower()
        if not unicodedata.category(character).startswith("P")
    )
    return " ".join(_ARTICLES.sub(" ", kept).split())


def references(truth: Any) -> list[str]:
    """The texts that are right: one, a list, or SQuAD's {"text": [...]}; none is ""."""
    if isinstance(truth, dict):
        truth = truth.get("text", [])
    found = [str(text) for text in truth] if isinstance(truth, (list, tuple)) else [str(truth)]
    return found or [""]


def _exact(truth: Any, answer: Any) -> bool:
    said = normalized(str(answer))
    return any(normalized(reference) == said for reference in references(truth))


def _f1(truth: Any, answer: Any) -> float:
    return max(_f1_of(normalized(text), normalized(str(answer))) for text in references(truth))


def _f1_of(wanted: str, said: str) -> float:
    left, right = Counter(wanted.split()), Counter(said.split())
    if not left or not right:
        return float(left == right)
    shared = (left & right).total()
    return 2 * shared / (left.total() + right.total())


EXACT_MATCH = scored("exact_match", "exact match", _exact, is_share=True)
F1 = scored("f1", "F1 of words", _f1, right=1.0)
