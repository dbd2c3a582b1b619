"""Which rows of a part a query selects, by all its filters or by all but one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from hubexplorer.catalog.bitmaps import BitMap, Rows, intersection, union
from hubexplorer.catalog.parts import Part
from hubexplorer.catalog.query import Query, View
from hubexplorer.catalog.text import Levels
from hubexplorer.catalog.words import Term


@dataclass(frozen=True)
class Selection:
    """The rows of one part that pass the filters of a query."""

    part: Part
    matched: BitMap
    """Live rows that have the text."""
    excluded: Mapping[str, BitMap]
    """By facet: the rows that have what must not be."""
    passes: Mapping[str, BitMap]
    """By facet, range or score: the rows that pass what was chosen there."""
    levels: Levels | None
    """Where the text stands, if there was any."""

    @classmethod
    def of(cls, part: Part, query: Query, view: View, searched: Sequence[Term]) -> Selection:
        table = part.table
        passes = {name: table.having(name, values, view) for name, values in query.any_of.items()}
        for name, bounds in query.ranges.items():
            passes[name] = table.numbers[name].within(bounds)
        for name, bounds in query.scores.items():
            if bounds != (None, None):
                passes[name] = table.scores.within(name, bounds)
        levels = table.words.match(searched) if searched else None
        found = part.live.bitmap
        if levels is not None:
            found = intersection((found, levels[-1]))
        excluded = {
            name: table.having(name, values, view) for name, values in query.none_of.items()
        }
        return cls(part, found, excluded, passes, levels)

    @cached_property
    def rows(self) -> Rows:
        """The rows that pass everything."""
        return self._rows((self._fixed, *self.passes.values()))

    def without(self, *names: str) -> Rows:
        """The rows that pass everything but what was chosen of some facets, ranges or scores."""
        if self.passes.keys().isdisjoint(names):
            return self.rows
        others = (rows for other, rows in self.passes.items() if other not in names)
        return self._rows((self._fixed, *others))

    def admitting(self, name: str) -> BitMap:
        """The rows that pass everything but what was chosen and excluded of a facet."""
        others = [rows for other, rows in self.excluded.items() if other != name]
        passes = [rows for other, rows in self.passes.items() if other != name]
        return intersection((self.matched, *passes)) - union(others)

    def less(self, rows: BitMap) -> Selection:
        """The same without some of the rows."""
        return replace(self, matched=self.rows.bitmap - rows, excluded={}, passes={})

    @cached_property
    def _fixed(self) -> BitMap:
        """Live rows that have the text and nothing that is excluded."""
        if not self.excluded:
            return self.matched
        return self.matched - union([*self.excluded.values()])

    def _rows(self, sets: Sequence[BitMap]) -> Rows:
        if len(sets) == 1 and sets[0] is self.part.live.bitmap:
            return self.part.live
        return Rows(intersection(sets), len(self.part.table))
