"""Figures of the model host against their goals: `python -m tests.benchmarks.runtime --json`.

The in-process side is transformers' own pipeline in a process of its own, asked in turn with the
worker, so that both see the same load of the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from hubexplorer import services
from hubexplorer.errors import WorkerDied
from hubexplorer.runtime.client import ModelHost
from hubexplorer.runtime.requests import RunEvent, RunRequest
from tests.runtime import models, writers

TEXT = "anna lost my card in berlin please help"
TEXTS = [" ".join((TEXT.split() * 8)[: 2 + (place * 37) % 59]) for place in range(64)]
TOKENS = 100
FIVE = tuple(f"candidate{place}" for place in range(5))
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `ok` where it is at most its goal."""

    name: str
    value: float
    unit: str
    goal: float | None = None

    def to_json(self) -> dict[str, Any]:
        is_ok = None if self.goal is None else self.value <= self.goal
        return {**asdict(self), "value": round(self.value, 4), "ok": is_ok}


def make_models(base: Path) -> None:
    """Five tiny classifiers and one of 10 million parameters, saved under `base`."""
    for seed, name in enumerate(FIVE):
        models.save_bert(base / name, "BertForSequenceClassification", ["a", "b", "c"], seed)
    models.save_bert(
        base / "large",
        "BertForSequenceClassification",
        ["a", "b", "c"],
        vocab_size=30522,
        hidden_size=256,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=1024,
        max_position_embeddings=512,
        initializer_range=0.02,
    )


def make_writer(base: Path) -> None:
    """A decoder of 8 million parameters under `base`."""
    writers.save_llama(
        base / "writer",
        hidden_size=256,
        num_hidden_layers=8,
        intermediate_size=1024,
        max_position_embeddings=8192,
    )


def be_the_baseline(base: Path) -> None:
    """Answer lines of "model number-of-calls batch-size" with the seconds of each call."""
    import torch
    from transformers import pipeline

    torch.set_num_threads(len(os.sched_getaffinity(0)))
    pipes: dict[str, Any] = {}
    for line in sys.stdin:
        name, calls, batch = line.split()
        if name not in pipes:
            folder = str(base / name)
            pipes[name] = pipeline("text-classification", model=folder, device="cpu", top_k=None)
        inputs = [TEXT] if batch == "0" else TEXTS
        seconds = []
        for _ in range(int(calls)):
            start = time.perf_counter()
            pipes[name](inputs, batch_size=max(1, int(batch)))
            seconds.append(time.perf_counter() - start)
        print(json.dumps(seconds), flush=True)


class Bench:
    """A model host, a client, and the in-process side."""

    def __init__(self, base: Path, host: ModelHost, baseline: subprocess.Popen[str]) -> None:
        self.host = host
        self._base = base
        self._baseline = baseline

    def request(self, name: str, **inputs: Any) -> RunRequest:
        return models.request(self._base / name, "", **inputs)

    def in_process(self, name: str, calls: int, batch: int) -> list[float]:
        assert self._baseline.stdin is not None
        assert self._baseline.stdout is not None
        self._baseline.stdin.write(f"{name} {calls} {batch}\n")
        self._baseline.stdin.flush()
        seconds: list[float] = json.loads(self._baseline.stdout.readline())
        return seconds

    def worker(self, asked: RunRequest, calls: int) -> list[float]:
        return [seconds(lambda: self.host.run(asked, ignore).wait(60)) for _ in range(calls)]


def ignore(event: RunEvent) -> None:
    """No event matters here."""


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratios(bench: Bench) -> list[Row]:
    """A worker's call over the same call in-process, medians of alternating rounds."""
    tiny, batch = bench.request(FIVE[0], text=TEXT), bench.request("large", texts=TEXTS)
    bench.worker(tiny, 5), bench.worker(batch, 1)
    bench.in_process(FIVE[0], 5, 0), bench.in_process("large", 1, 1)
    measured: dict[str, list[float]] = {"tiny": [], "in": [], "batch": [], "single": [], "64": []}
    for _ in range(ROUNDS):
        measured["tiny"] += bench.worker(tiny, 40)
        measured["in"] += bench.in_process(FIVE[0], 40, 0)
        measured["batch"] += bench.worker(batch, 1)
        measured["single"] += bench.in_process("large", 1, 1)
        measured["64"] += bench.in_process("large", 1, 64)
    middle = {name: statistics.median(values) for name, values in measured.items()}
    best = min(middle["single"], middle["64"])
    return [
        Row("tiny call, worker / in-process", middle["tiny"] / middle["in"], "ratio", 1.25),
        Row("tiny call, worker - in-process", 1e3 * (middle["tiny"] - middle["in"]), "ms"),
        Row("batch of 64, worker / in-process", middle["batch"] / best, "ratio", 1.05),
    ]


def five_candidates(bench: Bench) -> list[Row]:
    """From Run to the last of five answers on one sentence, all loaded."""
    asked = [bench.request(name, text=TEXT) for name in FIVE]

    def all_five() -> None:
        for run in [bench.host.run(one, ignore) for one in asked]:
            run.wait(60)

    first = seconds(all_five)
    warm = [seconds(all_five) for _ in range(20)]
    return [
        Row("five candidates, cold models", 1e3 * first, "ms"),
        Row("five candidates, warm, slowest of 20", 1e3 * max(warm), "ms", 300),
        Row("five candidates, warm, median", 1e3 * statistics.median(warm), "ms"),
    ]


def writing(bench: Bench) -> list[Row]:
    """What streaming adds to a token, and how long after a cancel the model is free again."""

    def ask(number: int, **inputs: Any) -> RunRequest:
        return bench.request("writer", settings={"max_new_tokens": number}, **inputs)

    def free_again() -> float:
        """Seconds from a cancel in the middle of a text to the next answer of one token."""
        parts = threading.Event()

        def note(event: RunEvent) -> None:
            if event.kind == "part":
                parts.set()

        run = bench.host.run(ask(4000, text=TEXT), note)
        parts.wait(60)
        run.cancel()
        return seconds(lambda: bench.host.run(ask(1, text=TEXT), ignore).wait(60))

    bench.worker(ask(TOKENS, text=TEXT), 1)
    streamed, silent = [], []
    for _ in range(ROUNDS * 2):
        answer = bench.host.run(ask(TOKENS, text=TEXT), ignore).wait(60)
        streamed.append(answer.latency_s)
        # A batch is not streamed.
        silent.append(bench.host.run(ask(TOKENS, texts=[TEXT]), ignore).wait(60).latency_s)
    more_s = statistics.median(streamed) - statistics.median(silent)
    alone_s = statistics.median(bench.worker(ask(1, text=TEXT), 10))
    freed_s = statistics.median(free_again() for _ in range(5))
    return [
        Row("streaming, a token more", 1e3 * more_s / TOKENS, "ms", 0.3),
        Row("a token", 1e3 * statistics.median(silent) / TOKENS, "ms"),
        Row("cancel to a free model", 1e3 * max(0.0, freed_s - alone_s), "ms", 250),
    ]


def crashes(bench: Bench) -> list[Row]:
    """From kill -9 in the middle of a call to its report, and on to the next answer."""
    reported, replaced = [], []
    for _ in range(5):
        run = bench.host.run(bench.request("large", texts=TEXTS * 40), ignore)
        while run.state != "running":
            time.sleep(0.001)
        (pid,) = [model.pid for model in bench.host.status().loaded if model.is_running]
        os.kill(pid, signal.SIGKILL)
        start = time.perf_counter()
        try:
            run.wait(10)
        except WorkerDied:
            reported.append(time.perf_counter() - start)
        replaced.append(seconds(lambda: bench.worker(bench.request("large", text=TEXT), 1)))
    return [
        Row("kill to report, slowest of 5", 1e3 * max(reported), "ms", 1000),
        Row("kill to next answer, slowest of 5", 1e3 * max(replaced), "ms", 2000),
    ]


def starts(bench: Bench, cold_s: float) -> list[Row]:
    """A model's first answer from a warm nursery, over one that has to start it."""
    warm = []
    for _ in range(5):
        (pid,) = [m.pid for m in bench.host.status().loaded if f"/{FIVE[1]}@" in m.ref]
        os.kill(pid, signal.SIGKILL)
        while any(model.pid == pid for model in bench.host.status().loaded):
            time.sleep(0.005)
        warm += bench.worker(bench.request(FIVE[1], text=TEXT), 1)
    return [
        Row("cold start", 1e3 * cold_s, "ms"),
        Row("warm start", 1e3 * statistics.median(warm), "ms"),
        Row("warm start / cold start", statistics.median(warm) / cold_s, "ratio", 0.1),
    ]


def memory(bench: Bench) -> list[Row]:
    """What the kernel's side takes, and what one more worker takes."""
    status = bench.host.status()
    tiny = [psutil.Process(m.pid).memory_full_info() for m in status.loaded if "large" not in m.ref]
    nursery = psutil.Process(status.nursery_pid).memory_full_info()
    return [
        Row("kernel's side, resident", psutil.Process().memory_info().rss / 1e6, "MB", 150),
        Row("kernel's side has torch", float("torch" in sys.modules), "", 0),
        Row("nursery, resident", nursery.rss / 1e6, "MB"),
        Row("worker, its own pages", max(info.uss for info in tiny) / 1e6, "MB"),
    ]


@contextmanager
def bench_in(base: Path) -> Iterator[tuple[Bench, float]]:
    """A bench whose first model has answered, and how long that took from nothing."""
    home = base / "home"
    entry = "hubexplorer.runtime.host:serve"
    host = ModelHost(lambda: services.ensure(home, "models", entry, {}))
    command = [sys.executable, "-m", "tests.benchmarks.runtime", "--baseline", str(base)]
    pipe = subprocess.PIPE
    asked = models.request(base / FIVE[0], "text-classification", text=TEXT)
    host.status()  # the host itself is there; the first run starts the nursery
    cold_s = seconds(lambda: host.run(asked, ignore).wait(120))
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=_quiet()) as baseline:
        try:
            yield Bench(base, host, baseline), cold_s
        finally:
            baseline.terminate()
            host.close()
            services.stop(home, "models")


def _quiet() -> dict[str, str]:
    # Threads wait as the workers' do, which is the faster way on a busy machine.
    quiet = {
        "OMP_WAIT_POLICY": "PASSIVE",
        "TRANSFORMERS_VERBOSITY": "error",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    }
    return {**os.environ, **quiet, "HF_HUB_OFFLINE": "1"}


def measure() -> list[Row]:
    """All figures."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        command = [sys.executable, "-m", "tests.benchmarks.runtime", "--models", folder]
        subprocess.run(command, check=True, env=_quiet())
        with bench_in(base) as (bench, cold_s):
            rows = five_candidates(bench) + ratios(bench) + writing(bench) + crashes(bench)
            return rows + starts(bench, cold_s) + memory(bench)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print rows as JSON")
    parser.add_argument("--models", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--baseline", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.models:
        make_models(args.models)
        make_writer(args.models)
        return 0
    if args.baseline:
        be_the_baseline(args.baseline)
        return 0
    rows = [row.to_json() for row in measure()]
    if args.json:
        print(json.dumps(rows, indent=1))
    else:
        for row in rows:
            goal = "" if row["goal"] is None else f"  goal {row['goal']:g}  ok {row['ok']}"
            print(f"{row['name']:<40} {row['value']:>10.3f} {row['unit']}{goal}")
    return 0 if all(row["ok"] is not False for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
