"""A card in one line."""

from __future__ import annotations

import re

from hubexplorer.cards.headings import heading, is_topic
from hubexplorer.cards.parse import Card
from hubexplorer.cards.placeholders import is_placeholder

MAX_LENGTH = 200
_MAX_PARAGRAPH = 4_000
_NOT_PROSE = re.compile(
    r"\s*(?:[-*+][ \t]|\d{1,3}[.)][ \t]|[|>#]|\[\^|:?-{3,}|<|\*\*[^*]{2,60}\*\*)|(?: {4}|\t)"
)
_PICTURE = re.compile(
    r"\[?!\[[^\]]{0,300}\](?:\([^)]{0,1000}\)|\[[^\]]{0,200}\])(?:\]\([^)]{0,1000}\))?"
)
_LINK = re.compile(r"\[([^\]\[]{1,300})\](?:\([^)]{0,1000}\)|\[[^\]]{0,200}\])")
_MARKS = re.compile(r"<[^>]{0,500}>|\*{1,3}|`+|(?<!\w)_{1,3}|_{1,3}(?!\w)|\\(?=[^\w\s])")
_LIST_MARK = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)]|>)\s+")
_SENTENCE = re.compile(r".{20,}?(?<!\bi\.e)(?<!\be\.g)(?<!\bcf)(?<!\bvs)[.!?](?=\s|$)")
_MIN_WORDS = 4
_MAX_PARAGRAPHS = 50


def one_line_summary(card: Card) -> str:
    """The first sentence of prose in a card as plain text, empty where it has none."""
    for section in card.sections[:_MAX_PARAGRAPHS]:
        announced = heading(section.title)
        if is_topic(announced) or announced.is_elsewhere:
            continue
        for paragraph in section.text.split("\n\n", _MAX_PARAGRAPHS)[:_MAX_PARAGRAPHS]:
            sentence = _sentence(paragraph)
            if sentence:
                return sentence
    return ""


def plain_text(markdown: str) -> str:
    """A line of Markdown as it reads: without list marks, emphasis, links and code marks."""
    markdown = _LIST_MARK.sub("", markdown)
    if markdown.lstrip().startswith("|"):  # a row of a table
        markdown = " · ".join(cell.strip() for cell in markdown.strip().strip("|").split("|"))
    text = _LINK.sub(r"\1", _PICTURE.sub("", markdown))
    return " ".join(_MARKS.sub("", text).split())


def _sentence(paragraph: str) -> str:
    paragraph = paragraph[:_MAX_PARAGRAPH].strip("\n")
    if _NOT_PROSE.match(paragraph):
        return ""
    text = plain_text(paragraph)
    if text.endswith(":") or is_placeholder(text) or len(text.split()) < _MIN_WORDS:
        return ""
    found = _SENTENCE.match(text)
    return _shortened(found[0] if found else text, MAX_LENGTH)


def _shortened(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
