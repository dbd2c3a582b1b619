"""A writer that is killed: at a chosen moment of its own, or whenever its parent likes.

python -m tests.catalog.killed_writer FOLDER ROUND KIND EVENT

KIND is delta or compact. EVENT counts what Python is asked of the file system (open, rename,
remove, ...); the process kills itself right before that one. 0 never does; then it says "ready",
waits for a line, and the parent may kill it.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from hubexplorer.catalog import write_delta, write_snapshot
from hubexplorer.records import CatalogRow
from tests.benchmarks.synthetic import catalog_rows

ROWS = 2000
_CHANGED = 30
Known = dict[tuple[str, str], CatalogRow]


def start(folder: Path) -> None:
    """Write what round 0 holds."""
    write_snapshot(folder, catalog_rows(ROWS, seed=3), built_s=1.0, source={"round": 0})


def changes_of(number: int, known: Known) -> tuple[list[CatalogRow], list[tuple[str, str]]]:
    """What round `number` changes and deletes of what the one before left."""
    chance = random.Random(number)
    keys = chance.sample(sorted(known), _CHANGED)
    changed = [
        replace(known[key], likes=number, tags=(f"round-{number}",), downloads=number * 7)
        for key in keys[: _CHANGED // 2]
    ]
    fresh = [
        replace(known[key], repo=f"new-{number}/model-{place}")
        for place, key in enumerate(keys[_CHANGED // 2 : -5])
    ]
    return [*changed, *fresh], keys[-5:]


def after(number: int, known: Known) -> Known:
    """What round `number` leaves."""
    upserts, deletes = changes_of(number, known)
    found = known | {(row.hub, row.repo): row for row in upserts}
    return {key: row for key, row in found.items() if key not in deletes}


def known_after(number: int) -> Known:
    """What the rounds up to `number` leave."""
    known: Known = {(row.hub, row.repo): row for row in catalog_rows(ROWS, seed=3)}
    for one in range(1, number + 1):
        known = after(one, known)
    return known


def write(folder: Path, number: int, kind: str, *, event: int = 0, waits: bool = False) -> None:
    """Write round `number`."""
    upserts, deletes = changes_of(number, known_after(number - 1))
    if event:
        _kill_at(event, folder)
    if waits:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
    write_delta(
        folder,
        upserts,
        deletes,
        built_s=float(number),
        source={"round": number},
        compact_above=0.0 if kind == "compact" else 1.0,
    )


def _kill_at(event: int, folder: Path) -> None:
    seen = 0

    def watch(name: str, args: tuple[Any, ...]) -> None:
        nonlocal seen
        is_file = name.startswith(("os.", "shutil."))
        if is_file or (name == "open" and str(args[0]).startswith(str(folder))):
            seen += 1
            if seen == event:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


if __name__ == "__main__":
    place, round_number, what, moment = sys.argv[1:]
    write(Path(place), int(round_number), what, event=int(moment), waits=moment == "0")
