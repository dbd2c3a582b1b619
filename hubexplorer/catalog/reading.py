"""From rows of a table back to models, many at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from hubexplorer.catalog.coded import Column
from hubexplorer.catalog.collect import GATED
from hubexplorer.catalog.columns import Ints, runs
from hubexplorer.catalog.commits import unpacked
from hubexplorer.catalog.numbers import UNKNOWN_NUMBER, NumberColumn
from hubexplorer.catalog.score_names import score_parts
from hubexplorer.catalog.scores import ScoreColumn
from hubexplorer.catalog.table import Table
from hubexplorer.records import CatalogRow, Score

_PIECE = 4096


def row_at(table: Table, number: int) -> CatalogRow:
    """The model in one row of a table."""
    return next(rows_of(table, np.array([number], np.int64)))


def rows_at(tables: Sequence[Table], places: Ints) -> Iterator[CatalogRow]:
    """The models in rows of several tables: each place is a table's number and a row's."""
    readers = [
        rows_of(table, places[places[:, 0] == number, 1]) for number, table in enumerate(tables)
    ]
    for number in places[:, 0].tolist():
        yield next(readers[number])


def rows_of(table: Table, rows: Ints) -> Iterator[CatalogRow]:
    """The models in some rows of a table, in their order."""
    for start in range(0, len(rows), _PIECE):
        yield from _piece(table, rows[start : start + _PIECE].astype(np.int64))


def _piece(table: Table, rows: Ints) -> Iterator[CatalogRow]:
    single = {
        name: _values(table.columns[name], rows)
        for name in (
            "hub",
            "task",
            "library",
            "license",
            "base_relation",
            "parameters_source",
            "gated",
        )
    }
    several = {
        name: _several(table.columns[name], rows)
        for name in ("language", "tag", "dataset", "format", "base_model")
    }
    texts = {name: table.texts[name].at(rows) for name in ("repo", "summary")}
    commits = [unpacked(bytes(part)) for part in table.commits.parts(rows)]
    known = {name: _known(table.numbers[name], rows) for name in ("parameters", "memory")}
    numbers = {name: table.numbers[name].values[rows].tolist() for name in ("downloads", "likes")}
    updated = np.maximum(table.numbers["updated"].values[rows].astype(np.float64), 0.0).tolist()
    scores = _scores(table.scores, rows)
    for at in range(len(rows)):
        yield CatalogRow(
            hub=single["hub"][at],
            repo=texts["repo"][at],
            commit=commits[at] or None,
            task=single["task"][at],
            library=single["library"][at],
            license_id=single["license"][at],
            languages=several["language"][at],
            tags=several["tag"][at],
            datasets=several["dataset"][at],
            formats=several["format"][at],
            base_models=several["base_model"][at],
            base_relation=single["base_relation"][at],
            parameters=known["parameters"][at],
            parameters_source=single["parameters_source"][at],
            memory_bytes=known["memory"][at],
            downloads=numbers["downloads"][at],
            likes=numbers["likes"][at],
            updated_s=updated[at],
            is_gated=single["gated"][at] == GATED,
            scores=scores[at],
            summary=texts["summary"][at],
        )


def _values(column: Column, rows: Ints) -> list[str]:
    """What each of `rows` has, of a column where each has one value."""
    codes, places = np.unique(column.codes.gather(rows), return_inverse=True)
    texts = column.values.at(codes)
    return [texts[place] for place in places.tolist()]


def _several(column: Column, rows: Ints) -> list[tuple[str, ...]]:
    """What each of `rows` has, of a column where each has any number of values."""
    assert column.codes.row_ends is not None
    texts = _values(column, rows)
    starts, ends = runs(column.codes.row_ends, rows)
    stops = [0, *np.cumsum(ends - starts).tolist()]
    return [tuple(texts[first:last]) for first, last in pairwise(stops)]


def _known(column: NumberColumn, rows: Ints) -> list[int | None]:
    numbers: list[int] = column.values[rows].tolist()
    return [None if number == UNKNOWN_NUMBER else number for number in numbers]


def _scores(column: ScoreColumn, rows: Ints) -> list[tuple[Score, ...]]:
    names = _several(column.names, rows)
    numbers = iter(column.of_rows(rows))
    return [
        tuple(Score(*score_parts(name), next(numbers)) for name in of_row) if of_row else ()
        for of_row in names
    ]
