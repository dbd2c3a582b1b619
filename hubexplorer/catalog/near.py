"""What was probably meant where a filter names a value that no model has."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING

from hubexplorer.catalog.hits import Hits, Near
from hubexplorer.catalog.query import Query, View

if TYPE_CHECKING:
    from hubexplorer.catalog.store import Catalog

_MOST = 1_000
_CUTOFF = 0.75


def with_near(hits: Hits, catalog: Catalog, query: Query, view: View) -> Hits:
    """The hits; where nothing was found, with the nearest to each value that no model has."""
    if hits.total:
        return hits
    near = tuple(
        Near(facet, value, found)
        for facet, values in query.any_of.items()
        for value in values
        if (found := _nearest(catalog, facet, value, view))
    )
    return replace(hits, near=near)


def _nearest(catalog: Catalog, facet: str, value: str, view: View) -> str:
    """The commonest of the closest values; empty where the value exists, or none is close."""
    known = [item.value for item in catalog.facet_values(facet, Query(), view, limit=_MOST)]
    if value in known or catalog.search(Query(any_of={facet: (value,)}), view, rows=False).total:
        return ""
    by_fold = {name.casefold(): name for name in reversed(known)}
    close = difflib.get_close_matches(value.casefold(), by_fold, n=1, cutoff=_CUTOFF)
    return by_fold[close[0]] if close else ""
