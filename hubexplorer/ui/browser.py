"""Find: facets with exact counts, the result list, and the filters as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import traitlets

from hubexplorer.catalog import FACETS, RANGES, Hits, Query, View
from hubexplorer.errors import HubExplorerError
from hubexplorer.records import CatalogRow, ModelRef
from hubexplorer.runtime import fit
from hubexplorer.ui.desk import Desk, key_of, ref_of
from hubexplorer.ui.screen import Screen, error_view

_PAGE = 200
_TOP = 7
"""Values of a facet in a reply; the others are looked up when a facet is opened."""
_HISTOGRAMS = ("parameters",)
_FACETS = (
    "task",
    "license_class",
    "language",
    "fit",
    "library",
    "format",
    "license",
    "author",
    "dataset",
    "hub",
)


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
    generation = traitlets.Int(0, help="Counts the catalog's refreshes.").tag(sync=True)

    def __init__(self, workspace: Any = None, *, desk: Desk | None = None, **traits: Any) -> None:
        self._told: dict[str, Any] | None = None
        super().__init__(workspace, desk=desk, **traits)
        if "filters" in traits:
            self.desk.filter(_whole(traits["filters"]))
        self.filters = self.desk.filters
        self.machine = machine_text()
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
        return self.desk.workspace.finder.search(query_of(self.filters, limit=_PAGE))

    def on_search(self, args: dict[str, Any]) -> dict[str, Any]:
        finder = self.desk.workspace.finder
        query = query_of(args["filters"], offset=args["offset"], limit=min(args["limit"], _PAGE))
        wants = args["facets"]
        hits = finder.search(
            query,
            facets=_FACETS if wants else (),
            top=_TOP,
            ranges=_HISTOGRAMS if wants else (),
        )
        if wants:
            self._told = args["filters"]
            self.filters = args["filters"]
        return search_view(hits, finder.view, finder.catalog, self.desk.workspace.hubs, wants)

    def on_facet(self, args: dict[str, Any]) -> dict[str, Any]:
        finder = self.desk.workspace.finder
        values = finder.catalog.facet_values(
            args["facet"], query_of(args["filters"]), finder.view, contains=args["contains"]
        )
        return {"values": [{"value": item.value, "count": item.count} for item in values]}

    def on_code(self, args: dict[str, Any]) -> dict[str, Any]:
        return {"code": search_code(args["filters"])}

    def on_open(self, args: dict[str, Any]) -> None:
        self.desk.open(ref_of(args["key"]))

    def on_mark(self, args: dict[str, Any]) -> None:
        self.desk.mark(ref_of(args["key"]), args["on"])

    def on_compare(self, _args: dict[str, Any]) -> None:
        self.desk.tab = "compare"

    def summary(self) -> str:
        return f"ModelBrowser({self.desk.workspace.finder.count_text()})"

    def facts(self) -> list[tuple[str, ...]]:
        finder = self.desk.workspace.finder
        if not finder.catalog.size:
            return []
        hits = finder.catalog.search(query_of(self.filters, limit=10), finder.view, facets=())
        return [(row.repo, row.task, row.license_id or "license not stated") for row in hits.rows]

    def _should_send_property(self, key: str, value: Any) -> bool:
        """Not the filters of a search back to the browser that sent them: one reply an action."""
        if key == "filters" and value == self._told:
            return False
        return bool(super()._should_send_property(key, value))

    def _keep_filters(self, change: Any) -> None:
        try:
            self.desk.filter(_whole(change["new"]))
        except HubExplorerError as error:  # they hold all the same
            self.problem = error_view(error)

    def _show_desk(self, _change: Any = None) -> None:
        desk = self.desk
        self.marked = [key_of(ref) for ref in desk.marked]
        self.opened = key_of(desk.opened) if desk.opened else None
        self.generation = desk.catalog_generation
        self.filters = desk.filters


def query_of(filters: Mapping[str, Any], *, offset: int = 0, limit: int = 50) -> Query:
    """The browser's filters as a catalog query; a text that is no query is plain words."""
    whole = _whole(filters)
    try:
        parsed = Query.parse(whole["text"])
    except ValueError:
        parsed = Query(whole["text"].replace(":", " "))
    any_of = {name: tuple(values) for name, values in whole["any"].items()}
    none_of = {name: tuple(values) for name, values in whole["none"].items()}
    ranges = {name: (low, high) for name, (low, high) in whole["ranges"].items()}
    return Query(
        parsed.text,
        {**parsed.any_of, **any_of},
        {**parsed.none_of, **none_of},
        {**parsed.ranges, **ranges},
        sort=whole["sort"],
        descending=whole["sort"] != "name",
        offset=offset,
        limit=limit,
    )


def search_view(
    hits: Hits, view: Any, catalog: Any, hubs: Any, wants_facets: bool
) -> dict[str, Any]:
    """What a search found, as the browser shows it."""
    listed = catalog.source.get("hubs", {})
    return {
        "total": hits.total,
        "size": hits.size,
        "rows": rows_view(hits.rows, view),
        "facets": [
            {
                "name": name,
                "label": FACETS[name].label,
                "values": [{"value": item.value, "count": item.count} for item in values],
                "size": hits.facet_sizes.get(name, len(values)),
            }
            for name, values in (hits.facets.items() if wants_facets else ())
        ],
        "ranges": [
            {
                "name": name,
                "label": RANGES[name].label,
                "unit": RANGES[name].unit,
                "bins": [{"lo": item.lo, "hi": item.hi, "count": item.count} for item in bins],
            }
            for name, bins in hits.histograms.items()
        ],
        "corrected": hits.corrected,
        "hubs": [
            {
                "name": name,
                "title": hubs.title(name),
                "rows": listed.get(name, {}).get("rows", 0),
                "of": listed.get(name, {}).get("of"),
                "problem": str(hubs.problems.get(name, "")),
            }
            for name in hubs.names
            if name in listed or name in hubs.problems
        ],
        "built_s": catalog.built_s,
    }


def rows_view(rows: Sequence[CatalogRow], view: View) -> dict[str, list[Any]]:
    """A page of rows by column, with license class and fit as this user sees them."""
    return {
        "hub": [row.hub for row in rows],
        "repo": [row.repo for row in rows],
        "commit": [row.commit for row in rows],
        "task": [row.task for row in rows],
        "parameters": [row.parameters for row in rows],
        "license_id": [row.license_id for row in rows],
        "license_class": [view.license_classes.get(row.license_id, "unknown") for row in rows],
        "memory_bytes": [row.memory_bytes for row in rows],
        "fit": [str(fit.fit_class(row.memory_bytes, view.fit_limits)) for row in rows],
        "downloads": [row.downloads for row in rows],
        "updated_s": [int(row.updated_s) for row in rows],
        "gated": [row.is_gated for row in rows],
    }


def search_code(filters: Mapping[str, Any]) -> str:
    """The filters as the Python that gives the same rows."""
    whole = _whole(filters)
    parts = [ascii(whole["text"])] if whole["text"] else []
    parts += [f"{name}={_literal(values)}" for name, values in whole["any"].items() if values]
    parts += [f"{name}=({low!r}, {high!r})" for name, (low, high) in whole["ranges"].items()]
    none_of = {name: values for name, values in whole["none"].items() if values}
    if none_of:
        inside = ", ".join(f"{name!a}: {_literal(values)}" for name, values in none_of.items())
        parts.append(f"exclude={{{inside}}}")
    if whole["sort"] != "downloads":
        parts.append(f"sort={whole['sort']!a}")
    call = ", ".join(parts)
    return (
        "import hubexplorer as hx\n\n"
        f"ws = hx.Workspace.open()\nhits = ws.search({call})\nhits.to_pandas()\n"
    )


def machine_text() -> str:
    """This machine in a few words: "16 GB, CPU"."""
    machine = fit.machine()
    what = machine.gpus[0].name if machine.gpus else "CPU"
    return f"{machine.ram_bytes / 1e9:.0f} GB, {what}"


def _literal(values: Any) -> str:
    return ascii(values[0]) if len(values) == 1 else ascii(list(values))


def _whole(filters: Mapping[str, Any]) -> dict[str, Any]:
    empty: dict[str, Any] = {"text": "", "any": {}, "none": {}, "ranges": {}, "sort": "downloads"}
    return {**empty, **filters}
