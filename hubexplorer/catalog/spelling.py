"""The closest known word to one that nobody wrote."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from hubexplorer.catalog.columns import Ints, Texts

_MIN_LENGTH = 3
_MAX_LENGTH = 32
_LENGTH_FOR_TWO_EDITS = 6

Grid = npt.NDArray[np.uint8]


def closest(word: bytes, vocabulary: Texts, frequency: Ints, *, is_prefix: bool) -> int | None:
    """Number of the vocabulary's word that `word` probably meant; None if none is close.

    Close is one edit (two from six bytes on): a byte more, less, other, or two swapped. Of
    equally close words the most frequent is taken, then the first. With `is_prefix`, and when
    no whole word is close, the words that begin with something close count.
    """
    if not _MIN_LENGTH <= len(word) <= _MAX_LENGTH:
        return None
    max_edits = 1 if len(word) < _LENGTH_FOR_TWO_EDITS else 2
    lengths = np.diff(vocabulary.ends, prepend=0)
    candidates = np.flatnonzero(lengths >= len(word) - max_edits)
    if not len(candidates):
        return None
    width = len(word) + max_edits
    lengths = lengths[candidates]
    beginnings = _beginnings(vocabulary, candidates, width)
    edits = _edits(word, beginnings)
    whole = edits[np.minimum(lengths, width), np.arange(len(candidates))]
    whole[lengths > width] = max_edits + 1
    found = _best(whole, frequency[candidates], max_edits)
    if found is None and is_prefix:
        is_beyond = np.arange(width + 1)[:, None] > lengths
        edits[is_beyond] = max_edits + 1
        found = _best(edits.min(axis=0), frequency[candidates], max_edits)
    return None if found is None else int(candidates[found])


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


def _best(edits: Grid, frequency: Ints, max_edits: int) -> int | None:
    close = np.flatnonzero(edits <= max_edits)
    if not len(close):
        return None
    return int(close[np.lexsort((-frequency[close], edits[close]))[0]])
