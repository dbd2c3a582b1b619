"""Five models on the sample tickets: how long to the verdict, and what the harness costs.

The harness's cost is what a run takes beside its calls of the model host: batching, keeping,
reporting. A check of a large table stands beside pandas and polars, which only read it, in
the same run.
"""

from __future__ import annotations

import csv
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd
import polars as pl

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
_LARGE_ROWS = 1_000_000
_LARGE_ROUNDS = 3
_LANGUAGES = ("de", "en", "fr")
_WORDS = "my card was refused again please cancel the order straße zürich refund parcel thanks"


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
            yield from _large(workspace, Path(folder))
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


def _large(workspace: Workspace, folder: Path) -> Iterator[Figure]:
    """A table of short rows checked, checked again with another metric, and read by pandas."""
    path = folder / "large.csv"
    _write_large(path)
    spec = Spec(str(path), models=MODELS[:1])
    taken: dict[str, list[float]] = {}

    def timed(what: str, work: Callable[[], object]) -> None:
        started = time.perf_counter()
        work()
        taken.setdefault(what, []).append(time.perf_counter() - started)

    for _ in range(_LARGE_ROUNDS):
        plan = Measurer(workspace).plan
        timed("first check", partial(plan, spec))
        timed("check again", partial(plan, replace(spec, metrics=("macro_f1",))))
        del plan
        timed("read by pandas, as columns", lambda: pd.read_csv(path))
        timed("read by polars, as Python rows", lambda: pl.read_csv(path).rows())
    size = f"{_LARGE_ROWS:,} rows, {path.stat().st_size / 1e6:.0f} MB"
    for what, seconds in taken.items():
        goal = 1 if what == "check again" else None
        yield Figure(f"{size}, {what}", statistics.median(seconds), "s", goal)


def _write_large(path: Path) -> None:
    chance, words = random.Random(0), _WORDS.split()
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["message", "intent", "language"])
        for number in range(_LARGE_ROWS):
            message = " ".join(chance.choices(words, k=chance.randint(6, 16)))
            rows.writerow([f"{message} {number}", f"intent-{number % 12}", _LANGUAGES[number % 3]])


if __name__ == "__main__":
    sys.exit(report(figures(), as_json="--json" in sys.argv))
