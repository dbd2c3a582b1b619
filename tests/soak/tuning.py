"""Fine-tuning: every family learns, kills cost little or nothing, processes agree, no token stays.

Each case is a real job, as a notebook or the screen starts it, on a tiny model and a generated
task.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hubexplorer import jobs
from hubexplorer.errors import JobError
from hubexplorer.tuning import ENTRY, all_families, write_starter
from tests.benchmarks.report import Figure
from tests.soak import tuning_overhead
from tests.soak.progress import Progress
from tests.tuning.learnable import TASKS
from tests.tuning.watched import spec_of, start, trainers_of

_SEEDS = 3
_KILLS = 20
_BY_PROCESSES = ("text_classification", "causal_lora")
_LONGEST_S = 300.0
_TOKEN = "hf_thistokenmustgonowhere"


def figures(seed: int, progress: Progress) -> Iterator[Figure]:
    """The figures of fine-tuning, from cases that are kept as they end."""
    with _environment(HF_TOKEN=_TOKEN, OMP_NUM_THREADS="1"):
        for number in range(_SEEDS):
            for family in TASKS:
                _try(progress, f"learn {family} {number}", _learns, family, seed * 100 + number)
        for family in TASKS:
            _try(progress, f"kill {family}", _killed, family, seed)
        for family in _BY_PROCESSES:
            _try(progress, f"processes {family}", _by_processes, family, seed)
        _try(progress, "overhead", tuning_overhead.measured)
    yield from _learning(progress.outcomes)
    yield from _killing(progress.outcomes)
    apart = [progress.outcomes[f"processes {family}"]["apart"] for family in _BY_PROCESSES]
    yield Figure("two processes against one, largest difference", max(apart), "", 1e-6)
    yield from tuning_overhead.figures(progress.outcomes["overhead"])
    tokens = sum(one.get("tokens", 0) for one in progress.outcomes.values())
    yield Figure("files with a token in them", tokens, "files", 0)


def _learning(outcomes: Mapping[str, Any]) -> Iterator[Figure]:
    for family in TASKS:
        runs = [outcomes[f"learn {family} {number}"] for number in range(_SEEDS)]
        margin = 100 * min(one["gain"] for one in runs)
        least = 100 * max(one["least"] for one in runs)
        yield Figure(f"{family}: least gain of {_SEEDS}", margin, "points", least, at_least=True)
        low = 100 * min(one["low"] for one in runs)
        yield Figure(f"{family}: lowest end of an interval", low, "points", 0.1, at_least=True)
        yield Figure(f"{family}: longest", max(one["seconds"] for one in runs), "s", _LONGEST_S)


def _killing(outcomes: Mapping[str, Any]) -> Iterator[Figure]:
    for family in TASKS:
        found = outcomes[f"kill {family}"]
        yield Figure(f"{family}: kills", found["kills"], "")
        yield Figure(f"{family}: checkpoint intervals lost", found["lost"], "", 1)
        unequal = found["runs"] - found["equal"]
        yield Figure(f"{family}: other weights for a kill", unequal, "runs", 0)


def _try(progress: Progress, case: str, what: Callable[..., dict[str, Any]], *given: Any) -> None:
    if case in progress.outcomes:
        return
    with tempfile.TemporaryDirectory() as name:
        outcome = what(Path(name), *given)
        outcome["tokens"] = _files_with(_TOKEN.encode(), Path(name))
    progress.keep(case, outcome)
    sys.stderr.write(f"{case}: {outcome}\n")


def _learns(folder: Path, family: str, seed: int) -> dict[str, Any]:
    task = TASKS[family](folder / "task", seed)
    begun_s = time.monotonic()
    result = start(spec_of(task, family, folder / "out", seed=seed), folder).wait(2 * _LONGEST_S)
    metric = all_families()[family].metrics[0]
    change, low = result["difference"][metric.name], result["low"][metric.name]
    if metric.lower_is_better:
        change, low = -change, -result["high"][metric.name]
    return {
        "gain": change,
        "low": low,
        "least": task.least,
        "seconds": time.monotonic() - begun_s,
    }


def _killed(folder: Path, family: str, seed: int) -> dict[str, Any]:
    """Kill runs at random moments and let each go on to its end, until there are enough."""
    chance = random.Random(f"{seed} {family}")
    task = TASKS[family](folder / "task", seed)
    interval = 20
    straight = start(
        spec_of(task, family, folder / "straight", checkpoint_steps=interval),
        folder / "straight-run",
    )
    straight.wait(2 * _LONGEST_S)
    times = [event.time_s for event in straight.events() if event.kind == "loss"]
    training_s = times[-1] - times[0]
    wanted = (folder / "straight" / "model.safetensors").read_bytes()
    kills = runs = equal = 0
    lost = 0.0
    while kills < _KILLS:
        output = folder / f"killed-{runs}"
        spec = spec_of(task, family, output, checkpoint_steps=interval)
        starter = write_starter(spec, folder / f"starter-{runs}")
        seen = 0
        while not output.exists():
            job = jobs.start(folder / "home", ENTRY, starter.arguments, title="Fine-tune")
            if kills < _KILLS:
                moment_s = chance.uniform(0, training_s / 3)
                reached = _kill(job, moment_s, whole_job=chance.random() < 0.5)
                kills += reached is not None
            else:
                reached = None
                job.wait(2 * _LONGEST_S)
            lost = max(lost, (seen - _resumed(job)) / interval)
            seen = max(reached or 0, _resumed(job))
        runs += 1
        equal += (output / "model.safetensors").read_bytes() == wanted
    return {"kills": kills, "runs": runs, "equal": equal, "lost": lost}


def _kill(job: jobs.Job, after_s: float, *, whole_job: bool) -> int | None:
    """End it without a word so long after its first steps: the step seen last; None if done."""
    while not _steps(job) and job.state().status == "running":
        time.sleep(0.02)
    time.sleep(after_s)
    trainers = [int(process.name) for process in trainers_of(job)]
    for pid in [int((job.folder / "pid").read_text())] if whole_job else trainers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    try:
        job.wait(_LONGEST_S)
    except JobError:
        return max(_steps(job), default=0)
    return None


def _steps(job: jobs.Job) -> list[int]:
    return [event.data["step"] for event in job.events() if event.kind == "loss"]


def _resumed(job: jobs.Job) -> int:
    """The step that a run went on from."""
    events = job.events()
    return next((event.data["step"] for event in events if event.kind == "resumed"), 0)


def _by_processes(folder: Path, family: str, seed: int) -> dict[str, Any]:
    import numpy as np
    from safetensors.numpy import load_file

    task = TASKS[family](folder / "task", seed)
    found = []
    for processes in (1, 2):
        output = folder / f"by-{processes}"
        # Adam divides by gradients near zero: what rounding changes grows with the learning rate.
        gentle = {"processes": processes, "epochs": 2, "learning_rate": 1e-4, "batch_size": 8}
        start(spec_of(task, family, output, **gentle), folder / str(processes)).wait(_LONGEST_S)
        found.append(load_file(output / "model.safetensors"))
    one, two = found
    apart = max(float(np.abs(one[name] - two[name]).max()) for name in one)
    return {"apart": apart}


def _files_with(secret: bytes, folder: Path) -> int:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sum(secret in path.read_bytes() for path in paths)


@contextlib.contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
