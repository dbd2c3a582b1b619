"""A tracker of another package, found by its entry point, that writes lines one can read."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import psutil
import pytest

from hubexplorer.errors import JobCanceled
from hubexplorer.jobs import JobContext
from hubexplorer.tuning import all_trackers
from hubexplorer.tuning.trackers.mirror import mirrored

MODULE = """\
import json, time
from hubexplorer.tuning.trackers import Tracker

class Lines:
    def __init__(self, path, run):
        self.path, self.run = path, run
        self.write(parameters=run.parameters, name=run.name)

    def write(self, **data):
        with self.path.open("a") as file:
            file.write(json.dumps({"id": self.run.id, **data}) + "\\n")

    def put(self, points):
        for point in points:
            self.write(kind=point.kind, step=point.step, values=dict(point.values))

    def close(self, status, time_s):
        self.write(status=status)

class Stuck(Lines):
    def close(self, status, time_s):
        time.sleep(60)

def broken(folder, run):
    raise OSError("no room for lines")

def tracker(name, open, packages=()):
    return Tracker(name=name, title=name, packages=packages, extra=name, place="lines.jsonl",
                   environment=lambda folder: {}, open=open, command=lambda folder: "cat lines")

LINES = tracker("lines", lambda folder, run: Lines(folder / "lines.jsonl", run))
STUCK = tracker("stuck", lambda folder, run: Stuck(folder / "lines.jsonl", run))
BROKEN = tracker("broken", broken)
ABSENT = tracker("absent", broken, ("no_such_package",))
OURS = tracker("mlflow", broken)
"""
ENTRIES = """\
[hubexplorer.trackers]
lines = acme_lines:LINES
stuck = acme_lines:STUCK
broken = acme_lines:BROKEN
absent = acme_lines:ABSENT
ours = acme_lines:OURS
"""
DATA = {"sha256": "d" * 64, "test_sha256": "", "train": 9, "validation": 1, "test": 5}
TIMEOUT_S = 60.0


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The installed package, here and in every process started meanwhile."""
    package = tmp_path / "package"
    info = package / "acme_lines-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-lines\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ENTRIES)
    (package / "acme_lines.py").write_text(MODULE)
    monkeypatch.syspath_prepend(package)
    monkeypatch.setenv("PYTHONPATH", str(package))
    all_trackers.cache_clear()
    yield package
    all_trackers.cache_clear()


Begin = Callable[..., JobContext]


@pytest.fixture
def begin(tmp_path: Path) -> Begin:
    """A function that begins a job as `jobs.start` does, whose work the test does itself."""

    def begun(name: str, track: str = "lines", *, labels: Mapping[str, int] | None = None,
              **changes: Any) -> JobContext:  # fmt: skip
        folder = tmp_path / "home" / "jobs" / name
        folder.mkdir(parents=True)
        project = tmp_path / "project" / "tuned"
        (project / "nano-1").mkdir(parents=True, exist_ok=True)
        args = {
            "family": "text_classification",
            "hub": "embedded",
            "repo": "demo/nano",
            "commit": "0" * 40,
            "data": str(project / "nano-1" / "mine.csv"),
            "settings": {"epochs": 3, "learning_rate": 0.01},
            "seed": 7,
            "output": str(project / "nano-1" / "model"),
            "track": track,
            **changes,
        }
        request = {"title": "Fine-tune", "entry": "hubexplorer.tuning.run:main", "args": args}
        (folder / "job.json").write_text(json.dumps(request))
        job = JobContext(folder, args, {})
        job.emit("data", labels=labels or {"late": 7, "lost": 3}, **DATA)
        return job

    return begun


def result_of(value: float) -> dict[str, Any]:
    """A result whose one metric has this value before, after and in between."""
    return {part: {"accuracy": value} for part in ("before", "after", "difference", "low", "high")}


def stop(job: JobContext, steps: int) -> None:
    """Train so many steps, then end as a job does that somebody cancels."""

    def train() -> None:
        for step in range(1, steps + 1):
            job.emit("loss", step=step, total=9, loss=1 / step, learning_rate=0.1)
        (job.folder / "cancel").touch()
        job.check()

    with pytest.raises(JobCanceled), mirrored(job):
        train()
    job.emit("canceled")


def mirror_of(job: JobContext) -> psutil.Process | None:
    """The process that tells a job's tracker, while it is at work."""
    for process in psutil.process_iter(["cmdline"]):
        if str(job.folder) in (process.info["cmdline"] or []):
            return process
    return None


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + TIMEOUT_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)
