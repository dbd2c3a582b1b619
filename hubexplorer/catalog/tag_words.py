"""Words in tags: the rows of a word are those of the tags that have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hubexplorer.catalog.bitmaps import BitMap, union
from hubexplorer.catalog.cache import Cache
from hubexplorer.catalog.columns import Array, Arrays, Ints, distinct
from hubexplorer.catalog.pieces import Sequences, with_phrase
from hubexplorer.catalog.postings import Postings, arrays_of_sets

_FEW_TAGS = 8
"""The rows of a word that stands in more tags are stored."""


@dataclass(frozen=True, slots=True)
class TagWords:
    """The words of tags, and the tags of words."""

    of_tag: Sequences
    """By the code of the tag."""
    words: Ints
    """Ascending; each as often as there are tags that have it."""
    tags: Ints
    """The code of the tag that each of `words` stands in."""
    stored_words: Ints
    stored: Postings
    """By place among the stored words."""
    tag_rows: Postings

    @classmethod
    def of(cls, arrays: Arrays, tag_rows: Postings, cache: Cache) -> TagWords:
        return cls(
            Sequences.of(arrays, "tag_words"),
            arrays["tag_words.by_word"],
            arrays["tag_words.tags"],
            arrays["tag_words.stored_words"],
            Postings.of(arrays, "tag_words.stored", cache),
            tag_rows,
        )

    def span(self, start: int, stop: int) -> BitMap:
        """The rows that have any word from `start` to `stop` in a tag."""
        first, last = (int(place) for place in np.searchsorted(self.stored_words, (start, stop)))
        stored = np.arange(first, last)
        sets = [self.stored.together(stored)] if len(stored) else []
        first, last = (int(place) for place in np.searchsorted(self.words, (start, stop)))
        tags = self.tags[first:last]
        if len(stored):
            words = self.words[first:last]
            places = np.searchsorted(self.stored_words, words)
            places = np.minimum(places, len(self.stored_words) - 1)
            tags = tags[self.stored_words[places] != words]
        if len(tags) or not sets:
            sets.append(self.tag_rows.together(distinct(tags)))
        return union(sets)

    def having(self, phrase: Sequence[int]) -> BitMap:
        """The rows that have a tag with the phrase's words next to each other."""
        tags = with_phrase(phrase, self.of_tag.words, self.of_tag.ends)
        return self.tag_rows.together(tags)


def tag_word_arrays(of_tag: Sequences, tag_rows: Postings) -> dict[str, Array]:
    """The arrays that `TagWords.of` reads."""
    tags = np.repeat(np.arange(len(of_tag.ends)), np.diff(of_tag.ends, prepend=0))
    pairs = np.unique(np.stack((of_tag.words.astype(np.int64), tags)), axis=1)
    stored, first, counts = np.unique(pairs[0], return_index=True, return_counts=True)
    is_stored = counts > _FEW_TAGS
    stored, first, counts = stored[is_stored], first[is_stored], counts[is_stored]
    sets = (
        (place, tag_rows.together(pairs[1, start : start + count]))
        for place, (start, count) in enumerate(zip(first.tolist(), counts.tolist(), strict=True))
    )
    return {
        **of_tag.arrays("tag_words"),
        "tag_words.by_word": pairs[0].astype(np.uint32),
        "tag_words.tags": pairs[1].astype(np.uint32),
        "tag_words.stored_words": stored.astype(np.uint32),
        **arrays_of_sets("tag_words.stored", len(stored), sets),
    }
