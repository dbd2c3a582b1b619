"""A table in a CSV file whose delimiter nobody stated."""

from __future__ import annotations

import csv
from collections.abc import Iterable
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
    reader = csv.reader(file.lines(), delimiter=delimiter, strict=True)
    records: list[tuple[str, ...]] = []
    try:
        records.extend(map(tuple, islice(reader, 1)))
        columns = tuple(column.strip() for column in (records[0] if records else ()))
        if not any(columns):
            raise DataError(f"{path.name} has no header", hint="name the columns in the first row")
        check_columns(columns, path.name)
        # Rows that were read before a fault are in the list: their count tells where it is.
        records.extend(map(tuple, reader))
    except csv.Error as error:
        raise DataError(
            f"{path.name}: row {len(records) + 1} (line {reader.line_num}) cannot be read: {error}",
            hint="look for a quotation mark that is never closed",
        ) from None
    del records[0]
    return _table(file, delimiter, columns, records)


def _table(
    file: TextFile, delimiter: str, columns: tuple[str, ...], records: list[tuple[str, ...]]
) -> Dataset:
    """The records that have the header's length; an empty line is no row."""
    width, name = len(columns), file.path.name
    numbers: Iterable[int] = range(2, len(records) + 2)
    damaged: list[str] = []
    if set(map(len, records)) - {width}:
        damaged = [
            f"row {number} has {len(record)} fields instead of {width}"
            for number, record in zip(numbers, records, strict=True)
            if record and len(record) != width
        ]
        numbers = [
            number for number, record in zip(numbers, records, strict=True) if len(record) == width
        ]
        records = [record for record in records if len(record) == width]
    check_damage(name, len(records), damaged)
    return Dataset(
        name,
        columns,
        tuple(records),
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
