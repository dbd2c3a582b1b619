"""Where in a card something is said: its own words, and their line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hubexplorer.cards.headings import ASKED, Heading, is_topic
from hubexplorer.cards.parse import Card
from hubexplorer.cards.passages import Passage
from hubexplorer.cards.placeholders import is_placeholder
from hubexplorer.cards.topic import lowered, words
from hubexplorer.cards.topics import BIAS, LICENSE, LIMITATIONS, OUT_OF_SCOPE, Topic

MAX_QUOTE = 240
_MAX_SENTENCE = 600
_MAX_ENTRY = 100
_FIGURE = re.compile(r"\bvalue[\"']?:\s*[\"']?-?\.?\d")

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
_CLAUSE_END = re.compile(r"(?<=[.!?;])\s+|(?<=[。！？；])")
_STARTS_ANEW = re.compile(r"\s*(?:[-*+•][ \t]|\d{1,3}[.)][ \t]|\||>|<)")
# A sentence about what came before the model.
_OF_OTHERS = words(
    r"\W*(?:older|earlier|previous|prior|other|existing|most|many|traditional|conventional"
    r"|unlike)\b"
    r".{0,40}?\b(?:models?|works?|systems?|approaches|methods|networks?|versions?|tools?|solutions?"
    r"|(?:tagg|pars|classifi|detect|generat|translat|recogni[sz]|rank|encod|segment|predict)(?:er"
    r"|or)s)\b"
)
# A sentence about what comes with it.
_OF_COMPANIONS = words(
    r"\W*(?:the |this |that |these |those |our |its |an? |both |each |every )?(?:[\w.-]+ ){0,2}?"
    r"(?:api|demo|space|packages?|librar(?:y|ies)|scripts?|notebooks?|data ?sets?|corpus|website"
    r"|server|endpoint|service|docker|container|cli|wrapper|plug-?in|repository|repo|tokeni[sz]er"
    r"|benchmark|baselines?|annotators?|humans|pipelines?|colab|flags?|options?|arguments?"
    r"|functions?"
    r"|`[^`]{1,60}`|transformers|pytorch|torch|python|licen[cs]e|paper|figure|table|chart)"
    r"(?! (?:card|model|network)\b)(?:'s)? [^.;,]{0,20}?\b(?:is|are|was|were|can|does|do|has|have"
    r"|had"
    r"|will|may|must|should"
    r"|only|often|not|ignores?|fails?|struggles?|misses|before|after|needs?)\b"
)
_OF_WEAKNESSES = frozenset({LIMITATIONS.kind, BIAS.kind})
_DENIED_BEFORE = words(r"\b(?:no|without(?: any)?|free (?:of|from)|zero|un|never)[ -]?$")


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
        if above is not None and _counts(topic, above, lowered(passage.words)):
            return Evidence(quoted(passage.text), passage.line, is_plain=True)
    if topic is LIMITATIONS:
        # Whatever stands under "Bias, risks and limitations" is one of them.
        for passage in said:
            above = headings[passage.headings]
            if above is None or not above.plain or not above.plain <= _OF_WEAKNESSES:
                continue
            if not _is_denied(topic, lowered(passage.words)):
                return Evidence(quoted(passage.text), passage.line, is_plain=True)
    return _in_sentences(said, topic)


def _in_sentences(said: tuple[Passage, ...], topic: Topic) -> Evidence | None:
    for paragraph in _paragraphs(said):
        if not _may_speak(topic, paragraph[0].headings):
            continue
        text = lowered(" ".join(passage.text for passage in paragraph))
        for match in topic.sentences.finditer(text):
            if _is_of_this(topic, text, match):
                return _found(paragraph, match.start())
    return None


def _paragraphs(said: tuple[Passage, ...]) -> Iterator[list[Passage]]:
    """Lines that are read as one text: they follow each other, and no list or table parts them."""
    paragraph: list[Passage] = []
    for passage in said:
        goes_on = (
            paragraph
            and passage.line == paragraph[-1].line + 1
            and passage.headings == paragraph[-1].headings
            and not _STARTS_ANEW.match(passage.text)
        )
        if paragraph and not goes_on:
            yield paragraph
            paragraph = []
        paragraph.append(passage)
    if paragraph:
        yield paragraph


def _found(paragraph: list[Passage], at: int) -> Evidence:
    """The sentence at a position of a paragraph, and the line on which its words stand."""
    for number, passage in enumerate(paragraph):
        if at <= len(passage.text):
            below = paragraph[number + 1 : number + 2]
            text = " ".join(one.text for one in (passage, *below))
            return Evidence(quoted(text, at), passage.line, is_plain=False)
        at -= len(passage.text) + 1
    raise ValueError(f"no line of the paragraph holds position {at}")


def _may_speak(topic: Topic, headings: tuple[Heading, ...]) -> bool:
    if topic.is_of_model and any(one.is_companion for one in headings):
        return False
    if topic in (LICENSE, OUT_OF_SCOPE) or not headings:
        return True
    return not headings[0].is_elsewhere


def _is_of_this(topic: Topic, text: str, match: re.Match[str]) -> bool:
    """Whether the sentence says it of this model, rather than of others or to deny it."""
    start, end = _sentence(text, match.start())
    sentence = text[start:end]
    before = text[start : match.start()]
    if topic in (BIAS, LIMITATIONS) and _DENIED_BEFORE.search(before):
        return False
    if is_placeholder(sentence):
        return False
    if _OF_OTHERS.match(sentence) or (topic.is_of_model and _OF_COMPANIONS.match(sentence)):
        return False
    return topic.denied is None or not topic.denied.search(sentence)


def _sentence(text: str, at: int) -> tuple[int, int]:
    first = max(0, at - _MAX_SENTENCE)
    ends = [mark.end() for mark in _SENTENCE_END.finditer(text, first, at + 1)]
    after = _SENTENCE_END.search(text, at + 1, at + _MAX_SENTENCE)
    last = after.start() if after is not None else at + _MAX_SENTENCE
    return max(ends, default=first), last


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
        is_placeholder(one) or (topic.denied is not None and topic.denied.search(one))
        for one in sentences
    )
