"""What a search gives back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, overload

from hubexplorer.catalog.facets import FacetValue
from hubexplorer.catalog.histograms import Bin
from hubexplorer.errors import CatalogError
from hubexplorer.records import CatalogRow

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of the models found, and exact counts over all of them.

    Attributes:
        total: how many models were found.
        size: how many the catalog holds.
        rows: this page; `hits[0]`, `len(hits)` and iteration go over it.
        facets: by facet, the values to choose and what each would show, most first.
        facet_sizes: by facet, how many values have a count above 0.
        histograms: by range, the bins asked for.
        corrected: what was searched instead when no model has a word of the text, else empty.
        next_offset: where the next page starts; None after the last.
    """

    total: int
    size: int
    rows: tuple[CatalogRow, ...] = ()
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    facet_sizes: Mapping[str, int] = field(default_factory=dict)
    histograms: Mapping[str, tuple[Bin, ...]] = field(default_factory=dict)
    corrected: str = ""
    next_offset: int | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[CatalogRow]:
        return iter(self.rows)

    @overload
    def __getitem__(self, index: int) -> CatalogRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[CatalogRow, ...]: ...
    def __getitem__(self, index: int | slice) -> CatalogRow | tuple[CatalogRow, ...]:
        return self.rows[index]

    def to_pandas(self) -> pd.DataFrame:
        """This page as a DataFrame, one column for each field of `CatalogRow`.

        Raises:
            CatalogError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError:
            raise CatalogError("pandas is not installed", hint="pip install pandas") from None
        columns = list(CatalogRow.__dataclass_fields__)
        frame = pd.DataFrame([asdict(row) for row in self.rows], columns=columns)
        frame["updated_s"] = frame["updated_s"].astype("float64")
        return frame.astype({"parameters": "Int64", "memory_bytes": "Int64"})
