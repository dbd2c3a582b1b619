"""Texts as the numbers of pieces that many of them share: `author7/`, `bert-`, `trained `.

A piece is kept once, those that stand most often first, so that their numbers are the smallest.
A number takes as many bytes as it needs: seven of a byte's bits are its own, the eighth says
whether more follow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from hubexplorer.catalog.columns import Array, Arrays, Ints, Texts, distinct, entries, runs

# Behind these no word goes on, so that the words of a text are those of its pieces.
_PIECE = re.compile(r"[^ /-]*[ /-]|[^ /-]+")
_BITS = 7
_GOES_ON = 1 << _BITS
_MOST_BYTES = 5


def pieces(text: str) -> list[str]:
    """What `text` is put together from, in order."""
    return _PIECE.findall(text)


@dataclass(frozen=True, slots=True)
class PiecedTexts:
    """Many texts, each the numbers of its pieces."""

    ends: Ints
    """Where in `content` each text ends; it starts where the one before ends."""
    content: npt.NDArray[np.uint8]
    pieces: Texts

    @classmethod
    def of(cls, arrays: Arrays, name: str, pieces: Texts) -> PiecedTexts:
        return cls(arrays[f"{name}.ends"], arrays[f"{name}.content"], pieces)

    def __getitem__(self, index: int) -> str:
        start = self.ends[index - 1] if index else 0
        found, number, bits = [], 0, 0
        for byte in self.content[start : self.ends[index]].tolist():
            number |= (byte & (_GOES_ON - 1)) << bits
            bits += _BITS
            if byte < _GOES_ON:
                found.append(self.pieces.part(number))
                number, bits = 0, 0
        return str(b"".join(found), "utf-8", "surrogatepass")

    def at(self, indexes: Ints) -> list[str]:
        """Several of the texts."""
        numbers, stops = self.numbers(indexes)
        starts, ends = runs(self.pieces.ends, numbers)
        whole = np.frombuffer(self.pieces.content, np.uint8)
        content = whole[entries(starts, ends, len(whole))].tobytes()
        sizes = np.concatenate(([0], np.cumsum(ends - starts)))
        bounds = sizes[np.concatenate(([0], stops))].tolist()
        return [
            str(content[first:last], "utf-8", "surrogatepass") for first, last in pairwise(bounds)
        ]

    def numbers(self, indexes: Ints) -> tuple[Ints, Ints]:
        """The numbers of the pieces of some texts, text after text, and where each text ends.

        Raises:
            IndexError: there is no such piece.
        """
        starts, ends = runs(self.ends, indexes)
        content = self.content[entries(starts, ends, len(self.content))]
        numbers = unpacked(content)
        if len(numbers) and numbers.max() >= len(self.pieces):
            raise IndexError("a number without a piece")
        before = np.concatenate(([0], np.cumsum(content < _GOES_ON)))
        return numbers, before[np.cumsum(ends - starts)]


def packed(numbers: Ints) -> npt.NDArray[np.uint8]:
    """The bytes of some numbers."""
    sizes = packed_sizes(numbers)
    ends = np.cumsum(sizes, dtype=np.int64)
    found = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    for place in range(int(sizes.max(initial=0))):
        has = np.flatnonzero(sizes > place)
        byte = (numbers[has] >> np.uint32(_BITS * place)) & np.uint32(_GOES_ON - 1)
        byte |= np.where(sizes[has] > place + 1, np.uint32(_GOES_ON), np.uint32(0))
        found[ends[has] - sizes[has] + place] = byte
    return found


def packed_sizes(numbers: Ints) -> npt.NDArray[np.uint8]:
    """How many bytes each number takes."""
    sizes = np.ones(len(numbers), np.uint8)
    for place in range(1, _MOST_BYTES):
        sizes += numbers >= 1 << (_BITS * place)
    return sizes


def unpacked(content: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """The numbers that `packed` was given.

    Raises:
        IndexError: it cannot have given these bytes.
    """
    ends = np.flatnonzero(content < _GOES_ON)
    starts = np.concatenate(([0], ends[:-1] + 1))[: len(ends)]
    sizes = ends - starts
    most = int(sizes.max(initial=0))
    if most >= _MOST_BYTES or (len(content) and content[-1] >= _GOES_ON):
        raise IndexError("bytes that are no numbers")
    numbers = (content[starts] & np.uint8(_GOES_ON - 1)).astype(np.int64)
    for place in range(1, most + 1):
        has = np.flatnonzero(sizes >= place)
        byte = content[starts[has] + place] & np.uint8(_GOES_ON - 1)
        numbers[has] |= byte.astype(np.int64) << (_BITS * place)
    return numbers


@dataclass(frozen=True, slots=True)
class Sequences:
    """The words of texts in their order: text number to word numbers."""

    words: Ints
    ends: Ints

    @classmethod
    def of(cls, arrays: Arrays, name: str) -> Sequences:
        return cls(arrays[f"{name}.words"], arrays[f"{name}.ends"])

    def arrays(self, name: str) -> dict[str, Array]:
        """The arrays that `of` reads."""
        return {f"{name}.words": self.words, f"{name}.ends": self.ends.astype(np.uint32)}

    def of_texts(self, texts: Ints) -> tuple[Ints, Ints]:
        """The words of some texts, text after text, and where each text ends."""
        starts, ends = runs(self.ends, texts)
        return self.words[entries(starts, ends, len(self.words))], np.cumsum(ends - starts)


def with_phrase(phrase: Sequence[int], words: Ints, ends: Ints) -> Ints:
    """Which texts have the phrase's words next to each other.

    Args:
        words: text after text.
        ends: where each text ends.
    """
    count = max(len(words) - len(phrase) + 1, 0)
    fits = np.ones(count, np.bool_)
    for distance, word in enumerate(phrase):
        fits &= words[distance : distance + count] == word
    at = np.flatnonzero(fits)
    texts = np.searchsorted(ends, at, side="right")
    return distinct(texts[at + len(phrase) <= ends[texts]])
