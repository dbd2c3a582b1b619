"""Killing a writer, and whether what it leaves is the catalog before or after, whole."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from hubexplorer.catalog import Catalog
from tests.catalog.killed_writer import known_after

PROJECT = Path(__file__).parents[2]
_LIMIT_S = 60


def kill_at_event(folder: Path, number: int, kind: str, event: int) -> bool:
    """Have a writer of round `number` kill itself at a file event; whether it came to that."""
    with _writer(folder, number, kind, event) as process:
        _, errors = process.communicate(timeout=_LIMIT_S)
    assert process.returncode in {0, -9}, errors
    return process.returncode != 0


def kill_after(folder: Path, number: int, kind: str, delay_s: float) -> bool:
    """Kill a writer of round `number` some time after it began; whether it was not done yet."""
    with _writer(folder, number, kind, 0) as process:
        assert process.stdin is not None and process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("\n")
        process.stdin.flush()
        time.sleep(delay_s)
        process.kill()
        process.communicate(timeout=_LIMIT_S)
    return process.returncode != 0


def round_of(folder: Path) -> int:
    """Which round the catalog in `folder` holds, exactly and all of it."""
    catalog = Catalog.open(folder)
    catalog.verify()
    number: int = catalog.source["round"]
    expected = known_after(number).values()
    ordered = sorted(expected, key=lambda row: (-row.downloads, row.hub, row.repo))
    assert list(catalog.rows()) == ordered, f"not what round {number} left"
    return number


def _writer(folder: Path, number: int, kind: str, event: int) -> subprocess.Popen[str]:
    words = [str(folder), str(number), kind, str(event)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.catalog.killed_writer", *words],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
