"""What a user does without a catalog: polars over all rows, for every query and facet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import polars as pl

from hubexplorer.catalog import FACETS, Query, View
from hubexplorer.catalog.words import terms, words
from hubexplorer.records import CatalogRow, FitClass
from tests.benchmarks.questions import RANGE, Found

_COLUMNS = {
    "license": "license_id",
    "language": "languages",
    "format": "formats",
    "dataset": "datasets",
    "tag": "tags",
    "base_model": "base_models",
    "memory": "memory_bytes",
    "updated": "updated_s",
}
# fmt: off
_KEPT = (
    "hub", "repo", "task", "library", "license_id", "languages", "tags", "datasets", "formats",
    "base_models", "base_relation", "parameters", "memory_bytes", "downloads", "likes",
    "updated_s", "is_gated",
)
# fmt: on
_CHUNK = 50_000
_EDGES = [0.0, *(float(factor * 10**power) for power in range(20) for factor in (1, 2, 5))]


class PolarsPeer:
    """All rows as one DataFrame in the catalog's order, with their words as one text."""

    def __init__(self, rows: Iterable[CatalogRow], view: View) -> None:
        parts = []
        rows = iter(rows)
        while chunk := list(islice(rows, _CHUNK)):
            parts.append(_frame(chunk))
        table = pl.concat(parts).sort(["downloads", "hub", "repo"], descending=[True, False, False])
        need, limits = pl.col("memory_bytes"), view.fit_limits
        relation = pl.col("base_relation")
        is_base = (relation == "") & (pl.col("base_models").list.len() == 0)
        self._table = table.with_columns(
            gated=pl.when("is_gated").then(pl.lit("yes")).otherwise(pl.lit("no")),
            relation=pl.when(is_base).then(pl.lit("base")).otherwise(relation),
            license_class=pl.col("license_id").replace_strict(
                dict(view.license_classes), default="unknown"
            ),
            fit=pl.when(need.is_null())
            .then(pl.lit(str(FitClass.UNKNOWN)))
            .when(need <= limits[0])
            .then(pl.lit(str(FitClass.FITS)))
            .when(need <= limits[1])
            .then(pl.lit(str(FitClass.TIGHT)))
            .when(need <= limits[2])
            .then(pl.lit(str(FitClass.OFFLOAD)))
            .otherwise(pl.lit(str(FitClass.NO))),
            bin=pl.lit(pl.Series(_EDGES)).search_sorted(pl.col(RANGE), side="right"),
        ).rechunk()

    def search(self, query: Query, *, facets: Sequence[str], top: int) -> Found:
        """The same page and counts as `Catalog.search`, for words without quotes or typos."""
        fixed = [
            pl.col("words").str.contains(
                f" {term.words[0]}" + ("" if term.is_prefix else " "), literal=True
            )
            for term in terms(query.text)
        ]
        barred = {name: ~_having(name, values) for name, values in query.none_of.items()}
        passes = {name: _having(name, values) for name, values in query.any_of.items()}
        for name, (low, high) in query.ranges.items():
            column = pl.col(_COLUMNS.get(name, name))
            inside = column.is_not_null()
            inside &= column >= low if low is not None else True
            inside &= column < high if high is not None else True
            passes[name] = inside
        wanted = self._table.filter(*fixed, *barred.values(), *passes.values())

        def without(name: str) -> pl.DataFrame:
            if name not in passes:
                return wanted
            return self._table.filter(
                *fixed, *barred.values(), *(one for other, one in passes.items() if other != name)
            )

        def top_of(name: str) -> list[tuple[str, int]]:
            found = _top(without(name), name, query.any_of.get(name, ()), top)
            if name in query.none_of:
                others = [one for other, one in barred.items() if other != name]
                chosen = [one for other, one in passes.items() if other != name]
                admitted = self._table.filter(*fixed, *others, *chosen)
                found |= _top(admitted, name, query.none_of[name], 0)
            return sorted(found.items(), key=lambda item: (-item[1], item[0]))

        key = _COLUMNS.get(query.sort, query.sort)
        page = wanted.sort(
            key, descending=query.descending, nulls_last=True, maintain_order=True
        ).slice(query.offset, query.limit)
        return Found(
            len(wanted),
            page.select("hub", "repo").rows(),
            {name: top_of(name) for name in facets},
            _bins(without(RANGE)),
        )


def _frame(rows: list[CatalogRow]) -> pl.DataFrame:
    columns: dict[str, Any] = {
        name: [list(v) if isinstance(v := getattr(row, name), tuple) else v for row in rows]
        for name in _KEPT
    }
    columns["author"] = [row.author for row in rows]
    columns["words"] = [
        f" {' '.join(words(' '.join((row.repo, *row.tags, row.summary))))} " for row in rows
    ]
    schema = {
        name: pl.List(pl.String)
        for name in ("languages", "tags", "datasets", "formats", "base_models")
    }
    schema |= {"parameters": pl.Int64, "memory_bytes": pl.Int64}
    return pl.DataFrame(columns, schema_overrides=schema)


def _having(name: str, values: tuple[str, ...]) -> pl.Expr:
    column = pl.col(_COLUMNS.get(name, name))
    if FACETS[name].is_multi:
        return column.list.eval(pl.element().is_in(list(values))).list.any()
    return column.is_in(list(values))


def _top(table: pl.DataFrame, name: str, chosen: Sequence[str], top: int) -> dict[str, int]:
    """The highest counts of a facet, and those of the chosen values."""
    column = _COLUMNS.get(name, name)
    values = table.select(column)
    if FACETS[name].is_multi:
        values = values.explode(column)
    counts = values.filter(pl.col(column) != "").group_by(column).len()
    best = counts.sort(["len", column], descending=[True, False]).head(top).rows()
    wanted = counts.filter(pl.col(column).is_in(list(chosen))).rows()
    return dict.fromkeys(chosen, 0) | dict(best) | dict(wanted)


def _bins(table: pl.DataFrame) -> list[tuple[float, int]]:
    known = table.filter(pl.col(RANGE).is_not_null())
    counts = known.group_by("bin").len().sort("bin").rows()
    return [(_EDGES[place - 1], count) for place, count in counts]
