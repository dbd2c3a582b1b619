"""Hubs that mean harm: first views, live searches and sync jobs against every kind of them."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hubexplorer.hubs.credentials import Credentials
from tests.benchmarks.report import Figure
from tests.hubs.bad_server import BadServer, Request, answer, serving
from tests.hubs.hostile import ENDED, FIRST_ROWS, KINDS, NAMES, WAITED, hostile
from tests.soak.hostile_client import PATIENCE_S
from tests.soak.progress import Progress

ACTIONS = ("list", "live", "sync")
TOKEN = "hf_for_one_hub_alone"
_GOAL_S = 30.0
_GOAL_CANCEL_S = 2.0
_GOAL_GROWN_MB = 200
_LIMIT_S = 120
_START_S = 5.0
"""For a job's process to start, which is not the hub's doing."""


def figures(_seed: int, progress: Progress) -> Iterator[Figure]:
    """How long, how large, what was lost and where tokens went, over every use of every kind."""
    for action in ACTIONS:
        for kind in ("good", *KINDS):
            case = f"{action}: {kind}"
            if case not in progress.outcomes:
                progress.keep(case, outcome(action, kind))
                sys.stderr.write(f"{case}: {progress.outcomes[case]}\n")
    found = {case: out for case, out in progress.outcomes.items() if "good" not in case}
    own_bytes = progress.outcomes["sync: good"]["grown_bytes"]
    grown = [
        out["grown_bytes"] - (own_bytes if case.startswith("sync") else 0)
        for case, out in found.items()
    ]
    person = [out["seconds"] for case, out in found.items() if not case.startswith("sync")]
    jobs = [out for case, out in found.items() if case.startswith("sync")]
    canceled = [out for out in jobs if out["cancel_s"]]
    longest_s = max(out["cancel_s"] for out in canceled)
    yield Figure("hostile hubs used", len(found), "", len(ACTIONS) * len(KINDS), at_least=True)
    yield Figure("longest use by a person", max(person), "s", _GOAL_S)
    ended = [out["seconds"] for out in jobs if not out["cancel_s"]]
    yield Figure("longest job that ended by itself", max(ended), "s", _GOAL_S + _START_S)
    yield Figure("jobs that waited in sight", len(canceled), "", len(WAITED))
    yield Figure("longest wait for a cancel", longest_s, "s", _GOAL_CANCEL_S)
    yield Figure("most memory grown", max(grown) / 1e6, "MB", _GOAL_GROWN_MB)
    lost = sum(not out["is_kept"] for out in found.values())
    yield Figure("uses that kept less than came", lost, "", 0)
    unsaid = sum(not out["is_said"] for out in found.values())
    yield Figure("uses that did not say why", unsaid, "", 0)
    shown = sum(out["has_shown_it"] for out in found.values())
    yield Figure("uses that sent the hub its token", shown, "", len(found), at_least=True)
    yield Figure("tokens sent elsewhere", sum(out["leaked"] for out in found.values()), "", 0)


def outcome(action: str, kind: str, *, patience_s: float = PATIENCE_S) -> dict[str, Any]:
    """What came of one use of one hub; a job's memory is all of its process."""
    with serving(_good) as other, tempfile.TemporaryDirectory() as home:
        behavior = _good if kind == "good" else hostile(kind, other.url)
        with serving(behavior) as server:
            told = _used(action, server, Path(home), patience_s)
            leaked = len(other.tokens)
            has_shown_it = TOKEN in "".join(server.tokens)
    return {
        "seconds": round(told["seconds"], 2),
        "grown_bytes": told["grown_bytes"],
        "cancel_s": round(told.get("cancel_s", 0.0), 2),
        "is_kept": set(NAMES) <= set(told["kept"]),
        "is_said": bool(told["said"]) != (kind in ENDED or kind == "good"),
        "said": told["said"][:200],
        "leaked": leaked,
        "has_shown_it": has_shown_it,
    }


def _good(connection: socket.socket, _request: Request) -> None:
    answer(connection, [*FIRST_ROWS])


def _used(action: str, server: BadServer, home: Path, patience_s: float) -> dict[str, Any]:
    Credentials(home / "home").set(server.url, TOKEN)
    words = [action, server.url, str(home), str(patience_s)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak.hostile_client", *words],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=_LIMIT_S,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told
