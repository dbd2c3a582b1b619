"""All simulated benchmarks of `tests.benchmarks.statistics`, of which `make test` runs a sample."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.report import Figure
from tests.benchmarks.statistics import SIMULATIONS, coverage_figures
from tests.soak.progress import Progress


def figures(seed: int, _progress: Progress) -> Iterator[Figure]:
    """Coverage and false claims of every kind at every size, a thousand benchmarks each."""
    yield from coverage_figures(SIMULATIONS, seed)
