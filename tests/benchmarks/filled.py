"""A folder with a synthetic catalog in it, built once in a process of its own and measured there.

python -m tests.benchmarks.filled ROWS FOLDER [HUB]

With a hub, the catalog passes for a whole listing of it. How far it is goes to stderr.
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

from hubexplorer import __version__
from hubexplorer.catalog import Catalog, write_snapshot
from hubexplorer.errors import SnapshotDamaged
from hubexplorer.records import CatalogRow
from tests.benchmarks.synthetic import catalog_rows

SEED = 1
_MEASURED = "built.json"
_BLOCK = 5_000
_TELL_S = 10.0


@dataclass(frozen=True, slots=True)
class Built:
    """What building a catalog took."""

    rows: int
    cpu_s: float
    """Without the making of synthetic rows."""
    wall_s: float
    peak_bytes: int
    """Of the building process, with all that it imports."""


def filled(folder: Path, row_count: int, hub: str = "") -> Built:
    """What building the catalog in `folder` took, which is built now if it is not there.

    Args:
        hub: whose models they pass for.
    """
    measured = folder / _MEASURED
    try:
        if Catalog.open(folder).size == row_count and measured.exists():
            return Built(**json.loads(measured.read_text()))
    except SnapshotDamaged:  # of an older format
        pass
    # The child's code and data only: what this process holds does not count as its peak.
    command = [sys.executable, "-m", "tests.benchmarks.filled", str(row_count), str(folder), hub]
    subprocess.run(command, check=True)
    return Built(**json.loads(measured.read_text()))


class _Clocked:
    """Synthetic rows, and the CPU time that making them took."""

    def __init__(self, row_count: int, hubs: tuple[str, ...]) -> None:
        self._row_count = row_count
        self._hubs = hubs
        self.spent_s = 0.0

    def __iter__(self) -> Iterator[CatalogRow]:
        rows = catalog_rows(self._row_count, seed=SEED, hubs=self._hubs)
        came, told_s = 0, time.monotonic()
        while True:
            started = time.process_time()
            block = list(islice(rows, _BLOCK))
            self.spent_s += time.process_time() - started
            if not block:
                return
            yield from block
            came += len(block)
            if time.monotonic() > told_s + _TELL_S:
                told_s = time.monotonic()
                sys.stderr.write(f"{came:,} of {self._row_count:,} rows\n")


def _build(row_count: int, folder: Path, hub: str = "") -> None:
    rows = _Clocked(row_count, (hub or "hub",))
    listed = {"rows": row_count, "of": row_count, "version": __version__}
    source = {"hubs": {hub: listed}} if hub else {"rows": row_count}
    cpu_s, wall_s = time.process_time(), time.perf_counter()
    write_snapshot(folder, rows, built_s=time.time(), source=source)
    built = Built(
        row_count,
        time.process_time() - cpu_s - rows.spent_s,
        time.perf_counter() - wall_s - rows.spent_s,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    )
    (folder / _MEASURED).write_text(json.dumps(asdict(built)))


if __name__ == "__main__":
    _build(int(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
