"""Fine-tuning the nano model on the sample tickets: how long, and what it gained."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from hubexplorer import Workspace, services
from hubexplorer.settings import Settings
from hubexplorer.workspace.tune.tuner import SAMPLE, Tuner
from tests.benchmarks.report import Figure, report

_MODEL = "demo/support-intent-en-nano"


def figures() -> Iterator[Figure]:
    """One run from a fresh home, as a newcomer has it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        settings = Settings(home=home, hub="embedded")
        workspace = Workspace.open(folder, shortlist=False, settings=settings)
        try:
            tuner = Tuner(workspace)
            ref = workspace.card(_MODEL).ref
            starter = tuner.starter(ref, tuner.data(SAMPLE))
            started = time.perf_counter()
            result = tuner.start(starter).wait(600)
            yield Figure("fine-tune nano on 500 tickets", time.perf_counter() - started, "s", 120)
        finally:
            workspace.close()
            services.stop(home, "embedded")
    gain = 100 * result["difference"]["accuracy"]
    yield Figure("accuracy gained on 600 held-out tickets", gain, "points", 10, at_least=True)
    low = 100 * result["low"]["accuracy"]
    yield Figure("lower end of its 95 % interval", low, "points", 0, at_least=True)


if __name__ == "__main__":
    sys.exit(report(figures(), as_json="--json" in sys.argv))
