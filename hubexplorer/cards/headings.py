"""What a heading, a label or the head of a table announces."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hubexplorer.cards.topic import Topic, lowered, words
from hubexplorer.cards.topics import (
    EMISSIONS,
    EVALUATION,
    EVALUATION_DATA,
    INTENDED_USE,
    LANGUAGES,
    LIMITATIONS,
    METRIC_COLUMN,
    OUT_OF_SCOPE,
    TOPICS,
)

ASKED = frozenset(topic.kind for topic in TOPICS)
"""Kinds of the topics that every card is asked for."""
_ALL = (*TOPICS, EVALUATION_DATA, EMISSIONS, LANGUAGES)
_MAX_TITLE = 200
_NUMBER = re.compile(r"^(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.):]?|[A-Za-z][.)]|[IVX]{1,5}[.)])\s+")
_OPTIONAL = re.compile(r"\s*[\[(]optional[\])]", re.IGNORECASE)
_EDGES = re.compile(r"^[^\w¿¡]+|[^\w)]+$")
_BOTH = words(r"\b(?:and|or)\b|[&/,+]")

# Below these, nothing counts for the heading above them.
_ELSEWHERE = words(
    r"\bhow to\b|\bfor inference\b|\busage\b|\bget(?:ting)? started\b|\bquick ?start\b"
    r"|\bcitation\b|\bciting\b|\bcite\b"
    r"|\bbibtex\b|\binstall|\bexamples?\b|\bhyper-?\s?parameters?\b|\bframework versions\b"
    r"|\b(?:test(?:ing)?|evaluation|eval|validation) (?:data|data ?sets?|sets?)\b|\bhardware\b"
    r"|\benvironmental\b|\bcontact\b|\backnowledg|\breferences\b|\bauthors?\b|\brequirements\b"
)
# What comes with a model, and its own limits.
_COMPANION = words(
    r"\b(?:rest )?api\b|\bdemo\b|\b(?:inference )?(?:server|service|endpoint)s?\b|\bdocker\b"
    r"|\bpackages?\b|\blibrar(?:y|ies)\b|\bcommand[- ]line\b|\bcli\b|\bchange ?log\b|\bnews\b"
    r"|\brelease notes\b|\bcontribut(?:e|ing|ors)\b|\brequirements\b|\bdependenc(?:y|ies)\b"
    r"|\btrain (?:your|it|on)\b|\b(?:other|related|similar|previous|earlier|prior|existing)"
    r" (?:models?|work|approaches|methods|systems|versions)\b|\balternatives\b|\bplug-?ins?\b"
    r"|\bnotebooks?\b|\bspace\b|\bapp\b|\bwebsite\b|\boptions\b|\brate limits?\b|\broadmap\b"
    r"|\btable of contents\b|\bfiles\b"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, and the topics under which what stands below it falls."""

    title: str
    plain: frozenset[str]
    """Kinds of the topics that it announces."""
    wide: frozenset[str]
    """Kinds that may be spoken of below it, among other things."""
    is_elsewhere: bool
    """Whether it leads away from the heading above it."""
    is_companion: bool
    """Whether it is about what comes with the model: a demo, a package, other models."""

    def announces(self, topic: Topic) -> bool:
        """Whether it says that the topic follows."""
        return topic.kind in self.plain


def heading(title: str, *, may_state: bool = False) -> Heading:
    """What a title announces, without its number, its pictures and its marks.

    Args:
        title: its words.
        may_state: it is a heading, whose words may be a statement: "It cannot read Gothic type".
    """
    words_of_it = _OPTIONAL.sub("", title[:_MAX_TITLE])
    words_of_it = lowered(_EDGES.sub("", _NUMBER.sub("", _EDGES.sub("", words_of_it))))
    plain = {topic.kind for topic in _ALL if topic.titles.search(words_of_it)}
    if {INTENDED_USE.kind, OUT_OF_SCOPE.kind} <= plain and not _BOTH.search(words_of_it):
        plain.discard(INTENDED_USE.kind)  # "not for" holds the words "for"
    for topic in (OUT_OF_SCOPE, LIMITATIONS):
        if may_state and not plain and topic.speaks_in(words_of_it):
            plain.add(topic.kind)
    wide = {
        topic.kind
        for topic in TOPICS
        if topic.wide_titles is not None and topic.wide_titles.search(words_of_it)
    }
    return Heading(
        title=title,
        plain=frozenset(plain),
        wide=frozenset(wide),
        is_elsewhere=_ELSEWHERE.search(words_of_it) is not None,
        is_companion=_COMPANION.search(words_of_it) is not None,
    )


def columns_heading(cells: str) -> Heading | None:
    """What the head of a table announces: figures, where it names a metric."""
    if METRIC_COLUMN.search(lowered(cells)) is None:
        return None
    return Heading(cells, frozenset({EVALUATION.kind}), frozenset(), False, False)


def is_topic(found: Heading) -> bool:
    """Whether a heading announces any of the topics that every card is asked for."""
    return bool(found.plain & ASKED)
