"""Building the word index: from the pieces of texts to the rows of each word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

import numpy as np

from hubexplorer.catalog.bitmaps import BitMap
from hubexplorer.catalog.cache import Cache
from hubexplorer.catalog.coded import smallest
from hubexplorer.catalog.columns import Array, Ints, Texts, short
from hubexplorer.catalog.pieces import Sequences, packed, packed_sizes, pieces
from hubexplorer.catalog.postings import Postings, arrays_of_rows, arrays_of_sets
from hubexplorer.catalog.spelling import signatures
from hubexplorer.catalog.spool import Content, SpooledCodes
from hubexplorer.catalog.tag_words import TagWords, tag_word_arrays
from hubexplorer.catalog.vocabulary import Vocabulary
from hubexplorer.catalog.words import words

_WIDE_WORDS = 256
_WIDE_PLACES = 65_536
"""The rows of a beginning of more words, that stand in more places, are stored."""
_LONGEST_PREFIX_BYTES = 4
_CACHE_BYTES = 32 << 20
_AT_ONCE = 1 << 16


class WordCollector:
    """The pieces of ids and summaries, row after row, and then their words.

    Args:
        open_file: opens a file in which much waits until the order of the rows is known.
    """

    def __init__(self, open_file: Callable[[], BinaryIO]) -> None:
        self._open_file = open_file
        self._pieces = Vocabulary()
        self._texts = {name: SpooledCodes(open_file, self._pieces) for name in ("repo", "summary")}

    def add(self, repo: str, summary: str) -> None:
        self._texts["repo"].add(pieces(repo))
        self._texts["summary"].add(pieces(summary))

    def arrays(
        self, order: Ints, tags: Texts, tag_counts: Ints, tag_rows: Postings
    ) -> Iterator[tuple[str, Content]]:
        """The arrays that `PiecedTexts.of` and `WordIndex.of` read, of the rows in `order`."""
        counts, ranks, dictionary = self._dictionary()
        yield from dictionary.arrays("pieces").items()
        vocabulary, words_of_piece, words_of_tag = self._words_of(dictionary, tags)
        del dictionary
        size = len(vocabulary)
        yield from vocabulary.arrays("words").items()
        yield "words.signatures", signatures(vocabulary)
        frequency = _frequency(words_of_piece, counts, size)
        frequency += _frequency(words_of_tag, tag_counts, size)
        yield "words.frequency", frequency.astype(np.uint32)
        yield from words_of_piece.arrays("piece_words").items()
        prefixes = _wide_prefixes(vocabulary, frequency)
        del vocabulary, frequency
        yield from Texts.collect(prefix for prefix, _ in prefixes).arrays("prefixes").items()
        spans = [span for _, span in prefixes]
        in_tags = tag_word_arrays(words_of_tag, tag_rows)
        yield from in_tags.items()
        of_tags = TagWords.of(in_tags, tag_rows, Cache(_CACHE_BYTES))
        yield from _prefix_arrays("tag", spans, of_tags.span).items()
        for place, name in (("id", "repo"), ("summary", "summary")):
            found, ends = self._texts.pop(name).in_order(order, ranks)
            yield from _text_arrays(name, found, ends)
            found, ends = _expanded(found, ends, words_of_piece)
            arrays = arrays_of_rows(f"words.{place}", found, ends, size)
            del found, ends, arrays[f"words.{place}.counts"]
            yield from arrays.items()
            rows = Postings.of(arrays, f"words.{place}", Cache(_CACHE_BYTES))
            yield from _prefix_arrays(place, spans, rows.span).items()

    def _dictionary(self) -> tuple[Ints, Ints, Texts]:
        """How often each piece stands, most first; places by when they came; the pieces."""
        ascending, ranks = self._pieces.ranked()
        self._pieces = Vocabulary()
        size = len(ascending)
        counts = np.zeros(size, np.int64)
        for texts in self._texts.values():
            texts.vocabulary = self._pieces
            counts += texts.counts(ranks, size)
        by_count = np.argsort(-counts, kind="stable")
        places = np.empty(size, np.uint32)
        places[by_count] = np.arange(size, dtype=np.uint32)
        return counts[by_count], places[ranks], ascending.part_of(by_count)

    def _words_of(self, dictionary: Texts, tags: Texts) -> tuple[Texts, Sequences, Sequences]:
        """All words, and those of each piece and of each tag."""
        known = Vocabulary()
        spooled = SpooledCodes(self._open_file, known), SpooledCodes(self._open_file, known)
        for codes, texts in zip(spooled, (dictionary, tags), strict=True):
            for text in texts:
                codes.add(words(text))
        vocabulary, ranks = known.ranked()
        kind = smallest(len(vocabulary))
        of_piece, of_tag = (
            codes.in_order(np.arange(len(texts)), ranks)
            for codes, texts in zip(spooled, (dictionary, tags), strict=True)
        )
        return (
            vocabulary,
            Sequences(of_piece[0].astype(kind), of_piece[1]),
            Sequences(of_tag[0].astype(kind), of_tag[1]),
        )


def _frequency(words_of: Sequences, counts: Ints, size: int) -> Ints:
    """How often each word stands in texts of which each comes so many times."""
    times = np.repeat(counts, np.diff(words_of.ends, prepend=0))
    return np.bincount(words_of.words, times, size).astype(np.int64)


def _text_arrays(name: str, numbers: Ints, ends: Ints) -> Iterator[tuple[str, Content]]:
    """The arrays of texts whose pieces' numbers are given, text after text."""
    yield f"{name}.content", (packed(part) for part, _ in _parts(numbers, ends))
    found, before = [np.zeros(0, np.int64)], 0
    for part, part_ends in _parts(numbers, ends):
        sizes = np.concatenate(([0], np.cumsum(packed_sizes(part), dtype=np.int64)))
        found.append(before + sizes[part_ends])
        before += int(sizes[-1])
    yield f"{name}.ends", short(np.concatenate(found))


def _parts(numbers: Ints, ends: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Some texts at a time: the numbers of each, and where it ends among them."""
    for first in range(0, len(ends), _AT_ONCE):
        part = ends[first : first + _AT_ONCE]
        start = int(ends[first - 1]) if first else 0
        yield numbers[start : int(part[-1])], part - start


def _expanded(numbers: Ints, ends: Ints, words_of_piece: Sequences) -> tuple[Ints, Ints]:
    """The words of texts whose pieces' numbers are given, and where each text ends."""
    sizes = np.diff(words_of_piece.ends, prepend=0)
    total = sum(int(sizes[part].sum()) for part, _ in _parts(numbers, ends))
    found, stops, before = np.empty(total, np.uint32), np.empty(len(ends), np.int64), 0
    at = 0
    for part, part_ends in _parts(numbers, ends):
        some, piece_ends = words_of_piece.of_texts(part)
        found[before : before + len(some)] = some
        inside = np.concatenate(([0], piece_ends))[part_ends]
        stops[at : at + len(inside)] = before + inside
        before += len(some)
        at += len(inside)
    return found, stops


def _prefix_arrays(
    place: str, spans: list[tuple[int, int]], rows: Callable[[int, int], BitMap]
) -> dict[str, Array]:
    """The postings of the wide beginnings in a place."""
    sets = ((number, rows(*span)) for number, span in enumerate(spans))
    return arrays_of_sets(f"prefixes.{place}", len(spans), sets)


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
