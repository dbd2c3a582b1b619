"""Somebody's own data as rows: from CSV, JSON Lines, Parquet or a data frame, errors by row."""

from __future__ import annotations

import difflib
import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubexplorer.errors import DataError

MAX_COLUMNS = 1_000
_NAMED_PROBLEMS = 20
_MAX_DAMAGED_SHARE = 0.1
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Dataset:
    """The usable rows of a file or a frame."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    numbers: tuple[int, ...]
    """Where each row is found: as a spreadsheet counts (the header is 1), or the line."""
    problems: tuple[str, ...]
    """What was left out, and why."""
    sha256: str
    """Of the file's bytes, or of the values where there is no file."""
    read_as: str
    """How it was understood: "CSV, UTF-8, semicolons"."""

    def column(self, name: str) -> list[Any]:
        """The values of a column, in the order of the rows.

        Raises:
            DataError: it has no such column; the message names those it has.
        """
        if name in self.columns:
            place = self.columns.index(name)
            return [row[place] for row in self.rows]
        near = difflib.get_close_matches(name, self.columns, n=1)
        named = ", ".join(ascii(column) for column in self.columns[:20])
        raise DataError(
            f"{self.name} has no column {name!a}; it has {named}"
            + (", ..." if len(self.columns) > 20 else ""),
            hint=f"did you mean {near[0]!a}?" if near else "",
        )


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
    from hubexplorer.bench import delimited, jsonlines, parquet

    path = Path(source).expanduser()
    if not path.is_file():
        raise DataError(
            f"there is no file {str(source)!r}", hint="give a CSV, JSON Lines or Parquet file"
        )
    readers = {".jsonl": jsonlines.read, ".ndjson": jsonlines.read, ".parquet": parquet.read}
    if path.suffix.lower() in {".json", ".xlsx", ".xls"}:
        raise DataError(
            f"{path.name}: {path.suffix} files are not read",
            hint="save it as CSV or as JSON Lines (one object a line)",
        )
    try:
        return readers.get(path.suffix.lower(), delimited.read)(path)
    except OSError as error:
        raise DataError(f"{path.name} cannot be read: {error.strerror or error}") from None


def of_records(
    name: str,
    records: Sequence[tuple[int, Mapping[str, Any]]],
    damaged: Sequence[str],
    *,
    sha256: str,
    read_as: str,
) -> Dataset:
    """Rows out of numbered records; a value that a record lacks is None.

    Raises:
        DataError: there are none, or too much of it is damaged.
    """
    columns = tuple(dict.fromkeys(key for _, record in records for key in record))
    check_columns(columns, name)
    check_damage(name, len(records), damaged)
    return Dataset(
        name,
        columns,
        tuple(tuple(record.get(column) for column in columns) for _, record in records),
        tuple(number for number, _ in records),
        shortened(damaged),
        sha256,
        read_as,
    )


def check_columns(columns: Sequence[str], name: str) -> None:
    """Raise DataError for more columns than anybody maps, or two of one name."""
    if len(columns) > MAX_COLUMNS:
        raise DataError(
            f"{name}: row 1 has {len(columns):,} columns; {MAX_COLUMNS:,} are allowed",
            hint="keep the texts, the labels and what the results shall be sliced by",
        )
    twice = next((column for column in columns if columns.count(column) > 1), None)
    if twice is not None:
        raise DataError(f"{name} has more than one column named {twice!a}")


def check_damage(name: str, good: int, damaged: Sequence[str]) -> None:
    """Raise DataError where no row is left, or a tenth and more are damaged."""
    if len(damaged) > _MAX_DAMAGED_SHARE * (good + len(damaged)):
        raise DataError(
            f"{name}: {len(damaged):,} of {good + len(damaged):,} rows cannot be read;"
            f" the first: {damaged[0]}",
            hint="a benchmark on what is left would not be your data; mend the file",
        )
    if not good:
        raise DataError(f"{name} has no rows")


def shortened(damaged: Sequence[str]) -> tuple[str, ...]:
    """The first problems by name, and how many more there are."""
    named = [f"{problem}; left out" for problem in damaged[:_NAMED_PROBLEMS]]
    if len(damaged) > _NAMED_PROBLEMS:
        named.append(f"{len(damaged) - _NAMED_PROBLEMS:,} more rows are left out")
    return tuple(named)


def harmless(value: object) -> str:
    """A cell for an exported CSV that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    if text.startswith(FORMULA_STARTS) and not _is_number(text):
        return "'" + text
    return text


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


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
