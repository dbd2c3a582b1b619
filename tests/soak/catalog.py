"""The catalog: 500 random queries beside brute force, 200 kills, bits that flip, a full disk."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hubexplorer.catalog import Catalog, write_delta, write_snapshot
from tests.benchmarks.report import Figure
from tests.benchmarks.synthetic import catalog_rows
from tests.catalog import killed_writer
from tests.catalog.comparing import VIEW, assert_equal, random_query
from tests.catalog.killing import kill_after, kill_at_event, round_of
from tests.catalog.oracle import Oracle
from tests.catalog.test_changes import by_key, some_changes
from tests.soak.progress import Progress

_QUERIES = 500
_ROWS = 6_000
_KILLS = 200
_FLIPS = 200
_FLIPS_A_PROCESS = 20


def figures(seed: int, progress: Progress) -> Iterator[Figure]:
    """Wrong answers, mixed catalogs, damage that was not named."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in ("base", "changed"):
            _ask(folder / kind, kind, seed, progress)
            wrong = [out for out in _outcomes(progress, f"{kind} query") if out]
            asked = len(_outcomes(progress, f"{kind} query"))
            yield Figure(f"queries on {kind} rows", asked, "", _QUERIES, at_least=True)
            yield Figure(f"queries on {kind} rows, unlike brute force", len(wrong), "", 0)
        _kill(folder / "killed", seed, progress)
        kills = _outcomes(progress, "kill")
        yield Figure(
            "writers killed", sum(out["killed"] for out in kills), "", _KILLS, at_least=True
        )
        yield Figure("killed, neither old nor new", sum(not out["whole"] for out in kills), "", 0)
        _flip(folder / "flipped", seed, progress)
        flips = _outcomes(progress, "flip")
        for kind, goal in (("named", None), ("harmless", None), ("wrong", 0), ("crashed", 0)):
            yield Figure(f"bits flipped, {kind}", flips.count(kind), f"of {len(flips)}", goal)


def _keep(progress: Progress, case: str, outcome: Callable[[], Any]) -> None:
    if case not in progress.outcomes:
        progress.keep(case, outcome())


def _outcomes(progress: Progress, kind: str) -> list[Any]:
    return [out for case, out in progress.outcomes.items() if case.startswith(kind)]


def _ask(folder: Path, kind: str, seed: int, progress: Progress) -> None:
    """Random queries of all kinds; an outcome is what was wrong, or empty."""
    chance = random.Random(f"{seed} {kind}")
    known = by_key(catalog_rows(_ROWS, seed=seed, hubs=("demo", "hf")))
    write_snapshot(folder, known.values(), built_s=1.0, source={})
    for number in range(3 if kind == "changed" else 0):
        upserts, deletes = some_changes(chance, known, number)
        known |= by_key(upserts)
        known = {key: row for key, row in known.items() if key not in deletes}
        write_delta(folder, upserts, deletes, built_s=2.0, source={}, compact_above=0.9)
    catalog, truth = Catalog.open(folder), Oracle(known.values(), VIEW)
    for number in range(_QUERIES):
        one = random.Random(f"{seed} {kind} {number}")

        def outcome(one: random.Random = one) -> str:
            try:
                assert_equal(
                    catalog, truth, random_query(one, truth.rows), one.choice((0, 3, 20, 10_000))
                )
            except AssertionError as error:
                return str(error)[:2000] or "unlike"
            return ""

        _keep(progress, f"{kind} query {number}", outcome)


def _kill(folder: Path, seed: int, progress: Progress) -> None:
    """Half of the kills are between file operations, half at any time; each case is a fresh run."""
    killed_writer.start(folder)
    number = 1
    for case in range(2 * _KILLS):
        if sum(out["killed"] for out in _outcomes(progress, "kill")) >= _KILLS:
            return
        name = f"kill {case}"
        if name in progress.outcomes:
            continue
        chance = random.Random(f"{seed} {case}")
        kind = chance.choice(("delta", "compact"))
        if case % 2:
            was_killed = kill_at_event(folder, number, kind, chance.randint(1, 45))
        else:
            was_killed = kill_after(folder, number, kind, chance.random() * 0.4)
        try:
            found = round_of(folder)
            is_whole = found in {number - 1, number} and (was_killed or found == number)
        except AssertionError:
            is_whole, found = False, -1
        progress.keep(name, {"kind": kind, "killed": was_killed, "whole": is_whole})
        number = found + 1
        if not is_whole or number > 20:  # what a round holds takes longer to work out each time
            shutil.rmtree(folder)
            killed_writer.start(folder)
            number = 1


def _flip(folder: Path, seed: int, progress: Progress) -> None:
    """Bits of all files, some at a time in a process of their own: it must not fall over."""
    write_snapshot(folder, catalog_rows(_ROWS, seed=seed), built_s=1.0, source={})
    write_delta(folder, catalog_rows(60, seed=seed + 1), built_s=2.0, source={})
    for first in range(0, _FLIPS, _FLIPS_A_PROCESS):
        cases = [
            case for case in range(first, first + _FLIPS_A_PROCESS)
            if f"flip {case}" not in progress.outcomes
        ]  # fmt: skip
        while cases:
            words = [str(folder), str(seed), *map(str, cases)]
            done = subprocess.run(
                [sys.executable, "-m", "tests.catalog.flipped_bits", *words],
                capture_output=True,
                text=True,
                check=False,
            )
            told = done.stdout.split()
            for case, outcome in zip(cases, told, strict=False):
                progress.keep(f"flip {case}", outcome)
            cases = cases[len(told) :]
            if cases and done.returncode:  # it ended at the first that it told nothing of
                sys.stderr.write(done.stderr)
                progress.keep(f"flip {cases.pop(0)}", "crashed")
