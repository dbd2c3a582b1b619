"""A fine-tuning job, started and seen from outside: its events, the processes that train."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from hubexplorer import jobs
from hubexplorer.records import ModelRef
from hubexplorer.tuning import ENTRY, StarterSpec, write_starter
from tests.tuning.learnable import COMMIT, Task

TIMEOUT_S = 150.0


def spec_of(
    task: Task, family: str, output: Path, *, seed: int = 0, **settings: Any
) -> StarterSpec:
    """A family's training on its learnable task."""
    return StarterSpec(
        family=family,
        ref=ModelRef("embedded", "acme/tiny", COMMIT),
        model_folder=str(task.model_folder),
        data=str(task.train),
        test_data=str(task.test),
        columns=task.columns,
        settings={**task.settings, **settings},
        seed=seed,
        output=str(output),
    )


def start(spec: StarterSpec, folder: Path) -> jobs.Job:
    """Its job; starter and home are put into this folder."""
    starter = write_starter(spec, folder / "starter")
    return jobs.start(folder / "home", ENTRY, starter.arguments, title="Fine-tune")


def wait_for(job: jobs.Job, kind: str) -> jobs.Event:
    """The first event of this kind, as soon as it is there."""
    deadline = time.monotonic() + TIMEOUT_S
    while time.monotonic() < deadline:
        for event in job.events():
            if event.kind == kind:
                return event
        assert job.state().status == "running", job.state()
        time.sleep(0.05)
    raise AssertionError(f"no {kind!r} event in {TIMEOUT_S:g} s")


def trainers_of(job: jobs.Job) -> list[Path]:
    """The processes that run this job's params.json."""
    asked = str(job.folder / "params.json").encode()
    return [path for path in Path("/proc").glob("[0-9]*") if asked in _command_line(path)]


def _command_line(process: Path) -> list[bytes]:
    try:
        return (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return []
