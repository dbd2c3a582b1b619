"""Which models are derived from which, as pairs of rows: what folding and its counts need.

Rows are numbered over all parts of a catalog, those of the later part behind those of the base.
A model stands under every base model that it names and that its own hub has.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hubexplorer.catalog.bitmaps import BitMap, Rows, bitmap
from hubexplorer.catalog.coded import Column
from hubexplorer.catalog.columns import Arrays, Ints, Mask, entries

_FEW = 16


@dataclass(frozen=True, slots=True)
class Pairs:
    """Derived models and what they are derived from, ascending by the derived one."""

    children: Ints
    bases: Ints
    by_base: Ints
    """Places of the pairs, ascending by the base model."""

    @classmethod
    def of(cls, arrays: Arrays, name: str) -> Pairs:
        return cls(*(arrays[f"{name}.{part}"] for part in ("children", "bases", "by_base")))

    def within(self, rows: Ints, mask: Mask) -> Ints:
        """Those of ascending `rows`, which `mask` marks, of which a base is among them too."""
        if _FEW * len(rows) < len(mask):
            first = np.searchsorted(self.children, rows)
            last = np.searchsorted(self.children, rows, "right")
            places = entries(first, last, len(self.children))
            return self.children[places][mask[self.bases[places]]]
        is_found = mask[self.bases]
        is_found &= mask[self.children]
        return self.children[is_found]

    def below(self, base: int) -> Ints:
        """The models derived from one."""
        places = range(len(self.by_base))
        first = bisect_left(places, base, key=self._base_at)
        last = bisect_right(places, base, first, key=self._base_at)
        return self.children[self.by_base[first:last]]

    def _base_at(self, place: int) -> int:
        return int(self.bases[self.by_base[place]])


@dataclass(frozen=True, slots=True)
class Families:
    """The pairs of all parts."""

    sizes: tuple[int, ...]
    """How many rows each part has, live or not."""
    pairs: tuple[Pairs, ...]
    """Those within the base, and those with a row of the later part."""
    circular: Ints
    """Rows that stand under none, for they would stand under themselves."""

    def folded(self, found: Sequence[Rows]) -> list[BitMap]:
        """Of the rows found in each part, those that stand under another one."""
        rows, mask = self._joined(found)
        under = np.concatenate([pairs.within(rows, mask) for pairs in self.pairs])
        under = under[~np.isin(under, self.circular)] if len(self.circular) else under
        return [bitmap(part) for part in self._split(under)]

    def derived(
        self,
        places: Sequence[tuple[int, int]],
        found: Sequence[Rows],
        relations: Sequence[Column],
    ) -> tuple[Mapping[str, int], ...]:
        """How many of the rows found are derived from each of some rows, by relation.

        Args:
            places: part and row number.
            relations: of each part.
        """
        if not places:
            return ()
        mask = self._joined(found)[1]
        counted = []
        for part, row in places:
            below = np.concatenate([pairs.below(row + self._start(part)) for pairs in self.pairs])
            counts: Counter[str] = Counter()
            rows = self._split(below[mask[below]])
            for column, of_part in zip(relations, rows, strict=True):
                codes, numbers = np.unique(column.codes.codes[of_part], return_counts=True)
                counts.update(dict(zip(column.values.at(codes), numbers.tolist(), strict=True)))
            counted.append(dict(counts.most_common()))
        return tuple(counted)

    def _start(self, part: int) -> int:
        return sum(self.sizes[:part])

    def _joined(self, found: Sequence[Rows]) -> tuple[Ints, Mask]:
        """Rows of the parts as those of them all."""
        if len(found) == 1:
            return found[0].numbers, found[0].mask
        numbers = [rows.numbers + self._start(part) for part, rows in enumerate(found)]
        return np.concatenate(numbers), np.concatenate([rows.mask for rows in found])

    def _split(self, rows: Ints) -> list[Ints]:
        """Rows of them all as those of the parts."""
        if len(self.sizes) == 1:
            return [rows]
        is_later = rows >= self.sizes[0]
        return [rows[~is_later], rows[is_later] - self.sizes[0]]
