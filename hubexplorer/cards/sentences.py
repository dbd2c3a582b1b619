"""What the plain sentences of a card say of a topic, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hubexplorer.cards.headings import Heading
from hubexplorer.cards.passages import Passage
from hubexplorer.cards.placeholders import is_placeholder
from hubexplorer.cards.topic import lowered, words
from hubexplorer.cards.topics import BIAS, INTENDED_USE, LICENSE, LIMITATIONS, OUT_OF_SCOPE, Topic

_MAX_SENTENCE = 600

SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
_CLAUSE_END = re.compile(r"(?<=[.!?;:])\s+|(?<=[。！？；])")
_STARTS_ANEW = re.compile(r"\s*(?:[-*+•][ \t]|\d{1,3}[.)][ \t]|\||<)")
_QUOTED = re.compile(r"\s*>")
# A sentence about what came before the model.
_OF_OTHERS = words(
    r"\W*(?:(?:the |our |its |their |an? )?(?:old|older|earlier|previous|prior|other|existing"
    r"|traditional|conventional)|most|many|unlike)\b"
    r".{0,40}?\b(?:models?|works?|systems?|approaches|methods|networks?|versions?|tools?|solutions?"
    r"|(?:tagg|pars|classifi|detect|generat|translat|recogni[sz]|rank|encod|segment|predict)(?:er"
    r"|or)s?)\b"
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
_PRONOUN = words(r"\W*(?:it|they|this|these)\b")
# What it is made to find, or what it does not do, is no weakness of it.
_TURNED = words(
    r"(?:n't|\b(?:no|not|never|without(?: any)?|free (?:of|from)|zero|un|cannot|rarely|seldom))"
    r"[ -]?(?:\w+ ){0,2}$"
)
_FOUND_BY_IT = words(
    r"\b(?:detect|find|flag|predict|recogni[sz]|classif|identif|spot|mark|correct|fix|remov|catch"
    r"|filter|tell|label|report|measur|judg|estimat|search|sort|tag)"
    r"(?:s|es|ed|ing|ies|y|ion|or|ors|ier|iers)?(?: of| for| in| whether| as)? (?:[\w-]+ ){0,3}$"
)


def paragraphs(said: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Lines that are read as one text: they follow each other, and no list or table parts them."""
    paragraph: list[Passage] = []
    for passage in said:
        if paragraph and not _goes_on(paragraph[-1], passage):
            yield paragraph
            paragraph = []
        paragraph.append(passage)
    if paragraph:
        yield paragraph


def _goes_on(above: Passage, passage: Passage) -> bool:
    return (
        passage.line == above.line + 1
        and passage.headings == above.headings
        and not _STARTS_ANEW.match(passage.text)
        and bool(_QUOTED.match(passage.text)) is bool(_QUOTED.match(above.text))
    )


def says(topic: Topic, paragraph: Sequence[Passage]) -> int | None:
    """Where a paragraph says something of a topic: a position of its joined lines, or None."""
    if not may_speak(topic, paragraph[0].headings):
        return None
    asked = _asked(paragraph[0].headings)
    text = asked + " ".join(passage.as_read for passage in paragraph)
    if not topic.may_be_in(text):
        return None
    for match in topic.sentences.finditer(text):
        if _is_of_this(topic, text, match):
            return max(0, match.start() - len(asked))
    return None


def _asked(headings: tuple[Heading, ...]) -> str:
    """The question that stands above, which a bare "No." below it needs to be understood."""
    title = lowered(headings[0].title) if headings else ""
    return f"{title} " if title.endswith("?") else ""


def may_speak(topic: Topic, headings: tuple[Heading, ...]) -> bool:
    """Whether what stands under these headings may be about the model at all."""
    if topic.is_of_model and any(one.is_companion for one in headings):
        return False
    if topic in (LICENSE, OUT_OF_SCOPE) or not headings:
        return True
    return not headings[0].is_elsewhere


def _is_of_this(topic: Topic, text: str, match: re.Match[str]) -> bool:
    """Whether the sentence says it of this model, rather than of others or to deny it."""
    start, end = _around(SENTENCE_END, text, match.start())
    sentence = text[start:end]
    if is_placeholder(sentence):
        return False
    if _is_of_another(topic, sentence):
        return False
    if start and _PRONOUN.match(sentence):  # it is what the sentence before was about
        first, last = _around(SENTENCE_END, text, start - 2)
        if _is_of_another(topic, text[first:last]):
            return False
    if topic.unless is not None and topic.unless.search(sentence):
        return False
    clause, _ = _around(_CLAUSE_END, text, match.start())
    before = text[clause : match.start()]
    if topic in (BIAS, LIMITATIONS) and (_TURNED.search(before) or _FOUND_BY_IT.search(before)):
        return False
    if topic is LIMITATIONS and _is_refusal(sentence, match.start() - start):
        return False
    if topic is INTENDED_USE:  # a use that is ruled out beside it does not matter
        sentence = text[clause : match.end()]
    return topic.denied is None or not topic.denied.search(sentence)


def _is_of_another(topic: Topic, sentence: str) -> bool:
    is_of_companion = topic.is_of_model and _OF_COMPANIONS.match(sentence) is not None
    return is_of_companion or _OF_OTHERS.match(sentence) is not None


def _is_refusal(sentence: str, at: int) -> bool:
    """Whether the words at a position rule a use out: they do not say what fails as well."""
    if not OUT_OF_SCOPE.may_be_in(sentence):
        return False
    return any(one.start() <= at < one.end() for one in OUT_OF_SCOPE.sentences.finditer(sentence))


def only_refuses(sentence: str) -> bool:
    """Whether a sentence rules out a use and says nothing of what fails."""
    return OUT_OF_SCOPE.speaks_in(sentence) and LIMITATIONS.sentences.search(sentence) is None


def _around(ends: re.Pattern[str], text: str, at: int) -> tuple[int, int]:
    """Start and end of the part of a text that holds a position, parted by a pattern."""
    first = max(0, at - _MAX_SENTENCE)
    before = [mark.end() for mark in ends.finditer(text, first, at + 1)]
    after = ends.search(text, at + 1, at + _MAX_SENTENCE)
    last = after.start() if after is not None else at + _MAX_SENTENCE
    return max(before, default=first), last
