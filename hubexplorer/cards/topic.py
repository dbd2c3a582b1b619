"""One thing a card should say, and what to read it by."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hubexplorer.records import Gravity


def words(pattern: str) -> re.Pattern[str]:
    """A pattern for `lowered` text: several times as fast as one that ignores capitals."""
    return re.compile(pattern)


def lowered(text: str) -> str:
    """The text in small letters, every one of them where it was."""
    return text.replace("\u0130", "I").lower()  # the one capital whose small letter is two


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
    is_of_model: bool = False
    """Whether it counts only where the model itself is spoken of, not what comes with it."""
