"""Where in a card something is said: its own words, and their line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hubexplorer.cards.headings import ASKED, Heading, is_topic
from hubexplorer.cards.parse import Card
from hubexplorer.cards.passages import Passage
from hubexplorer.cards.placeholders import is_placeholder
from hubexplorer.cards.sentences import SENTENCE_END, only_refuses, paragraphs, says
from hubexplorer.cards.topic import as_read, unread
from hubexplorer.cards.topics import BIAS, LIMITATIONS, Topic

MAX_QUOTE = 240
_MAX_SENTENCE = 600
_MAX_ENTRY = 100
_FIGURE = re.compile(r"\bvalue[\"']?:\s*[\"']?-?\.?\d")

_CLAUSE_END = re.compile(r"(?<=[.!?;])\s+|(?<=[。！？；])")
_OF_WEAKNESSES = frozenset({LIMITATIONS.kind, BIAS.kind})


@dataclass(frozen=True, slots=True)
class Evidence:
    """A card's own words on a topic."""

    quote: str
    line: int
    """1-based, in README.md."""
    is_plain: bool
    """Whether it stands under a heading of its own, rather than somewhere in the text."""


def find_evidence(said: tuple[Passage, ...], topic: Topic) -> Evidence | None:
    """Where a card speaks of a topic: under a heading for it, else in a plain sentence."""
    headings = {one: _heading_for(topic, one) for one in {passage.headings for passage in said}}
    for passage in said:
        above = headings[passage.headings]
        if above is not None and _counts(topic, above, as_read(passage.words)):
            return Evidence(quoted(passage.text), passage.line, is_plain=True)
    if topic is LIMITATIONS:
        # Whatever stands under "Bias, risks and limitations" is one of them.
        for passage in said:
            above = headings[passage.headings]
            if above is None or not above.plain or not above.plain <= _OF_WEAKNESSES:
                continue
            if not _is_denied(topic, as_read(passage.words)):
                return Evidence(quoted(passage.text), passage.line, is_plain=True)
    return _in_sentences(said, topic)


def _in_sentences(said: tuple[Passage, ...], topic: Topic) -> Evidence | None:
    for paragraph in paragraphs(said):
        at = says(topic, paragraph)
        if at is not None:
            return _found(paragraph, at)
    return None


def _found(paragraph: list[Passage], at: int) -> Evidence:
    """The sentence at a position of a paragraph, and the line on which its words stand."""
    for number, passage in enumerate(paragraph):
        length = len(passage.as_read)
        if at <= length:
            at = unread(passage.text, at)
            below = paragraph[number + 1 : number + 2]
            text = " ".join(one.text for one in (passage, *below))
            return Evidence(quoted(text, at), passage.line, is_plain=False)
        at -= length + 1
    raise ValueError(f"no line of the paragraph holds position {at}")


def quoted(text: str, at: int = 0) -> str:
    """The card's words, at most 240 characters: from the sentence that holds position `at`."""
    if len(text) <= MAX_QUOTE:
        return text
    starts = [0, *(end.end() for end in SENTENCE_END.finditer(text))]
    start = max(position for position in starts if position <= at)
    if at - start > MAX_QUOTE // 2:
        start = text.rfind(" ", 0, at - MAX_QUOTE // 2) + 1
    part = text[start : start + MAX_QUOTE]
    return part if start + MAX_QUOTE >= len(text) else part[:-1].rstrip() + "…"


def metadata_evidence(card: Card, key: str) -> Evidence | None:
    """The line of the metadata block that gives `key`, with a list below it, if it is there."""
    pattern = re.compile(rf"[\"']?{re.escape(key)}[\"']?\s*:")
    lines = card.yaml_text.split("\n")
    for number, line in enumerate(lines):
        if pattern.match(line):
            items = [line.strip()]
            for below in lines[number + 1 : number + 6]:
                if not re.match(r"\s*- |\s+\S", below):
                    break
                items.append(below.strip())
            return Evidence(quoted(" ".join(items)), card.yaml_line + number, is_plain=True)
    return None


def figure_evidence(card: Card, key: str) -> Evidence | None:
    """The first figure below `key` of the metadata block, with the name of what it measures."""
    whole = metadata_evidence(card, key)
    if whole is None:
        return None
    lines = card.yaml_text.split("\n")
    first = whole.line - card.yaml_line
    for number in range(first, min(len(lines), first + _MAX_ENTRY)):
        if _FIGURE.search(lines[number]):
            start = number
            while start > max(first, number - 4) and not lines[start].lstrip().startswith("- "):
                start -= 1
            text = " ".join(line.strip() for line in lines[start : number + 1])
            return Evidence(quoted(text), card.yaml_line + start, is_plain=True)
    return whole


def _heading_for(topic: Topic, headings: tuple[Heading, ...]) -> Heading | None:
    """The innermost heading that announces the topic, unless one below it leads elsewhere."""
    if topic.is_of_model and any(one.is_companion for one in headings):
        return None
    for one in headings:
        if one.announces(topic) and not (one.is_elsewhere and topic.needs is not None):
            return one
        if topic.kind in one.wide:
            return one
        if one.is_elsewhere or is_topic(one):
            return None
    return None


def _counts(topic: Topic, above: Heading, said: str) -> bool:
    if topic.needs is not None and not topic.needs.search(said):
        return False
    needs = None
    if not above.announces(topic) or topic.kind in above.wide:
        needs = topic.needs_if_wide
    elif len(above.plain & ASKED) > 1:
        needs = topic.needs_if_shared
    return (needs is None or needs.search(said) is not None) and not _is_denied(topic, said)


def _is_denied(topic: Topic, said: str) -> bool:
    """Whether every sentence says that there is nothing, that it is elsewhere, or otherwise."""
    sentences = [one for one in _CLAUSE_END.split(said[: 4 * _MAX_SENTENCE]) if one]
    return all(
        is_placeholder(one)
        or (topic.denied is not None and topic.denied.search(one))
        or (topic is LIMITATIONS and only_refuses(one))
        for one in sentences
    )
