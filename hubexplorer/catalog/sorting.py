"""One page of the selected rows, in the order asked for."""

from __future__ import annotations

import numpy as np

from hubexplorer.catalog.columns import Array, Ints
from hubexplorer.catalog.facets import Selection
from hubexplorer.catalog.query import Query
from hubexplorer.catalog.table import UNKNOWN_NUMBER, Table


def page(table: Table, query: Query, selection: Selection, rows: Ints) -> Ints:
    """Those of the selected `rows` (ascending) that are on the page of `query`, in order."""
    stop = query.offset + query.limit
    keys = _keys(table, query, selection, rows)
    if keys is not None:
        if stop < len(rows):
            # Ties of the last key that the page can hold stay, to be told apart by row number.
            is_near = keys <= np.partition(keys, stop)[stop]
            rows, keys = rows[is_near], keys[is_near]
        rows = rows[np.argsort(keys, kind="stable")]
    return rows[query.offset : stop]


def _keys(table: Table, query: Query, selection: Selection, rows: Ints) -> Array | None:
    """What `rows` are sorted by, ascending; None where they are in order already."""
    match query.sort:
        case "relevance" if selection.match is not None:
            levels = selection.match.levels[rows].astype(np.int8)
            return levels if query.descending else -levels
        case "name":
            ranks = table.name_ranks[rows].astype(np.int64)
            return -ranks if query.descending else ranks
        case "relevance" | "downloads" if query.descending:
            return None
        case "relevance":
            numbers = table.numbers["downloads"][rows]
        case _:
            numbers = table.numbers[query.sort][rows]
    last = np.iinfo(np.int64).max
    return np.where(numbers == UNKNOWN_NUMBER, last, -numbers if query.descending else numbers)
