"""A download killed at 100 points of its way, gone on with, and held against the hub's sha256."""

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

from hubexplorer import jobs
from hubexplorer.hubs.partial import sha256_of
from tests.benchmarks.report import Figure
from tests.hubs.bad_server import BadServer, serving
from tests.hubs.small_hub import COMMIT, REPO, SmallHub
from tests.soak.progress import Progress

_KILLS = 100
_LIMIT_S = 60


def figures(seed: int, progress: Progress) -> Iterator[Figure]:
    """What lay half under a final name, was not resumed, or is not what the hub has."""
    files = {
        "model.safetensors": random.Random(seed).randbytes(6_000_000),
        "config.json": b'{"model_type": "bert"}',
        "README.md": b"# A model\n",
    }
    hub = SmallHub(files)
    with tempfile.TemporaryDirectory() as name, serving(hub) as server:
        for number in range(_KILLS):
            case = f"kill {number}"
            if case not in progress.outcomes:
                progress.keep(case, _killed(hub, server, Path(name), seed, number))
                sys.stderr.write(f"{case}: {progress.outcomes[case]}\n")
    kills = list(progress.outcomes.values())
    yield Figure("downloads killed and gone on", len(kills), "", _KILLS, at_least=True)
    yield Figure("half a file under a final name", sum(one["half"] for one in kills), "", 0)
    yield Figure("killed with bytes that were then kept", sum(one["kept"] for one in kills), "", 1,
                 at_least=True)  # fmt: skip
    yield Figure("not whole in the end", sum(not one["is_whole"] for one in kills), "", 0)


def _killed(hub: SmallHub, server: BadServer, base: Path, seed: int, number: int) -> dict[str, Any]:
    home = base / "home"
    folder = home / "cache" / REPO.replace("/", "--") / COMMIT
    chance = random.Random(seed * 1000 + number)
    hub.pause_s = 0.005
    job = _start(server, home)
    total = sum(map(len, hub.files.values()))
    _wait_for(job, chance.uniform(0, total))
    os.killpg(int((job.folder / "pid").read_text()), signal.SIGKILL)
    while job.state().status == "running":
        time.sleep(0.01)
    half = sum(
        path.read_bytes() != hub.files[path.relative_to(folder).as_posix()]
        for path in folder.rglob("*")
        if path.is_file()
    )
    hub.pause_s = 0.0
    server.requests.clear()
    _start(server, home).wait(_LIMIT_S)
    kept = any(
        request.headers.get("range", "bytes=0-") != "bytes=0-" for request in server.requests
    )
    digests = {entry.path: entry.sha256 for entry in hub.entries() if entry.sha256}
    is_whole = all(sha256_of(folder / path) == sha256 for path, sha256 in digests.items()) and all(
        (folder / path).read_bytes() == content for path, content in hub.files.items()
    )
    shutil.rmtree(home)
    return {"half": half, "kept": kept, "is_whole": is_whole}


def _start(server: BadServer, home: Path) -> jobs.Job:
    args = {"endpoint": server.url, "repo": REPO, "commit": COMMIT, "cache": str(home / "cache")}
    return jobs.start(home, "hubexplorer.hubs.download:main", args, title="Download")


def _wait_for(job: jobs.Job, done_bytes: float) -> None:
    deadline = time.monotonic() + _LIMIT_S
    while time.monotonic() < deadline:
        state = job.state()
        if state.status != "running" or state.done >= done_bytes:
            return
        time.sleep(0.005)
