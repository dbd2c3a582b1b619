"""The process that tells a tracker what happens in a job: FOLDER GRACE_S, until its input ends."""

from __future__ import annotations

import fcntl
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
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
    job = jobs.attach(folder)
    found = tracked(job.args)
    assert found is not None
    tell = partial(say, jobs.JobContext(folder, job.args, {}), found)
    is_over = threading.Event()
    threading.Thread(target=_await_end, args=(is_over, grace_s, tell), daemon=True).start()
    try:
        with _alone(job):
            attempts, is_gone_on_with = _attempts(job)
            if is_gone_on_with:
                return  # who mirrors the later attempt tells of this one too
            log = found.tracker.open(found.folder, _run(attempts))
            tell()
            _follow(log, attempts, is_over)
    except Exception as error:
        tell(clean_value(f"{type(error).__name__}: {error}"))
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


def _await_end(is_over: threading.Event, grace_s: float, tell: Callable[[str], None]) -> None:
    """Say when the job has closed our input, or died; who is not ready long after that is ended."""
    sys.stdin.read()
    is_over.set()
    time.sleep(grace_s)
    tell("it did not come to an end")
    os._exit(1)


@contextmanager
def _alone(job: jobs.Job) -> Iterator[None]:
    """The one process that mirrors this run: another attempt's may still be at its last words."""
    with (job.folder.parent / f"{run_digest(job.args)}.tracking").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _attempts(job: jobs.Job) -> tuple[list[jobs.Job], bool]:
    """What this job goes on from, oldest first, and itself; whether another goes on from it.

    One that came to its result is gone on with by none: after it, the same is a run of its own.
    """
    asked = run_digest(job.args)
    alike = [
        one
        for one in reversed(jobs.all_jobs(job.folder.parents[1]))
        if one.entry == job.entry and run_digest(one.args) == asked
    ]
    here = next(number for number, one in enumerate(alike) if one.folder == job.folder)
    start = here
    while start > 0 and not _has_result(alike[start - 1]):
        start -= 1
    is_gone_on_with = not _has_result(job) and any(
        one.args.get("track") == job.args["track"] for one in alike[here + 1 :]
    )
    return alike[start : here + 1], is_gone_on_with


def _has_result(job: jobs.Job) -> bool:
    return any(event.kind == "result" for event in job.events())


def _run(attempts: list[jobs.Job]) -> TrackedRun:
    first, job = attempts[0], attempts[-1]
    data = next(event for event in job.events() if event.kind == "data")
    return TrackedRun(
        id=first.folder.name,
        name=clean_value(Path(job.args["output"]).parent.name),
        parameters=parameters(job.args, data.data),
        # An attempt may have been killed before it said a word.
        started_s=next(event.time_s for one in attempts for event in one.events()),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
