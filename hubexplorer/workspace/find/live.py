"""Live search: what a hub has and the catalog does not list of it, asked of the hub itself.

A screen keeps one `LiveSearch`. It shows what the catalog has first; then, when nobody has typed
for half a second or so, it calls `ask` on the workspace's executor, as in any other handler, and
adds the rows that come, which are marked `is_live`. The next `ask`, or `cancel`, ends one that
still waits: that one raises JobCanceled, and its answer is nobody's. While `Hits.is_partial`,
totals and counts are those of the catalog alone, and are to be shown so.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TypedDict

from hubexplorer.catalog import Catalog, Hits, Query, View
from hubexplorer.catalog.words import words
from hubexplorer.errors import HubError, JobCanceled
from hubexplorer.hubs.huggingface import HuggingFaceHub
from hubexplorer.records import CatalogRow
from hubexplorer.workspace.find.finder import Finder, catalog_row
from hubexplorer.workspace.hubset import HubSet

MOST_ROWS = 50
"""Live rows of a hub that are looked for at most."""
_PAGE_ROWS = 100
_MAX_PAGES = 3
_TAGS = {
    "task": "",
    "library": "",
    "license": "license:",
    "language": "",
    "dataset": "dataset:",
    "base_model": "base_model:",
    "tag": "",
}
"""Facets that hubs know as tags, and how the tags of their values begin."""
_SORTS = {"likes": "likes", "updated": "lastModified"}


@dataclass(frozen=True, slots=True)
class LiveHits:
    """What one hub has besides the rows that the catalog lists of it."""

    hub: str
    rows: tuple[CatalogRow, ...]
    """Marked `is_live`, in the order of the query."""
    has_more: bool = False
    """There may be more of them."""
    problem: HubError | None = None
    """Why the answer is missing, or broke off after these rows."""


class Ask(TypedDict):
    """A query as far as a hub's own search knows it."""

    search: str
    author: str
    filters: tuple[str, ...]
    sort: str


class LiveSearch:
    """Questions to hubs, the newest of which cancels the others; any thread may ask."""

    def __init__(self, finder: Finder, hubs: HubSet) -> None:
        self._finder = finder
        self._hubs = hubs
        self._own: dict[str, HuggingFaceHub] = {}
        self._lock = threading.Lock()
        self._newest = 0
        self._asking = threading.local()

    def ask(self, query: Query, view: View | None = None) -> tuple[LiveHits, ...]:
        """What the hubs have that the catalog lists only in part, hub by hub.

        A hub gets 30 s at the most. A query whose text, author or tags no hub could search for
        (ranges alone, say) is not asked, and offline only hubs on this machine are.

        Args:
            query: its page does not matter.
            view: the license classes and the machine; this machine's if None.

        Raises:
            JobCanceled: `cancel` was called, or something newer was asked.
        """
        with self._lock:
            self._newest += 1
            self._asking.number = self._newest
        asked = ask_of(query)
        if asked is None:
            return ()
        hubs = [self._hub(name) for name in self._finder.partly_listed(query)]
        view = view or self._finder.view
        found = tuple(self._ask_hub(hub, asked, query, view) for hub in hubs if hub.may_connect)
        if self._is_canceled():
            raise JobCanceled("something newer was asked")
        return found

    def after(self, hits: Hits, query: Query, view: View) -> Hits:
        """Hits of the catalog followed by a page of live rows, and what went wrong with these.

        Closes itself then: it is for whoever asks once.
        """
        try:
            live = self.ask(query, view)
        finally:
            self.close()
        rows = [row for found in live for row in found.rows][: query.limit]
        return replace(
            hits,
            rows=(*hits.rows, *rows),
            derived=hits.derived and (*hits.derived, *({} for _ in rows)),
            problems={found.hub: found.problem for found in live if found.problem is not None},
        )

    def cancel(self) -> None:
        """End the question that waits for an answer, if there is one."""
        with self._lock:
            self._newest += 1

    def close(self) -> None:
        """Cancel, and close the connections kept open."""
        self.cancel()
        with self._lock:
            for hub in self._own.values():
                hub.close()
            self._own.clear()

    def _is_canceled(self) -> bool:
        return getattr(self._asking, "number", 0) != self._newest

    def _hub(self, name: str) -> HuggingFaceHub:
        with self._lock:
            if name not in self._own:
                self._own[name] = self._hubs.cancelable(name, self._is_canceled)
            return self._own[name]

    def _ask_hub(self, hub: HuggingFaceHub, asked: Ask, query: Query, view: View) -> LiveHits:
        rows: list[CatalogRow] = []
        problem: HubError | None = None
        has_more = False
        try:
            pages = hub.list_models(**asked, page_size=_PAGE_ROWS)
            for number, page in enumerate(pages, start=1):
                new = [row for row in map(catalog_row, page.models) if self._is_new(row)]
                rows += _passing(new, query, view)
                problem, has_more = page.problem, page.next_cursor is not None
                if len(rows) >= MOST_ROWS or number == _MAX_PAGES:
                    break
        except HubError as error:
            problem = error
        return LiveHits(
            hub.name,
            _passing(rows, query, view)[:MOST_ROWS],
            has_more or len(rows) > MOST_ROWS,
            problem,
        )

    def _is_new(self, row: CatalogRow) -> bool:
        return self._finder.catalog.get(row.hub, row.repo) is None


def ask_of(query: Query) -> Ask | None:
    """What a hub is asked for a query; None where its own search could not narrow anything.

    Of several words the longest goes to the hub, which knows repository ids only, and of several
    values of a facet none: what the hub could not judge is judged by what it answers.
    """
    pieces = query.text.replace('"', " ").split()
    authors = query.any_of.get("author", ())
    filters: list[str] = []
    for facet, prefix in _TAGS.items():
        values = query.any_of.get(facet, ())
        if len(values) == 1:  # a license may be several, or one that only has a name
            parts = values[0].split(", ") if facet == "license" else values
            filters += [
                prefix + (part.partition(":")[0] if facet == "license" else part) for part in parts
            ]
    asked = Ask(
        search=max(pieces, key=len, default=""),
        author=authors[0] if len(authors) == 1 else "",
        filters=tuple(filters),
        sort=_SORTS.get(query.sort, "downloads"),
    )
    return asked if asked["search"] or asked["author"] or filters else None


def _passing(rows: list[CatalogRow], query: Query, view: View) -> tuple[CatalogRow, ...]:
    """The rows that pass a query, in its order.

    A word counts wherever it stands in what the row says, as the hub counts it in ids; the
    catalog's own search would take whole words only.
    """
    wanted = words(query.text)
    having = [row for row in rows if all(word in _said(row) for word in wanted)]
    found = Catalog.of(having).search(
        replace(query, text="", fold=False, offset=0, limit=len(having)), view, facets=()
    )
    return tuple(replace(row, is_live=True) for row in found)


def _said(row: CatalogRow) -> str:
    return " ".join(words(" ".join((row.repo, *row.tags, row.summary))))
