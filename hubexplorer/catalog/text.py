"""The word index: which models have a word in their id, a tag or their summary."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from hubexplorer.catalog.columns import Array, Arrays, Ints, Mask, Texts, encoded
from hubexplorer.catalog.spelling import closest
from hubexplorer.catalog.words import Term, terms, words
from hubexplorer.records import CatalogRow

NOWHERE = 3
"""The level of a row without the word; 0 its id has it, 1 a tag, 2 its summary."""
_LEVEL_BITS = 2


@dataclass(frozen=True, slots=True)
class Match:
    """Which rows have all terms of a text."""

    levels: npt.NDArray[np.uint8]
    """Row number to the level of its farthest term, or `NOWHERE`."""
    corrected: str
    """What was searched instead of the text; empty: the text itself."""

    @property
    def mask(self) -> Mask:
        return self.levels < NOWHERE


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Ascending words, and for each the places where it stands."""

    vocabulary: Texts
    places: Ints
    """Row number and level in one (row << 2 | level), word after word."""
    positions: Ints
    """Parallel to places: ordinals in the running text. A word next to another has the next
    ordinal; between two texts an ordinal is left out, so that no phrase spans them."""
    place_ends: Ints
    """Word number to where its places end."""

    @classmethod
    def of(cls, arrays: Arrays) -> WordIndex:
        return cls(
            Texts.of(arrays, "words"),
            arrays["words.places"],
            arrays["words.positions"],
            arrays["words.place_ends"],
        )

    @classmethod
    def collect(cls, rows: Sequence[CatalogRow]) -> WordIndex:
        seen: dict[str, int] = {}
        numbers, places, positions = array("I"), array("I"), array("I")
        position = 0
        for row_number, row in enumerate(rows):
            for level, texts in enumerate(((row.repo,), row.tags, (row.summary,))):
                for text in texts:
                    found = [seen.setdefault(word, len(seen)) for word in words(text)]
                    numbers.extend(found)
                    places.extend([row_number << _LEVEL_BITS | level] * len(found))
                    positions.extend(range(position, position + len(found)))
                    position += len(found) + 1
        vocabulary = sorted(seen)
        ranks = np.empty(len(seen), np.uint32)
        ranks[[seen[word] for word in vocabulary]] = np.arange(len(seen))
        word_of_place = ranks[np.frombuffer(numbers, np.uint32)]
        order = np.argsort(word_of_place, kind="stable")
        return cls(
            Texts.collect(vocabulary),
            np.frombuffer(places, np.uint32)[order],
            np.frombuffer(positions, np.uint32)[order],
            np.cumsum(np.bincount(word_of_place, minlength=len(seen))),
        )

    def arrays(self) -> dict[str, Array]:
        """The arrays that `of` reads."""
        return {
            **self.vocabulary.arrays("words"),
            "words.places": self.places,
            "words.positions": self.positions,
            "words.place_ends": self.place_ends,
        }

    def match(self, text: str, size: int) -> Match | None:
        """Which of `size` rows have all terms of `text`; None if it has no term.

        A word that no model has is replaced by the closest one that some model has.
        """
        asked = terms(text)
        if not asked:
            return None
        searched = [self._corrected(term) for term in asked]
        levels = np.zeros(size, np.uint8)
        for term in searched:
            np.maximum(levels, self._levels(term, size), out=levels)
        return Match(levels, "" if searched == asked else " ".join(map(str, searched)))

    def _corrected(self, term: Term) -> Term:
        span = self._span(term.words[0], is_prefix=term.is_prefix)
        if term.is_quoted or span.start < span.stop:
            return term
        frequency = np.diff(self.place_ends, prepend=0)
        found = closest(
            encoded(term.words[0]), self.vocabulary, frequency, is_prefix=term.is_prefix
        )
        return term if found is None else replace(term, words=(self.vocabulary[found],))

    def _levels(self, term: Term, size: int) -> npt.NDArray[np.uint8]:
        if len(term.words) == 1:
            places = self.places[self._span(term.words[0], is_prefix=term.is_prefix)]
        else:
            places = self._phrase_places(term.words)
        levels = np.full(size, NOWHERE, np.uint8)
        level_of_place = places & ((1 << _LEVEL_BITS) - 1)
        for level in reversed(range(NOWHERE)):
            levels[places[level_of_place == level] >> _LEVEL_BITS] = level
        return levels

    def _phrase_places(self, phrase: tuple[str, ...]) -> Ints:
        first = self._span(phrase[0])
        places, positions = self.places[first], self.positions[first]
        for distance, word in enumerate(phrase[1:], start=1):
            follows = np.isin(positions + distance, self.positions[self._span(word)])
            places, positions = places[follows], positions[follows]
        return places

    def _span(self, word: str, *, is_prefix: bool = False) -> slice:
        """Where the places of a word, or of all words beginning so, stand."""
        key = encoded(word)
        start = self.vocabulary.lower_bound(key)
        # Words hold neither byte: 0x00 sorts behind the word alone, 0xff behind all it begins.
        stop = self.vocabulary.lower_bound(key + (b"\xff" if is_prefix else b"\x00"))
        return slice(self._first_place(start), self._first_place(stop))

    def _first_place(self, number: int) -> int:
        return int(self.place_ends[number - 1]) if number else 0
