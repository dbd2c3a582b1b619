"""Which label was taken for which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

OTHER = "(another)"
NONE = "(no answer)"


@dataclass(frozen=True, slots=True)
class Confusion:
    """Counts of a candidate's answers, by what was true."""

    truths: tuple[str, ...]
    answers: tuple[str, ...]
    """The truths, and what else was answered."""
    counts: tuple[tuple[int, ...], ...]
    """A line for each truth, a number for each answer."""


def confusion(truths: Sequence[Any], answers: Sequence[Any]) -> Confusion:
    """The counts for answers that give labels; answers outside the truths are one column."""
    labels = tuple(sorted({str(truth) for truth in truths}))
    known = set(labels)
    pairs = Counter(
        (str(truth), _said(answer, known)) for truth, answer in zip(truths, answers, strict=True)
    )
    extra = tuple(name for name in (OTHER, NONE) if any(said == name for _, said in pairs))
    columns = (*labels, *extra)
    return Confusion(
        labels, columns, tuple(tuple(pairs[truth, said] for said in columns) for truth in labels)
    )


def _said(answer: Any, known: set[str]) -> str:
    if not isinstance(answer, Mapping) or "label" not in answer:
        return NONE
    return answer["label"] if answer["label"] in known else OTHER
