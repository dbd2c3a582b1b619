"""Every benchmark in turn: `python -m tests.benchmarks --json`, one JSON object a line."""

from __future__ import annotations

import subprocess
import sys

BENCHMARKS = ("imports", "catalog", "runtime", "tuning", "browser", "statistics", "measuring")


def main(arguments: list[str]) -> int:
    """Run each in a process of its own, so that none warms another."""
    failed = [
        name
        for name in BENCHMARKS
        if subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.{name}", *arguments], check=False
        ).returncode
    ]
    return len(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
