"""A table read from JSON lines: one object a line, faults named by line."""

from __future__ import annotations

import json

from hubexplorer.errors import DataError

MAX_COLUMNS = 1_000
_NAMED_PROBLEMS = 20
_MAX_DAMAGED_SHARE = 0.1

Rows = tuple[tuple[str, ...], ...]


def read_lines(text: str, name: str) -> tuple[tuple[str, ...], Rows, tuple[int, ...], list[str]]:
    """Columns, rows, the line number of each row, and what was left out.

    A value that is no text is kept as JSON; a missing one is empty.

    Raises:
        DataError: it is no such file; the message says at which line.
    """
    records: list[tuple[int, dict[str, object]]] = []
    damaged: list[str] = []
    lines = [
        (number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()
    ]
    for number, line in lines:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        if isinstance(record, dict):
            records.append((number, record))
        else:
            damaged.append(f"line {number} is no JSON object and is left out")
    if len(damaged) > _MAX_DAMAGED_SHARE * len(lines):
        raise DataError(
            f"{name}: {len(damaged)} of {len(lines)} lines are no JSON objects; the first is "
            f"{damaged[0].split(' is ')[0]}",
            hint="JSON lines hold one object a line, without commas between them",
        )
    columns = tuple(dict.fromkeys(key for _, record in records for key in record))
    if len(columns) > MAX_COLUMNS:
        raise DataError(f"{name} has {len(columns)} columns; {MAX_COLUMNS} are allowed")
    rows = tuple(tuple(_text(record.get(column)) for column in columns) for _, record in records)
    problems = damaged[:_NAMED_PROBLEMS]
    if len(damaged) > _NAMED_PROBLEMS:
        problems.append(f"{len(damaged) - _NAMED_PROBLEMS} more lines are left out")
    return columns, rows, tuple(number for number, _ in records), problems


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
