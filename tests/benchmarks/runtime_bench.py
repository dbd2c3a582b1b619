"""A model host, its client, and the same models in transformers' own pipeline beside them.

The in-process side is a process of its own, asked in turn with the worker, so that both see the
same load of the machine.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hubexplorer import services
from hubexplorer.records import Answer
from hubexplorer.runtime.client import ModelHost
from hubexplorer.runtime.requests import RunEvent, RunRequest
from tests.runtime import models, writers

TEXT = "anna lost my card in berlin please help"
TEXTS = [" ".join((TEXT.split() * 8)[: 2 + (place * 37) % 59]) for place in range(64)]
FIVE = tuple(f"candidate{place}" for place in range(5))
MEDIUM, LARGE = "medium", "large"
SENTENCES = "sentences"
WRITER, LARGE_WRITER = "writer", "large-writer"
_LABELS = ("a", "b", "c")
_LARGE_HIDDEN, _LARGE_VOCABULARY = 768, 32_000


def make_models(base: Path) -> None:
    """Classifiers of 0.04, 10, 22 and 108 and decoders of 8 and 110 million parameters."""
    for seed, name in enumerate(FIVE):
        models.save_bert(base / name, "BertForSequenceClassification", _LABELS, seed)
    shapes = {MEDIUM: (256, 2), SENTENCES: (384, 6), LARGE: (_LARGE_HIDDEN, 12)}
    for name, (hidden, layers) in shapes.items():
        models.save_bert(
            base / name,
            "BertForSequenceClassification",
            _LABELS,
            vocab_size=30_522,
            hidden_size=hidden,
            num_hidden_layers=layers,
            num_attention_heads=hidden // 64,
            intermediate_size=4 * hidden,
            max_position_embeddings=512,
            initializer_range=0.02,
        )
    writers.save_llama(
        base / WRITER,
        hidden_size=256,
        num_hidden_layers=8,
        intermediate_size=1024,
        max_position_embeddings=8192,
    )
    writers.save_llama(
        base / LARGE_WRITER,
        hidden_size=_LARGE_HIDDEN,
        num_hidden_layers=12,
        num_attention_heads=12,
        num_key_value_heads=12,
        intermediate_size=3 * _LARGE_HIDDEN,
        max_position_embeddings=1024,
    )


def be_the_baseline(base: Path) -> None:
    """Answer lines of "model number-of-calls batch-size" with the seconds of each call.

    "bandwidth BYTES calls" is answered with the seconds that reading so many bytes takes.
    """
    import torch
    from transformers import pipeline

    torch.set_num_threads(len(os.sched_getaffinity(0)))
    pipes: dict[str, Any] = {}
    for line in sys.stdin:
        name, first, second = line.split()
        if name == "bandwidth":
            print(json.dumps(_reading(int(first), int(second))), flush=True)
            continue
        if name not in pipes:
            folder = str(base / name)
            pipes[name] = pipeline("text-classification", model=folder, device="cpu", top_k=None)
        inputs = [TEXT] if second == "0" else TEXTS
        taken = []
        for _ in range(int(first)):
            start = time.perf_counter()
            pipes[name](inputs, batch_size=max(1, int(second)))
            taken.append(time.perf_counter() - start)
        print(json.dumps(taken), flush=True)


def _reading(size: int, calls: int) -> list[float]:
    """Seconds of multiplying a matrix of so many bytes with a vector, which reads it once."""
    import torch

    rows = size // 4 // 4096
    matrix, vector = torch.ones(rows, 4096), torch.ones(4096)
    taken = []
    with torch.inference_mode():
        for _ in range(calls):
            start = time.perf_counter()
            torch.mv(matrix, vector)
            taken.append(time.perf_counter() - start)
    return taken


class Bench:
    """A model host, a client, and the in-process side."""

    def __init__(self, base: Path, host: ModelHost, baseline: subprocess.Popen[str]) -> None:
        self.base = base
        self.host = host
        self._baseline = baseline

    def request(self, name: str, **inputs: Any) -> RunRequest:
        """A run of one of the models."""
        return models.request(self.base / name, "", **inputs)

    def in_process(self, name: str, calls: int, batch: int) -> list[float]:
        """Seconds of calls of the pipeline: of one text (batch 0), or of 64 in such batches."""
        return self._ask(f"{name} {calls} {batch}")

    def bandwidth(self, size: int, calls: int) -> list[float]:
        """Seconds of reading so many bytes, with all cores."""
        return self._ask(f"bandwidth {size} {calls}")

    def _ask(self, line: str) -> list[float]:
        assert self._baseline.stdin is not None
        assert self._baseline.stdout is not None
        self._baseline.stdin.write(f"{line}\n")
        self._baseline.stdin.flush()
        taken: list[float] = json.loads(self._baseline.stdout.readline())
        return taken

    def answer(self, asked: RunRequest) -> Answer:
        """What the worker answers."""
        return self.host.run(asked, ignore).wait(120)

    def worker(self, asked: RunRequest, calls: int = 1) -> list[float]:
        """Seconds of calls of the worker, as its client sees them."""
        return [seconds(lambda: self.answer(asked)) for _ in range(calls)]


def ignore(event: RunEvent) -> None:
    """No event matters here."""


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@contextmanager
def bench_in(base: Path) -> Iterator[tuple[Bench, float]]:
    """A bench whose first model has answered, and how long that took from nothing."""
    home = base / "home"
    entry = "hubexplorer.runtime.host:serve"
    host = ModelHost(lambda: services.ensure(home, "models", entry, {}))
    pipe = subprocess.PIPE
    asked = models.request(base / FIVE[0], "text-classification", text=TEXT)
    host.status()  # the host itself is there; the first run starts the nursery
    cold_s = seconds(lambda: host.run(asked, ignore).wait(120))
    with subprocess.Popen(
        own_command("--baseline", base),
        stdin=pipe,
        stdout=pipe,
        text=True,
        env=quiet(),
        start_new_session=True,  # as workers have: on a busy machine each session gets a share
    ) as baseline:
        try:
            yield Bench(base, host, baseline), cold_s
        finally:
            baseline.terminate()
            host.close()
            services.stop(home, "models")


def own_command(option: str, base: Path) -> list[str]:
    """What starts the benchmark's other processes."""
    return [sys.executable, "-m", "tests.benchmarks.runtime", option, str(base)]


def quiet() -> dict[str, str]:
    """Their environment."""
    # Threads wait as the workers' do, which is the faster way on a busy machine.
    more = {
        "OMP_WAIT_POLICY": "PASSIVE",
        "TRANSFORMERS_VERBOSITY": "error",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    }
    return {**os.environ, **more, "HF_HUB_OFFLINE": "1"}
