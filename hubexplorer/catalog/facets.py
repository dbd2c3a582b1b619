"""Which rows a query selects, and exact counts of what else could be chosen.

Counts are disjunctive: those of one facet (or range) are taken over the rows that pass every
filter but that facet's own choice, so that they say what choosing another value would give.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hubexplorer.catalog.columns import Coded, Ints, Mask, MultiCoded
from hubexplorer.catalog.query import Query, View
from hubexplorer.catalog.syntax import Bounds
from hubexplorer.catalog.table import UNKNOWN_NUMBER, Table
from hubexplorer.catalog.text import Match

_FAILED = 128
"""More misses than there can be filters."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, and how many models choosing it would show."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of a table that pass the filters of a query, all of them or all but one."""

    passes: dict[str, Mask]
    """By facet or range: the rows that pass what was chosen there."""
    misses: npt.NDArray[np.uint8]
    """How many of those filters a row does not pass; from `_FAILED` on it fails for good."""
    match: Match | None
    """What the text matched, if there was any."""

    @classmethod
    def of(cls, table: Table, query: Query, view: View) -> Selection:
        passes = {
            name: _having(table.facet(name, view), values) for name, values in query.any_of.items()
        }
        for name, bounds in query.ranges.items():
            passes[name] = _within(table, name, bounds)
        misses = np.zeros(len(table), np.uint8)
        for mask in passes.values():
            misses += ~mask
        for name, values in query.none_of.items():
            misses[_having(table.facet(name, view), values)] = _FAILED
        match = table.words.match(query.text, len(table))
        if match is not None:
            misses[~match.mask] = _FAILED
        return cls(passes, misses, match)

    def rows(self) -> Ints:
        """Numbers of the selected rows, ascending."""
        return np.flatnonzero(self.misses == 0)

    def without(self, name: str) -> Mask:
        """Which rows pass every filter but what was chosen of facet or range `name`."""
        missed = ~self.passes[name] if name in self.passes else False
        mask: Mask = self.misses == missed
        return mask


def facet_counts(column: Coded | MultiCoded, mask: Mask) -> Ints:
    """How many rows of `mask` have each value of the column; no value counts as 0."""
    counts = column.counts(mask)
    blank = column.values.find("")
    if blank is not None:
        counts[blank] = 0
    return counts


def top_values(
    column: Coded | MultiCoded, counts: Ints, chosen: tuple[str, ...], top: int
) -> tuple[FacetValue, ...]:
    """The `top` values with the highest counts above 0, then by name; the chosen ones always."""
    codes = np.flatnonzero(counts)
    if len(codes) > top > 0:
        threshold = np.partition(counts[codes], -top)[-top]
        codes = codes[counts[codes] >= threshold]
    order = np.argsort(-counts[codes], kind="stable")[:top]
    found = {column.values[int(code)]: int(counts[code]) for code in codes[order]}
    for value in chosen:
        code = column.values.find(value)
        found[value] = 0 if code is None else int(counts[code])
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetValue(value, count) for value, count in ordered)


def _having(column: Coded | MultiCoded, values: tuple[str, ...]) -> Mask:
    codes = [code for value in values if (code := column.values.find(value)) is not None]
    return column.having(codes)


def _within(table: Table, name: str, bounds: Bounds) -> Mask:
    numbers = table.numbers[name]
    low, high = bounds
    mask: Mask = numbers != UNKNOWN_NUMBER
    if low is not None:
        mask &= numbers >= low
    if high is not None:
        mask &= numbers < high
    return mask
