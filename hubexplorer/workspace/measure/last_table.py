"""The table that was checked last, and what was made of it: a check is asked for again and again.

Each change of a mapping asks for one. What the change does not touch is not worked out again; of a
file, nothing is as long as its bytes are the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hubexplorer.bench.data import read
from hubexplorer.bench.dataset import Dataset
from hubexplorer.bench.store import inputs_of, sha256_of
from hubexplorer.bench.tasks import Task
from hubexplorer.workspace.measure.measurable import labeled

Labeled = tuple[Dataset, tuple[Any, ...], tuple[str, ...]]
Inputs = tuple[tuple[Mapping[str, str], ...], str]


class LastTable:
    """Holds one table; the one before is let go before another is read."""

    def __init__(self) -> None:
        self._read: tuple[Path, int, Dataset] | None = None
        self._labeled: tuple[Dataset, tuple[str, str, str], Labeled] | None = None
        self._inputs: tuple[Dataset, Mapping[str, str], Inputs] | None = None

    def read(self, source: Any) -> Dataset:
        """The rows of a file, or of an object that holds records.

        Raises:
            DataError: it cannot be used; the message says at which row.
        """
        path = Path(source).expanduser() if isinstance(source, str | Path) else None
        known = self._read
        if known is not None and known[0] == path and _is_still(known[2], path, known[1]):
            return known[2]
        del known
        self._read = self._labeled = self._inputs = None
        size = path.stat().st_size if path is not None and path.is_file() else 0
        found = read(source)
        if path is not None:
            self._read = path, size, found
        return found

    def labeled(self, given: Dataset, task: Task, roles: Mapping[str, str]) -> Labeled:
        """The usable rows, what is true of them, and what was left out; as `labeled` gives them.

        Raises:
            DataError: a value cannot be one, by row; or there is none.
        """
        key = (task.name, roles[task.inputs[0]], roles[task.truth])
        known = self._labeled
        if known is None or known[0] is not given or known[1] != key:
            known = self._labeled = (given, key, labeled(given, task, roles))
        return known[2]

    def inputs(self, dataset: Dataset, columns: Mapping[str, str]) -> Inputs:
        """What candidates read of each row, and the digest of it all."""
        known = self._inputs
        if known is None or known[0] is not dataset or known[1] != columns:
            self._inputs = known = None
            inputs = tuple(inputs_of(dataset, columns))
            known = self._inputs = (dataset, columns, (inputs, sha256_of(inputs)))
        return known[2]


def _is_still(found: Dataset, path: Path, size: int) -> bool:
    """Whether a file holds the bytes that it held; of an equal length they are read."""
    try:
        if path.stat().st_size != size:
            return False
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == found.sha256
    except OSError:
        return False
