"""What a user does without a catalog: pandas over all rows, for every query and facet."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from hubexplorer.catalog import FACETS, Query, View
from hubexplorer.catalog.columns import Mask
from hubexplorer.catalog.words import terms, words
from hubexplorer.records import CatalogRow, FitClass

_COLUMNS = {"license": "license_id", "language": "languages", "format": "formats"}
_COLUMNS |= {"dataset": "datasets", "memory": "memory_bytes", "updated": "updated_s"}


@dataclass(frozen=True, slots=True)
class Found:
    """What is compared with the catalog's answer."""

    total: int
    page: list[tuple[str, str]]
    facets: dict[str, list[tuple[str, int]]]


class PandasPeer:
    """All rows as a DataFrame, in the catalog's order, with their words as one text."""

    def __init__(self, rows: Iterable[CatalogRow], view: View) -> None:
        table = pd.DataFrame([asdict(row) | {"author": row.author} for row in rows])
        table = table.sort_values(
            ["downloads", "hub", "repo"], ascending=[False, True, True], ignore_index=True
        )
        texts = table["repo"] + " " + table["tags"].map(" ".join) + " " + table["summary"]
        table["words"] = texts.map(lambda text: f" {' '.join(words(text))} ")
        table["gated"] = np.where(table["is_gated"], "yes", "no")
        is_base = table["base_relation"].eq("") & table["base_model"].eq("")
        table["relation"] = table["base_relation"].mask(is_base, "base")
        classes = table["license_id"].map(dict(view.license_classes))
        table["license_class"] = classes.fillna("unknown")
        bounds = [-1, *view.fit_limits, np.inf]
        names = [FitClass.FITS, FitClass.TIGHT, FitClass.OFFLOAD, FitClass.NO]
        fit = pd.cut(table["memory_bytes"].astype("float64"), bounds, labels=[*map(str, names)])
        table["fit"] = fit.astype("object").fillna("unknown")
        self._table = table

    def search(self, query: Query, *, top: int) -> Found:
        """The same page and counts as `Catalog.search`, for words without quotes or typos."""
        table = self._table
        base = np.ones(len(table), np.bool_)
        for term in terms(query.text):
            part = f" {term.words[0]}" + ("" if term.is_prefix else " ")
            base &= table["words"].str.contains(part, regex=False).to_numpy()
        for name, values in query.none_of.items():
            base &= ~self._having(name, values)
        passes = {name: self._having(name, values) for name, values in query.any_of.items()}
        for name, (low, high) in query.ranges.items():
            numbers = table[_COLUMNS.get(name, name)]
            inside = numbers.notna()
            inside &= (numbers >= low) if low is not None else True
            inside &= (numbers < high) if high is not None else True
            passes[name] = inside.to_numpy()
        facets = {}
        for name in FACETS:
            mask = base.copy()
            for other, passed in passes.items():
                if other != name:
                    mask &= passed
            facets[name] = self._top(name, mask, query, top)
        for passed in passes.values():
            base &= passed
        hits = table[base]
        key = _COLUMNS.get(query.sort, query.sort)
        page = hits.sort_values(key, ascending=not query.descending, kind="stable")
        page = page.iloc[query.offset : query.offset + query.limit]
        return Found(len(hits), list(zip(page["hub"], page["repo"], strict=True)), facets)

    def _having(self, name: str, values: tuple[str, ...]) -> Mask:
        column = self._table[_COLUMNS.get(name, name)]
        if not FACETS[name].is_multi:
            return column.isin(values).to_numpy()
        wanted = set(values)
        return np.fromiter((not wanted.isdisjoint(v) for v in column), np.bool_, len(column))

    def _top(self, name: str, mask: Mask, query: Query, top: int) -> list[tuple[str, int]]:
        column = self._table.loc[mask, _COLUMNS.get(name, name)]
        counts = (column.explode() if FACETS[name].is_multi else column).value_counts()
        found = {str(value): int(count) for value, count in counts.items() if value}
        best = dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:top])
        for value in (*query.any_of.get(name, ()), *query.none_of.get(name, ())):
            best[value] = found.get(value, 0)
        return sorted(best.items(), key=lambda item: (-item[1], item[0]))
