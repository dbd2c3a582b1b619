"""The index over every model: write a snapshot of rows, search it with exact facet counts."""

from hubexplorer.catalog.build import compact, discard_damaged, write_delta, write_snapshot
from hubexplorer.catalog.facets import FacetValue
from hubexplorer.catalog.histograms import Bin
from hubexplorer.catalog.hits import Hits
from hubexplorer.catalog.near import with_near
from hubexplorer.catalog.query import Query, View
from hubexplorer.catalog.schema import FACETS, RANGES, SORTS
from hubexplorer.catalog.score_names import score_name, score_parts
from hubexplorer.catalog.store import Catalog

__all__ = [
    "FACETS",
    "RANGES",
    "SORTS",
    "Bin",
    "Catalog",
    "FacetValue",
    "Hits",
    "Query",
    "View",
    "compact",
    "discard_damaged",
    "score_name",
    "score_parts",
    "with_near",
    "write_delta",
    "write_snapshot",
]
