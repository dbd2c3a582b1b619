"""Every soak in turn: `python -m tests.soak --json [--only NAME] [--seed N] [--state FILE]`.

A soak is a module of this package with `figures(seed, progress) -> Iterator[Figure]`.
"""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
from pathlib import Path

from tests.benchmarks.report import report
from tests.soak.progress import Progress

SOAKS = (
    "catalog",
    "download",
    "hostile_hubs",
    "malicious_cards",
    "sync",
    "statistics",
    "measure",
    "runtime",
    "tuning",
    "tracking",
)


def main(arguments: list[str]) -> int:
    """Run them; how many figures missed their goal."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--only", choices=SOAKS, help="run this one")
    parser.add_argument("--seed", type=int, default=1, help="draws the cases (default 1)")
    parser.add_argument(
        "--state", type=Path, help="remember finished cases here; a second run goes on from it"
    )
    options = parser.parse_args(arguments)
    # An end from outside still ends the servers that a soak has started.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(128 + signal.SIGTERM))
    missed = 0
    for name in (options.only,) if options.only else SOAKS:
        module = importlib.import_module(f"tests.soak.{name}")
        with Progress(options.state, name, options.seed) as progress:
            missed += report(module.figures(options.seed, progress), as_json=options.json)
    return min(missed, 125)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
