"""Trackers: jobs and their mirrors killed at random moments leave one run, each value once.

Each case is a real job, whose train.py only tells values; for every tracker that is installed.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hubexplorer import jobs
from hubexplorer.tuning import ENTRY, all_trackers, tracked, write_starter
from tests.benchmarks.report import Figure
from tests.soak.progress import Progress
from tests.tuning.learnable import TASKS
from tests.tuning.trackers.conftest import mirror_of
from tests.tuning.trackers.test_built_in import READERS
from tests.tuning.watched import spec_of

_KILLS = 20
_STEPS = 300
_LONGEST_S = 300.0
_SCRIPT = f"""\
import json, pathlib, sys, time
params = json.load(open(sys.argv[1]))
events = open(params["events"], "a", buffering=1)
tell = lambda kind, **data: events.write(json.dumps({{"kind": kind, "data": data}}) + "\\n")
folder = pathlib.Path(params["checkpoints"])
folder.mkdir(parents=True, exist_ok=True)
reached = folder / "reached"
for step in range(int(reached.read_text()) + 1 if reached.exists() else 1, {_STEPS} + 1):
    tell("loss", step=step, total={_STEPS}, loss=1 / step, learning_rate=0.1)
    if step % 25 == 0:
        reached.write_text(str(step))
    time.sleep(0.05)
row = {{"accuracy": 0.5, "macro_f1": 0.5}}
tell("result", baseline="none", rows=20, languages={{}}, before=row, after=row, difference=row,
     low=row, high=row)
"""


def figures(seed: int, progress: Progress) -> Iterator[Figure]:
    """The figures of each installed tracker; the others are named on standard error."""
    for name in READERS:
        tracker = all_trackers()[name]
        if not tracker.is_installed:
            sys.stderr.write(f"{tracker.title} is not installed and was not tried\n")
            continue
        case = f"kill {name}"
        if case not in progress.outcomes:
            with tempfile.TemporaryDirectory() as folder:
                progress.keep(case, _killed(Path(folder), name, seed))
        found = progress.outcomes[case]
        yield Figure(f"{tracker.title}: kills", found["kills"], "")
        too_many = found["tracked"] - found["runs"]
        yield Figure(f"{tracker.title}: runs too many", too_many, "runs", 0)
        yield Figure(f"{tracker.title}: values twice", found["twice"], "values", 0)
        yield Figure(f"{tracker.title}: values missing", found["missing"], "values", 0)


def _killed(folder: Path, name: str, seed: int) -> dict[str, Any]:
    """Kill jobs, and every third time a mirror too, until so many are; what the tracker has."""
    chance = random.Random(f"{seed} {name}")
    task = TASKS["text_classification"](folder / "task", seed)
    found: Counter[str] = Counter(kills=0, runs=0, tracked=0, twice=0, missing=0)
    while found["kills"] < _KILLS:
        run = folder / f"project-{found['runs']}" / "tuned" / "nano-1"
        spec = spec_of(task, "text_classification", run / "model")
        starter = write_starter(dataclasses.replace(spec, track=name), run)
        starter.script.write_text(_SCRIPT)
        found["kills"] += _to_its_end(starter.arguments, folder / "home", chance)
        found["runs"] += 1
        place = tracked(starter.arguments)
        assert place is not None
        kept = READERS[name][0](place.place)
        times = Counter((step, value) for step, value, _ in kept.values)
        wanted = {(step, "train/loss") for step in range(1, _STEPS + 1)}
        found["tracked"] += len(kept.runs)
        found["twice"] += times.total() - len(times)
        found["missing"] += len(wanted - set(times))
    return dict(found)


def _to_its_end(arguments: Mapping[str, Any], home: Path, chance: random.Random) -> int:
    """Start it again after each kill until it is done, and told; the number of kills."""
    kills = 0
    job = jobs.start(home, ENTRY, arguments, title="Fine-tune")
    while _runs_on(job, chance.uniform(0.1, 5)):
        mirror = mirror_of(job) if kills % 3 == 2 else None
        if mirror is not None:
            mirror.kill()
        with contextlib.suppress(ProcessLookupError):
            os.kill(int((job.folder / "pid").read_text()), signal.SIGKILL)
        kills += 1
        while job.state().status == "running":
            time.sleep(0.02)
        job = jobs.start(home, ENTRY, arguments, title="Fine-tune")
    job.wait(_LONGEST_S)
    while mirror_of(job) is not None:
        time.sleep(0.1)
    return kills


def _runs_on(job: jobs.Job, for_s: float) -> bool:
    """Whether it is still at its training after so long."""
    time.sleep(for_s)
    has_result = any(event.kind == "result" for event in job.events())
    return job.state().status == "running" and not has_result
