"""How fast the catalog answers, beside polars on the same rows, answers compared.

python -m tests.benchmarks.catalog --rows 1000000 3000000 --folder FOLDER --json

Every question is answered with its total, 50 rows and the exact top 20 of ten facets. Times are
of one thread; "first touch" asks each in a process of its own whose file pages are in memory.
Goals are those of all of the hub (3,000,000 rows), 20,000 rows are held to less.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

from hubexplorer.catalog import Catalog, Query, write_delta
from hubexplorer.records import CatalogRow
from tests.benchmarks.filled import SEED, Built, filled
from tests.benchmarks.questions import MISTYPED, RANGE, TEN, TOP, VIEW, Found, mixed_queries
from tests.benchmarks.report import Figure, report
from tests.benchmarks.synthetic import catalog_rows

Answer = TypeVar("Answer")
Times = tuple[list[float], list[float]]
"""Milliseconds by question: of the CPU, and of the clock."""

_SMALL = 20_000
_PEERS_UP_TO = 1_000_000
_ALL = 3_000_000
_QUERIES = 30
_REPEATS = 3
_CHANGES = 10_000


def figures(row_counts: list[int], folder: Path, *, with_peers: bool) -> Iterator[Figure]:
    """What is measured at each number of rows, as soon as it is known, and how it grows."""
    p95s: dict[int, float] = {}
    for row_count in row_counts:
        place = folder / f"rows-{row_count}"
        yield from _stored(filled(place, row_count), place)
        yield from _fresh(place, row_count)
        for figure in _warm(Catalog.open(place), row_count, ""):
            if figure.name.endswith("warm p95"):
                p95s[row_count] = figure.value
            yield figure
        yield from _changed(place, row_count)
        if with_peers and row_count <= _PEERS_UP_TO:
            yield from _beside_polars(Catalog.open(place), row_count)
    for smaller, larger in pairwise(row_counts):
        times = p95s[larger] / p95s[smaller]
        name = f"{_rows(larger)}warm p95, times that of {smaller:,} rows"
        yield Figure(name, times, "x", larger / smaller)


def _stored(built: Built, folder: Path) -> Iterator[Figure]:
    head, share = _rows(built.rows), built.rows / _ALL
    size_bytes = sum(path.stat().st_size for path in folder.rglob("snapshot-*/*"))
    yield Figure(f"{head}build, rows given", built.cpu_s, "CPU s", 360 * share)
    yield Figure(f"{head}build, rows given", built.wall_s, "s")
    yield Figure(f"{head}build, peak memory", built.peak_bytes / 1e6, "MB", 1500)
    goal = None if built.rows <= _SMALL else 420
    yield Figure(f"{head}disk a million rows", size_bytes / built.rows, "MB", goal)


def _fresh(folder: Path, row_count: int) -> Iterator[Figure]:
    head = _rows(row_count)
    cold = [_child_ms("open", folder, 0) for _ in range(5)]
    yield Figure(f"{head}cold open and first page, every facet", median(cold), "ms", 150)
    touched = [_child_ms("touch", folder, number) for number in range(_QUERIES)]
    yield Figure(f"{head}first touch p50", _percentile(touched, 50), "ms")
    yield Figure(f"{head}first touch p95", _percentile(touched, 95), "ms", 100)
    memory_mb = _child("memory", folder, 0)
    yield Figure(f"{head}private memory after {_QUERIES} questions", memory_mb, "MB", 150)


def _warm(catalog: Catalog, row_count: int, what: str) -> Iterator[Figure]:
    head = _rows(row_count) + what
    p50, p95 = (10, 10) if row_count <= _SMALL else (20, 60)
    p95 = 200 if row_count > _ALL else p95
    asked = mixed_queries(_QUERIES, seed=2)
    for query in asked:
        _ask(catalog, query)
    unseen, _ = _timed(lambda query: _ask(catalog, query), mixed_queries(100, seed=3), repeats=1)
    yield from _both(f"{head}unseen question, warm", unseen)
    warm, _ = _timed(lambda query: _ask(catalog, query), asked)
    yield from _both(f"{head}warm", warm, p50, p95)
    every, _ = _timed(lambda query: catalog.search(query, VIEW, ranges=(RANGE,)), asked)
    yield from _both(f"{head}every facet, warm", every, None, p95)
    typos, _ = _timed(lambda query: _ask(catalog, query), list(map(Query, MISTYPED)))
    yield from _both(f"{head}mistyped, warm", typos, None, p95)


def _both(
    name: str, times: Times, p50: float | None = None, p95: float | None = None
) -> list[Figure]:
    return [
        Figure(f"{name} {kind}p{percent}", _percentile(values, percent), unit, goal)
        for values, kind, unit in ((times[0], "", "CPU ms"), (times[1], "on the clock ", "ms"))
        for percent, goal in ((50, p50), (95, p95))
    ]


def _changed(folder: Path, row_count: int) -> Iterator[Figure]:
    """Changes to a copy: the files of a snapshot are links, and it never changes them."""
    head = _rows(row_count)
    copy = folder.with_name(f"{folder.name}-changed")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, copy_function=os.link)
    try:
        catalog = Catalog.open(copy)
        _ask(catalog, Query())
        fresh = _some_changes(catalog, min(_CHANGES, row_count // 50))
        gone = [(row.hub, row.repo) for row in fresh[: len(fresh) // 10]]
        cpu_s, wall_s = time.process_time(), time.perf_counter()
        write_delta(copy, fresh[len(gone) :], gone, built_s=time.time(), source={})
        catalog.refresh()
        _ask(catalog, Query())
        cpu_s, wall_s = time.process_time() - cpu_s, time.perf_counter() - wall_s
        yield Figure(f"{head}{len(fresh):,} changed rows visible", cpu_s, "CPU s")
        yield Figure(f"{head}{len(fresh):,} changed rows visible", wall_s, "s", 5)
        yield from _warm(catalog, row_count, "base and changes, ")
    finally:
        shutil.rmtree(copy)


def _some_changes(catalog: Catalog, count: int) -> list[CatalogRow]:
    """Rows from everywhere in the catalog, a tenth with new names, all with new numbers."""
    pages = 20
    rows = [
        row
        for page in range(pages)
        for row in catalog.search(
            Query(offset=page * catalog.size // pages, limit=count // pages), VIEW, facets=()
        )
    ]
    return [
        replace(
            row,
            repo=f"{row.repo}-new" if number % 10 == 9 else row.repo,
            downloads=row.downloads + number % 7,
            tags=(*row.tags, f"new-{number % 100}"),
            updated_s=row.updated_s + 86_400,
        )
        for number, row in enumerate(rows)
    ]


def _beside_polars(catalog: Catalog, row_count: int) -> Iterator[Figure]:
    from tests.benchmarks.polars_peer import PolarsPeer

    asked = mixed_queries(_QUERIES, seed=2)
    for query in asked:
        _ask(catalog, query)
    ours, answers = _timed(lambda query: _ask(catalog, query), asked)
    peer = PolarsPeer(catalog_rows(row_count, seed=SEED), VIEW)
    theirs, expected = _timed(
        lambda query: peer.search(query, facets=TEN, top=TOP), asked, repeats=1
    )
    head = _rows(row_count)
    yield from _both(f"{head}polars, same questions,", theirs)
    for kind, place in (("CPU", 0), ("clock", 1)):
        for percent, goal in ((50, 50), (95, 150)):
            ratio = _percentile(theirs[place], percent) / _percentile(ours[place], percent)
            held = goal if kind == "CPU" and row_count > _SMALL else None
            yield Figure(f"{head}polars / ours, {kind} p{percent}", ratio, "x", held, at_least=True)
    wrong = sum(one != other for one, other in zip(answers, expected, strict=True))
    yield Figure(f"{head}answers unlike polars' of {_QUERIES}", wrong, "", 0)


def _ask(catalog: Catalog, query: Query) -> Found:
    return Found.of(catalog.search(query, VIEW, facets=TEN, top=TOP, ranges=(RANGE,)))


def _timed(
    answer: Callable[[Query], Answer], queries: list[Query], *, repeats: int = _REPEATS
) -> tuple[Times, list[Answer]]:
    """The median times of each question, and the answers."""
    cpu_ms, wall_ms, answers = [], [], []
    for query in queries:
        taken = []
        for _ in range(repeats):
            started = time.process_time(), time.perf_counter()
            result = answer(query)
            taken.append((time.process_time() - started[0], time.perf_counter() - started[1]))
        cpu_ms.append(median(cpu for cpu, _ in taken) * 1e3)
        wall_ms.append(median(wall for _, wall in taken) * 1e3)
        answers.append(result)
    return (cpu_ms, wall_ms), answers


def _child_ms(what: str, folder: Path, number: int) -> float:
    return _child(what, folder, number) * 1e3


def _child(what: str, folder: Path, number: int) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.catalog_child", what, str(folder)]
    done = subprocess.run([*command, str(number)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def _percentile(values: list[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def _rows(count: int) -> str:
    return f"{count:,} rows: "


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[_SMALL])
    parser.add_argument("--folder", type=Path, help="keep the catalogs here for the next run")
    parser.add_argument("--no-peers", action="store_true", help="ours alone")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.folder or Path(name)
        measured = figures(options.rows, folder, with_peers=not options.no_peers)
        report(measured, as_json=options.json)


if __name__ == "__main__":
    main()
