"""Rows and where they were found, whatever they were read from; and what makes them no data."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from hubexplorer.errors import DataError

MAX_COLUMNS = 1_000
_NAMED_PROBLEMS = 20
_MAX_DAMAGED_SHARE = 0.1


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
        return list(map(itemgetter(self.place(name)), self.rows))

    def place(self, name: str) -> int:
        """Where in a row the value of a column is.

        Raises:
            DataError: it has no such column; the message names those it has.
        """
        if name in self.columns:
            return self.columns.index(name)
        near = difflib.get_close_matches(name, self.columns, n=1)
        named = ", ".join(ascii(column) for column in self.columns[:20])
        raise DataError(
            f"{self.name} has no column {name!a}; it has {named}"
            + (", ..." if len(self.columns) > 20 else ""),
            hint=f"did you mean {near[0]!a}?" if near else "",
        )


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
