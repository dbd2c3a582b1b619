"""Test rows that a candidate may have seen in training, word for word or nearly so."""

from __future__ import annotations

import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SIMILAR = 0.7
_SHINGLE = 5
_BANDS, _BAND_ROWS = 16, 3
_PRIME = (1 << 31) - 1
_MAX_BUCKET = 200


@dataclass(frozen=True, slots=True)
class Overlap:
    """One test row and the training row that it repeats."""

    test: int
    train: int
    similarity: float
    """Shared runs of five characters among all of both; 1 is the same text."""


def overlaps(
    test: Sequence[str], train: Sequence[str], *, at_least: float = SIMILAR
) -> list[Overlap]:
    """For each test text that a training text repeats, the most similar one.

    Texts are compared without case, accents of composition and spacing. Those less alike than
    nine tenths may, rarely, be missed: candidates are found by MinHash.
    """
    places = {text: place for place, text in reversed(list(enumerate(map(_fold, train))))}
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    shingles = [_shingles(text) for text in places]
    numbers = list(places.values())
    for index, own in enumerate(shingles):
        for key in _keys(own):
            if len(buckets[key]) < _MAX_BUCKET:
                buckets[key].append(index)
    found = []
    for number, text in enumerate(map(_fold, test)):
        if text in places:
            found.append(Overlap(number, places[text], 1.0))
            continue
        own = _shingles(text)
        near = {index for key in _keys(own) for index in buckets.get(key, ())}
        best = max(
            ((_similarity(own, shingles[index]), -numbers[index]) for index in near),
            default=(0.0, 0),
        )
        if best[0] >= at_least:
            found.append(Overlap(number, -best[1], best[0]))
    return found


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _shingles(text: str) -> NDArray[np.int64]:
    pieces = {text[at : at + _SHINGLE] for at in range(max(1, len(text) - _SHINGLE + 1))}
    # Below the prime, so that a product with a factor stays within 64 bits.
    numbers = [zlib.crc32(piece.encode("utf-8", "surrogatepass")) % _PRIME for piece in pieces]
    return np.unique(np.array(numbers, dtype=np.int64))


def _keys(shingles: NDArray[np.int64]) -> Iterator[tuple[int, bytes]]:
    """One key a band: similar texts are likely to share at least one."""
    lowest = ((shingles[:, None] * _FACTORS + _OFFSETS) % _PRIME).min(0).reshape(_BANDS, _BAND_ROWS)
    return ((band, row.tobytes()) for band, row in enumerate(lowest))


def _similarity(first: NDArray[np.int64], second: NDArray[np.int64]) -> float:
    shared = len(np.intersect1d(first, second, assume_unique=True))
    return shared / (len(first) + len(second) - shared)


_GENERATOR = np.random.default_rng(20)
_FACTORS = _GENERATOR.integers(1, _PRIME, _BANDS * _BAND_ROWS, dtype=np.int64)
_OFFSETS = _GENERATOR.integers(0, _PRIME, _BANDS * _BAND_ROWS, dtype=np.int64)
