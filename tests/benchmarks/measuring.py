"""Five models on the sample tickets: how long to the verdict, and what the harness costs.

The harness's cost is what a run takes beside its calls of the model host: batching, keeping,
reporting.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from hubexplorer import Workspace, services
from hubexplorer.bench.run import Row, complete
from hubexplorer.bench.spec import Spec
from hubexplorer.bench.store import Reply, Store
from hubexplorer.bench.tasks import task_of
from hubexplorer.jobs import JobContext
from hubexplorer.settings import Settings
from hubexplorer.workspace.measure.answering import HostedModel
from hubexplorer.workspace.measure.measurer import Measurer
from tests.benchmarks.report import Figure, report

MODELS = tuple(
    f"demo/support-intent-{name}"
    for name in ("en-nano", "multi-mini", "multi-nc", "multi-small", "multi-sure")
)
_SPEC = Spec("tickets_test.csv", models=MODELS)
_COPIES = 10
_ROUNDS = 5


def figures() -> Iterator[Figure]:
    """From a fresh home, as a newcomer has it; then again, with every answer kept."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder) / "home", hub="embedded")
        workspace = Workspace.open(folder, shortlist=False, settings=settings)
        try:
            for what, goal in (("from a fresh home", 60), ("with every answer kept", 10)):
                started = time.perf_counter()
                assert Measurer(workspace).measure(_SPEC).verdict
                taken = time.perf_counter() - started
                yield Figure(f"5 models x 600 tickets to the verdict, {what}", taken, "s", goal)
            overhead = _overhead(workspace, Path(folder))
            yield Figure("harness over bare model calls", 100 * overhead, "%", 5)
        finally:
            workspace.close()
            for name in ("embedded", "model-host"):
                services.stop(settings.home, name)


def _overhead(workspace: Workspace, folder: Path) -> float:
    """The share of time that batching, keeping and reporting add."""
    rows = list(Measurer(workspace).plan(_SPEC).inputs) * _COPIES
    job = JobContext(folder, {"labels": []}, {})
    asked = {"ref": str(workspace.card(MODELS[1]).ref), "settings": {}}
    model = HostedModel(workspace.runner, asked, task_of("text-classification"), job)
    shares = []
    for turn in range(_ROUNDS):
        bare_s = 0.0

        def predict(batch: Sequence[Row]) -> Reply:
            nonlocal bare_s
            started = time.perf_counter()
            reply = model.predict(batch)
            bare_s += time.perf_counter() - started
            return reply

        store = Store.open(folder / f"{turn}.jsonl", len(rows))
        started = time.perf_counter()
        complete(predict, rows, store, progress=lambda done: job.progress(done, 0, "rows"))
        shares.append((time.perf_counter() - started) / bare_s - 1)
    return statistics.median(shares)


if __name__ == "__main__":
    sys.exit(report(figures(), as_json="--json" in sys.argv))
