"""Find: facets with exact counts, the result list, and the filters as data."""

from __future__ import annotations

from typing import Any

import traitlets

from hubexplorer.catalog import Hits
from hubexplorer.errors import HubExplorerError, JobCanceled
from hubexplorer.records import ModelRef
from hubexplorer.runtime import fit
from hubexplorer.ui.browser.found import (
    derived_view,
    live_view,
    search_view,
    sections_view,
    values_view,
)
from hubexplorer.ui.browser.searching import Searching
from hubexplorer.ui.browser.shelf import Shelf
from hubexplorer.ui.browser.syncing import Syncing
from hubexplorer.ui.desk import Desk, key_of, ref_of
from hubexplorer.ui.filters import parsed_text, query_of, read_text, search_code, whole
from hubexplorer.ui.screen import Screen, error_view

_PAGE = 200


class ModelBrowser(Screen):
    """The catalog as a list to filter; `selection` is the marked models, `opened` the open one."""

    stem = "browser"

    filters = traitlets.Dict(help="The filters in use: text, any, none, ranges, sort.").tag(
        sync=True
    )
    opened = traitlets.Instance(
        dict, allow_none=True, help="The open model, as {hub, repo, commit}."
    ).tag(sync=True)
    marked: traitlets.List[dict[str, Any]] = traitlets.List(
        help="The marked models, each as {hub, repo, commit}."
    ).tag(sync=True)
    machine = traitlets.Unicode(help="The machine that `fit` is judged for.").tag(sync=True)
    sections: traitlets.List[dict[str, Any]] = traitlets.List(
        help="The facets and ranges to filter by, as {name, label, unit, is_open}."
    ).tag(sync=True)
    generation = traitlets.Int(0, help="Counts the catalog's refreshes.").tag(sync=True)

    def __init__(self, workspace: Any = None, *, desk: Desk | None = None, **traits: Any) -> None:
        self._told: dict[str, Any] | None = None
        super().__init__(workspace, desk=desk, **traits)
        self._searching = Searching(self.desk.workspace)
        self._shelf = Shelf(self.desk.workspace, self._searching)
        self._syncing = Syncing(self.desk, lambda view: self.event("sync", view))
        if "filters" in traits:
            self.desk.filter(whole(traits["filters"]))
        self.filters = self.desk.filters
        self.machine = machine_text()
        self.sections = sections_view()
        self._show_desk()
        self.desk.observe(self._show_desk, ["marked", "opened", "catalog_generation", "filters"])
        self.observe(self._keep_filters, "filters")
        self.later(self.desk.fill)

    @property
    def selection(self) -> tuple[ModelRef, ...]:
        """The marked models."""
        marked: tuple[ModelRef, ...] = self.desk.marked
        return marked

    @property
    def hits(self) -> Hits:
        """What the filters in use find: rows, total, exact counts; `.to_pandas()`."""
        return self._searching.hits(self.filters, limit=_PAGE)

    def on_search(self, args: dict[str, Any]) -> dict[str, Any]:
        filters, workspace = args["filters"], self.desk.workspace
        hits = self._searching.hits(
            filters,
            offset=args["offset"],
            limit=min(args["limit"], _PAGE),
            facets=args["facets"],
            ranges=args["ranges"],
        )
        if args["offset"] == 0:  # a new search; the others are pages of one
            self._told = filters
            self.filters = filters
        return search_view(
            hits,
            self._searching.view(filters["machine"]),
            workspace.finder.catalog,
            workspace.hubs,
            hint=parsed_text(filters["text"])[1],
            besides=self._searching.besides(args["facets"], filters),
        )

    def on_derived(self, args: dict[str, Any]) -> dict[str, Any]:
        filters, limit = args["filters"], min(args["limit"], _PAGE)
        base = ref_of(args["key"])
        hits = self._searching.derived(filters, base, offset=args["offset"], limit=limit)
        return derived_view(hits, self._searching.view(filters["machine"]))

    def on_facet(self, args: dict[str, Any]) -> dict[str, Any]:
        found = self._searching.values(args["facet"], args["filters"], args["contains"])
        return {"values": values_view(found)}

    def on_live(self, args: dict[str, Any]) -> dict[str, Any]:
        view = self._searching.view(args["filters"]["machine"])
        try:
            return live_view(self._searching.live(args["filters"]), view)
        except JobCanceled:  # nobody waits for this answer any more
            return live_view((), view)

    def on_machine(self, args: dict[str, Any]) -> dict[str, Any]:
        try:
            self._searching.view(args["machine"])
        except ValueError as error:
            return {"problem": str(error)}
        return {"problem": ""}

    def on_read(self, args: dict[str, Any]) -> dict[str, Any]:
        problem = parsed_text(args["text"])[1]
        return {"filters": read_text(args["text"], args["filters"]), "problem": problem}

    def on_code(self, args: dict[str, Any]) -> dict[str, Any]:
        query = query_of(args["filters"])
        return {"code": search_code(args["filters"]), "query": str(query)}

    def on_open(self, args: dict[str, Any]) -> None:
        self.desk.open(ref_of(args["key"]))

    def on_mark(self, args: dict[str, Any]) -> None:
        self.desk.mark(ref_of(args["key"]), args["on"])

    def on_compare(self, _args: dict[str, Any]) -> None:
        self.desk.tab = "compare"

    def on_shelf(self, _args: dict[str, Any]) -> dict[str, Any]:
        return self._shelf.view()

    def on_save(self, args: dict[str, Any]) -> dict[str, Any]:
        self._shelf.save(args["name"], args["filters"])
        return self._shelf.view()

    def on_forget(self, args: dict[str, Any]) -> dict[str, Any]:
        self._shelf.forget(args["name"])
        return self._shelf.view()

    def on_follow(self, args: dict[str, Any]) -> dict[str, Any]:
        self._shelf.follow(args["where"])
        return self._shelf.view()

    def on_unfollow(self, args: dict[str, Any]) -> dict[str, Any]:
        self._shelf.unfollow(args["where"])
        return self._shelf.view()

    def on_reopen(self, args: dict[str, Any]) -> dict[str, Any]:
        return {"filters": self._shelf.reopen(args["name"], only_new=args["only_new"])}

    def on_sync(self, _args: dict[str, Any]) -> dict[str, Any]:
        return self._syncing.start()

    def on_sync_state(self, _args: dict[str, Any]) -> dict[str, Any]:
        return self._syncing.state()

    def on_sync_stop(self, _args: dict[str, Any]) -> None:
        self._syncing.cancel()

    def summary(self) -> str:
        return f"ModelBrowser({self.desk.workspace.finder.count_text()})"

    def facts(self) -> list[tuple[str, ...]]:
        finder = self.desk.workspace.finder
        if not finder.catalog.size:
            return []
        hits = self._searching.hits(self.filters, limit=10)
        return [(row.repo, row.task, row.license_id or "license not stated") for row in hits.rows]

    def _should_send_property(self, key: str, value: Any) -> bool:
        """Not the filters of a search back to the browser that sent them: one reply an action."""
        if key == "filters" and value == self._told:
            return False
        return bool(super()._should_send_property(key, value))

    def _keep_filters(self, change: Any) -> None:
        try:
            self.desk.filter(whole(change["new"]))
        except HubExplorerError as error:  # they hold all the same
            self.problem = error_view(error)

    def _show_desk(self, _change: Any = None) -> None:
        desk = self.desk
        self.marked = [key_of(ref) for ref in desk.marked]
        self.opened = key_of(desk.opened) if desk.opened else None
        self.generation = desk.catalog_generation
        self.filters = desk.filters


def machine_text() -> str:
    """This machine in a few words: "16 GB, CPU"."""
    machine = fit.machine()
    what = machine.gpus[0].name if machine.gpus else "CPU"
    return f"{machine.ram_bytes / 1e9:.0f} GB, {what}"
