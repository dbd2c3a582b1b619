"""The arrays that say which rows a change makes derived from which."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from hubexplorer.catalog.bitmaps import BitMap, numbers
from hubexplorer.catalog.columns import Array, entries
from hubexplorer.catalog.family_arrays import circular, marked, pair_arrays
from hubexplorer.catalog.table import Table

_MAX_REACHED = 20_000
"""Two a step up: longer circles are made by hubs that play tricks, with models of their own."""


def changed_arrays(base: Table, later: Table, dead: BitMap) -> dict[str, Array]:
    """The arrays of a later part: the pairs with its rows, and what is circular now."""
    size, pairs = len(base), base.pairs
    found = [*_above(base, later, dead), *_below(base, later, dead)]
    children, bases = np.array(found, np.int64).reshape(-1, 2).T
    order = np.lexsort((bases, children))
    children, bases = children[order], bases[order]
    # A circle that was not there before goes through a changed row.
    start = np.concatenate((np.arange(size, size + len(later)), base.circular.astype(np.int64)))
    seen = np.zeros(size + len(later), np.bool_)
    seen[numbers(dead)] = True
    reached = [np.zeros((2, 0), np.int64)]
    rows = np.unique(start[~seen[start]])
    while len(rows) and len(reached) < _MAX_REACHED:
        seen[rows] = True
        for lower, upper in ((pairs.children, pairs.bases), (children, bases)):
            first = np.searchsorted(lower, rows)
            places = entries(first, np.searchsorted(lower, rows, "right"), len(lower))
            reached.append(np.stack((lower[places], upper[places])).astype(np.int64))
        tops = np.unique(np.concatenate([reached[-1][1], reached[-2][1]]))
        rows = tops[~seen[tops]]
    lower, upper = np.concatenate(reached, axis=1)
    is_live = ~marked(numbers(dead), len(seen))[upper]
    now_circular = circular(lower[is_live], upper[is_live], len(seen))
    return pair_arrays("changes.family", children, bases, now_circular)


def _above(base: Table, later: Table, dead: BitMap) -> Iterator[tuple[int, int]]:
    """Pairs of a later row and its base models."""
    names, hubs, size = later.columns["base_model"], later.columns["hub"], len(base)
    known: dict[tuple[str, int], int | None] = {}
    for row in range(len(later)):
        hub = hubs.text(row)
        for code in names.codes.gather(np.array([row])).tolist():
            if (hub, code) not in known:
                repo = names.values[code]
                inside, before = later.find(hub, repo), base.find(hub, repo)
                is_live = before is not None and before not in dead
                known[hub, code] = (
                    size + inside if inside is not None else before if is_live else None
                )
            found = known[hub, code]
            if found is not None:
                yield size + row, found


def _below(base: Table, later: Table, dead: BitMap) -> Iterator[tuple[int, int]]:
    """Pairs of a row of the base and a later row that it is derived from."""
    names, hubs = base.columns["base_model"], base.columns["hub"]
    for row in range(len(later)):
        code = names.values.find(later.texts["repo"][row])
        if code is None:
            continue
        hub = hubs.values.find(later.columns["hub"].text(row))
        if hub is None:
            continue
        children = numbers(names.codes.postings.rows(code) - dead)
        for child in children[hubs.codes.codes[children] == hub].tolist():
            yield child, len(base) + row
