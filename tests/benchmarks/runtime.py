"""Figures of the model host against their goals: `python -m tests.benchmarks.runtime --json`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import (
    runtime_calls,
    runtime_engines,
    runtime_panes,
    runtime_processes,
    runtime_writing,
)
from tests.benchmarks.report import Figure, report
from tests.benchmarks.runtime_bench import (
    be_the_baseline,
    bench_in,
    make_models,
    own_command,
    quiet,
)


def figures() -> Iterator[Figure]:
    """All of them, on models made for the run."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        subprocess.run(own_command("--models", base), check=True, env=quiet())
        with bench_in(base) as (bench, cold_s):
            yield from runtime_calls.figures(bench)
            yield from runtime_writing.figures(bench)
            yield from runtime_engines.figures(bench)
            yield from runtime_processes.figures(bench, cold_s)
        yield from runtime_panes.figures(base)


def main() -> int:
    """Run them; how many missed their goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--models", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--baseline", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.models:
        make_models(args.models)
    elif args.baseline:
        be_the_baseline(args.baseline)
    else:
        return report(figures(), as_json=args.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
