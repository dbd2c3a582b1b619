"""Somebody's own data as rows: from CSV, JSON Lines, Parquet or a data frame, errors by row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hubexplorer.bench import delimited, jsonlines, parquet
from hubexplorer.bench.dataset import Dataset, check_columns, of_records
from hubexplorer.errors import DataError

_READERS = {".jsonl": jsonlines.read, ".ndjson": jsonlines.read, ".parquet": parquet.read}
_UNREAD = frozenset({".json", ".xlsx", ".xls"})


def read(source: str | Path | Any) -> Dataset:
    """The rows of a file (.csv, .tsv, .jsonl, .parquet) or of an object that holds records.

    Args:
        source: a path; a pandas, polars or datasets object; or a list of mappings.

    Raises:
        DataError: it cannot be used; the message says at which row.
        MissingExtra: reading Parquet needs pyarrow.
    """
    if not isinstance(source, str | Path):
        return _of_object(source)
    path = Path(source).expanduser()
    if path.is_dir():
        raise DataError(
            f"{path.name} is a folder, and no model of texts reads its files",
            hint="measure models for pictures or sounds on it, or give a file of rows",
        )
    if not path.is_file():
        raise DataError(
            f"there is no file {str(source)!r}", hint="give a CSV, JSON Lines or Parquet file"
        )
    if path.suffix.lower() in _UNREAD:
        raise DataError(
            f"{path.name}: {path.suffix} files are not read",
            hint="save it as CSV or as JSON Lines (one object a line)",
        )
    try:
        return _READERS.get(path.suffix.lower(), delimited.read)(path)
    except OSError as error:
        raise DataError(f"{path.name} cannot be read: {error.strerror or error}") from None


def _of_object(source: Any) -> Dataset:
    name = f"a {type(source).__name__}"
    records: Iterable[Mapping[str, Any]]
    if hasattr(source, "to_dicts"):  # polars
        records = source.to_dicts()
    elif hasattr(source, "itertuples"):  # pandas
        whole = source.astype(object).where(source.notna(), None)
        columns = [str(column) for column in source.columns]
        check_columns(columns, name)
        records = [
            dict(zip(columns, row, strict=True)) for row in whole.itertuples(index=False, name=None)
        ]
    elif hasattr(source, "to_list") and hasattr(source, "column_names"):  # datasets
        records = source.to_list()
    elif isinstance(source, Sequence) and all(isinstance(row, Mapping) for row in source):
        records = source
    else:
        raise TypeError(f"cannot measure on {name}: give a path, a data frame or a list of dicts")
    numbered = list(enumerate(records, start=1))
    digest = hashlib.sha256(repr(numbered).encode("utf-8", "surrogatepass")).hexdigest()
    return of_records(name, numbered, (), sha256=digest, read_as=type(source).__name__)
