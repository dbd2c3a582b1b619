"""Models derived from a found one: left out of the rows, and counted where they belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hubexplorer.catalog.families import Families
from hubexplorer.catalog.selection import Selection


def unfolded(families: Families, selections: Sequence[Selection]) -> list[Selection]:
    """The selections without the models whose base model is selected too."""
    folded = families.folded([selection.rows for selection in selections])
    return [selection.less(rows) for selection, rows in zip(selections, folded, strict=True)]


def derived_counts(
    families: Families, selections: Sequence[Selection], places: Sequence[tuple[int, int]]
) -> tuple[Mapping[str, int], ...]:
    """How many selected models are derived from each row of a page, by relation.

    Counted, like a facet, aside from what was chosen as base model: a row that is seen among
    those derived from another says what is derived from it in turn.
    """
    found = [selection.without("base_model") for selection in selections]
    relations = [selection.part.table.columns["base_relation"] for selection in selections]
    return families.derived(places, found, relations)
