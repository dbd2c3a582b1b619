"""A measuring job killed at twenty random moments: nothing answered is lost or asked for twice."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from hubexplorer import Workspace, services
from hubexplorer.bench.spec import Spec
from hubexplorer.errors import JobError
from hubexplorer.jobs import Job
from hubexplorer.settings import Settings
from hubexplorer.workspace.measure.gathering import Plan
from hubexplorer.workspace.measure.measurer import Measurer
from tests.benchmarks.report import Figure
from tests.soak.progress import Progress

KILLS = 20
_MODELS = ("demo/support-intent-en-nano", "demo/support-intent-multi-mini")
_COLUMNS = {"text": "text", "label": "label"}
_ROWS = [
    {"text": f"where is my order {number} " * 20, "label": ("delivery", "refund")[number % 2]}
    for number in range(20_000)
]
_LONGEST_S = 1.0


def figures(seed: int, _progress: Progress) -> Iterator[Figure]:
    """Kill, look what is kept, go on; at the end each row has one answer of each model."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder) / "home", hub="embedded")
        workspace = Workspace.open(folder, shortlist=False, settings=settings)
        try:
            measurer = Measurer(workspace)
            plan = measurer.plan(Spec("", models=_MODELS, columns=_COLUMNS), data=_ROWS)
            kills = lost = untrue = 0
            while kills < KILLS and (job := measurer.start_missing(plan)) is not None:
                before = set(_kept(plan))
                _kill(job, rng.uniform(0, _LONGEST_S))
                kills += 1
                kept = set(_kept(plan))
                lost += len(before - kept)
                untrue += max(0, int(job.state().done) - len(kept))
            last = measurer.start_missing(plan)
            if last is not None:
                last.wait(600)
            kept_rows = _kept(plan)
            rows = len(_MODELS) * len(_ROWS)
            yield Figure("kills at random moments", kills, "", KILLS, at_least=True)
            yield Figure("answers lost by a kill", lost, "rows", 0)
            yield Figure("rows told as answered and not kept", untrue, "rows", 0)
            yield Figure("rows answered twice", len(kept_rows) - len(set(kept_rows)), "rows", 0)
            yield Figure("rows without an answer", rows - len(set(kept_rows)), "rows", 0)
        finally:
            workspace.close()
            for name in ("embedded", "model-host"):
                services.stop(settings.home, name)


def _kill(job: Job, after_s: float) -> None:
    """End a job's process without a word, some time after its first answers or its start."""
    deadline = time.monotonic() + 60
    while job.state().done == 0 and job.state().status == "running":
        assert time.monotonic() < deadline, "the job does not begin"
        time.sleep(0.01)
    time.sleep(after_s)
    with contextlib.suppress(ProcessLookupError):
        os.kill(int((job.folder / "pid").read_text()), signal.SIGKILL)
    with contextlib.suppress(JobError):
        job.wait(30)


def _kept(plan: Plan) -> list[tuple[int, int]]:
    """(model, row) of each answer that a whole line of a store holds, repeats included."""
    found = []
    for number, subject in enumerate(plan.models):
        content = subject.store.read_bytes() if subject.store.exists() else b""
        for line in content[: content.rfind(b"\n") + 1].splitlines():
            found += [(number, place) for place in json.loads(line).get("places", ())]
    return found
