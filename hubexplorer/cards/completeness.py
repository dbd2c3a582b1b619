"""How much of what a card should say it does say, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hubexplorer.cards.topics import (
    EVALUATION_DATA,
    IN_PASSING,
    LANGUAGES,
    NAMED_ONLY,
    NOT_STATED,
    TOPICS,
)
from hubexplorer.records import Finding

_PARTS = (*TOPICS, EVALUATION_DATA, LANGUAGES)
_HALF = (IN_PASSING, NAMED_ONLY, "stated in the text only.")


class Said(StrEnum):
    """Whether a card says something: plainly, in a word, or not."""

    STATED = "stated"
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a card should say."""

    kind: str
    """As in the finding on it."""
    label: str
    said: Said


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a card says of what it should; every part counts alike, one said partly half."""

    parts: tuple[Part, ...]

    @property
    def score(self) -> float:
        """From 0 (nothing is said) to 1."""
        worth = {Said.STATED: 1.0, Said.PARTLY: 0.5, Said.MISSING: 0.0}
        return sum(worth[part.said] for part in self.parts) / len(self.parts)


def completeness(findings: Sequence[Finding]) -> Completeness:
    """The parts of a card, from the findings of its review.

    Evaluation data counts only where there is an evaluation, languages only where the model reads
    or writes one: a part without a finding is left out, and `license` is always there.
    """
    titles: dict[str, str] = {}
    for finding in findings:
        titles.setdefault(finding.kind, finding.title)
    return Completeness(
        tuple(
            Part(part.kind, part.label, _said(titles[part.kind]))
            for part in _PARTS
            if part.kind in titles
        )
    )


def _said(title: str) -> Said:
    if title.endswith(NOT_STATED):
        return Said.MISSING
    return Said.PARTLY if title.endswith(_HALF) else Said.STATED
