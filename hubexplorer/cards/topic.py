"""One thing a card should say, and what to read it by."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hubexplorer.records import Gravity


def words(pattern: str) -> re.Pattern[str]:
    """A pattern for `lowered` text: several times as fast as one that ignores capitals."""
    return re.compile(pattern)


def lowered(text: str) -> str:
    """The text in small letters and straight apostrophes, every sign where it was."""
    # U+0130 is the one capital whose small letter is two.
    return text.replace("\u0130", "I").replace("\u2019", "'").lower()


_MARKS = re.compile(
    r"(?<=\S)\*{1,3}|\*{1,3}(?=\S)|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|^\s*>[ \t]?"
)
"""Marks around and before words: of emphasis, and of what is quoted."""


def as_read(text: str) -> str:
    """A line as it is read: lowered, and "it is **not** meant" without its marks."""
    return lowered(_MARKS.sub("", text) if "*" in text or "_" in text or ">" in text else text)


def unread(text: str, at: int) -> int:
    """Where in a line the sign stands that is at a position of what is read of it."""
    for mark in _MARKS.finditer(text):
        if mark.start() > at:
            break
        at += mark.end() - mark.start()
    return at


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing a card should say."""

    kind: str
    label: str
    if_absent: Gravity
    titles: re.Pattern[str]
    """Headings (or labels) under which it is said."""
    sentences: re.Pattern[str]
    """Plain sentences that say it, wherever they stand."""
    wide_titles: re.Pattern[str] | None = None
    """Headings under which it may be said, among other things."""
    needs: re.Pattern[str] | None = None
    """What a line below such a heading must hold to count."""
    needs_if_shared: re.Pattern[str] | None = None
    """The same, where the heading announces another topic as well."""
    needs_if_wide: re.Pattern[str] | None = None
    """The same, where it is a wide one."""
    denied: re.Pattern[str] | None = None
    """Sentences that say something else of it: that it was not done, or is not told."""
    cues: tuple[str, ...] = ()
    """Letters of which some are in every such sentence: looked for first, which is quick."""
    unless: re.Pattern[str] | None = None
    """Plain sentences that only sound like it."""
    is_of_model: bool = False
    """Whether it counts only where the model itself is spoken of, not what comes with it."""

    def may_be_in(self, text: str) -> bool:
        """Whether a text holds any of the topic's cues: a quick look before a slow one."""
        return not self.cues or any(cue in text for cue in self.cues)

    def speaks_in(self, title: str) -> bool:
        """Whether a title is by itself such a sentence."""
        if not self.may_be_in(title) or self.sentences.search(title) is None:
            return False
        return self.unless is None or self.unless.search(title) is None
