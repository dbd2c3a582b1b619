"""Texts that are written: what streaming adds, how soon a cancel works, how fast decoding is."""

from __future__ import annotations

import statistics
import threading
from collections.abc import Generator, Iterator
from typing import Any

from hubexplorer.runtime.requests import RunEvent, RunRequest
from tests.benchmarks.report import Figure
from tests.benchmarks.runtime_bench import LARGE_WRITER, TEXT, WRITER, Bench, ignore, seconds

_TOKENS = 100
_ROUNDS = 8
_CANCEL_INTERVALS, _CANCEL_MS = 2.5, 250.0


def figures(bench: Bench) -> Iterator[Figure]:
    """Of a small decoder; decoding speed of one that no cache holds."""
    silent_s = yield from _streaming(bench)
    yield from _cancel(bench, silent_s / _TOKENS)
    yield from _decoding(bench)


def _ask(bench: Bench, number: int, name: str = WRITER, **inputs: Any) -> RunRequest:
    return bench.request(name, settings={"max_new_tokens": number}, **inputs)


def _streaming(bench: Bench) -> Generator[Figure, None, float]:
    """A text alone is streamed, a batch of one is not; returns the seconds of the latter."""
    streamed, silent = [], []
    bench.answer(_ask(bench, _TOKENS, text=TEXT))
    for _ in range(_ROUNDS):
        streamed.append(bench.answer(_ask(bench, _TOKENS, text=TEXT)).latency_s)
        silent.append(bench.answer(_ask(bench, _TOKENS, texts=[TEXT])).latency_s)
    pairs = zip(streamed, silent, strict=True)
    more_s = statistics.median(one - other for one, other in pairs)
    silent_s = statistics.median(silent)
    yield Figure("streaming, a token more", 1e3 * more_s / _TOKENS, "ms", 0.3)
    yield Figure("a token of the small decoder", 1e3 * silent_s / _TOKENS, "ms")
    return silent_s


def _cancel(bench: Bench, token_s: float) -> Iterator[Figure]:
    """From a cancel in the middle of a text until the model answers somebody else."""
    long, short = _ask(bench, 4000, text=TEXT), _ask(bench, 1, text=TEXT)

    def free_again() -> float:
        parts = threading.Event()

        def note(event: RunEvent) -> None:
            if event.kind == "part":
                parts.set()

        run = bench.host.run(long, note)
        parts.wait(60)
        run.cancel()
        return seconds(lambda: bench.answer(short))

    alone_s = statistics.median(bench.worker(short, 10))
    freed_ms = 1e3 * max(0.0, statistics.median(free_again() for _ in range(9)) - alone_s)
    goal = max(_CANCEL_MS, 1e3 * _CANCEL_INTERVALS * token_s)
    yield Figure("cancel to a free model", freed_ms, "ms", goal)
    yield Figure("cancel to a free model", freed_ms / (1e3 * token_s), "tokens")


def _decoding(bench: Bench) -> Iterator[Figure]:
    """Bytes of weights that decoding reads a second, over what reading them alone does."""
    size = (bench.base / LARGE_WRITER / "model.safetensors").stat().st_size
    asked = _ask(bench, 40, LARGE_WRITER, text=TEXT)
    bench.host.run(asked, ignore).wait(120)
    rates, reading = [], []
    for _ in range(5):
        reading += bench.bandwidth(size, 5)
        rates.append(bench.answer(asked).tokens_per_s or 0.0)
    bandwidth = size / statistics.median(reading)
    yield Figure("memory read by one matrix", bandwidth / 1e9, "GB/s")
    yield Figure("decoding, 92M parameters in float32", statistics.median(rates), "tokens/s")
    share = statistics.median(rates) * size / bandwidth
    yield Figure("decoding, share of that bandwidth", share, "ratio", 0.5, at_least=True)
