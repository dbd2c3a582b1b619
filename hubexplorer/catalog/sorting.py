"""One page of the selected rows, in the order asked for, over all parts of a catalog."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from hubexplorer.catalog.bitmaps import bitmap, intersection, numbers
from hubexplorer.catalog.columns import Array, Ints
from hubexplorer.catalog.numbers import sort_keys
from hubexplorer.catalog.query import Query
from hubexplorer.catalog.selection import Selection

_WALK_SHARE = 64
_FIRST_STEP = 4096


def page(query: Query, selections: Sequence[Selection]) -> Ints:
    """Part and row number of the rows on the page of `query`, in order."""
    stop = query.stop
    found = [_first(query, selection, stop) for selection in selections]
    if len(found) == 1:
        rows = found[0][query.offset : stop]
        return np.column_stack((np.zeros(len(rows), np.uint32), rows))
    pairs = list(zip(selections, found, strict=True))
    keys = np.concatenate([_keys(query, selection, rows) for selection, rows in pairs])
    ties = np.concatenate([selection.part.ties(rows) for selection, rows in pairs])
    owners = np.repeat(np.arange(len(found)), [len(rows) for rows in found])
    rows = np.concatenate(found)
    order = np.lexsort((ties, keys))[query.offset : stop]
    return np.column_stack((owners[order], rows[order]))


def _first(query: Query, selection: Selection, stop: int) -> Ints:
    """The first `stop` of the selected rows of one part."""
    rows = selection.rows
    if not stop:
        return np.zeros(0, np.uint32)
    if query.sort == "relevance" and selection.levels is not None:
        return _by_level(query, selection, stop)
    if query.descending and query.sort in {"downloads", "relevance"}:
        return rows.numbers[:stop]
    if query.sort == "score":
        return _by_score(query, selection, stop)
    order = _stored_order(query, selection)
    if order is not None and rows.size > _WALK_SHARE * stop:
        return np.concatenate([*_walk(order, selection, stop)])[:stop]
    found = rows.numbers
    keys = _keys(query, selection, found)
    if stop < len(found):
        # Ties of the last key that the page can hold stay, to be told apart by row number.
        is_near = keys <= np.partition(keys, stop)[stop]
        found, keys = found[is_near], keys[is_near]
    return found[np.argsort(keys, kind="stable")][:stop]


def _by_level(query: Query, selection: Selection, stop: int) -> Ints:
    """Rows with the text in the best place first, or last."""
    assert selection.levels is not None
    upto = [intersection((selection.rows.bitmap, level)) for level in selection.levels]
    steps = [upto[0], *(wider - nearer for nearer, wider in pairwise(upto))]
    return np.concatenate(
        [numbers(step)[:stop] for step in (steps if query.descending else reversed(steps))]
    )[:stop]


def _by_score(query: Query, selection: Selection, stop: int) -> Ints:
    """Rows that publish the score in its order, then the others."""
    rows, _ = selection.part.table.scores.of_name(next(iter(query.scores)))
    scored = intersection((selection.rows.bitmap, bitmap(rows)))
    found = numbers(scored)
    found = found[np.argsort(_keys(query, selection, found), kind="stable")][:stop]
    others = numbers(selection.rows.bitmap - scored) if len(found) < stop else found[:0]
    return np.concatenate((found, others[: stop - len(found)]))


def _stored_order(query: Query, selection: Selection) -> Ints | None:
    table = selection.part.table
    if query.sort == "name":
        return table.by_name[::-1] if query.descending else table.by_name
    column = table.numbers.get(query.sort)
    return column.descending if column is not None and query.descending else None


def _walk(order: Ints, selection: Selection, stop: int) -> Iterator[Ints]:
    """Selected rows in a stored order, until there are `stop`."""
    mask = selection.rows.mask
    start, step, count = 0, _FIRST_STEP, 0
    while count < stop and start < len(order):
        rows = order[start : start + step]
        rows = rows[mask[rows]]
        yield rows
        count += len(rows)
        start, step = start + step, 2 * step


def _keys(query: Query, selection: Selection, rows: Ints) -> Array:
    """What ascends when rows are in order, ties aside."""
    table = selection.part.table
    match query.sort:
        case "relevance" if selection.levels is not None:
            level = np.zeros(len(rows), np.int64)
            for nearer in selection.levels[:-1]:
                level += np.array([row not in nearer for row in rows.tolist()], np.bool_)
            return level if query.descending else -level
        case "name":
            keys = selection.part.name_keys(rows)
            return keys if not query.descending else -keys
        case "score":
            values = table.scores.values(next(iter(query.scores)), rows)
            return np.where(np.isnan(values), np.inf, -values if query.descending else values)
        case _:
            name = "downloads" if query.sort == "relevance" else query.sort
            return sort_keys(table.numbers[name].values[rows], descending=query.descending)
