"""Rows as tables of the data libraries, each imported only here and only when asked for.

Columns are the fields of `CatalogRow`; an unknown number is a null, so whole numbers stay whole.
Rows are taken in parts, so that what is read from disk is not in memory twice.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hubexplorer.errors import CatalogError
from hubexplorer.records import CatalogRow

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_PART_ROWS = 10_000
_KINDS = {name: str(field.type) for name, field in CatalogRow.__dataclass_fields__.items()}
"""Field to its annotation, which says the column's type."""


def to_pandas(rows: Sequence[CatalogRow]) -> pd.DataFrame:
    """Rows as a DataFrame; numbers that may be unknown are of the dtype Int64."""
    pandas: Any = _imported("pandas")
    dtypes = {"int": "int64", "int | None": "Int64", "float": "float64", "bool": "bool"}
    columns: dict[str, list[Any]] = {name: [] for name in _KINDS}
    for part in _parts(rows):
        for name, values in part.items():
            columns[name] += values
    series = {
        name: pandas.Series(columns.pop(name), dtype=dtypes.get(kind, "object"))
        for name, kind in _KINDS.items()
    }
    frame: pd.DataFrame = pandas.DataFrame(series)
    return frame


def to_polars(rows: Sequence[CatalogRow]) -> pl.DataFrame:
    """Rows as a polars DataFrame."""
    polars: Any = _imported("polars")
    text, many = polars.String, polars.List(polars.String)
    score = polars.Struct({"dataset": text, "metric": text, "value": polars.Float64})
    types = {
        "str": text, "str | None": text, "tuple[str, ...]": many, "bool": polars.Boolean,
        "tuple[Score, ...]": polars.List(score),
        "int": polars.Int64, "int | None": polars.Int64, "float": polars.Float64,
    }  # fmt: skip
    schema = {name: types[kind] for name, kind in _KINDS.items()}
    parts = [polars.DataFrame(part, schema=schema) for part in _parts(rows)]
    frame: pl.DataFrame = polars.concat([polars.DataFrame(schema=schema), *parts])
    return frame


def to_arrow(rows: Sequence[CatalogRow]) -> pa.Table:
    """Rows as an Arrow table."""
    arrow: Any = _imported("pyarrow")
    text, many = arrow.string(), arrow.list_(arrow.string())
    score = arrow.struct([("dataset", text), ("metric", text), ("value", arrow.float64())])
    types = {
        "str": text, "str | None": text, "tuple[str, ...]": many, "bool": arrow.bool_(),
        "tuple[Score, ...]": arrow.list_(score),
        "int": arrow.int64(), "int | None": arrow.int64(), "float": arrow.float64(),
    }  # fmt: skip
    schema = arrow.schema([(name, types[kind]) for name, kind in _KINDS.items()])
    batches = [arrow.RecordBatch.from_pydict(part, schema=schema) for part in _parts(rows)]
    table: pa.Table = arrow.Table.from_batches(batches, schema=schema)
    return table


def _parts(rows: Sequence[CatalogRow]) -> Iterator[dict[str, list[Any]]]:
    for start in range(0, len(rows), _PART_ROWS):
        part = rows[start : start + _PART_ROWS]
        columns = {name: [getattr(row, name) for row in part] for name in _KINDS}
        for name, kind in _KINDS.items():
            if kind == "tuple[Score, ...]":
                columns[name] = [[asdict(score) for score in scores] for scores in columns[name]]
        yield columns


def _imported(package: str) -> Any:
    try:
        return importlib.import_module(package)
    except ImportError:
        raise CatalogError(f"{package} is not installed", hint=f"pip install {package}") from None
