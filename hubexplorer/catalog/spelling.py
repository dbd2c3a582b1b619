"""Known words that are close to one that nobody wrote."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hubexplorer.catalog.columns import Ints, Texts, runs

_MIN_LENGTH = 3
_MAX_LENGTH = 32
_LENGTH_FOR_TWO_EDITS = 6
_PIECE = 1 << 16

Grid = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Close:
    """A word of a vocabulary, and how many edits away it is."""

    number: int
    edits: int


def signatures(vocabulary: Texts) -> npt.NDArray[np.uint32]:
    """For each word which bytes it holds, as bits of one number; several bytes share a bit.

    A word one edit from another lacks at most one bit of the other's and has at most one more,
    so that comparing the numbers leaves few words to look at.
    """
    content = np.frombuffer(vocabulary.content, np.uint8)
    starts = np.concatenate(([0], vocabulary.ends[:-1])).astype(np.int64)
    if not len(content):
        return np.zeros(len(vocabulary), np.uint32)
    return np.bitwise_or.reduceat(_bits(content), starts)


def close_words(
    word: bytes, vocabulary: Texts, signature_of_word: Ints, *, is_prefix: bool
) -> list[Close]:
    """The vocabulary's words that `word` may mean, or with `is_prefix` begin to mean.

    Close is one edit (two from six bytes on): a byte more, less, other, or two swapped.
    """
    if not _MIN_LENGTH <= len(word) <= _MAX_LENGTH:
        return []
    max_edits = 1 if len(word) < _LENGTH_FOR_TWO_EDITS else 2
    candidates = _candidates(word, signature_of_word, max_edits, is_prefix=is_prefix)
    starts, ends = runs(vocabulary.ends, candidates)
    lengths = ends - starts
    has_length = lengths >= len(word) - max_edits
    if not is_prefix:
        has_length &= lengths <= len(word) + max_edits
    candidates, lengths = candidates[has_length], lengths[has_length]
    if not len(candidates):
        return []
    width = len(word) + max_edits
    edits = _edits(word, _beginnings(vocabulary, candidates, width))
    if is_prefix:
        is_beyond = np.arange(width + 1)[:, None] > lengths
        edits[is_beyond] = max_edits + 1
        fewest = edits.min(axis=0)
    else:
        fewest = edits[lengths, np.arange(len(candidates))]
    close = np.flatnonzero(fewest <= max_edits)
    return [
        Close(number, count)
        for number, count in zip(candidates[close].tolist(), fewest[close].tolist(), strict=True)
    ]


def _bits(content: Grid) -> npt.NDArray[np.uint32]:
    bits: npt.NDArray[np.uint32] = np.left_shift(np.uint32(1), content % np.uint8(32), dtype="u4")
    return bits


def _candidates(
    word: bytes, signature_of_word: Ints, max_edits: int, *, is_prefix: bool
) -> npt.NDArray[np.intp]:
    signature = np.bitwise_or.reduce(_bits(np.frombuffer(word, np.uint8)))
    found = [np.zeros(0, np.intp)]
    # Pieces whose arrays stay in the processor's cache take half the time of one large one.
    for first in range(0, len(signature_of_word), _PIECE):
        others = signature_of_word[first : first + _PIECE]
        is_near = np.bitwise_count(signature & ~others) <= max_edits
        if not is_prefix:
            is_near &= np.bitwise_count(others & ~signature) <= max_edits
        found.append(np.flatnonzero(is_near) + first)
    return np.concatenate(found)


def _beginnings(vocabulary: Texts, numbers: Ints, width: int) -> Grid:
    """The first `width` bytes of the words, one column a word; 0 behind a word's end."""
    ends = vocabulary.ends[numbers]
    starts = np.where(numbers > 0, vocabulary.ends[numbers - 1], 0)
    where = starts + np.arange(width)[:, None]
    content = np.frombuffer(vocabulary.content, np.uint8)
    return np.where(where < ends, content[np.minimum(where, len(content) - 1)], 0)


def _edits(word: bytes, others: Grid) -> Grid:
    """Edits from `word` to the first 0, 1, 2, ... bytes of each other word, one row a length.

    Optimal string alignment, all words at once.
    """
    width, count = others.shape
    first = np.repeat(np.arange(width + 1, dtype=np.uint8)[:, None], count, axis=1)
    before, above = first, first
    for i, byte in enumerate(word):
        row = np.empty_like(first)
        row[0] = i + 1
        differs = (others != byte).astype(np.uint8)
        for j in range(width):
            np.minimum(above[j + 1] + 1, row[j] + 1, out=row[j + 1])
            np.minimum(row[j + 1], above[j] + differs[j], out=row[j + 1])
            if i and j:
                swapped = (others[j - 1] == byte) & (others[j] == word[i - 1])
                np.copyto(row[j + 1], np.minimum(row[j + 1], before[j - 1] + 1), where=swapped)
        before, above = above, row
    return above
