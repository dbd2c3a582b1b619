"""Words of a text, as the catalog searches them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

# Chinese and Japanese write no spaces: each of their characters is a word of its own.
_UNSPACED = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_PIECE = re.compile(r'"([^"]*)"|[^\s"]+')


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a model's texts must contain."""

    words: tuple[str, ...]
    """One word, or several that stand next to each other."""
    is_quoted: bool = False
    """Whether it is taken exactly as written."""
    is_prefix: bool = False
    """Whether longer words that begin so count too."""

    def __str__(self) -> str:
        text = " ".join(self.words)
        return f'"{text}"' if self.is_quoted else text


def words(text: str) -> list[str]:
    """The words of `text`, in lower case and without accents."""
    return _WORD.findall(_folded(text))


def terms(text: str) -> list[Term]:
    """What a search for `text` asks: every word, quoted ones together, the last as a prefix."""
    found: list[Term] = []
    for piece in _PIECE.finditer(text):
        if piece[1] is None:
            found.extend(Term((word,)) for word in words(piece[0]))
        elif quoted := words(piece[1]):
            found.append(Term(tuple(quoted), is_quoted=True))
    if found and not found[-1].is_quoted:
        found[-1] = replace(found[-1], is_prefix=True)
    return found


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    marks_apart = unicodedata.normalize("NFKD", text)
    return "".join(char for char in marks_apart if not unicodedata.combining(char)).casefold()
