"""The process that tells a tracker what happens in a job: FOLDER GRACE_S, until its input ends."""

from __future__ import annotations

import fcntl
import math
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hubexplorer import jobs
from hubexplorer.tuning.digests import run_digest
from hubexplorer.tuning.trackers import Log, TrackedRun, tracked
from hubexplorer.tuning.trackers.base import clean_value
from hubexplorer.tuning.trackers.mirror import say
from hubexplorer.tuning.trackers.telling import parameters, points

_POLL_S = 1.0
_NICE = 10


def main(folder: Path, grace_s: float) -> None:
    """Mirror the job of this folder."""
    os.nice(_NICE)
    is_over = threading.Event()
    threading.Thread(target=_await_end, args=(is_over, grace_s), daemon=True).start()
    job = jobs.attach(folder)
    context = jobs.JobContext(folder, job.args, {})
    found = tracked(job.args)
    assert found is not None
    try:
        with _alone(job):
            attempts = _attempts(job)
            log = found.tracker.open(found.folder, _run(job, attempts[0]))
            say(context, found)
            _follow(log, attempts, is_over)
    except Exception as error:
        say(context, found, clean_value(f"{type(error).__name__}: {error}"))
        raise


def _follow(log: Log, attempts: list[jobs.Job], is_over: threading.Event) -> None:
    """Tell what happened and what happens, until the job is over."""
    *earlier, job = attempts
    status, last_step, seen, time_s = "", 0, 0, 0.0
    for one in earlier:
        log.put(points(one.events()))
    was_over = False
    while not was_over:
        was_over = is_over.wait(_POLL_S)  # before reading, so that a last event is not missed
        events = job.events(seen)
        new = points(events, last_step)
        if new:
            log.put(new)
            last_step = new[-1].step
        for event in events:
            seen, time_s = event.seq, event.time_s
            status = "done" if event.kind == "result" else status
    was_canceled = (job.folder / "cancel").exists()
    log.close(status or ("canceled" if was_canceled else "failed"), time_s)


def _await_end(is_over: threading.Event, grace_s: float) -> None:
    """Say when the job has closed our input, or died; what hangs after that ends by an alarm."""
    sys.stdin.read()
    is_over.set()
    signal.alarm(math.ceil(grace_s))


@contextmanager
def _alone(job: jobs.Job) -> Iterator[None]:
    """The one process that mirrors this run: another attempt's may still be at its last words."""
    with (job.folder.parent / f"{run_digest(job.args)}.tracking").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _attempts(job: jobs.Job) -> list[jobs.Job]:
    """The jobs that this one goes on from, oldest first, and itself.

    A training that came to its result is none: after it, the same is a run of its own.
    """
    asked = run_digest(job.args)
    attempts = [job]
    for one in jobs.all_jobs(job.folder.parents[1]):
        if one.folder.name >= job.folder.name or one.entry != job.entry:
            continue
        if run_digest(one.args) == asked:
            if one.state().status == "done":
                break
            attempts.insert(0, one)
    return attempts


def _run(job: jobs.Job, first: jobs.Job) -> TrackedRun:
    data = next(event for event in job.events() if event.kind == "data")
    return TrackedRun(
        id=first.folder.name,
        name=clean_value(Path(job.args["output"]).parent.name),
        parameters=parameters(job.args, data.data),
        started_s=first.events()[0].time_s,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
