"""What ONNX Runtime makes of one short text, through the model host, beside torch."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from tests.benchmarks.report import Figure
from tests.benchmarks.runtime_bench import SENTENCES, TEXT, Bench

_CALLS = 40


def figures(bench: Bench) -> Iterator[Figure]:
    """The two are asked in turn, so that both see the same load of the machine."""
    by_torch = bench.request(SENTENCES, text=TEXT)
    by_onnx = bench.request(SENTENCES, text=TEXT, settings={"engine": "onnx"})
    first = bench.answer(by_onnx)
    bench.worker(by_torch, 3)
    bench.worker(by_onnx, 3)
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(_CALLS):
        for asked, seconds in zip((by_torch, by_onnx), taken, strict=True):
            seconds += bench.worker(asked)
    torch_s, onnx_s = map(statistics.median, taken)
    what = "one short text, MiniLM's size"
    yield Figure(f"{what}, ONNX Runtime", 1e3 * onnx_s, "ms")
    yield Figure(f"{what}, torch / ONNX Runtime", torch_s / onnx_s, "ratio", 1.3, at_least=True)
    yield Figure(f"{what}, the same as its export measured", first.speedup or 0.0, "ratio")
    yield Figure("its export, checked and timed", first.load_s, "s")
