"""What a search found, as the browser shows it: rows, counts, histograms, hubs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from hubexplorer.catalog import FACETS, RANGES, Catalog, Hits, View
from hubexplorer.catalog.facets import FacetValue
from hubexplorer.records import CatalogRow
from hubexplorer.runtime import fit
from hubexplorer.ui.browser.searching import BESIDES, TOP, Besides
from hubexplorer.workspace.find.live import LiveHits
from hubexplorer.workspace.hubset import HubSet

_ORDER = (
    ("task", True),
    ("license_class", True),
    ("language", True),
    ("fit", True),
    ("parameters", True),
    ("library", True),
    ("format", True),
    ("hub", True),
    ("collection", False),
    ("score", False),
    ("memory", False),
    ("license", False),
    ("author", False),
    ("dataset", False),
    ("base_model", False),
    ("relation", False),
    ("tag", False),
    ("gated", False),
    ("updated", False),
    ("downloads", False),
    ("likes", False),
)
"""The sections of the left column, and whether they are open until somebody closes them."""

_NONE: Besides = {}


def sections_view() -> list[dict[str, Any]]:
    """The facets and ranges that can be filtered by, in the order in which they are shown."""
    return [
        {
            "name": name,
            "label": _label(name),
            "unit": str(RANGES[name].unit) if name in RANGES else "",
            "is_open": is_open,
        }
        for name, is_open in _ORDER
    ]


def _label(name: str) -> str:
    if name in BESIDES:
        return BESIDES[name]
    return FACETS[name].label if name in FACETS else RANGES[name].label


def search_view(
    hits: Hits,
    view: View,
    catalog: Catalog,
    hubs: HubSet,
    *,
    hint: str = "",
    besides: Besides = _NONE,
) -> dict[str, Any]:
    """A page of a search with its counts.

    Args:
        catalog: the whole one, which says where its rows are from.
        hint: which filters of the text were left out, and why.
        besides: values of what is no facet of the catalog.
    """
    return {
        "total": hits.total,
        "folded": hits.folded,
        "size": hits.size,
        "is_partial": hits.is_partial,
        "rows": rows_view(hits.rows, view, hits.derived),
        "facets": [
            {
                "name": name,
                "values": values_view(values[:TOP]),
                "size": len(values) if name in besides else hits.facet_sizes.get(name, 0),
            }
            for name, values in {**hits.facets, **besides}.items()
        ],
        "ranges": [
            {
                "name": name,
                "bins": [{"lo": item.lo, "hi": item.hi, "count": item.count} for item in bins],
            }
            for name, bins in hits.histograms.items()
        ],
        "corrected": hits.corrected,
        "near": [asdict(one) for one in hits.near],
        "hint": hint,
        "hubs": hubs_view(catalog, hubs),
        "built_s": catalog.built_s,
    }


def values_view(values: Iterable[FacetValue]) -> list[dict[str, Any]]:
    """Values of a facet with their counts."""
    return [{"value": item.value, "count": item.count} for item in values]


def hubs_view(catalog: Catalog, hubs: HubSet) -> list[dict[str, Any]]:
    """The hubs that the catalog lists, or that were asked and have a problem."""
    listed: Mapping[str, Mapping[str, Any]] = catalog.source.get("hubs", {})
    return [
        {
            "name": name,
            "title": hubs.title(name),
            "rows": listed.get(name, {}).get("rows", 0),
            "of": listed.get(name, {}).get("of"),
            "problem": str(hubs.problems.get(name, "")),
        }
        for name in hubs.names
        if name in listed or name in hubs.problems
    ]


def rows_view(
    rows: Sequence[CatalogRow], view: View, derived: Sequence[Mapping[str, int]] = ()
) -> dict[str, list[Any]]:
    """A page of rows by column, with license class and fit as this user sees them."""
    return {
        "hub": [row.hub for row in rows],
        "repo": [row.repo for row in rows],
        "commit": [row.commit for row in rows],
        "task": [row.task for row in rows],
        "parameters": [row.parameters for row in rows],
        "parameters_source": [row.parameters_source for row in rows],
        "license_id": [row.license_id for row in rows],
        "license_class": [view.license_classes.get(row.license_id, "unknown") for row in rows],
        "memory_bytes": [row.memory_bytes for row in rows],
        "fit": [str(fit.fit_class(row.memory_bytes, view.fit_limits)) for row in rows],
        "downloads": [row.downloads for row in rows],
        "updated_s": [int(row.updated_s) for row in rows],
        "gated": [row.is_gated for row in rows],
        "derived": [dict(counts) for counts in derived] or [{} for _ in rows],
    }


def derived_view(hits: Hits, view: View) -> dict[str, Any]:
    """A page of what was derived from one model, and how each of it was."""
    return {
        "size": hits.total - hits.folded,
        "rows": rows_view(hits.rows, view, hits.derived),
        "relations": [row.base_relation for row in hits.rows],
    }


def live_view(found: Sequence[LiveHits], view: View) -> dict[str, Any]:
    """Rows that hubs have besides those of the catalog."""
    rows = [row for hits in found for row in hits.rows]
    return {
        "rows": rows_view(rows, view),
        "has_more": any(hits.has_more for hits in found),
        "problem": "; ".join(str(hits.problem) for hits in found if hits.problem is not None),
    }
