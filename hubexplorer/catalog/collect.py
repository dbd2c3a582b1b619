"""From models to the arrays of a snapshot: tidied, numbered by downloads, taken apart."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from hubexplorer.catalog.alphabet import in_order
from hubexplorer.catalog.cache import Cache
from hubexplorer.catalog.coded import codes_arrays
from hubexplorer.catalog.columns import Ints, encoded
from hubexplorer.catalog.commits import packed
from hubexplorer.catalog.family_arrays import family_arrays
from hubexplorer.catalog.numbers import UNKNOWN_NUMBER, number_arrays
from hubexplorer.catalog.postings import Postings
from hubexplorer.catalog.score_names import score_name
from hubexplorer.catalog.spool import Content, SpooledCode, SpooledCodes, SpooledTexts
from hubexplorer.catalog.wordlists import WordCollector
from hubexplorer.records import CatalogRow, Score

GATED, OPEN = "yes", "no"
SINGLE = (
    "task",
    "library",
    "license",
    "author",
    "hub",
    "gated",
    "relation",
    "base_relation",
    "parameters_source",
)
MULTI = ("language", "format", "dataset", "base_model", "score", "tag")
NUMBERS = ("parameters", "memory", "downloads", "likes", "updated")
STORED_ORDERS = ("parameters", "likes", "updated")
_LARGEST = 2**63 - 1
_LARGEST_SCORE = 1e300
_YEAR_2100_S = 4_102_444_800.0
_CACHE_BYTES = 32 << 20


class Collector:
    """Rows as they come, of several of one repository the last; then the arrays of them all.

    A hub may say anything. Repeated and empty values of a row are dropped, counts are cut to
    what 63 bits hold, a number of parameters or bytes below 0 or beyond is unknown, and so is
    a date that is not after 1970 and before 2100. A score is a number, and the first one of its
    data set and metric; one that is nameless is none.

    Args:
        open_file: opens a file in which texts wait until the order of the rows is known.
    """

    def __init__(self, open_file: Callable[[], BinaryIO] = BytesIO) -> None:
        self._keys = array("q")
        self._single = {name: SpooledCode(open_file) for name in SINGLE}
        self._multi = {name: SpooledCodes(open_file) for name in MULTI}
        self._scores = array("d")
        self._numbers: dict[str, array[Any]] = {
            name: array("d" if name == "updated" else "q") for name in NUMBERS
        }
        self._repos, self._commits = SpooledTexts(open_file), SpooledTexts(open_file)
        self._words = WordCollector(open_file)

    def add(self, row: CatalogRow) -> None:
        """Keep one row."""
        row = _tidied(row)
        self._keys.append(hash((row.hub, row.repo)))
        single = (
            row.task,
            row.library,
            row.license_id,
            row.author,
            row.hub,
            GATED if row.is_gated else OPEN,
            row.base_relation or ("" if row.base_models else "base"),
            row.base_relation,
            row.parameters_source,
        )
        for column, value in zip(self._single.values(), single, strict=True):
            column.add(value)
        scores = [score_name(score.dataset, score.metric) for score in row.scores]
        self._scores.extend(score.value for score in row.scores)
        multi = (row.languages, row.formats, row.datasets, row.base_models, scores, row.tags)
        for codes, values in zip(self._multi.values(), multi, strict=True):
            codes.add(values)
        known = UNKNOWN_NUMBER
        numbers = (
            known if row.parameters is None else row.parameters,
            known if row.memory_bytes is None else row.memory_bytes,
            row.downloads,
            row.likes,
            row.updated_s or known,
        )
        for kept, number in zip(self._numbers.values(), numbers, strict=True):
            kept.append(number)
        self._repos.add(encoded(row.repo))
        self._commits.add(packed(row.commit or ""))
        self._words.add(row.repo, row.summary)

    def arrays(self) -> Iterator[tuple[str, Content]]:
        """What `Table.of` reads, array after array; once only, as what was read is let go."""
        order, by_name = self._orders()
        name_ranks = np.empty(len(order), np.uint32)
        name_ranks[by_name] = np.arange(len(order), dtype=np.uint32)
        yield "by_name", by_name
        yield "name_ranks", name_ranks
        del by_name, name_ranks
        yield from self._commits.arrays("commit", order)
        while self._numbers:
            name, numbers = self._numbers.popitem()
            in_rows = np.frombuffer(numbers, numbers.typecode)[order]
            del numbers
            yield from number_arrays(name, in_rows, is_sorted_by=name in STORED_ORDERS).items()
        hubs = self._hubs()[order]
        while self._single:
            name, column = self._single.popitem()
            values, ranks = column.vocabulary.ranked()
            yield from values.arrays(name).items()
            codes_in_order = column.in_order(order, ranks)
            del column, ranks
            yield from codes_arrays(name, codes_in_order, None, len(values)).items()
        scores = self._multi["score"].entries_in(order)
        yield "score.numbers", np.frombuffer(self._scores, np.float64)[scores]
        del scores
        for name in MULTI:
            codes = self._multi.pop(name)
            values, ranks = codes.vocabulary.ranked()
            entries, row_ends = codes.in_order(order, ranks)
            del codes, ranks
            arrays = codes_arrays(name, entries, row_ends, len(values))
            yield from (values.arrays(name) | arrays).items()
            if name == "base_model":
                repos = self._repos.items(order.tolist())
                yield from family_arrays(repos, hubs, values, entries, row_ends).items()
                del hubs
        # Tags are the last of them.
        del entries, row_ends
        tag_rows = Postings.of(arrays, "tag", Cache(_CACHE_BYTES))
        yield from self._words.arrays(order, values, arrays["tag.counts"], tag_rows)

    def _orders(self) -> tuple[Ints, Ints]:
        """Which of the rows that came is each of the table's, and its rows by name."""
        rows = self._last_of_each()
        hub_ranks = self._hubs()
        by_hub = rows[np.argsort(hub_ranks[rows], kind="stable")]
        by_id = in_order(self._repos, by_hub, folded=False)
        id_ranks = np.empty(len(self._keys), np.uint32)
        id_ranks[by_id] = np.arange(len(by_id), dtype=np.uint32)
        downloads = np.frombuffer(self._numbers["downloads"], np.int64)
        order = rows[np.lexsort((id_ranks[rows], hub_ranks[rows], -downloads[rows]))]
        del id_ranks, hub_ranks, by_hub
        number_of = np.empty(len(self._keys), np.uint32)
        number_of[order] = np.arange(len(order), dtype=np.uint32)
        return order, number_of[in_order(self._repos, by_id, folded=True)]

    def _hubs(self) -> Ints:
        """The hub of each row that came, by its place among them."""
        hubs = self._single["hub"]
        return hubs.vocabulary.ranked()[1][hubs.codes()]

    def _last_of_each(self) -> Ints:
        """The rows that came, without those whose repository came again."""
        keys = np.frombuffer(self._keys, np.int64)
        order = np.argsort(keys, kind="stable")
        again = np.flatnonzero(keys[order][1:] == keys[order][:-1])
        rows = np.arange(len(keys))
        if not len(again):
            return rows
        alike = np.unique(np.concatenate((order[again], order[again + 1]))).tolist()
        hub_of = self._hubs()
        names = self._repos.items(alike)
        last = {(int(hub_of[row]), name): row for row, name in zip(alike, names, strict=True)}
        return np.setdiff1d(rows, np.array(sorted(set(alike) - set(last.values())), np.int64))


@contextmanager
def collected(rows: Iterable[CatalogRow], folder: Path) -> Iterator[Collector]:
    """All of `rows`; their texts wait in nameless files of `folder` meanwhile."""
    with ExitStack() as files:
        collector = Collector(lambda: files.enter_context(tempfile.TemporaryFile(dir=folder)))
        for row in rows:
            collector.add(row)
        yield collector


def _tidied(row: CatalogRow) -> CatalogRow:
    return replace(
        row,
        languages=_distinct(row.languages),
        tags=_distinct(row.tags),
        datasets=_distinct(row.datasets),
        formats=_distinct(row.formats),
        base_models=_distinct(row.base_models),
        scores=_usable(row.scores),
        parameters=_size(row.parameters),
        memory_bytes=_size(row.memory_bytes),
        downloads=min(max(row.downloads, 0), _LARGEST),
        likes=min(max(row.likes, 0), _LARGEST),
        updated_s=row.updated_s if 0 < row.updated_s < _YEAR_2100_S else 0.0,
    )


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in dict.fromkeys(values) if value)


def _usable(scores: tuple[Score, ...]) -> tuple[Score, ...]:
    found: dict[tuple[str, str], Score] = {}
    for score in scores:
        if score.dataset and score.metric and abs(score.value) <= _LARGEST_SCORE:
            found.setdefault((score.dataset, score.metric), score)
    return tuple(found.values())


def _size(value: int | None) -> int | None:
    return value if value is not None and 0 <= value <= _LARGEST else None
