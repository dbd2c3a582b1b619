"""Exact counts of what else could be chosen, over all parts of a catalog.

Counts are disjunctive: those of one facet (or range) are taken over the rows that pass every
filter but that facet's own choice, so that they say what choosing another value would give. An
excluded value is counted where nothing of its facet is excluded either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hubexplorer.catalog.bitmaps import Rows
from hubexplorer.catalog.coded import Counts
from hubexplorer.catalog.columns import Ints, Mask, Texts
from hubexplorer.catalog.leading import leading
from hubexplorer.catalog.parts import Part
from hubexplorer.catalog.query import View
from hubexplorer.catalog.selection import Selection


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, and how many models choosing it would show."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Counted:
    """Counted values, ascending."""

    values: Texts
    counts: Counts

    def top(self, count: int) -> dict[str, int]:
        """The values with the highest counts, then the first; 0 is none."""
        codes, counts = self.counts.codes, self.counts.counts
        if len(codes) > count > 0:
            threshold = np.partition(counts, -count)[-count]
            is_high = counts >= threshold
            codes, counts = codes[is_high], counts[is_high]
        order = np.argsort(-counts.astype(np.int64), kind="stable")[:count]
        return dict(zip(self.values.at(codes[order]), counts[order].tolist(), strict=True))

    def containing(self, part: str) -> Counted:
        """Those of the values that contain `part`, case aside."""
        places = _perhaps_containing(self.values, part, self.counts.codes)
        texts = self.values.at(self.counts.codes[places])
        has_part = [part in text.casefold() for text in texts]
        kept = places[np.array(has_part, np.bool_)]
        return Counted(self.values, Counts(self.counts.codes[kept], self.counts.counts[kept]))


def highest(
    name: str,
    parts: Sequence[Part],
    rows: Sequence[Rows],
    view: View,
    *,
    chosen: Sequence[str],
    top: int,
) -> tuple[tuple[FacetValue, ...], int | None]:
    """The `top` values of a facet as `top_values` gives them, and how many have a count above 0.

    That number is None where the others were not counted, which takes longer.
    """
    later = [
        _counted(name, part, found, view) for part, found in zip(parts[1:], rows[1:], strict=True)
    ]
    base = _leading(name, parts, rows[0], later, chosen=chosen, top=top)
    if base is not None:
        return top_values(_joined(name, parts, [base, *later]), chosen, top), None
    counted = _joined(name, parts, [_counted(name, parts[0], rows[0], view), *later])
    return top_values(counted, chosen, top), sum(len(part.counts.codes) for part in counted)


def with_excluded(
    name: str,
    values: Sequence[FacetValue],
    selections: Sequence[Selection],
    view: View,
    excluded: Sequence[str],
) -> tuple[FacetValue, ...]:
    """Counted values of a facet, and the excluded ones with what excluding none would show."""
    if not excluded:
        return tuple(values)
    found = {item.value: item.count for item in values} | dict.fromkeys(excluded, 0)
    for selection in selections:
        meet = selection.admitting(name).intersection_cardinality
        for value in excluded:
            found[value] += meet(selection.part.table.having(name, (value,), view))
    return _ordered(found)


def count_facet(
    name: str, parts: Sequence[Part], rows: Sequence[Rows], view: View
) -> list[Counted]:
    """How many rows have each value of a facet; each value is counted in one place only."""
    return _joined(
        name,
        parts,
        [_counted(name, part, found, view) for part, found in zip(parts, rows, strict=True)],
    )


def _counted(name: str, part: Part, rows: Rows, view: View) -> Counted:
    return Counted(part.table.values(name, view), part.table.count(name, rows, view))


def _leading(
    name: str,
    parts: Sequence[Part],
    rows: Rows,
    later: Sequence[Counted],
    *,
    chosen: Sequence[str],
    top: int,
) -> Counted | None:
    """Counts of the base without values that are not among the highest; None if not quicker."""
    column = parts[0].table.columns.get(name)
    if column is None:
        return None
    more = Counts.of(np.zeros(0, np.int64))
    if later:
        in_base, is_new = _base_codes(name, parts, later[0])
        order = np.argsort(in_base[~is_new])
        more = Counts(in_base[~is_new][order], later[0].counts.counts[~is_new][order])
    also = [code for value in chosen if (code := column.values.find(value)) is not None]
    nothing = column.values.find("")
    found = leading(column.codes, rows, top, more=more, also=also, without=nothing)
    return None if found is None else Counted(column.values, found)


def _joined(name: str, parts: Sequence[Part], counted: list[Counted]) -> list[Counted]:
    """Counts of base and later part with each value in one place only."""
    if len(counted) == 1:
        return counted
    base, later = counted
    in_base, is_new = _base_codes(name, parts, later)
    joined, rest = _with_sums(base.counts, in_base[~is_new], later.counts.counts[~is_new])
    new = Counts(later.counts.codes[is_new], later.counts.counts[is_new])
    return [Counted(base.values, joined), Counted(base.values, rest), Counted(later.values, new)]


def _base_codes(name: str, parts: Sequence[Part], later: Counted) -> tuple[Ints, Mask]:
    """The base's codes of counted values of the later part, and which of them it has not."""
    changes = parts[1].changes
    assert changes is not None
    codes = later.counts.codes
    in_base = changes.codes[name][codes] if name in changes.codes else codes
    return in_base, in_base < 0


def top_values(
    counted: Sequence[Counted], chosen: Sequence[str], top: int
) -> tuple[FacetValue, ...]:
    """The `top` values with the highest counts above 0, then by name; the chosen ones always."""
    best = [item for part in counted for item in part.top(top).items()]
    best.sort(key=lambda item: (-item[1], item[0]))
    found = dict(best[:top])
    for value in chosen:
        found[value] = sum(part.counts.get(part.values.find(value)) for part in counted)
    return _ordered(found)


def _ordered(found: Mapping[str, int]) -> tuple[FacetValue, ...]:
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetValue(value, count) for value, count in ordered)


def _with_sums(counts: Counts, codes: Ints, more: Ints) -> tuple[Counts, Counts]:
    """Counts with those of some codes added, and those of the codes that had none."""
    places = np.searchsorted(counts.codes, codes)
    is_there = places < len(counts.codes)
    is_there[is_there] = counts.codes[places[is_there]] == codes[is_there]
    total = counts.counts.astype(np.int64)
    total[places[is_there]] += more[is_there]
    rest, rest_counts = codes[~is_there], more[~is_there]
    ascending = np.argsort(rest)
    return Counts(counts.codes, total), Counts(rest[ascending], rest_counts[ascending])


def _perhaps_containing(values: Texts, part: str, codes: Ints) -> Ints:
    """Places of the codes whose values may contain `part`; all of those that do are there."""
    content = bytes(values.content)
    starts = np.concatenate(([0], values.ends[:-1]))
    found = np.zeros(len(values), np.bool_)
    # Only letters beyond ASCII fold in ways that lower() of bytes does not know.
    beyond = np.flatnonzero(np.frombuffer(content, np.uint8) > 127)
    found[np.searchsorted(values.ends, beyond, side="right")] = True
    if part.isascii():
        pattern = re.compile(b"(?=" + re.escape(part.encode()) + b")")
        at = [match.start() for match in pattern.finditer(content.lower())]
        inside = np.searchsorted(starts, np.array(at, np.int64), side="right") - 1
        found[inside] = True
    return np.flatnonzero(found[codes])
