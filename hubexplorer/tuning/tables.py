"""A table read from a CSV file, with everything wrong with it named by row.

Rows are numbered as a spreadsheet shows them: the header is row 1.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from hubexplorer.errors import DataError
from hubexplorer.tuning.jsonlines import read_lines

DELIMITERS = (",", ";", "\t")
MAX_BYTES = 200 * 10**6
MAX_COLUMNS = 1_000
_SNIFFED_ROWS = 50
_NAMED_PROBLEMS = 20
_MAX_DAMAGED_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Table:
    """The usable rows of a file, all as long as its header."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    """The row number in the file of each of `rows`."""
    problems: tuple[str, ...]
    """What was left out, and why."""
    sha256: str
    """Of the file's bytes."""
    folder: str = ""
    """Where the file is; what its rows name (pictures, recordings) is looked for there."""


def read_table(source: Path | str | bytes, name: str = "", *, max_bytes: int = MAX_BYTES) -> Table:
    """The table in a CSV file (comma, semicolon or tab; UTF-8 with or without BOM), or in JSONL.

    A row with more or fewer fields than the header is left out and named in `problems`. A JSONL
    file has one object a line; a value that is no text stays JSON.

    Args:
        source: the file, or its content.
        name: what messages call it; the file's name by default.

    Raises:
        DataError: it is no such table; the message says at which row or byte.
    """
    name = name or (Path(source).name if not isinstance(source, bytes) else "the file")
    content = source if isinstance(source, bytes) else _read(Path(source), name, max_bytes)
    if len(content) > max_bytes:
        raise _too_large(name, max_bytes)
    text = _decode(content, name)
    folder = "" if isinstance(source, bytes) else str(Path(source).parent)
    digest = hashlib.sha256(content).hexdigest()
    if name.endswith((".jsonl", ".ndjson")):
        columns, lines, numbers, left_out = read_lines(text, name)
        return Table(name, columns, lines, numbers, tuple(left_out), digest, folder)
    records = _records(text, _delimiter(text), name)
    columns = _header(next(records, None), name)
    rows, row_numbers, damaged = [], [], []
    for number, fields in records:
        if len(fields) == len(columns):
            rows.append(tuple(fields))
            row_numbers.append(number)
        elif fields:  # an empty line is not a row
            damaged.append((number, len(fields)))
    if len(damaged) > _MAX_DAMAGED_SHARE * (len(rows) + len(damaged)):
        number, found = damaged[0]
        raise DataError(
            f"{name}: {len(damaged)} rows do not have the header's {len(columns)} fields; "
            f"the first is row {number}, with {found}",
            hint="quote fields that contain the delimiter",
        )
    if not rows:
        raise DataError(f"{name} has a header and no rows")
    problems = _name_damaged(damaged, len(columns))
    return Table(name, columns, tuple(rows), tuple(row_numbers), problems, digest, folder)


def _read(path: Path, name: str, max_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(max_bytes + 1)
    except FileNotFoundError:
        raise DataError(f"there is no file {str(path)!r}") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise DataError(f"{name!r} cannot be read: {error}") from None


def _too_large(name: str, max_bytes: int) -> DataError:
    return DataError(
        f"{name} is larger than {max_bytes / 10**6:g} MB", hint="a sample of the rows will do"
    )


def _decode(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DataError(f"{name} is UTF-16", hint='save it as "CSV UTF-8"')
    nul = content.find(b"\0")
    if nul >= 0:
        line = content.count(b"\n", 0, nul) + 1
        raise DataError(
            f"{name}: line {line} has a NUL (byte {nul})",
            hint="is it really a text file?",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"{name}: line {line} is not UTF-8 (byte {error.start}: 0x{content[error.start]:02X})",
            hint='save it as "CSV UTF-8"',
        ) from None
    if not text.strip():
        raise DataError(f"{name} is empty")
    return text


def _delimiter(text: str) -> str:
    """The delimiter under which most of the first rows have the header's number of fields."""

    def fitness(delimiter: str) -> tuple[float, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = [len(fields) for fields in islice(reader, _SNIFFED_ROWS) if fields]
        except csv.Error:
            return 0.0, 0
        if not widths or widths[0] == 1:
            return 0.0, 0
        return widths.count(widths[0]) / len(widths), widths[0]

    return max(DELIMITERS, key=fitness)


def _records(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise DataError(
                f"{name}: row {number} (line {reader.line_num}) cannot be read: {error}",
                hint="look for a quotation mark that is never closed",
            ) from None
        yield number, fields


def _header(record: tuple[int, list[str]] | None, name: str) -> tuple[str, ...]:
    columns = record[1] if record else []
    if len(columns) > MAX_COLUMNS:
        raise DataError(f"{name} has {len(columns)} columns; {MAX_COLUMNS} are allowed")
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise DataError(f"{name} has more than one column named {twice[0]!r}")
    return tuple(columns)


def _name_damaged(damaged: list[tuple[int, int]], width: int) -> tuple[str, ...]:
    named = [
        f"row {number} has {found} fields instead of {width} and is left out"
        for number, found in damaged[:_NAMED_PROBLEMS]
    ]
    if len(damaged) > _NAMED_PROBLEMS:
        named.append(f"{len(damaged) - _NAMED_PROBLEMS} more rows are left out for the same reason")
    return tuple(named)
