"""What importing costs: `import hubexplorer` against bare Python, in the same run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.benchmarks.report import Figure, report

_RUNS = 9


def seconds(code: str) -> float:
    """Of a whole Python process that runs `code`."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - started


def figures() -> Iterator[Figure]:
    """Medians of processes started in turn."""
    bare, ours, screens = [], [], []
    for _ in range(_RUNS):
        bare.append(seconds("pass"))
        ours.append(seconds("import hubexplorer"))
        screens.append(seconds("import hubexplorer as hx; hx.Explorer"))
    base = statistics.median(bare)
    yield Figure("import hubexplorer / bare python", statistics.median(ours) / base, "x", 3.0)
    yield Figure("import of the screens", statistics.median(screens) * 1e3, "ms")


if __name__ == "__main__":
    sys.exit(report(figures(), as_json="--json" in sys.argv))
