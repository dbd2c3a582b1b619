"""Simulated benchmarks with a known truth: `python -m tests.benchmarks.statistics --json`.

Five candidates that are equally good answer the same rows, over and over. How often does the
95 % interval hold the true value, and how often is any two of them called different?
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hubexplorer.bench.standings import Rules, Standings, judge
from tests.benchmarks.report import Figure, report

CANDIDATES = 5
SIMULATIONS = 1_000
LOW, HIGH, FALSE = 0.93, 0.97, 0.05
_LABELS = 5


@dataclass(frozen=True)
class Benchmark:
    """One simulated benchmark: the statistics of each candidate, and the truth."""

    stats: Sequence[np.ndarray]
    rules: Rules
    truth: float
    clusters: Sequence[object] | None = None


@dataclass(frozen=True)
class Outcome:
    """Shares over many simulations."""

    coverage: float
    """Of the intervals of the candidates' values."""
    paired_coverage: float
    """Of the intervals of their differences."""
    false_claims: float
    """Simulations in which any two equal candidates were called different."""


def mean_of(sums: np.ndarray) -> np.ndarray:
    return sums[..., 0] / sums[..., 1]


def macro_f1(sums: np.ndarray) -> np.ndarray:
    hit, said, true = np.split(sums, 3, axis=-1)
    return (2 * hit / np.maximum(said + true, 1e-12)).mean(-1)


def right_or_wrong(rows: int, generator: np.random.Generator) -> Benchmark:
    """Accuracy .8 where some rows are harder for everybody."""
    chance = np.where(generator.random(rows) < 0.5, 0.95, 0.65)
    stats = [(generator.random(rows) < chance).astype(float)[:, None] for _ in range(CANDIDATES)]
    rules = Rules(lambda sums, rows=rows: sums[..., 0] / rows, is_share=True)
    return Benchmark(stats, rules, 0.8)


def labels(rows: int, generator: np.random.Generator) -> Benchmark:
    """Macro-F1 over five labels; three answers of four are right."""
    true = generator.integers(0, _LABELS, rows)
    eye = np.eye(_LABELS)
    stats = []
    for _ in range(CANDIDATES):
        wrong = (true + generator.integers(1, _LABELS, rows)) % _LABELS
        said = np.where(generator.random(rows) < 0.75, true, wrong)
        stats.append(np.hstack([eye[true] * (said == true)[:, None], eye[said], eye[true]]))
    return Benchmark(stats, Rules(macro_f1), 0.75)


def scores(rows: int, generator: np.random.Generator) -> Benchmark:
    """The mean of skewed scores, half of each shared by all candidates."""
    shared = generator.beta(4, 1, rows)
    own = [(shared + generator.beta(4, 1, rows)) / 2 for _ in range(CANDIDATES)]
    stats = [np.column_stack([score, np.ones(rows)]) for score in own]
    return Benchmark(stats, Rules(mean_of), 0.8)


def speakers(rows: int, generator: np.random.Generator) -> Benchmark:
    """Word errors of ten utterances a speaker, of whom some are hard for everybody or for one."""
    who = np.arange(rows) // 10
    words = generator.integers(3, 20, rows).astype(float)
    hard = generator.beta(2, 8, who.max() + 1)
    stats = []
    for _ in range(CANDIDATES):
        rate = (hard + generator.beta(2, 8, who.max() + 1)) / 2
        stats.append(np.column_stack([generator.binomial(words.astype(int), rate[who]), words]))
    rules = Rules(mean_of, is_higher_better=False)
    return Benchmark(stats, rules, 0.2, clusters=who.tolist())


KINDS: dict[str, tuple[Callable[[int, np.random.Generator], Benchmark], tuple[int, ...]]] = {
    "accuracy": (right_or_wrong, (50, 200, 1000)),
    "macro-F1": (labels, (100, 500)),
    "mean of scores": (scores, (50, 500)),
    "word errors by speaker": (speakers, (1000,)),
}


def simulate(name: str, rows: int, simulations: int, seed: int) -> Outcome:
    """What became of so many simulated benchmarks of a kind."""
    make, _ = KINDS[name]
    covered = paired = pairs = false = 0
    for number in range(simulations):
        benchmark = make(rows, np.random.default_rng([seed, rows, number]))
        standings = judge(benchmark.stats, benchmark.rules, benchmark.clusters)
        covered += sum(benchmark.truth in e.interval for e in standings.estimates)
        paired += sum(0.0 in pair.interval for pair in standings.pairs)
        pairs += len(standings.pairs)
        false += any(pair.is_different for pair in standings.pairs)
    return Outcome(covered / CANDIDATES / simulations, paired / pairs, false / simulations)


def coverage_figures(simulations: int, seed: int) -> Iterator[Figure]:
    """Every kind at every size."""
    for name, (_, sizes) in KINDS.items():
        for rows in sizes:
            found = simulate(name, rows, simulations, seed)
            for what, share in (
                ("interval", found.coverage),
                ("paired interval", found.paired_coverage),
            ):
                title = f"{name}, {rows} rows: {what} holds the truth"
                yield Figure(title, share, "share", LOW, at_least=True)
                yield Figure(f"{title}, at most", share, "share", HIGH)
            yield Figure(f"{name}, {rows} rows: false claims", found.false_claims, "share", FALSE)


def big() -> Standings:
    """100,000 rows of three candidates with scores of their own: the slowest way."""
    generator = np.random.default_rng(1)
    stats = [np.column_stack([generator.random(100_000), np.ones(100_000)]) for _ in range(3)]
    return judge(stats, Rules(mean_of))


def big_figures() -> Iterator[Figure]:
    """Time and memory of `big`, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.statistics", "--big"],
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, peak_mb = map(float, done.stdout.split())
    yield Figure("100,000 rows x 3 candidates", seconds, "s", 10)
    yield Figure("100,000 rows x 3 candidates: peak memory", peak_mb, "MB", 500)


def main(arguments: list[str]) -> int:
    """Print the figures; how many missed their goal."""
    if "--big" in arguments:
        started = time.perf_counter()
        big()
        seconds = time.perf_counter() - started
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
        sys.stdout.write(f"{seconds} {peak_mb}\n")
        return 0
    as_json = "--json" in arguments
    return report(big_figures(), as_json=as_json) + report(
        coverage_figures(SIMULATIONS, seed=1), as_json=as_json
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
