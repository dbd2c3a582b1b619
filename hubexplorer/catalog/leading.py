"""The values that most rows have, found without counting all the others.

A value cannot have more of the selected rows than it has of all rows. So values are looked at in
the order of their stored counts, until the next stored count is below the best ones found.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hubexplorer.catalog.bitmaps import Rows
from hubexplorer.catalog.coded import Codes, Counts
from hubexplorer.catalog.columns import Ints

_STEP = 32
_MEET_NS = 1_000.0
_CONTAINER_NS = 150.0
_CONTAINER_ROWS = 65_536
_PATIENCE = 4
"""So many times as many values as expected are looked at before all are counted instead."""


def leading(
    codes: Codes, rows: Rows, top: int, *, more: Counts, also: Sequence[int], without: int | None
) -> Counts | None:
    """Counts of `rows` of the `top` codes that have most together with `more`, and of others.

    The rows behind `more` are elsewhere and have some of the same codes.

    Args:
        also: codes to be counted in any case.
        without: a code to be left out; `more` and `also` do not have it.

    Returns:
        None where counting all codes takes less.
    """
    order = codes.by_count
    if without is not None:
        order = order[order != without]
    if not 0 < top < len(order) or rows.size == rows.table_size:
        return None
    stored = codes.counts[order]
    expected = int(np.sum(stored >= stored[top - 1] * (rows.size / rows.table_size)))
    meet_ns = _MEET_NS + _CONTAINER_NS * (1 + rows.table_size / _CONTAINER_ROWS)
    if expected == len(order) or expected * meet_ns > codes.cost_ns(rows):
        return None
    search = _Search(codes, rows, more)
    search.look(np.array(also, np.int64))
    enough = _PATIENCE * expected + _STEP
    for start in range(0, min(len(order), enough), _STEP):
        search.look(order[start : start + _STEP])
        best = search.best(top)
        is_end = start + _STEP >= len(order)
        beyond = int(stored[-1]) - 1 if is_end else int(stored[start + _STEP])
        if best > beyond:
            at_most = more.counts + np.minimum(codes.counts[more.codes], beyond)
            rest = more.codes[at_most >= best]
            if len(rest) > enough:
                return None
            search.look(rest)
            return search.counts()
    return None


class _Search:
    """What was counted so far."""

    def __init__(self, codes: Codes, rows: Rows, more: Counts) -> None:
        self._postings = codes.postings
        self._meet = rows.bitmap.intersection_cardinality
        self._more = dict(zip(more.codes.tolist(), more.counts.tolist(), strict=True))
        self._found: dict[int, int] = {}
        self._totals: list[int] = []

    def look(self, codes: Ints) -> None:
        """Count those of `codes` that are not yet."""
        for code, rows in zip(codes.tolist(), self._postings.each(codes), strict=True):
            if code not in self._found:
                self._keep(code, self._meet(rows))

    def best(self, top: int) -> int:
        """The lowest of the `top` highest counts; 0 where there are fewer."""
        if len(self._totals) < top:
            return 0
        self._totals.sort(reverse=True)
        del self._totals[top:]
        return self._totals[-1]

    def counts(self) -> Counts:
        """All that were counted and are not 0."""
        codes = np.array(sorted(self._found), np.int64)
        counts = np.array([self._found[code] for code in codes.tolist()], np.int64)
        return Counts(codes[counts > 0], counts[counts > 0])

    def _keep(self, code: int, count: int) -> None:
        self._found[code] = count
        self._totals.append(count + self._more.get(code, 0))
