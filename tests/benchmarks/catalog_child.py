"""One measurement that needs a process of its own: seconds, or megabytes, on stdout.

python -m tests.benchmarks.catalog_child open|touch|memory FOLDER NUMBER
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from hubexplorer.catalog import Catalog, Query
from tests.benchmarks.questions import RANGE, TEN, TOP, VIEW, mixed_queries

_QUERIES = 30


def cold_open_s(folder: Path) -> float:
    """From nothing open to the first page with every facet; imports are done."""
    started = time.perf_counter()
    Catalog.open(folder).search(Query(), VIEW)
    return time.perf_counter() - started


def first_touch_s(folder: Path, number: int) -> float:
    """One question to a catalog that was only opened."""
    query = mixed_queries(_QUERIES, seed=2)[number]
    catalog = Catalog.open(folder)
    started = time.perf_counter()
    catalog.search(query, VIEW, facets=TEN, top=TOP, ranges=(RANGE,))
    return time.perf_counter() - started


def private_mb(folder: Path) -> float:
    """What this process alone holds after all questions, interpreter and numpy included."""
    catalog = Catalog.open(folder)
    for query in mixed_queries(_QUERIES, seed=2):
        catalog.search(query, VIEW, facets=TEN, top=TOP, ranges=(RANGE,))
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
    return sizes["Private_Dirty"] * 1024 / 1e6


if __name__ == "__main__":
    what, name, place = sys.argv[1:]
    match what:
        case "open":
            value = cold_open_s(Path(name))
        case "touch":
            value = first_touch_s(Path(name), int(place))
        case _:
            value = private_mb(Path(name))
    print(value)
