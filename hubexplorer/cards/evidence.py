"""Where in a card something is said: its own words, and their line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hubexplorer.cards.parse import Card, Section, plain_title
from hubexplorer.cards.placeholders import is_placeholder
from hubexplorer.cards.topics import (
    BIAS,
    DENIED,
    ELSEWHERE,
    LICENSE,
    LIMITATIONS,
    NOT_OF_THIS,
    OUT_OF_SCOPE,
    TOPICS,
    Topic,
    is_topic,
)

MAX_QUOTE = 240
_MAX_LINE = 2_000

_LABEL = re.compile(
    r"\s*(?:[-*+][ \t]+|>[ \t]*)?(?:\*\*|__)([^*_]{2,60}?)(?:\*\*|__)[ \t]*(:?)[ \t]*(.*)"
)
# A row of a table with two columns: what is spoken of, and a few words on it.
_ROW = re.compile(
    r"\s*\|[ \t]*\**([^|*]{2,60}?)\**[ \t]*\|[ \t]*([^|\s]+(?:[ \t]+[^|\s]+){2,})[ \t]*\|?"
)
_NOT_PROSE = re.compile(
    r"\s*(?:<[^>]{0,500}>\s*)+$|\s*\|?[\s:|-]+\|?\s*$|\s*(?:\[?!\[[^\]]{0,300}\]\([^)]{0,1000}\)"
    r"(?:\]\([^)]{0,1000}\))?\s*)+$"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A card's own words on a topic."""

    quote: str
    line: int
    """1-based, in README.md."""
    is_plain: bool
    """Whether it stands under a heading of its own, rather than somewhere in the text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One line that says something, and the headings it stands under, innermost first."""

    text: str
    line: int
    titles: tuple[str, ...]
    words: str
    """The text without its bold label."""


def passages(card: Card) -> tuple[Passage, ...]:
    """Every line of a card that could be a statement, with its headings and labels."""
    found: list[Passage] = []
    stack: list[Section] = []
    for index, section in enumerate(card.sections):
        while stack and stack[-1].level >= section.level:
            stack.pop()
        # The card's own title names the model; a model may be called "bias-detector".
        if not (index == 1 and section.level == 1):
            stack.append(section)
        titles = tuple(above.title for above in reversed(stack) if above.title)
        found.extend(_in_section(section, titles))
    return tuple(found)


def find_evidence(said: tuple[Passage, ...], topic: Topic) -> Evidence | None:
    """Where a card speaks of a topic: under a heading for it, else in a plain sentence."""
    headings = {titles: _heading_for(topic, titles) for titles in {one.titles for one in said}}
    for passage in said:
        heading = headings[passage.titles]
        if heading is not None and _counts(topic, heading, passage.words):
            return Evidence(quoted(passage.text), passage.line, is_plain=True)
    if topic is LIMITATIONS:
        # Whatever stands under "Bias, risks and limitations" is one of them.
        for passage in said:
            heading = headings[passage.titles]
            if heading is not None and _announced(heading) <= {LIMITATIONS.kind, BIAS.kind}:
                return Evidence(quoted(passage.text), passage.line, is_plain=True)
    for index, passage in enumerate(said):
        below = said[index + 1] if index + 1 < len(said) else passage
        # A sentence may go on in the next line.
        is_next = below.line == passage.line + 1
        text = f"{passage.text} {below.text}" if is_next else passage.text
        match = _stated(topic, text)
        is_aside = (
            bool(passage.titles)
            and topic not in (LICENSE, OUT_OF_SCOPE)
            and ELSEWHERE.search(passage.titles[0]) is not None
        )
        if match is not None and match.start() < len(passage.text) and not is_aside:
            return Evidence(quoted(text, match.start()), passage.line, is_plain=False)
    return None


def _stated(topic: Topic, text: str) -> re.Match[str] | None:
    """The first place that says it of this model, rather than of others or to deny it."""
    for match in topic.sentences.finditer(text):
        start = max(
            (end.end() for end in _SENTENCE_END.finditer(text, 0, match.start() + 1)), default=0
        )
        is_denied = topic in (BIAS, LIMITATIONS) and DENIED.search(text[: match.start()])
        if not is_denied and not NOT_OF_THIS.search(text[start:]):
            return match
    return None


def quoted(text: str, at: int = 0) -> str:
    """The card's words, at most 240 characters: from the sentence that holds position `at`."""
    if len(text) <= MAX_QUOTE:
        return text
    starts = [0, *(end.end() for end in _SENTENCE_END.finditer(text))]
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


def _in_section(section: Section, titles: tuple[str, ...]) -> Iterator[Passage]:
    label = ""
    ends_with_paragraph = False
    for number, raw in enumerate(section.text.split("\n"), start=1):
        line = raw[:_MAX_LINE].strip()
        if not line:
            label = "" if ends_with_paragraph else label
            continue
        found = _LABEL.fullmatch(line)
        words = line
        if found is not None and (
            found[2] or found[1].rstrip().endswith(":") or is_topic(found[1])
        ):
            label, words = plain_title(found[1]).rstrip(": "), found[3]
            ends_with_paragraph = bool(words.strip())
        row = _ROW.fullmatch(line)
        if row is not None and is_topic(row[1]) and not is_placeholder(row[2]):
            yield Passage(line, section.line + number, (row[1], *titles), row[2])
            continue
        if _NOT_PROSE.fullmatch(line) or is_placeholder(words):
            continue
        yield Passage(line, section.line + number, (label, *titles) if label else titles, words)


def _heading_for(topic: Topic, titles: tuple[str, ...]) -> str | None:
    """The innermost heading that announces the topic, unless one below it leads elsewhere."""
    for title in titles:
        is_elsewhere = ELSEWHERE.search(title) is not None
        if topic.titles.search(title) and not (is_elsewhere and topic.needs is not None):
            return title
        if is_elsewhere or is_topic(title):
            return None
    return None


def _counts(topic: Topic, heading: str, words: str) -> bool:
    if topic.needs is not None and not topic.needs.search(words):
        return False
    is_wide = topic.is_shared is not None and topic.is_shared.search(heading) is not None
    if (is_wide or len(_announced(heading)) > 1) and topic.needs_if_shared is not None:
        return topic.needs_if_shared.search(words) is not None
    return True


def _announced(heading: str) -> set[str]:
    return {topic.kind for topic in TOPICS if topic.titles.search(heading)}
