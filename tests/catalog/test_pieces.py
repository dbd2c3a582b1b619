"""Texts as numbers of their pieces: they come back, and so do their words."""

from __future__ import annotations

import random

import numpy as np
import pytest

from hubexplorer.catalog.columns import Texts
from hubexplorer.catalog.pieces import (
    PiecedTexts,
    packed,
    packed_sizes,
    pieces,
    unpacked,
    with_phrase,
)
from hubexplorer.catalog.words import words

# fmt: off
PARTS = (
    "", " ", "  ", "-", "/", "a", "A-b", "bert", "Ünï", "e\u0301", "-\u0338", " \u0308x", "ſ", "ß",
    "日本語", "\u00a8", "½", "\n", "\0", "\ud800", "Σς", "_", "x_y", "İ", "ﬁ", "https://a.b/c-d",
)
# fmt: on


def test_the_words_of_a_text_are_those_of_its_pieces() -> None:
    chance = random.Random(1)
    for _ in range(3000):
        text = "".join(chance.choices(PARTS, k=6))
        found = pieces(text)
        assert "".join(found) == text
        assert [word for piece in found for word in words(piece)] == words(text)


def test_texts_come_back() -> None:
    chance = random.Random(2)
    texts = ["".join(chance.choices(PARTS, k=chance.randrange(8))) for _ in range(500)]
    known = [f"filler{number} " for number in range(300)]
    known += dict.fromkeys(piece for text in texts for piece in pieces(text))
    number_of = {piece: number for number, piece in enumerate(known)}
    numbers = [[number_of[piece] for piece in pieces(text)] for text in texts]
    flat = np.array([number for row in numbers for number in row], np.int64)
    stops = np.cumsum([len(row) for row in numbers])
    ends = np.concatenate(([0], np.cumsum(packed_sizes(flat), dtype=np.int64)))[stops]
    kept = PiecedTexts(ends, packed(flat), Texts.collect(known))
    assert [kept[index] for index in range(500)] == texts
    some = np.array(sorted(chance.sample(range(500), 200)), np.int64)
    assert kept.at(some) == [texts[index] for index in some.tolist()]
    assert kept.at(some[:0]) == []
    found, where = kept.numbers(some)
    assert found.tolist() == [number for index in some.tolist() for number in numbers[index]]
    assert where.tolist() == np.cumsum([len(numbers[index]) for index in some.tolist()]).tolist()


@pytest.mark.parametrize("largest", [0, 1, 127, 128, 2**14 - 1, 2**14, 2**21, 2**28 + 5])
def test_numbers_take_as_many_bytes_as_they_need(largest: int) -> None:
    numbers = np.array([0, largest // 3, largest, 1, largest], np.uint32)
    content = packed(numbers)
    assert unpacked(content).tolist() == numbers.tolist()
    assert len(content) == sum(max(1, -(-int(n).bit_length() // 7)) for n in numbers.tolist())


@pytest.mark.parametrize("content", [[128], [1, 255], [255] * 6 + [1]])
def test_bytes_that_are_no_numbers_are_refused(content: list[int]) -> None:
    with pytest.raises(IndexError):
        unpacked(np.array(content, np.uint8))


def test_a_phrase_does_not_run_over_the_end_of_a_text() -> None:
    words_of = np.array([1, 2, 3, 1, 2, 1, 2, 1])
    ends = np.array([3, 3, 4, 6, 8])
    assert with_phrase([1, 2], words_of, ends).tolist() == [0]
    assert with_phrase([2, 1], words_of, ends).tolist() == [3, 4]
    assert with_phrase([1], words_of, ends).tolist() == [0, 2, 3, 4]
    assert with_phrase([1, 2, 3, 1], words_of, ends).tolist() == []
    assert with_phrase([1] * 9, words_of, ends).tolist() == []
