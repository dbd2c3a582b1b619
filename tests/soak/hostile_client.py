"""One use of one hub in a process of its own: `python -m tests.soak.hostile_client ...`.

    ACTION URL HOME    list, live or sync; prints one JSON object

It says how long the use took, by how much memory grew, what was kept and what was said.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hubexplorer.catalog import Query
from hubexplorer.errors import HubError, HubExplorerError, JobCanceled
from hubexplorer.jobs import Job
from hubexplorer.settings import Settings
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.find.live import LiveSearch
from hubexplorer.workspace.sync.listing import start_sync

PATIENCE_S = 35.0
"""A job that still goes on then is canceled."""
_KIB = 1024
_POLL_S = 0.02


def main(arguments: list[str]) -> int:
    """Do it and print what came of it."""
    action, url, home = arguments[:3]
    patience_s = float(arguments[3]) if len(arguments) > 3 else PATIENCE_S
    workspace = Workspace.open(home, settings=Settings(home=Path(home, "home"), hub=url))
    use: Callable[[], dict[str, Any]] = {
        "list": lambda: _listed(workspace),
        "live": lambda: _live(workspace),
        "sync": lambda: _synced(workspace, patience_s),
    }[action]
    before = _memory_bytes("self", "VmRSS")
    began_s = time.monotonic()
    told = use()
    told = {"seconds": time.monotonic() - began_s, **told}
    told = {"grown_bytes": _memory_bytes("self", "VmHWM") - before, **told}
    workspace.close()
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


def _listed(workspace: Workspace) -> dict[str, Any]:
    """The first view: the hub's most downloaded models into the catalog."""
    (name,) = workspace.hubs.names[1:]
    try:
        workspace.finder.sync_remote(name)
    except HubError as error:
        return {"kept": [], "said": str(error)}
    problem = workspace.hubs.problems.get(name)
    return {"kept": _repos(workspace), "said": str(problem or "")}


def _live(workspace: Workspace) -> dict[str, Any]:
    asking = LiveSearch(workspace.finder, workspace.hubs)
    (found,) = asking.ask(Query("team"))
    asking.close()
    said = str(found.problem or ("has more" if found.has_more else ""))
    return {"kept": [row.repo for row in found.rows], "said": said}


def _synced(workspace: Workspace, patience_s: float) -> dict[str, Any]:
    job = start_sync(workspace.settings, workspace.hubs, workspace.hubs.names[1:])
    peak, canceled_s, said, began_s = 0, 0.0, "", time.monotonic()
    while job.state().status == "running":
        peak = max(peak, _peak_bytes(job))
        if not canceled_s and time.monotonic() - began_s > patience_s:
            said = job.state().text
            job.cancel()
            canceled_s = time.monotonic()
        time.sleep(_POLL_S)
    took_s = time.monotonic() - canceled_s if canceled_s else 0.0
    try:
        job.wait(1)
    except JobCanceled:
        said = f"canceled: {said}"
    except HubExplorerError as error:
        said = str(error)
    workspace.finder.catalog.refresh()
    return {"kept": _repos(workspace), "said": said, "grown_bytes": peak, "cancel_s": took_s}


def _peak_bytes(job: Job) -> int:
    """The most memory that a job's process has had so far; it is looked at until it ends."""
    try:
        pid = int((job.folder / "pid").read_text())
        return _memory_bytes(str(pid), "VmHWM")
    except (OSError, ValueError):
        return 0


def _memory_bytes(process: str, what: str) -> int:
    """Memory that a process has (VmRSS), or the most that it has had (VmHWM)."""
    status = Path(f"/proc/{process}/status").read_text()
    lines = dict(line.split(":", 1) for line in status.splitlines())
    return int(lines.get(what, "0 kB").split()[0]) * _KIB


def _repos(workspace: Workspace) -> list[str]:
    return [row.repo for row in workspace.finder.catalog.rows()][:10]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
