"""How fast the catalog answers, beside pandas on the same rows, answers compared.

python -m tests.benchmarks.catalog --rows 20000 --json
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

from hubexplorer.catalog import Catalog, Hits, Query, View, write_snapshot
from hubexplorer.records import CatalogRow
from tests.benchmarks.pandas_peer import Found, PandasPeer
from tests.benchmarks.synthetic import FORMATS, LICENSES, TASKS, catalog_rows

Answer = TypeVar("Answer")

_VIEW = View(
    {"apache-2.0": "commercial", "mit": "commercial", "cc-by-nc-4.0": "noncommercial"},
    (4 * 10**9, 8 * 10**9, 16 * 10**9),
)
_TEXTS = ("", "", "b", "be", "bert", "classif", "intent tick", "author1", "quen chat", "fast acc")
_TOP = 20
_QUERIES = 60
_BUILD_GOAL_S_A_ROW = 360 / 3_000_000
_COLD_START = """
import pathlib, sys, time
from hubexplorer.catalog import Catalog, Query, View
view = View({"mit": "commercial"}, (4 * 10**9, 8 * 10**9, 16 * 10**9))
start = time.perf_counter()
Catalog.open(pathlib.Path(sys.argv[1])).search(Query(), view)
print(time.perf_counter() - start)
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value, and the goal it is held to (None: shown beside the others)."""

    name: str
    value: float
    unit: str
    goal: float | None = None

    @property
    def ok(self) -> bool | None:
        return None if self.goal is None else self.value <= self.goal


def figures(row_count: int) -> Iterator[Figure]:
    """What is measured on `row_count` synthetic rows, as soon as it is known."""
    rows = list(catalog_rows(row_count, seed=1))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = time.process_time()
        snapshot = write_snapshot(folder, rows, built_s=time.time(), source={})
        build_s = time.process_time() - started
        yield Figure("build", build_s, "CPU s", row_count * _BUILD_GOAL_S_A_ROW)
        size_bytes = sum(path.stat().st_size for path in snapshot.iterdir())
        yield Figure("disk", size_bytes / row_count, "bytes a row")
        yield Figure("cold open and first page, all facets", _cold_start_ms(folder), "ms", 150)
        yield from _queries(Catalog.open(folder), rows)


def _queries(catalog: Catalog, rows: list[CatalogRow]) -> Iterator[Figure]:
    queries = list(_mixed_queries(random.Random(2), rows))
    times_ms, answers = _timed(lambda query: catalog.search(query, _VIEW, top=_TOP), queries)
    # At 20,000 rows "well under 10 ms"; a larger catalog is held to what all of the hub may take.
    is_small = len(rows) <= 20_000
    yield Figure(
        "query, all facets, p50", _percentile(times_ms, 50), "CPU ms", 10 if is_small else 20
    )
    yield Figure(
        "query, all facets, p95", _percentile(times_ms, 95), "CPU ms", 10 if is_small else 60
    )
    peer = PandasPeer(rows, _VIEW)
    peer_ms, expected = _timed(lambda query: peer.search(query, top=_TOP), queries, repeats=1)
    yield Figure("pandas, same queries, p50", _percentile(peer_ms, 50), "CPU ms")
    yield Figure("pandas, same queries, p95", _percentile(peer_ms, 95), "CPU ms")
    wrong = sum(_shown(hits) != found for hits, found in zip(answers, expected, strict=True))
    yield Figure("answers unlike pandas", wrong, f"of {len(expected)}", 0)


def _mixed_queries(chance: random.Random, rows: list[CatalogRow]) -> Iterator[Query]:
    """Typed words, no to three filters, ranges and sorts, as people mix them."""
    for _ in range(_QUERIES):
        choices: dict[str, tuple[str, ...]] = {
            "task": (chance.choice(TASKS),),
            "license": tuple(chance.sample(LICENSES, 2)),
            "license_class": ("commercial",),
            "language": tuple(chance.sample(("en", "de", "fr", "zh"), 2)),
            "fit": ("fits", "tight"),
            "format": (chance.choice(FORMATS),),
            "author": (chance.choice(rows).author,),
            "gated": ("no",),
        }
        chosen = chance.sample(list(choices), chance.choice((0, 1, 1, 2, 3)))
        yield Query(
            text=chance.choice(_TEXTS),
            any_of={name: choices[name] for name in chosen},
            none_of={"task": ("fill-mask",)} if chance.random() < 0.2 else {},
            ranges={"parameters": (None, 3e9)} if chance.random() < 0.3 else {},
            sort=chance.choice(("downloads", "downloads", "likes", "updated")),
        )


def _timed(
    answer: Callable[[Query], Answer], queries: list[Query], *, repeats: int = 3
) -> tuple[list[float], list[Answer]]:
    """The median CPU time of each query (one thread) in ms, and the answers."""
    times_ms, answers = [], []
    for query in queries:
        times_s = []
        for _ in range(repeats):
            started = time.thread_time()
            result = answer(query)
            times_s.append(time.thread_time() - started)
        times_ms.append(median(times_s) * 1e3)
        answers.append(result)
    return times_ms, answers


def _cold_start_ms(folder: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", _COLD_START, folder], capture_output=True, text=True, check=True
    )
    return float(done.stdout) * 1e3


def _shown(hits: Hits) -> Found:
    return Found(
        hits.total,
        [(row.hub, row.repo) for row in hits],
        {name: [(v.value, v.count) for v in values] for name, values in hits.facets.items()},
    )


def _percentile(values: list[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = parser.parse_args()
    for figure in figures(options.rows):
        if options.json:
            print(json.dumps({**asdict(figure), "ok": figure.ok}), flush=True)
        else:
            goal = "" if figure.goal is None else f"  (goal {figure.goal:g}: {figure.ok})"
            print(f"{figure.name:40} {figure.value:10.2f} {figure.unit}{goal}", flush=True)


if __name__ == "__main__":
    main()
