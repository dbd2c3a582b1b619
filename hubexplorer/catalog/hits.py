"""What a search gives back."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, overload

from hubexplorer.catalog import export
from hubexplorer.catalog.columns import Ints
from hubexplorer.catalog.facets import FacetValue
from hubexplorer.catalog.histograms import Bin
from hubexplorer.errors import HubError
from hubexplorer.records import CatalogRow

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


class StoredRows(Sequence[CatalogRow]):
    """Rows that stay on disk and are read, each time, when they are asked for.

    A catalog that changes meanwhile does not change them.

    Args:
        places: which rows, in order; two numbers each, as `read` takes them.
        read: gives the rows in some places.
    """

    def __init__(self, places: Ints, read: Callable[[Ints], Iterator[CatalogRow]]) -> None:
        self._places = places
        self._read = read

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[CatalogRow]:
        return self._read(self._places)

    @overload
    def __getitem__(self, index: int) -> CatalogRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[CatalogRow, ...]: ...
    def __getitem__(self, index: int | slice) -> CatalogRow | tuple[CatalogRow, ...]:
        if isinstance(index, slice):
            return tuple(self._read(self._places[index]))
        return next(self._read(self._places[index][None]))

    def __repr__(self) -> str:
        return f"<{len(self):,} rows, read when asked for>"


_SHOWN = 10
"""Rows of a page that a notebook shows of it."""
_COLUMNS = ("model", "task", "parameters", "license", "downloads")


def _cells(row: CatalogRow) -> tuple[str, ...]:
    size = f"{row.parameters:,}" if row.parameters else "?"
    return row.repo, row.task or "-", size, row.license_id or "not stated", f"{row.downloads:,}"


def _line(row: CatalogRow) -> str:
    return ", ".join(_cells(row)[:4])


@dataclass(frozen=True, slots=True)
class Near:
    """A value of a facet that no model has, and the known one that it is nearest to."""

    facet: str
    value: str
    meant: str

    def __str__(self) -> str:
        return f"no model has {self.facet}:{self.value}; did you mean {self.meant}?"


@dataclass(frozen=True, slots=True, repr=False)
class Hits:
    """One page of the models found (or all), and exact counts over all of them.

    Attributes:
        total: how many models were found.
        size: how many the catalog holds.
        rows: this page; `hits[0]`, `len(hits)` and iteration go over it. All rows (`limit=None`)
            are read from disk as they are asked for: going over millions takes little memory.
        facets: by facet, the values to choose and what each would show, most first.
        facet_sizes: by facet, how many values have a count above 0; left out where counting
            them all would take longer than finding the highest.
        histograms: by range, the bins asked for.
        corrected: what was searched instead when no model has a word of the text, else empty.
        near: where nothing was found, values that no model has and what was probably meant.
        next_offset: where the next page starts; None after the last.
        folded: how many of the models found are not rows of their own, in a query that folds.
        derived: then, for each row of the page, how many of the models found are derived from
            it, by relation ("" where it is not said); `Query.derived_from` gives them.
        is_partial: a hub has more models than the catalog, so total and counts are of these alone.
        problems: by hub that was asked live, why its rows are missing or not all here.
    """

    total: int
    size: int
    rows: Sequence[CatalogRow] = ()
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    facet_sizes: Mapping[str, int] = field(default_factory=dict)
    histograms: Mapping[str, tuple[Bin, ...]] = field(default_factory=dict)
    corrected: str = ""
    near: tuple[Near, ...] = ()
    next_offset: int | None = None
    folded: int = 0
    derived: tuple[Mapping[str, int], ...] = ()
    is_partial: bool = False
    problems: Mapping[str, HubError] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        shown = [*map(_line, self.rows[:_SHOWN]), *(str(near) for near in self.near)]
        if len(self.rows) > _SHOWN:
            shown.append(f"... {len(self.rows) - _SHOWN:,} more rows")
        return "\n  ".join([f"Hits({self.total:,} of {self.size:,} models)", *shown])

    def _repr_html_(self) -> str:
        """A plain table of the first rows; what hubs say is escaped."""
        head = "".join(f"<th>{title}</th>" for title in _COLUMNS)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in _cells(row)) + "</tr>"
            for row in self.rows[:_SHOWN]
        )
        below = [str(near) for near in self.near]
        if len(self.rows) > _SHOWN:
            below.append(f"{len(self.rows) - _SHOWN:,} more rows: to_pandas() has all")
        return (
            f"<p>{self.total:,} of {self.size:,} models</p>"
            + (f"<table><tr>{head}</tr>{body}</table>" if body else "")
            + "".join(f"<p>{html.escape(line)}</p>" for line in below)
        )

    def __iter__(self) -> Iterator[CatalogRow]:
        return iter(self.rows)

    @overload
    def __getitem__(self, index: int) -> CatalogRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[CatalogRow]: ...
    def __getitem__(self, index: int | slice) -> CatalogRow | Sequence[CatalogRow]:
        return self.rows[index]

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a DataFrame, one column for each field of `CatalogRow`.

        Raises:
            CatalogError: pandas is not installed.
        """
        return export.to_pandas(self.rows)

    def to_polars(self) -> pl.DataFrame:
        """The rows as a polars DataFrame, one column for each field of `CatalogRow`.

        Raises:
            CatalogError: polars is not installed.
        """
        return export.to_polars(self.rows)

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table, one column for each field of `CatalogRow`.

        Raises:
            CatalogError: pyarrow is not installed.
        """
        return export.to_arrow(self.rows)
