"""What a call through the model host takes beyond the same call in the caller's own process."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from tests.benchmarks.report import Figure
from tests.benchmarks.runtime_bench import FIVE, LARGE, MEDIUM, TEXT, TEXTS, Bench, seconds

_TINY_CALLS = 300
_ROUNDS = 3


def figures(bench: Bench) -> Iterator[Figure]:
    """Ratios and differences; the two sides are asked in turn."""
    yield from _five(bench)
    yield from _tiny(bench)
    for name, what in ((LARGE, "100M parameters"),):
        ratio = _ratio(bench, name, batch=0)
        yield Figure(f"one text, {what}, worker / in-process", ratio, "ratio", 1.05)
    for name, what in ((MEDIUM, "10M"), (LARGE, "100M")):
        ratio = _ratio(bench, name, batch=64)
        yield Figure(f"batch of 64, {what}, worker / in-process", ratio, "ratio", 1.05)
    for name, what in ((FIVE[0], "tiny"), (MEDIUM, "10M"), (LARGE, "100M")):
        ratio = _batch_over_single(bench, name)
        yield Figure(f"64 unequal texts, {what}, batch / one by one", ratio, "ratio", 1.0)


def _five(bench: Bench) -> Iterator[Figure]:
    """From Run to the last of five answers on one sentence."""
    asked = [bench.request(name, text=TEXT) for name in FIVE]

    def all_five() -> None:
        for run in [bench.host.run(one, lambda _event: None) for one in asked]:
            run.wait(60)

    yield Figure("five candidates, cold models", 1e3 * seconds(all_five), "ms")
    warm = [seconds(all_five) for _ in range(20)]
    yield Figure("five candidates, warm, slowest of 20", 1e3 * max(warm), "ms", 300)
    yield Figure("five candidates, warm, median", 1e3 * statistics.median(warm), "ms")


def _tiny(bench: Bench) -> Iterator[Figure]:
    asked = bench.request(FIVE[0], text=TEXT)
    bench.worker(asked, 20)
    bench.in_process(FIVE[0], 20, 0)
    outside, inside, own = [], [], []
    for _ in range(_TINY_CALLS):
        own += bench.in_process(FIVE[0], 1, 0)

        def call() -> None:
            inside.append(bench.answer(asked).latency_s)

        outside.append(seconds(call))
    way = [whole - part for whole, part in zip(outside, inside, strict=True)]
    middle = statistics.median
    yield Figure("one tiny call, worker / in-process", middle(outside) / middle(own), "ratio", 1.25)
    # On a busy machine the median says how long a call waits for a core; the lowest tenth did not.
    lowest = _low(outside) / _low(own)
    yield Figure("one tiny call, worker / in-process, quickest tenths", lowest, "ratio")
    yield Figure("one tiny call in-process", 1e3 * middle(own), "ms")
    yield Figure("transport of a call", 1e3 * middle(way), "ms", 0.3)
    yield Figure("transport of a call, quickest tenth", 1e3 * _low(way), "ms")


def _low(taken: Sequence[float]) -> float:
    """What the quickest tenth of calls took at most."""
    return sorted(taken)[len(taken) // 10]


def _ratio(bench: Bench, name: str, batch: int) -> float:
    """A worker's call over the best that the pipeline does: medians of both, asked in turn."""
    asked = bench.request(name, texts=TEXTS) if batch else bench.request(name, text=TEXT)
    sizes = (1, batch) if batch else (0,)
    bench.worker(asked, 2)
    for size in sizes:
        bench.in_process(name, 1, size)
    worker: list[float] = []
    pipeline: dict[int, list[float]] = {size: [] for size in sizes}
    for _ in range(_ROUNDS if batch else 8 * _ROUNDS):
        worker += bench.worker(asked)
        for size in sizes:
            pipeline[size] += bench.in_process(name, 1, size)
    return statistics.median(worker) / min(map(statistics.median, pipeline.values()))


def _batch_over_single(bench: Bench, name: str) -> float:
    """Inside the worker: one call with all texts over as many calls with one."""
    together, alone = [], []
    for _ in range(_ROUNDS):
        together.append(bench.answer(bench.request(name, texts=TEXTS)).latency_s)
        each = [bench.answer(bench.request(name, text=text)).latency_s for text in TEXTS]
        alone.append(sum(each))
    return statistics.median(together) / statistics.median(alone)
