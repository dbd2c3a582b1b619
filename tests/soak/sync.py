"""A sync killed at 200 random points, and three processes syncing at once for 20 rounds."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hubexplorer.catalog import Catalog
from hubexplorer.errors import CatalogError
from hubexplorer.jobs import Job
from hubexplorer.settings import Settings
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.sync.listing import start_sync
from tests.benchmarks.report import Figure
from tests.soak.progress import Progress
from tests.workspace.crowded_hub import PAGE_ROWS, PAGES, REPOS, CrowdedHub, crowded_hub, name_of

_KILLS = 200
_ROUNDS = 20
_GOAL_REWORK = 10
_LIMIT_S = 60


def figures(seed: int, progress: Progress) -> Iterator[Figure]:
    """What was lost, mixed or asked for twice."""
    with tempfile.TemporaryDirectory() as name, crowded_hub(Path(name) / "hub") as hub:
        hub.delay_s = 0.005
        for number in range(_KILLS):
            _keep(progress, f"kill {number}", lambda n=number: _killed(hub, Path(name), seed, n))
        hub.delay_s = 0.0
        for number in range(_ROUNDS):
            _keep(progress, f"round {number}", lambda: _three_at_once(hub, Path(name)))
    kills = _outcomes(progress, "kill")
    yield Figure("syncs killed and gone on", len(kills), "", _KILLS, at_least=True)
    yield Figure("killed, neither old nor new", sum(not one["is_clean"] for one in kills), "", 0)
    yield Figure("killed, not whole in the end", sum(not one["is_whole"] for one in kills), "", 0)
    yield Figure("most pages asked again", max(one["rework"] for one in kills), "%", _GOAL_REWORK)
    rounds = _outcomes(progress, "round")
    yield Figure("rounds of three at once", len(rounds), "", _ROUNDS, at_least=True)
    yield Figure("rounds with a reader's error", sum(one["errors"] for one in rounds), "", 0)
    yield Figure("rounds not whole in the end", sum(not one["is_whole"] for one in rounds), "", 0)
    yield Figure("most listings in a round", max(one["asked"] for one in rounds) / PAGES, "", 1.1)


def _keep(progress: Progress, case: str, outcome: Any) -> None:
    if case not in progress.outcomes:
        progress.keep(case, outcome())
        sys.stderr.write(f"{case}: {progress.outcomes[case]}\n")


def _outcomes(progress: Progress, kind: str) -> list[dict[str, Any]]:
    return [out for case, out in progress.outcomes.items() if case.startswith(kind)]


def _killed(hub: CrowdedHub, folder: Path, seed: int, number: int) -> dict[str, Any]:
    draw = random.Random(f"{seed} {number}")
    workspace = _workspace(hub, folder)
    before = len(hub.asked)
    page = before + draw.randint(1, PAGES)
    job = _start(workspace)
    while len(hub.asked) < page and job.state().status == "running":
        time.sleep(0.001)
    time.sleep(draw.random() / 20)
    os.kill(int((job.folder / "pid").read_text()), signal.SIGKILL)
    while job.state().status == "running":
        time.sleep(0.01)
    known = _names(workspace)
    is_clean = known == {name_of(position) for position in range(len(known))}
    found = _start(workspace).wait(_LIMIT_S)
    is_whole = [*found.values()] == [REPOS] == [len(_names(workspace))]
    asked = len(hub.asked) - before
    _remove(workspace)
    return {
        "is_clean": is_clean,
        "is_whole": is_whole,
        "rework": round(100 * (asked - PAGES) / PAGES, 1),
    }


def _three_at_once(hub: CrowdedHub, folder: Path) -> dict[str, Any]:
    workspace = _workspace(hub, folder)
    before, errors = len(hub.asked), 0
    jobs = [_start(workspace) for _ in range(3)]
    while any(job.state().status == "running" for job in jobs):
        try:
            reader = Catalog.open(workspace.finder.folder)
            errors += len(list(reader.rows())) != reader.size
        except CatalogError:
            errors += 1
    found = [size for job in jobs for size in job.wait(_LIMIT_S).values()]
    is_whole = found == [REPOS] * 3 and len(_names(workspace)) == REPOS
    _remove(workspace)
    return {"errors": errors, "is_whole": is_whole, "asked": len(hub.asked) - before}


def _workspace(hub: CrowdedHub, folder: Path) -> Workspace:
    home = folder / "home"
    return Workspace.open(folder, settings=Settings(home=home, hub=hub.url), shortlist=False)


def _remove(workspace: Workspace) -> None:
    workspace.close()
    shutil.rmtree(workspace.settings.home)


def _start(workspace: Workspace) -> Job:
    names = workspace.hubs.names[1:]
    return start_sync(workspace.settings, workspace.hubs, names, page_rows=PAGE_ROWS)


def _names(workspace: Workspace) -> set[str]:
    workspace.finder.catalog.refresh()
    workspace.finder.catalog.verify()
    return {row.repo for row in workspace.finder.catalog.rows()}
