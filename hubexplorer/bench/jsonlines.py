"""Records in a JSON Lines file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hubexplorer.bench.dataset import Dataset, of_records
from hubexplorer.bench.textfile import TITLES, examine


def read(path: Path) -> Dataset:
    """The objects of a file with one a line; lines that hold none are left out and named.

    Raises:
        DataError: too few of its lines are objects; the message names the first that is not.
    """
    file = examine(path)
    records: list[tuple[int, Mapping[str, Any]]] = []
    damaged = []
    for number, line in enumerate(file.lines(), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            fault = getattr(error, "msg", "nested too deeply")
            at = f" at character {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
            damaged.append(f"line {number} is not JSON ({fault}{at})")
            continue
        if isinstance(value, dict):
            records.append((number, value))
        else:
            damaged.append(f"line {number} holds no object")
    return of_records(
        path.name,
        records,
        damaged,
        sha256=file.sha256,
        read_as=f"JSON Lines, {TITLES[file.encoding]}",
    )
