"""What a catalog is read from: its base, and the later part that replaces some of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from hubexplorer.catalog.bitmaps import BitMap, Rows, bitmap, everything
from hubexplorer.catalog.collect import MULTI, SINGLE
from hubexplorer.catalog.columns import Arrays, Ints
from hubexplorer.catalog.families import Families, Pairs
from hubexplorer.catalog.table import Table

_LAST = np.int64(0xFFFFFFFF)


@dataclass(frozen=True)
class Changes:
    """How the rows and values of a later part stand among those of the base."""

    dead: BitMap
    """Rows of the base that were replaced or deleted."""
    dead_words: Ints
    dead_frequency: Ints
    """How often words of the base stand in those rows."""
    places: Ints
    """Row of the later part to the base's first row behind it by downloads."""
    name_places: Ints
    """Place by name in the later part to how many rows of the base are before it by name."""
    codes: Mapping[str, Ints]
    """By facet: code of the later part to the base's code of that value, or -1."""

    @classmethod
    def of(cls, arrays: Arrays) -> Changes:
        return cls(
            bitmap(arrays["changes.dead"]),
            arrays["changes.dead_words"],
            arrays["changes.dead_frequency"],
            arrays["changes.places"],
            arrays["changes.name_places"],
            {name: arrays[f"changes.{name}"] for name in (*SINGLE, *MULTI)},
        )


@dataclass(frozen=True)
class Part:
    """A table, which of its rows count, and how they are ordered among the other part's."""

    table: Table
    dead: BitMap
    changes: Changes | None = None
    """None for the base."""

    @cached_property
    def live(self) -> Rows:
        """The rows that nothing replaces."""
        return Rows(everything(len(self.table)) - self.dead, len(self.table))

    def ties(self, rows: Ints) -> Ints:
        """What orders rows of all parts by downloads."""
        numbers = rows.astype(np.int64)
        if self.changes is None:
            return (numbers << 32) | _LAST
        return (self.changes.places[rows].astype(np.int64) << 32) | numbers

    def name_keys(self, rows: Ints) -> Ints:
        """What orders rows of all parts by name."""
        ranks = self.table.name_ranks[rows].astype(np.int64)
        if self.changes is None:
            return (ranks << 32) | _LAST
        return (self.changes.name_places[ranks].astype(np.int64) << 32) | ranks


def families_of(tables: Sequence[Table], arrays: Arrays | None) -> Families:
    """Which rows of all parts are derived from which, see `parts_of`."""
    base = tables[0]
    sizes = tuple(map(len, tables))
    if arrays is None:
        return Families(sizes, (base.pairs,), base.circular)
    both = base.pairs, Pairs.of(arrays, "changes.family")
    return Families(sizes, both, arrays["changes.family.circular"])


def parts_of(tables: Sequence[Table], arrays: Arrays | None) -> tuple[Part, ...]:
    """The parts of a catalog of a base, and perhaps a later part whose `arrays` are given."""
    if arrays is None:
        return tuple(Part(table, BitMap()) for table in tables)
    base, later = tables
    changes = Changes.of(arrays)
    words = replace(
        base.words,
        dead_words=changes.dead_words,
        dead_frequency=changes.dead_frequency,
    )
    return Part(replace(base, words=words), changes.dead), Part(later, BitMap(), changes)
