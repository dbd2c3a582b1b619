"""How cards in other languages than English say it: phrases.csv as parts of patterns.

A row is a topic, a language, where it stands (`heading`, `sentence`, or `column` of a table) and
the words. `*` stands for any letters, ` ~ ` for up to forty signs of any kind, `#` for a figure.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

_FIRST_THAT_JOINS_WORDS = "\u0590"
"""From here on scripts join words with others, or do not part them."""


def phrases(topic: str, where: str) -> str:
    """The words for a topic as further alternatives of a pattern; none gives an empty text."""
    found = [text for kind, place, text in _rows() if (kind, place) == (topic, where)]
    joined = [_pattern(text) for text in found if max(text) >= _FIRST_THAT_JOINS_WORDS]
    apart = [_pattern(text) + _end(text) for text in found if max(text) < _FIRST_THAT_JOINS_WORDS]
    # One test for the start of a word before all of them: they are tried at every letter.
    return (rf"|\b(?:{'|'.join(apart)})" if apart else "") + "".join(f"|{one}" for one in joined)


def cues(topic: str) -> tuple[str, ...]:
    """Letters of which some are in every sentence that holds one of the topic's phrases."""
    found = (text for kind, place, text in _rows() if (kind, place) == (topic, "sentence"))
    return tuple(dict.fromkeys(re.split(r"\*| ~ |#", text)[0] for text in found))


def _pattern(text: str) -> str:
    pattern = re.escape(text).replace(r"\*", r"\w{0,20}").replace(r"\ \~\ ", ".{0,40}?")
    return pattern.replace(r"\#", r"\d")


def _end(text: str) -> str:
    return "" if text.endswith(("*", "#", "%")) else r"\b"


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    text = files("hubexplorer.cards").joinpath("phrases.csv").read_text(encoding="utf-8")
    return tuple(
        (row["topic"], row["where"], row["words"]) for row in csv.DictReader(text.splitlines())
    )
