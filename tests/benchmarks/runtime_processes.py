"""What a worker's death costs, how soon a fresh one answers, and what each process takes."""

from __future__ import annotations

import os
import signal
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil

from hubexplorer.errors import WorkerDied
from hubexplorer.records import ModelRef
from tests.benchmarks.report import Figure
from tests.benchmarks.runtime_bench import FIVE, LARGE, MEDIUM, TEXT, TEXTS, Bench, ignore

_OTHER_COMMIT = "f" * 40


def figures(bench: Bench, cold_s: float) -> Iterator[Figure]:
    """Crashes, starts, memory."""
    yield from _crashes(bench)
    yield from _starts(bench, cold_s)
    yield from _shared(bench)
    yield from _memory(bench)


def _crashes(bench: Bench) -> Iterator[Figure]:
    """From kill -9 in the middle of a call to its report, and on to the next answer."""
    reported, replaced = [], []
    for _ in range(5):
        run = bench.host.run(bench.request(MEDIUM, texts=TEXTS * 40), ignore)
        while run.state != "running":
            time.sleep(0.001)
        (pid,) = [model.pid for model in bench.host.status().loaded if model.is_running]
        os.kill(pid, signal.SIGKILL)
        start = time.perf_counter()
        try:
            run.wait(10)
        except WorkerDied:
            reported.append(time.perf_counter() - start)
        replaced += bench.worker(bench.request(MEDIUM, text=TEXT))
    yield Figure("dead worker reported, slowest of 5", 1e3 * max(reported), "ms", 1000)
    yield Figure("dead worker replaced, slowest of 5", 1e3 * max(replaced), "ms", 2000)


def _starts(bench: Bench, cold_s: float) -> Iterator[Figure]:
    """A model's first answer from a warm nursery, over one that has to start it."""
    warm = []
    for _ in range(5):
        (pid,) = [m.pid for m in bench.host.status().loaded if f"/{FIVE[1]}@" in m.ref]
        os.kill(pid, signal.SIGKILL)
        while any(model.pid == pid for model in bench.host.status().loaded):
            time.sleep(0.005)
        warm += bench.worker(bench.request(FIVE[1], text=TEXT))
    spare_s = statistics.median(warm)
    yield Figure("cold start", 1e3 * cold_s, "ms")
    yield Figure("start from the spare", 1e3 * spare_s, "ms")
    yield Figure("spare start / cold start", spare_s / cold_s, "ratio", 0.1)


def _shared(bench: Bench) -> Iterator[Figure]:
    """Two workers on one file: the pages of it that both together hold, over its size."""
    asked = bench.request(LARGE, text=TEXT)
    other = replace(asked, ref=ModelRef(asked.ref.hub, asked.ref.repo, _OTHER_COMMIT))
    for one in (asked, other):
        bench.answer(one)
    path = bench.base / LARGE / "model.safetensors"
    pids = [model.pid for model in bench.host.status().loaded if f"/{LARGE}@" in model.ref]
    held = sum(_proportional_bytes(pid, path) for pid in pids)
    yield Figure("workers on one file", len(pids), "", 2, at_least=True)
    yield Figure("its pages that they hold / its size", held / path.stat().st_size, "ratio", 1.02)
    own = sum(psutil.Process(pid).memory_full_info().uss for pid in pids)
    yield Figure("what each holds alone", own / len(pids) / 1e6, "MB")


def _proportional_bytes(pid: int, path: Path) -> int:
    """A process's share of the pages of a file that is mapped into it."""
    total = 0
    is_it = False
    for line in Path(f"/proc/{pid}/smaps").read_text("utf-8", "replace").splitlines():
        first = line.split(maxsplit=1)[0]
        if not first.endswith(":"):
            is_it = line.endswith(str(path))
        elif is_it and first == "Pss:":
            total += int(line.split()[1]) << 10
    return total


def _memory(bench: Bench) -> Iterator[Figure]:
    """What the kernel's side takes, and what one more worker takes."""
    status = bench.host.status()
    tiny = [psutil.Process(m.pid).memory_full_info() for m in status.loaded if FIVE[0] in m.ref]
    nursery = psutil.Process(status.nursery_pid).memory_full_info()
    yield Figure("kernel's side, resident", psutil.Process().memory_info().rss / 1e6, "MB", 150)
    yield Figure("kernel's side has torch", float("torch" in sys.modules), "", 0)
    yield Figure("nursery, resident", nursery.rss / 1e6, "MB")
    yield Figure("a tiny model's worker, its own pages", max(i.uss for i in tiny) / 1e6, "MB")
