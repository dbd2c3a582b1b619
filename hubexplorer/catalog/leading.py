"""The values that most rows have, found without counting all the others.

A value cannot have more of the selected rows than it has of all rows. So values are looked at in
the order of their stored counts, until the next stored count is below the best ones found.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hubexplorer.catalog.bitmaps import Rows
from hubexplorer.catalog.coded import SMALL_ROW_NS, Codes, Counts
from hubexplorer.catalog.columns import Ints
from hubexplorer.catalog.postings import BIG

_STEP = 32
_SMALL_STEP = 256
_SMALL_NS = 500.0
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
    if expected == len(order) or _cost_ns(rows, stored[:expected]) > codes.cost_ns(rows):
        return None
    search = _Search(codes, rows, more)
    search.look(np.array(also, np.int64))
    enough = _PATIENCE * expected + _STEP
    stop = 0
    while stop < min(len(order), enough):
        start, stop = stop, stop + (_STEP if stored[stop] >= BIG else _SMALL_STEP)
        search.look(order[start:stop])
        best = search.best(top)
        beyond = int(stored[-1]) - 1 if stop >= len(order) else int(stored[stop])
        if best > beyond:
            at_most = more.counts + np.minimum(codes.counts[more.codes], beyond)
            rest = more.codes[at_most >= best]
            if len(rest) > enough:
                return None
            search.look(rest)
            return search.counts()
    return None


def _cost_ns(rows: Rows, stored: Ints) -> float:
    """About what it takes to count codes that so many rows have."""
    large = int(np.sum(stored >= BIG))
    meet_ns = _MEET_NS + _CONTAINER_NS * (1 + rows.table_size / _CONTAINER_ROWS)
    rest_ns = _SMALL_NS * (len(stored) - large) + SMALL_ROW_NS * float(np.sum(stored[large:]))
    return large * meet_ns + rest_ns


class _Search:
    """What was counted so far."""

    def __init__(self, codes: Codes, rows: Rows, more: Counts) -> None:
        self._postings = codes.postings
        self._rows = rows
        self._more = dict(zip(more.codes.tolist(), more.counts.tolist(), strict=True))
        self._found: dict[int, int] = {}
        self._totals: list[int] = []

    def look(self, codes: Ints) -> None:
        """Count those of `codes` that are not yet."""
        codes = np.array([code for code in codes.tolist() if code not in self._found], np.int64)
        places, is_large = self._postings.places(codes)
        meet = self._rows.bitmap.intersection_cardinality
        large = [meet(self._postings.large(place)) for place in places[is_large].tolist()]
        small = codes[~is_large]
        found = dict(zip(codes[is_large].tolist(), large, strict=True))
        if len(small):
            counts = self._postings.count_small(small, self._rows)
            found |= zip(small.tolist(), counts.tolist(), strict=True)
        self._found |= found
        self._totals += [count + self._more.get(code, 0) for code, count in found.items()]

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
