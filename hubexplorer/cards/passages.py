"""The lines of a card that say something, and under which headings they say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hubexplorer.cards.headings import Heading, columns_heading, heading, is_topic
from hubexplorer.cards.parse import Card, Section, plain_title
from hubexplorer.cards.placeholders import is_placeholder
from hubexplorer.cards.topic import as_read, lowered
from hubexplorer.cards.topics import (
    EVALUATION,
    LICENSE,
    LIMITATIONS,
    METRIC_COLUMN,
    OUT_OF_SCOPE,
)

_MAX_LINE = 2_000
_MAX_LABEL_WORDS = 5
_OF_FAULTS = frozenset({LIMITATIONS.kind, OUT_OF_SCOPE.kind})
"""Kinds of the topics by which a table's columns are known to be on topics, not on figures."""

_LABEL = re.compile(
    r"\s*(?:[-*+•][ \t]+|>[ \t]*)?(?:[^\w\s*_|<>`\[(\"'-]{1,3}[ \t]*)?(?:\*\*"
    r"|__)([^*_]{2,60}?)(?:\*\*|__)[ \t]*(:?)[ \t]*(.*)"
)
# "- Training data: 300 letters", without any marks.
_PLAIN_LABEL = re.compile(
    r"\s*(?:[-*+•][ \t]+|>[ \t]*)?([^\s:|*_`<>\[\]][^:|*_`<>\[\]]{1,60}):[ \t]+(\S.*)"
)
# A row of a table: what is spoken of, and a few words on it.
_ROW = re.compile(r"\s*\|[ \t]*\**([^\W\d][^|*]{1,60}?)\**[ \t]*\|[ \t]*([^|\s].*?)[ \t]*\|?")
# The first line of an admonition, as GitHub and MyST write it.
_ALERT = re.compile(r"\s*>\s*\[!(\w+)\]\s*|\s*:{3,}\s*\{?(\w+)\}?\s*")
_CELL = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\s*\|?[ \t]*:?-[\s:|-]*")
_NOT_PROSE = re.compile(
    r"\s*(?:<[^>]{0,500}>\s*)+$|\s*\|?[\s:|-]+\|?\s*$|\s*(?:\[?!\[[^\]]{0,300}\]\([^)]{0,1000}\)"
    r"(?:\]\([^)]{0,1000}\))?\s*)+$"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One line that says something, and the headings it stands under, innermost first."""

    text: str
    line: int
    """1-based, in README.md."""
    headings: tuple[Heading, ...]
    words: str
    """The text without its label."""
    as_read: str
    """The text in small letters, without marks of emphasis."""


def passages(card: Card) -> tuple[Passage, ...]:
    """Every line of a card that could be a statement, with its headings and labels."""
    found: list[Passage] = []
    stack: list[tuple[int, Heading]] = []
    read = _Titles({})
    for index, section in enumerate(card.sections):
        while stack and stack[-1][0] >= section.level:
            stack.pop()
        # The card's own title names the model; a model may be called "bias-detector".
        if section.title and not (index == 1 and section.level == 1):
            stack.append((section.level, heading(section.title, may_state=True)))
        found.extend(_in_section(section, tuple(above for _, above in reversed(stack)), read))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Titles:
    """Headings as read before: labels recur in long lists."""

    known: dict[str, Heading]

    def heading(self, title: str) -> Heading:
        if title not in self.known:
            self.known[title] = heading(title)
        return self.known[title]


def _in_section(section: Section, above: tuple[Heading, ...], read: _Titles) -> Iterator[Passage]:
    label: Heading | None = None
    columns: Heading | None = None
    topics: dict[int, Heading] = {}
    ends_with_paragraph = False
    lines = section.text.split("\n")
    for number, raw in enumerate(lines, start=1):
        line = raw[:_MAX_LINE].strip()
        at = section.line + number
        if not line:
            label = None if ends_with_paragraph else label
            columns, topics = None, {}
            continue
        alert = _ALERT.fullmatch(line) if line[0] in ">:" else None
        if alert is not None:
            label, ends_with_paragraph = read.heading(alert[1] or alert[2]), True
            continue
        if "|" in line:
            below = lines[number][:_MAX_LINE] if number < len(lines) else ""
            if "|" in below and _RULE.fullmatch(below):
                columns = None if above and above[0].is_elsewhere else columns_heading(line)
                topics = _columns_on_topics(line, read)
                continue
            if topics:
                yield from _cells(line, at, topics, above)
                continue
            row = _row(line, read)
            if row is not None:
                yield _passage(line, at, (row[0], *above), row[1])
                continue
        found, words, is_own = _label(line, read)
        if is_own and any(map(is_topic, above)):  # "Training data: its gaps", among the limitations
            found, words, is_own = None, line, False
        if found is not None and not is_own:
            label, ends_with_paragraph = found, bool(words.strip())
        if _NOT_PROSE.fullmatch(line) or is_placeholder(words):
            continue
        inner = found if is_own else label
        headings = (inner, *above) if inner is not None else above
        yield _passage(line, at, (columns, *headings) if columns else headings, words)


def _passage(line: str, at: int, headings: tuple[Heading, ...], words: str) -> Passage:
    return Passage(line, at, headings, words, as_read(line))


def _columns_on_topics(line: str, read: _Titles) -> dict[int, Heading]:
    """The columns of a table that are each on a topic, as in "good for | not for | fails on"."""
    found = {number: read.heading(cell) for number, cell in _in_cells(line)}
    if METRIC_COLUMN.search(lowered(line)) or not any(
        one.plain & _OF_FAULTS for one in found.values()
    ):
        return {}
    return {number: one for number, one in found.items() if is_topic(one)}


def _cells(
    line: str, at: int, topics: dict[int, Heading], above: tuple[Heading, ...]
) -> Iterator[Passage]:
    for number, cell in _in_cells(line):
        if number in topics and not is_placeholder(cell):
            yield _passage(line, at, (topics[number], *above), cell)


def _in_cells(line: str) -> Iterator[tuple[int, str]]:
    cells = _CELL.split(line.strip().strip("|"))
    return ((number, cell.strip(" *_")) for number, cell in enumerate(cells) if cell.strip(" *_"))


def _row(line: str, read: _Titles) -> tuple[Heading, str] | None:
    row = _ROW.fullmatch(line)
    if row is None or is_placeholder(row[2]):
        return None
    found = read.heading(row[1])
    if not is_topic(found) or not (found.announces(LICENSE) or " " in row[2]):
        return None
    return found, line if found.announces(EVALUATION) else row[2]


def _label(line: str, read: _Titles) -> tuple[Heading | None, str, bool]:
    """The label of a line, the words after it, and whether it is for this line alone."""
    bold = _LABEL.fullmatch(line)
    if bold is not None:
        found = read.heading(plain_title(bold[1]).rstrip(": "))
        if bold[2] or bold[1].rstrip().endswith(":") or is_topic(found):
            return found, bold[3], False
        return None, line, False
    plain = _PLAIN_LABEL.fullmatch(line)
    if plain is not None and len(plain[1].split()) <= _MAX_LABEL_WORDS:
        found = read.heading(plain[1])
        if is_topic(found):
            return found, plain[2], True
    return None, line, False
