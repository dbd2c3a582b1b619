"""Faults that reach across the workspace: full disks, tokens, several processes at once."""

from __future__ import annotations

import json
import subprocess
import sys
import traceback
from dataclasses import asdict

import psutil
import pytest

from hubexplorer import services
from hubexplorer.errors import AccessDenied
from hubexplorer.workspace import Workspace
from tests.shipped import SHIPPED
from tests.workspace.other_hub import NANO, other_hub, with_hub

TOKEN = "hf_never_to_be_seen_anywhere"
EMBEDDED = SHIPPED
"""Models that the embedded hub serves."""
FULL = """
import json, resource, sys
from pathlib import Path
from hubexplorer.errors import HubExplorerError
from hubexplorer.settings import Settings
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.pin.pinning import remove_pin

given = json.loads(sys.argv[1])
settings = Settings(home=Path(given["home"]), hub=given["hub"], idle_s=60)
ws = Workspace.open(given["folder"], settings=settings)
other = ws.hubs.names[1]
fetched, missing = ws.card("embedded:" + given["repo"]).ref, ws.card(f"{other}:{given['repo']}").ref
ws.pin(fetched)
uses = {
    "catalog": lambda: ws.finder.sync_embedded(force=True),
    "shortlist": lambda: ws.shortlist.mark(fetched, True),
    "lock": lambda: remove_pin(ws, fetched),
    "download": lambda: ws.runner.folder(ws.card(missing)),
    "tune": lambda: ws.tune(fetched),
}
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
told = {}
resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
for name, use in uses.items():
    try:
        use()
    except HubExplorerError as error:
        told[name] = [type(error).__name__, error.message, error.hint]
told["found"] = [ws.search().total, len(ws.lock.pins)]
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
for use in uses.values():
    use()
print(json.dumps(told))
ws.close()
"""
SYNC = """
import json, sys
from pathlib import Path
from hubexplorer.settings import Settings
from hubexplorer.workspace import Workspace

given = json.loads(sys.argv[1])
settings = Settings(home=Path(given["home"]), hub=given["hub"], idle_s=60)
ws = Workspace.open(given["folder"], settings=settings)
for _ in range(3):
    ws.finder.sync_embedded(force=True)
    ws.finder.sync_remote(ws.hubs.names[1])
ws.close()
"""


def start(code, workspace):
    given = {
        "home": str(workspace.settings.home),
        "hub": workspace.settings.hub,
        "folder": str(workspace.folder),
        "repo": NANO,
    }
    return subprocess.Popen(
        [sys.executable, "-c", code, json.dumps(given)], stdout=subprocess.PIPE, text=True
    )


@pytest.fixture
def two_hubs(fresh, other, tmp_path):
    """A workspace over a home of its own and both hubs, listed."""
    opened = Workspace.open(tmp_path / "project", settings=with_hub(fresh, fresh.home, other.url))
    opened.finder.ready()
    opened.finder.sync_remote(opened.hubs.names[1])
    yield opened
    opened.close()


def test_a_full_disk_is_told_and_costs_nothing_that_was_there(two_hubs):
    size = two_hubs.finder.catalog.size
    two_hubs.runner.folder(two_hubs.card(f"embedded:{NANO}"))
    run = start(FULL, two_hubs)
    printed, _ = run.communicate(timeout=60)
    assert run.returncode == 0
    told = json.loads(printed)
    assert told.pop("found") == [size, 1]  # the catalog and the lock file that were there
    assert set(told) == {"catalog", "shortlist", "lock", "download", "tune"}
    assert {kind for kind, _message, _hint in told.values()} == {"DiskFull"}
    assert all(message and hint for _kind, message, hint in told.values())
    assert Workspace.open(two_hubs.folder, settings=two_hubs.settings).shortlist.marked
    (tuned,) = (two_hubs.folder / "tuned").iterdir()  # of the second try: none of the first
    assert tuned.name.endswith("-1")
    two_hubs.finder.catalog.refresh()
    two_hubs.finder.catalog.verify()


def test_three_processes_listing_at_once_lose_nothing(two_hubs):
    size = two_hubs.finder.catalog.size
    assert size > EMBEDDED
    at_work = [start(SYNC, two_hubs) for _ in range(3)]
    seen = set()
    while any(process.poll() is None for process in at_work):
        seen.add(two_hubs.search().total)
    assert [process.wait() for process in at_work] == [0, 0, 0]
    for process in at_work:
        process.stdout.close()
    assert seen == {size}
    two_hubs.finder.catalog.refresh()
    two_hubs.finder.catalog.verify()
    counts = {item.value: item.count for item in two_hubs.search().facets["hub"]}
    assert sorted(counts.values()) == sorted([EMBEDDED, size - EMBEDDED])


def test_a_token_goes_to_its_own_hub_and_is_written_nowhere_else(
    fresh, tmp_path, monkeypatch, caplog
):
    monkeypatch.setenv("HF_TOKEN", TOKEN)  # of another program: not ours to use
    with other_hub(tmp_path / "a") as first, other_hub(tmp_path / "b") as second:
        first.wanted = TOKEN
        here = with_hub(fresh, fresh.home, first.url)
        folder = tmp_path / "project"
        workspace = Workspace.open(folder, settings=here)
        workspace.hubs.credentials.set(first.url, TOKEN)
        listing = workspace.sync()
        assert listing is not None
        name = workspace.hubs.names[1]
        assert listing.wait(60) == {name: 3}
        ref = workspace.card(f"{name}:{NANO}").ref
        workspace.shortlist.mark(ref, True)
        assert workspace.run(ref, "Where is my order?").output["scores"]
        workspace.pin(ref)
        workspace.tune(ref)
        shown = [workspace, workspace.hubs, workspace.hubs.credentials, workspace.hubs.get(name)]
        workspace.close()

        elsewhere = Workspace.open(folder, settings=with_hub(fresh, fresh.home, second.url))
        elsewhere.finder.sync_remote(elsewhere.hubs.names[1])
        elsewhere.card(f"{elsewhere.hubs.names[1]}:{NANO}")
        second.wanted = "hf_another"
        with pytest.raises(AccessDenied) as caught:
            elsewhere.card(f"{elsewhere.hubs.names[1]}:other/no-weights")
        shown += [elsewhere, caught.value, *traceback.format_exception(caught.value)]
        elsewhere.close()
        assert set(first.tokens) == {f"Bearer {TOKEN}"}
        assert second.tokens == []

    kept = [path for path in (*fresh.home.rglob("*"), *folder.rglob("*")) if path.is_file()]
    assert [path.name for path in kept if TOKEN.encode() in path.read_bytes()] == [
        "credentials.json"
    ]
    assert (fresh.home / "credentials.json").stat().st_mode & 0o077 == 0
    assert TOKEN not in "".join(map(repr, shown)) + caplog.text
    for service in ("embedded", "model-host"):
        address = services.find(fresh.home, service)
        assert address is not None
        process = psutil.Process(address.pid)
        for one in (process, *process.children(recursive=True)):
            assert TOKEN not in str(one.environ()) + str(one.cmdline())
        assert TOKEN not in str(asdict(address))
