"""What models of many architectures are said to need, against what they take.

The verdict of each at budgets around what it took, and real hosts with budgets around the estimate.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hubexplorer import services
from hubexplorer.errors import OutOfMemory
from hubexplorer.runtime.client import ModelHost
from hubexplorer.runtime.fit import WORKER_FLOOR_BYTES
from hubexplorer.runtime.requests import RunEvent
from tests.benchmarks.report import Figure
from tests.runtime import models
from tests.runtime.zoo import SPECIMENS, Specimen, call_of
from tests.soak.progress import Progress

BUDGETS = (0.9, 1.0, 1.1)
_TOGETHER = 5
_ROOMY_BYTES = 6 * 10**9
_SAMPLE = 3
_ENTRY = "hubexplorer.runtime.host:serve"


@dataclass(frozen=True, slots=True)
class Measured:
    """One model: what it was said to need and what it took, without the process's own."""

    specimen: Specimen
    estimate_bytes: int
    peak_bytes: int

    @property
    def error(self) -> float:
        return abs(self.estimate_bytes / self.peak_bytes - 1)


def figures(seed: int, _progress: Progress) -> Iterator[Figure]:
    """Each model's largest call in a fresh process, then the sample at tight budgets."""
    order = list(SPECIMENS)
    random.Random(seed).shuffle(order)
    measured: list[Measured] = []
    refused = failed = 0
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        for start in range(0, len(order), _TOGETHER):
            some = order[start : start + _TOGETHER]
            save(some, base)
            for one in measure(some, base):
                share = one.estimate_bytes / one.peak_bytes
                yield Figure(f"{one.specimen.name}: estimate / measured", share, "ratio")
                measured.append(one)
            if start == 0:
                refused, failed = _at_tight_budgets(measured[:_SAMPLE], base)
            for specimen in some:
                shutil.rmtree(base / specimen.name)
    sizes = [one.peak_bytes / 1e6 for one in measured]
    kinds = {one.specimen.config_class for one in measured}
    yield Figure("models", len(measured), "", 20, at_least=True)
    yield Figure("architectures", len(kinds), "", 10, at_least=True)
    yield Figure("smallest", min(sizes), "MB")
    yield Figure("largest", max(sizes), "MB")
    off = 100 * statistics.median(one.error for one in measured)
    yield Figure("estimate off by, median", off, "%", 20)
    untrue = sum(map(_untrue, measured))
    yield Figure('"fits" where it then took more', untrue, "verdicts", 0)
    yield Figure("refused at a budget that holds it", refused, "runs", 0)
    yield Figure("let in at one that does not, or beyond it", failed, "runs", 0)


def _untrue(one: Measured) -> int:
    """At how many budgets around what it took it is said to fit, and takes more."""
    need = one.estimate_bytes + WORKER_FLOOR_BYTES
    return sum(need <= share * one.peak_bytes < one.peak_bytes for share in BUDGETS)


def save(specimens: Sequence[Specimen], base: Path) -> None:
    """Save them under `base`, in one process that may import torch."""
    names = [specimen.name for specimen in specimens]
    command = [sys.executable, "-m", "tests.runtime.zoo", str(base), *names]
    quiet = {"TRANSFORMERS_VERBOSITY": "error", "HF_HUB_DISABLE_PROGRESS_BARS": "1"}
    subprocess.run(command, check=True, env={**os.environ, **quiet, "HF_HUB_OFFLINE": "1"})


def measure(specimens: Sequence[Specimen], base: Path) -> list[Measured]:
    """The largest call of each, in a host with room for all."""
    with _host(base / "home", _ROOMY_BYTES) as host:
        return [_run(host, specimen, base) for specimen in specimens]


def _run(host: ModelHost, specimen: Specimen, base: Path) -> Measured:
    inputs, settings = call_of(specimen)
    asked = models.request(base / specimen.name, "", settings=settings, **inputs)
    answer = host.run(asked, _ignore).wait(300)
    return Measured(specimen, answer.estimate_bytes, answer.peak_bytes)


def _at_tight_budgets(sample: Sequence[Measured], base: Path) -> tuple[int, int]:
    """Hosts with budgets around each need: wrongly refused, and wrongly let in or failed."""
    refused = failed = 0
    for one in sample:
        for share in BUDGETS:
            budget = int(share * (one.estimate_bytes + WORKER_FLOOR_BYTES)) + 1
            with _host(base / "tight", budget) as host:
                try:
                    took = _run(host, one.specimen, base).peak_bytes
                except OutOfMemory:
                    refused += share >= 1
                else:
                    failed += share < 1 or took > budget
    return refused, failed


@contextmanager
def _host(home: Path, budget_bytes: int) -> Iterator[ModelHost]:
    """A model host of its own with a budget, ended with the block."""
    args = {"budget_bytes": budget_bytes}
    host = ModelHost(lambda: services.ensure(home, "models", _ENTRY, args))
    try:
        yield host
    finally:
        host.close()
        services.stop(home, "models")


def _ignore(event: RunEvent) -> None:
    """No event matters here."""
