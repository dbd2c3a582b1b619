"""A table in a CSV file whose delimiter nobody stated."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from hubexplorer.bench.dataset import Dataset, check_columns, check_damage, shortened
from hubexplorer.bench.textfile import TITLES, TextFile, examine
from hubexplorer.errors import DataError

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SNIFFED_ROWS = 50


def read(path: Path) -> Dataset:
    """The rows of a CSV file; rows of another length than the header are left out and named.

    Raises:
        DataError: it is no such table; the message says at which row or line.
    """
    file = examine(path)
    delimiter = _delimiter(file)
    records = _records(file, delimiter)
    _, header = next(records, (1, []))
    columns = tuple(column.strip() for column in header)
    if not any(columns):
        raise DataError(f"{path.name} has no header", hint="name the columns in the first row")
    check_columns(columns, path.name)
    rows, numbers, damaged = [], [], []
    for number, fields in records:
        if len(fields) == len(columns):
            rows.append(tuple(fields))
            numbers.append(number)
        elif fields:  # an empty line is not a row
            damaged.append(f"row {number} has {len(fields)} fields instead of {len(columns)}")
    check_damage(path.name, len(rows), damaged)
    return Dataset(
        path.name,
        columns,
        tuple(rows),
        tuple(numbers),
        shortened(damaged),
        file.sha256,
        f"CSV, {TITLES[file.encoding]}, {_DELIMITERS[delimiter]}",
    )


def _delimiter(file: TextFile) -> str:
    """The delimiter under which most of the first rows have the header's number of fields."""
    lines = list(islice(file.lines(), _SNIFFED_ROWS))

    def fitness(delimiter: str) -> tuple[float, int]:
        try:
            widths = [len(fields) for fields in csv.reader(lines, delimiter=delimiter) if fields]
        except csv.Error:
            return 0.0, 0
        if not widths or widths[0] == 1:
            return 0.0, 0
        return widths.count(widths[0]) / len(widths), widths[0]

    return max(_DELIMITERS, key=fitness)


def _records(file: TextFile, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(file.lines(), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise DataError(
                f"{file.path.name}: row {number} (line {reader.line_num}) cannot be read: {error}",
                hint="look for a quotation mark that is never closed",
            ) from None
        yield number, fields
