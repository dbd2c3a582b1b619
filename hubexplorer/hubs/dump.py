"""Reading a dump of a hub: a Parquet file with a row a model, like the public hub-stats.

Its columns have changed over time and may change again: those that are there are read, and each
value as if a hub had said it. Rows are read a few thousand at a time, however large the file is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubexplorer.errors import DataError, MissingExtra
from hubexplorer.hubs.parsing import model_from
from hubexplorer.hubs.values import mapping
from hubexplorer.records import HubModel

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

_ID = "id"
_PLAIN = (
    _ID, "sha", "pipeline_tag", "library_name", "createdAt", "lastModified", "downloads", "likes",
    "tags", "gated", "private",
)  # fmt: skip
_NESTED = ("cardData", "config", "safetensors", "gguf", "baseModels")
_LISTS = ("model-index", "evalResults")
_SIBLINGS = "siblings"
_UNITS = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_BUFFER_BYTES = 1 << 20
_MAX_JSON = 1_000_000


@dataclass(frozen=True, slots=True)
class DumpPart:
    """Some rows of a dump."""

    models: tuple[HubModel, ...]
    stop: int
    """How many of the dump's rows are read with these."""
    total: int
    """How many rows the dump has."""


def read_dump(
    path: Path, hub: str, *, start: int = 0, part_rows: int = 5_000
) -> Iterator[DumpPart]:
    """The models of a dump in order, rows without a usable repository id left out.

    Args:
        hub: the name of the hub that the dump is of.
        start: rows to pass over.

    Raises:
        MissingExtra: pyarrow is not installed.
        DataError: it cannot be read as a dump.
    """
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise MissingExtra("dump", what="Reading a dump") from None
    try:
        with ParquetFile(path, buffer_size=_BUFFER_BYTES, pre_buffer=False) as file:
            yield from _parts(file, path, hub, start, part_rows)
    except (OSError, pa.ArrowException) as error:
        raise DataError(
            f"{path} cannot be read: {str(error).strip().splitlines()[0]}",
            hint="a dump is a Parquet file with a row a model",
        ) from None


def _parts(
    file: ParquetFile, path: Path, hub: str, start: int, part_rows: int
) -> Iterator[DumpPart]:
    names = set(file.schema_arrow.names)
    if _ID not in names:
        raise DataError(
            f"{path} has no column {_ID!r} but {', '.join(sorted(names)[:20])}",
            hint="a dump has a row a model, with its repository as id",
        )
    columns = [name for name in (*_PLAIN, *_NESTED, *_LISTS, _SIBLINGS) if name in names]
    groups, passed = _groups_from(file, start)
    total = file.metadata.num_rows
    for batch in file.iter_batches(part_rows, groups, columns, use_threads=False):
        skipped = min(max(start - passed, 0), batch.num_rows)
        passed += batch.num_rows
        if skipped < batch.num_rows:
            rows = _rows(batch.slice(skipped), columns)
            models = (model_from(hub, row) for row in rows)
            kept = tuple(model for model in models if model is not None)
            yield DumpPart(kept, passed, total)


def _groups_from(file: ParquetFile, start: int) -> tuple[list[int], int]:
    """The row groups from the one that holds row `start` on, and how many rows are before it."""
    passed = 0
    for group in range(file.num_row_groups):
        rows = file.metadata.row_group(group).num_rows
        if passed + rows > start:
            return list(range(group, file.num_row_groups)), passed
        passed += rows
    return [], passed


def _rows(batch: pa.RecordBatch, columns: list[str]) -> Iterator[dict[str, Any]]:
    """The rows as `GET /api/models` has them."""
    read: dict[str, list[Any]] = {name: _values(batch.column(name)) for name in columns}
    for number in range(batch.num_rows):
        row = {name: values[number] for name, values in read.items()}
        for name in _NESTED:
            row[name] = _mapping(row.get(name))
        for name in _LISTS:
            row[name] = _json(row.get(name))
        row["safetensors"] = _with_parameters(row["safetensors"])
        row["cardData"] = _with_bases(row["cardData"], row.pop("baseModels"))
        if isinstance(row.get(_SIBLINGS), list):
            row[_SIBLINGS] = [
                {"rfilename": item} if isinstance(item, str) else item for item in row[_SIBLINGS]
            ]
        else:
            row.pop(_SIBLINGS, None)
        yield row


def _values(column: pa.Array) -> list[Any]:
    """A column's values; None for one that Python cannot hold (a date of year 0, broken UTF-8)."""
    import pyarrow.types as kinds

    if kinds.is_timestamp(column.type):
        per_s = _UNITS[column.type.unit]
        return [_date(value, per_s) for value in column.cast("int64").to_pylist()]
    try:
        values: list[Any] = column.to_pylist()
    except (ValueError, OverflowError):
        return [_or_none(value.as_py) for value in column]
    return values


def _date(value: int | None, per_s: int) -> str | None:
    if value is None:
        return None
    try:
        return datetime.fromtimestamp(value / per_s, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _or_none(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except (ValueError, OverflowError):
        return None


def _mapping(value: Any) -> dict[str, Any]:
    """A nested column's value, which may be a struct, a list of pairs, or JSON."""
    value = _json(value)
    if isinstance(value, list) and all(isinstance(item, tuple) for item in value):
        value = dict(value)
    return {name: item for name, item in mapping(value).items() if item is not None}


def _json(value: Any) -> Any:
    """A nested value itself, or what is in its JSON; None for what is no JSON."""
    if not isinstance(value, str):
        return value
    if len(value) > _MAX_JSON:
        return None
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _with_parameters(safetensors: dict[str, Any]) -> dict[str, Any]:
    return {**safetensors, "parameters": _mapping(safetensors.get("parameters"))}


def _with_bases(card: dict[str, Any], bases: dict[str, Any]) -> dict[str, Any]:
    """The card's front matter, with the base models that the hub worked out where it names none."""
    models = bases.get("models")
    if not isinstance(models, list):
        return card
    ids = [mapping(model).get("id", model) for model in models]
    found = {"base_model": ids, "base_model_relation": bases.get("relation")}
    return {**{name: value for name, value in found.items() if value}, **card}
