"""A card's text as metadata, body and sections; never an exception, whatever the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hubexplorer.cards.front_matter import read_metadata, split_front_matter

MAX_SECTIONS = 2_000
MAX_BODY = 512_000
_MAX_LINE = 2_000

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_HTML_HEADING = re.compile(r"\s*<h([1-6])\b[^>]*>(.*?)</h\1>\s*", re.IGNORECASE)
_SUMMARY = re.compile(
    r"\s*(?:<details[^>]{0,100}>\s*)?<summary[^>]{0,100}>(.*?)</summary>\s*", re.IGNORECASE
)
_NOT_A_PARAGRAPH = re.compile(r"\s*(?:$|[#>|<]|[-*+][ \t]|\d{1,9}[.)][ \t])")
_MARKUP = re.compile(r"<[^>]{0,500}>|[*_`]{1,3}|!?\[|\]\([^)]{0,500}\)|\]")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text below it, up to the next heading of any level."""

    title: str
    level: int
    line: int
    """1-based line of the heading in README.md."""
    text: str
    """Comments and fenced code blanked, so that line n of it stands n lines below `line`."""


@dataclass(frozen=True, slots=True)
class Card:
    """A model card as written: what it declares, what it says, and where."""

    metadata: Mapping[str, Any]
    body: str
    body_line: int
    """1-based line of README.md on which the body starts."""
    problems: tuple[str, ...]
    """What could not be read, in words."""
    sections: tuple[Section, ...]
    """In order; the first has level 0, no title, and the text before the first heading."""
    yaml_text: str
    yaml_line: int
    """1-based line of README.md on which the metadata starts."""


def parse_card(text: str) -> Card:
    """The parts of a card, with the problems of its metadata block in words."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = split_front_matter(text)
    metadata, problems = read_metadata(parts)
    if len(parts.body) > MAX_BODY:
        limit = f"The card is longer than {MAX_BODY // 1000} kB; the rest of it was not reviewed."
        problems = (*problems, limit)
    return Card(
        metadata=metadata,
        body=parts.body,
        body_line=parts.body_line,
        problems=parts.problems + problems,
        sections=tuple(_sections(readable_lines(parts.body[:MAX_BODY]), parts.body_line)),
        yaml_text=parts.yaml_text,
        yaml_line=parts.yaml_line,
    )


def plain_title(title: str) -> str:
    """A heading without its Markdown and HTML marks."""
    return " ".join(_MARKUP.sub("", title[:_MAX_LINE]).split())


def readable_lines(body: str) -> list[str]:
    """The lines that a reader sees as prose: comments and fenced code are blank lines."""
    lines = _without_comments(body).split("\n")
    fence = ""
    for number, line in enumerate(lines):
        mark = _FENCE.fullmatch(line[:_MAX_LINE])
        if fence:
            is_end = mark is not None and mark[1].startswith(fence) and not mark[2].strip()
            fence = "" if is_end else fence
            lines[number] = ""
        elif mark is not None and not (mark[1][0] == "`" and "`" in mark[2]):
            fence = mark[1]
            lines[number] = ""
    return lines


def _without_comments(body: str) -> str:
    parts: list[str] = []
    end = 0
    while (start := body.find("<!--", end)) >= 0:
        close = body.find("-->", start + 4)
        if close < 0:
            break
        parts.append(body[end:start])
        end = close + 3
        parts.append("\n" * body.count("\n", start, end))
    parts.append(body[end:])
    return "".join(parts)


def _sections(lines: list[str], first_line: int) -> Iterator[Section]:
    title, level, heading, start = "", 0, first_line - 1, 0
    for number, (found_title, found_level, underlines) in _headings(lines):
        yield Section(title, level, heading, "\n".join(lines[start:number]))
        title, level = plain_title(found_title), found_level
        heading, start = first_line + number, number + 1
        if underlines:
            # The underline of a setext heading is blanked to keep the line count.
            lines[number + 1] = ""
    yield Section(title, level, heading, "\n".join(lines[start:]))


def _headings(lines: list[str]) -> Iterator[tuple[int, tuple[str, int, bool]]]:
    found = 0
    for number, line in enumerate(lines):
        line_below = lines[number + 1] if number + 1 < len(lines) else ""
        heading = _heading(line[:_MAX_LINE], line_below[:_MAX_LINE])
        if heading is None:
            continue
        yield number, heading
        found += 1
        if found >= MAX_SECTIONS:
            return


def _heading(line: str, line_below: str) -> tuple[str, int, bool] | None:
    atx = _ATX.fullmatch(line)
    if atx is not None and atx[2]:
        return atx[2], len(atx[1]), False
    tag = _HTML_HEADING.fullmatch(line)
    if tag is not None:
        return tag[2], int(tag[1]), False
    summary = _SUMMARY.fullmatch(line)
    if summary is not None:
        return summary[1], 6, False
    underline = _SETEXT.fullmatch(line_below)
    if underline is not None and not _NOT_A_PARAGRAPH.match(line):
        return line.strip(), 1 if underline[1][0] == "=" else 2, True
    return None
