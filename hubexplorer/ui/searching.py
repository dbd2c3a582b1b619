"""Answering the browser's filters: from the whole catalog or a collection, for any machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hubexplorer.catalog import Catalog, FacetValue, Hits, Query, View
from hubexplorer.ui.filters import query_of, whole
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.collections import catalog_of, collection_named

COLLECTION = "collection"
"""A choice among the facets that the catalog itself does not know."""


class Searching:
    """The catalog of a workspace, as the filters ask for it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._described: tuple[str, View] | None = None

    def view(self, machine: str) -> View:
        """The view for a machine in words; empty is this one.

        Raises:
            ValueError: it describes none.
        """
        if not machine:
            return self._workspace.finder.view
        if self._described is None or self._described[0] != machine:
            self._described = (machine, self._workspace.finder.view_for(machine))
        return self._described[1]

    def catalog(self, collection: str) -> Catalog:
        """The catalog, or that of a collection alone.

        Raises:
            ValueError: there is no such collection.
            DataError: the file of collections is broken.
        """
        finder = self._workspace.finder
        if not collection:
            return finder.catalog
        chosen = collection_named(collection, self._workspace.collections)
        return catalog_of(finder, chosen, now_s=self._workspace.clock())

    def hits(
        self,
        filters: Mapping[str, Any],
        *,
        offset: int = 0,
        limit: int = 50,
        facets: Sequence[str] = (),
        top: int = 20,
        ranges: Sequence[str] = (),
    ) -> Hits:
        """One page of what the filters find, with the counts that are asked for.

        Raises:
            ValueError: the filters name what does not exist.
            DataError: the file of collections is broken.
        """
        used = whole(filters)
        self._workspace.finder.ready()
        return self.catalog(used["collection"]).search(
            query_of(used, offset=offset, limit=limit),
            self.view(used["machine"]),
            facets=[name for name in facets if name != COLLECTION],
            top=top,
            ranges=ranges,
        )

    def values(self, facet: str, filters: Mapping[str, Any], contains: str) -> Sequence[FacetValue]:
        """The values of a facet that contain a text, counted under the other filters."""
        used = whole(filters)
        if facet == COLLECTION:
            part = contains.casefold()
            return [item for item in self.collections(used) if part in item.value.casefold()]
        return self.catalog(used["collection"]).facet_values(
            facet, query_of(used), self.view(used["machine"]), contains=contains
        )

    def collections(self, filters: Mapping[str, Any]) -> list[FacetValue]:
        """How many models of each collection pass the other filters.

        Raises:
            DataError: the file of collections is broken.
        """
        used = whole(filters)
        query, view = query_of(used, limit=0), self.view(used["machine"])
        return [
            FacetValue(name, self._total(name, query, view)) for name in self._workspace.collections
        ]

    def _total(self, collection: str, query: Query, view: View) -> int:
        return self.catalog(collection).search(query, view, facets=(), rows=False).total
