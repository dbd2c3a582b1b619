"""Building the word index: from the words of texts to the rows of each word."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

import numpy as np

from hubexplorer.catalog.bitmaps import BitMap, union
from hubexplorer.catalog.cache import Cache
from hubexplorer.catalog.coded import smallest
from hubexplorer.catalog.columns import Array, Ints, Texts
from hubexplorer.catalog.postings import Keys, Postings, arrays_of_rows, arrays_of_sets, keyed
from hubexplorer.catalog.spelling import signatures
from hubexplorer.catalog.spool import Content, SpooledCodes, ranked
from hubexplorer.catalog.words import words

_WIDE_WORDS = 256
_WIDE_PLACES = 65_536
"""The rows of a beginning of more words, that stand in more places, are stored."""
_LONGEST_PREFIX_BYTES = 4
_CACHE_BYTES = 32 << 20


class WordCollector:
    """The words of ids and summaries, row after row."""

    def __init__(self) -> None:
        self._id_words = SpooledCodes()
        self._summary_words = SpooledCodes()
        self._tag_words = SpooledCodes()
        self._summary_words.seen = self._tag_words.seen = self._id_words.seen
        self._vocabulary, self._ranks = ranked({})

    def add(self, repo: str, summary: str) -> None:
        self._id_words.add(words(repo))
        self._summary_words.add(words(summary))

    def rank(self, tags: Texts) -> None:
        """Put all words in order, those of the tags too; none can be added any more."""
        for tag in tags:
            self._tag_words.add(words(tag))
        self._vocabulary, self._ranks = ranked(self._id_words.seen)
        self._id_words.seen.clear()

    def arrays(self, order: Ints, tag_rows: Postings) -> Iterator[tuple[str, Content]]:
        """The arrays that `WordIndex.of` reads, of the rows in `order`."""
        vocabulary, ranks = self._vocabulary, self._ranks
        size, tag_count = len(vocabulary), len(tag_rows)
        yield from vocabulary.arrays("words").items()
        yield "words.signatures", signatures(vocabulary)
        by_tag, tag_ends = self._tag_words.in_order(np.arange(tag_count), ranks)
        tag_of_word = np.repeat(np.arange(tag_count), np.diff(tag_ends, prepend=0))
        frequency = np.bincount(by_tag, tag_rows.counts[tag_of_word], size).astype(np.int64)
        frequency += self._id_words.counts(ranks) + self._summary_words.counts(ranks)
        yield "words.frequency", frequency.astype(np.uint32)
        prefixes = _wide_prefixes(vocabulary, frequency)
        yield from Texts.collect(prefix for prefix, _ in prefixes).arrays("prefixes").items()
        spans = [span for _, span in prefixes]
        yield from _sequence("tag_words", by_tag, tag_ends, size)
        sets = _tag_sets(keyed(by_tag, tag_of_word), tag_rows)
        yield from _place("tag", spans, arrays_of_sets("words.tag", size, sets))
        for place, spooled in (("id", self._id_words), ("summary", self._summary_words)):
            found, ends = spooled.in_order(order, ranks)
            yield from _sequence(f"{place}_words", found, ends, size)
            yield from _place(place, spans, arrays_of_rows(f"words.{place}", found, ends, size))
            del found


def _sequence(name: str, words: Ints, ends: Ints, size: int) -> Iterator[tuple[str, Content]]:
    yield f"{name}.words", words.astype(smallest(size))
    yield f"{name}.ends", ends.astype(np.uint32)


def _place(
    place: str, spans: list[tuple[int, int]], arrays: dict[str, Array]
) -> Iterator[tuple[str, Content]]:
    """The postings of a place's words, and of the wide beginnings there."""
    yield from arrays.items()
    postings = Postings.of(arrays, f"words.{place}", Cache(_CACHE_BYTES))
    sets = ((number, postings.span(*span)) for number, span in enumerate(spans))
    yield from arrays_of_sets(f"prefixes.{place}", len(spans), sets).items()


def _tag_sets(tags_of_word: Keys, tag_rows: Postings) -> Iterator[tuple[int, BitMap]]:
    numbers = (tags_of_word >> np.uint64(32)).astype(np.int64)
    tags = tags_of_word.astype(np.uint32)
    first_of_word = np.flatnonzero(np.diff(numbers, prepend=-1)).tolist()
    for first, last in pairwise([*first_of_word, len(numbers)]):
        rows = union([tag_rows.rows(tag) for tag in tags[first:last].tolist()])
        yield int(numbers[first]), rows


def _wide_prefixes(vocabulary: Texts, frequency: Ints) -> list[tuple[str, tuple[int, int]]]:
    """Beginnings that many words share, ascending, and the numbers of those words."""
    if not len(vocabulary):
        return []
    shared = _shared_bytes(vocabulary)
    found: dict[bytes, tuple[int, int]] = {}
    for length in range(1, _LONGEST_PREFIX_BYTES + 1):
        starts = np.flatnonzero(shared < length)
        stops = np.append(starts[1:], len(vocabulary))
        is_wide = stops - starts > _WIDE_WORDS
        is_wide &= np.add.reduceat(frequency, starts) > _WIDE_PLACES
        for start, stop in zip(starts[is_wide].tolist(), stops[is_wide].tolist(), strict=True):
            found[bytes(vocabulary.part(start)[:length])] = start, stop
    prefixes = []
    for prefix in sorted(found):
        with suppress(UnicodeDecodeError):  # it ends within a character
            prefixes.append((prefix.decode("utf-8", "surrogatepass"), found[prefix]))
    return prefixes


def _shared_bytes(vocabulary: Texts) -> Ints:
    """With how many bytes each word begins as the one before; 0 for the first."""
    content = np.frombuffer(vocabulary.content, np.uint8)
    ends = vocabulary.ends
    starts = np.concatenate(([0], ends[:-1]))
    shared = np.zeros(len(ends), np.uint8)
    goes_on = np.ones(len(ends) - 1, np.bool_)
    for place in range(_LONGEST_PREFIX_BYTES):
        at = starts + place
        byte = np.where(at < ends, content[np.minimum(at, len(content) - 1)], 0)
        goes_on &= (byte[1:] == byte[:-1]) & (byte[1:] != 0)
        shared[1:] += goes_on
    return shared
