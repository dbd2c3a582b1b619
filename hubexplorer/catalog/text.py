"""The word index: which models have a word in their id, a tag or their summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np

from hubexplorer.catalog.bitmaps import BitMap, bitmap, intersection, numbers
from hubexplorer.catalog.cache import Cache
from hubexplorer.catalog.columns import Arrays, Ints, Texts, encoded
from hubexplorer.catalog.pieces import PiecedTexts, Sequences, with_phrase
from hubexplorer.catalog.postings import Postings
from hubexplorer.catalog.spelling import Close, close_words
from hubexplorer.catalog.tag_words import TagWords
from hubexplorer.catalog.words import Term, terms

PLACES = ("id", "tag", "summary")
"""Where words stand, the best place first."""
_AT_ONCE = 1 << 14
Levels = tuple[BitMap, ...]
"""By place: the rows that have all that is asked there or in a better place."""


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Ascending words, and the rows that have each, place by place."""

    vocabulary: Texts
    frequency: Ints
    """Word number to how often it stands in all texts."""
    signatures: Ints
    rows: Mapping[str, Postings]
    """By place other than tags, for each word."""
    in_tags: TagWords
    prefixes: Texts
    """Beginnings of so many words that their rows are stored too; they ascend."""
    prefix_rows: Mapping[str, Postings]
    texts: Mapping[str, PiecedTexts]
    """By place other than tags."""
    of_piece: Sequences
    """The words of the pieces of texts."""
    dead_words: Ints
    """Numbers of words that stand in rows which a later part of the catalog replaces; they
    ascend. Only a base that something was changed in has some."""
    dead_frequency: Ints
    cache: Cache

    @classmethod
    def of(
        cls, arrays: Arrays, texts: Mapping[str, PiecedTexts], tag_rows: Postings, cache: Cache
    ) -> WordIndex:
        nothing = np.zeros(0, np.int64)
        return cls(
            Texts.of(arrays, "words"),
            arrays["words.frequency"],
            arrays["words.signatures"],
            {place: Postings.of(arrays, f"words.{place}", cache) for place in texts},
            TagWords.of(arrays, tag_rows, cache),
            Texts.of(arrays, "prefixes"),
            {place: Postings.of(arrays, f"prefixes.{place}", cache) for place in PLACES},
            texts,
            Sequences.of(arrays, "piece_words"),
            nothing,
            nothing,
            cache,
        )

    def number(self, word: str) -> int | None:
        """The number of a word; None if no text has it."""
        return self.vocabulary.find(word)

    def words_of(self, place: str, rows: Ints) -> tuple[Ints, Ints]:
        """The words that some rows have in a place other than tags, and where each row's end."""
        numbers, stops = self.texts[place].numbers(rows)
        words, ends = self.of_piece.of_texts(numbers)
        return words, np.concatenate(([0], ends))[stops]

    def live_frequency(self, words: Ints) -> Ints:
        """How often each of some words stands in rows that nothing replaces."""
        frequency = self.frequency[words].astype(np.int64)
        if len(self.dead_words):
            places = np.searchsorted(self.dead_words, words)
            places = np.minimum(places, len(self.dead_words) - 1)
            is_dead = self.dead_words[places] == words
            frequency[is_dead] -= self.dead_frequency[places[is_dead]]
        return frequency

    def has(self, term: Term) -> bool:
        """Whether a row that nothing replaces has the one word of `term`."""
        start, stop = self._span(term.words[0], is_prefix=term.is_prefix)
        # The first few words answer nearly always; a wide span need not be read whole.
        for first in range(start, stop, 1024):
            words = np.arange(first, min(stop, first + 1024))
            if self.live_frequency(words).any():
                return True
        return False

    def close(self, word: str, *, is_prefix: bool) -> list[tuple[Close, int]]:
        """The words close to `word` that some row has, and how often each stands."""
        found = close_words(encoded(word), self.vocabulary, self.signatures, is_prefix=is_prefix)
        counts = self.live_frequency(np.array([close.number for close in found], np.int64))
        return [
            (close, count) for close, count in zip(found, counts.tolist(), strict=True) if count
        ]

    def match(self, searched: Sequence[Term]) -> Levels:
        """The rows that have every term."""
        levels = [self._levels(term) for term in searched]
        return tuple(intersection(sets) for sets in zip(*levels, strict=True))

    def _levels(self, term: Term) -> Levels:
        by_place = [
            self.cache.get((place, term), lambda place=place: self._rows(term, place))  # type: ignore[misc]
            for place in PLACES
        ]
        return tuple(accumulate(by_place, lambda one, other: one | other))

    def _rows(self, term: Term, place: str) -> BitMap:
        if len(term.words) > 1:
            return self._phrase_rows(term.words, place)
        word = term.words[0]
        if term.is_prefix and (stored := self.prefixes.find(word)) is not None:
            return self.prefix_rows[place].rows(stored)
        span = self._span(word, is_prefix=term.is_prefix)
        return self.in_tags.span(*span) if place == "tag" else self.rows[place].span(*span)

    def _phrase_rows(self, words: tuple[str, ...], place: str) -> BitMap:
        phrase = [number for word in words if (number := self.number(word)) is not None]
        if len(phrase) < len(words):
            return BitMap()
        if place == "tag":
            return self.in_tags.having(phrase)
        sets = [self.rows[place].rows(number) for number in phrase]
        perhaps = numbers(intersection(sets))
        found = [perhaps[:0]]
        for first in range(0, len(perhaps), _AT_ONCE):
            rows = perhaps[first : first + _AT_ONCE]
            found.append(rows[with_phrase(phrase, *self.words_of(place, rows))])
        return bitmap(np.concatenate(found))

    def _span(self, word: str, *, is_prefix: bool) -> tuple[int, int]:
        """Numbers of the first word that is the word, or begins so, and of the first beyond."""
        key = encoded(word)
        # Words hold neither byte: 0x00 sorts behind the word alone, 0xff behind all it begins.
        beyond = key + (b"\xff" if is_prefix else b"\x00")
        return self.vocabulary.lower_bound(key), self.vocabulary.lower_bound(beyond)


def corrected(text: str, indexes: Sequence[WordIndex]) -> tuple[list[Term], str]:
    """The terms to search for, and the text they stand for where it is another than `text`.

    A word that no model has is replaced by the closest one that some model has.
    """
    asked = terms(text)
    searched = [_corrected(term, indexes) for term in asked]
    return searched, "" if searched == asked else " ".join(map(str, searched))


def _corrected(term: Term, indexes: Sequence[WordIndex]) -> Term:
    if term.is_quoted or any(index.has(term) for index in indexes):
        return term
    word = term.words[0]
    for is_prefix in (False, True) if term.is_prefix else (False,):
        edits: dict[str, int] = {}
        frequency: Counter[str] = Counter()
        for index in indexes:
            for close, count in index.close(word, is_prefix=is_prefix):
                found = index.vocabulary[close.number]
                edits[found] = close.edits
                frequency[found] += count
        if edits:
            best = min(edits, key=lambda found: (edits[found], -frequency[found], found))
            return replace(term, words=(best,))
    return term
