"""A tracker kept up to date beside a job, by a process that the job does not wait for.

Importing MLflow takes seconds and can fail in ways of its own; a training takes no notice. What
goes wrong is said in the job's events, under "tracker".
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from hubexplorer import jobs
from hubexplorer.errors import MissingExtra
from hubexplorer.tuning.script import scrubbed
from hubexplorer.tuning.trackers import Tracked, require_installed, tracked

GRACE_S = 60.0
"""For what is left to write when the job is over."""


@contextmanager
def mirrored(job: jobs.JobContext, grace_s: float = GRACE_S) -> Iterator[None]:
    """Keep the run's tracker up to date meanwhile, if it has one.

    Its process sees the end of the job, however it comes, by the end of its standard input. It
    is not waited for: it writes down what is left, and how the job ended, and goes.
    """
    found = tracked(job.args)
    process = _start(job, found, grace_s) if found else None
    if process is None or found is None:
        yield
        return
    assert process.stdin is not None
    try:
        with process.stdin:
            yield
    finally:
        if (process.poll() or 0) < 0:
            say(job, found, "its process was killed")
        process.returncode = process.returncode or 0


def say(job: jobs.JobContext, found: Tracked, problem: str = "") -> None:
    """Tell in the job's events how tracking goes."""
    job.emit("tracker", name=found.tracker.name, problem=problem)


def _start(job: jobs.JobContext, found: Tracked, grace_s: float) -> subprocess.Popen[bytes] | None:
    try:
        require_installed(found.tracker.name)
        with (job.folder / "tracker.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"{__package__}", str(job.folder), str(grace_s)],
                cwd=found.folder,
                env=scrubbed(os.environ) | dict(found.tracker.environment(found.folder)),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # to write down how a canceled run ended
            )
    except (MissingExtra, OSError) as error:
        say(job, found, str(error))
        return None
