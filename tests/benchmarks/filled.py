"""A folder with a synthetic catalog in it, built once in a process of its own and measured there.

python -m tests.benchmarks.filled ROWS FOLDER
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from hubexplorer.catalog import Catalog, write_snapshot
from hubexplorer.errors import SnapshotDamaged
from hubexplorer.records import CatalogRow
from tests.benchmarks.synthetic import catalog_rows

SEED = 1
_MEASURED = "built.json"
_BLOCK = 5_000


@dataclass(frozen=True, slots=True)
class Built:
    """What building a catalog took."""

    rows: int
    cpu_s: float
    """Without the making of synthetic rows."""
    wall_s: float
    peak_bytes: int
    """Of the building process, with all that it imports."""


def filled(folder: Path, row_count: int) -> Built:
    """What building the catalog in `folder` took, which is built now if it is not there."""
    measured = folder / _MEASURED
    try:
        if Catalog.open(folder).size == row_count and measured.exists():
            return Built(**json.loads(measured.read_text()))
    except SnapshotDamaged:  # of an older format
        pass
    # The child's code and data only: what this process holds does not count as its peak.
    command = [sys.executable, "-m", "tests.benchmarks.filled", str(row_count), str(folder)]
    subprocess.run(command, check=True)
    return Built(**json.loads(measured.read_text()))


class _Clocked:
    """Synthetic rows, and the CPU time that making them took."""

    def __init__(self, row_count: int) -> None:
        self._row_count = row_count
        self.spent_s = 0.0

    def __iter__(self) -> Iterator[CatalogRow]:
        rows = catalog_rows(self._row_count, seed=SEED)
        while True:
            started = time.process_time()
            block = list(islice(rows, _BLOCK))
            self.spent_s += time.process_time() - started
            if not block:
                return
            yield from block


def _build(row_count: int, folder: Path) -> None:
    rows = _Clocked(row_count)
    cpu_s, wall_s = time.process_time(), time.perf_counter()
    write_snapshot(folder, rows, built_s=time.time(), source={"rows": row_count})
    built = Built(
        row_count,
        time.process_time() - cpu_s - rows.spent_s,
        time.perf_counter() - wall_s - rows.spent_s,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    )
    (folder / _MEASURED).write_text(json.dumps(asdict(built)))


if __name__ == "__main__":
    _build(int(sys.argv[1]), Path(sys.argv[2]))
