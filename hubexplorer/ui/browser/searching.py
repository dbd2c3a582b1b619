"""Answering the browser's filters: from the whole catalog or a collection, for any machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from hubexplorer.catalog import Catalog, FacetValue, Hits, Query, View, with_near
from hubexplorer.records import ModelRef
from hubexplorer.ui.filters import query_of, whole
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.find.collections import catalog_of, collection_named
from hubexplorer.workspace.find.live import LiveHits, LiveSearch

BESIDES: Mapping[str, str] = {"collection": "Collection", "score": "Published score"}
"""What is chosen from like a facet and is none of the catalog's, with its label."""
TOP = 7
"""Values of a facet in a reply; the others are looked up when all of it is asked for."""
_MAX_SCORES = 1_000

Besides = Mapping[str, tuple[FacetValue, ...]]


class Searching:
    """The catalog of a workspace, as the filters ask for it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._described: tuple[str, View] | None = None
        self._live = LiveSearch(workspace.finder, workspace.hubs)
        self._short: dict[tuple[int, str, str, str], tuple[str, ...]] = {}

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
        ranges: Sequence[str] = (),
    ) -> Hits:
        """One page of what the filters find, with the counts that are asked for.

        Raises:
            ValueError: the filters name what does not exist.
            DataError: the file of collections is broken.
        """
        used = whole(filters)
        finder = self._workspace.finder
        finder.ready()
        query = query_of(used, offset=offset, limit=limit)
        catalog, view = self.catalog(used["collection"]), self.view(used["machine"])
        hits = catalog.search(
            query,
            view,
            facets=[name for name in facets if name not in BESIDES],
            top=TOP,
            ranges=ranges,
            scores=() if offset else tuple(query.scores),
        )
        hits = with_near(hits, catalog, query, view)
        is_partial = not used["collection"] and bool(finder.partly_listed(query))
        return replace(hits, is_partial=is_partial, facets=self._with_absent(hits.facets, used))

    def derived(
        self, filters: Mapping[str, Any], base: ModelRef, *, offset: int, limit: int
    ) -> Hits:
        """One page of what the filters find among the models derived from one, folded in turn.

        Raises:
            ValueError: the filters name what does not exist.
            DataError: the file of collections is broken.
        """
        used = whole({**filters, "fold": True})
        query = query_of(used, limit=limit).derived_from(base)
        return self.catalog(used["collection"]).search(
            replace(query, offset=offset), self.view(used["machine"]), facets=()
        )

    def besides(self, facets: Sequence[str], filters: Mapping[str, Any]) -> Besides:
        """The values of those of `facets` that are none of the catalog's.

        Raises:
            DataError: the file of collections is broken.
        """
        return {name: self._besides(name, filters, "") for name in facets if name in BESIDES}

    def values(self, facet: str, filters: Mapping[str, Any], contains: str) -> Sequence[FacetValue]:
        """The values of a facet that contain a text, counted under the other filters."""
        if facet in BESIDES:
            return self._besides(facet, filters, contains)
        used = whole(filters)
        return self.catalog(used["collection"]).facet_values(
            facet, query_of(used), self.view(used["machine"]), contains=contains
        )

    def live(self, filters: Mapping[str, Any]) -> tuple[LiveHits, ...]:
        """What the hubs have that the catalog does not list, for up to 30 s.

        Raises:
            JobCanceled: something newer was asked.
        """
        used = whole(filters)
        if used["collection"]:
            return ()
        return self._live.ask(query_of(used), self.view(used["machine"]))

    def collections(self, filters: Mapping[str, Any]) -> tuple[FacetValue, ...]:
        """How many models of each collection pass the other filters.

        Raises:
            DataError: the file of collections is broken.
        """
        used = whole(filters)
        query, view = query_of(used, limit=0), self.view(used["machine"])
        known = self._workspace.collections
        return tuple(FacetValue(name, self._total(name, query, view)) for name in known)

    def _with_absent(
        self, facets: Mapping[str, tuple[FacetValue, ...]], filters: Mapping[str, Any]
    ) -> Besides:
        """The counts, and 0 for each value that a short facet has without any filter."""
        whole_facets = {}
        for name, values in facets.items():
            present = {item.value for item in values}
            absent = [one for one in self._short_facet(name, filters) if one not in present]
            whole_facets[name] = (*values, *(FacetValue(value, 0) for value in absent))
        return whole_facets

    def _short_facet(self, name: str, filters: Mapping[str, Any]) -> tuple[str, ...]:
        """The values of a facet that has but a few; none of a long one."""
        catalog, machine = self.catalog(filters["collection"]), filters["machine"]
        key = (self._workspace.finder.catalog.generation, filters["collection"], machine, name)
        if key not in self._short:
            if any(known[0] != key[0] for known in self._short):
                self._short = {}
            plain = catalog.search(Query(), self.view(machine), facets=[name], top=TOP, rows=False)
            is_short = 0 < plain.facet_sizes.get(name, 0) <= TOP
            values = plain.facets[name] if is_short else ()
            self._short[key] = tuple(item.value for item in values)
        return self._short[key]

    def _besides(
        self, name: str, filters: Mapping[str, Any], contains: str
    ) -> tuple[FacetValue, ...]:
        used = whole(filters)
        if name == "score":
            return self.catalog(used["collection"]).scores(
                query_of(used), self.view(used["machine"]), contains=contains, limit=_MAX_SCORES
            )
        part = contains.casefold()
        return tuple(item for item in self.collections(used) if part in item.value.casefold())

    def _total(self, collection: str, query: Query, view: View) -> int:
        return self.catalog(collection).search(query, view, facets=(), rows=False).total
