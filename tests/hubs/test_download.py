from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from hubexplorer import jobs
from hubexplorer.errors import (
    BadAnswer,
    DiskFull,
    HubUnreachable,
    JobCanceled,
    JobError,
    NotFound,
)
from hubexplorer.hubs.download import choose_files, download_model
from hubexplorer.hubs.partial import is_intact
from hubexplorer.records import FileEntry
from tests.hubs.bad_server import BadServer, serving
from tests.hubs.small_hub import COMMIT, REPO, SmallHub

WEIGHTS = random.Random(1).randbytes(3_000_000)
FILES = {
    "model.safetensors": WEIGHTS,
    "config.json": b'{"model_type": "bert"}',
    "1_Pooling/config.json": b"{}",
    "README.md": b"",
}
TOKEN = "hf_secretsecretsecret"


@pytest.fixture
def hub():
    return SmallHub(dict(FILES))


@pytest.fixture
def server(hub):
    with serving(hub) as server:
        yield server


def fetch(server: BadServer, cache: Path, files: list[FileEntry], **kwargs: object) -> Path:
    asked = {"progress": lambda done, total: None, "token": None, **kwargs}
    return download_model(
        endpoint=server.url, repo=REPO, commit=COMMIT, cache=cache, files=files, **asked
    )


def named(cache: Path) -> dict[str, bytes]:
    """What lies under its own name."""
    folder = cache / "team--model" / COMMIT
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_files_arrive_under_their_names(hub, server, tmp_path):
    told: list[tuple[int, int]] = []
    folder = fetch(
        server, tmp_path, hub.entries(), progress=lambda *at: told.append(at), token=TOKEN
    )
    assert folder == tmp_path / "team--model" / COMMIT
    assert named(tmp_path) == FILES
    total = sum(map(len, FILES.values()))
    assert told[0] == (0, total)
    assert told[-1] == (total, total)
    assert told == sorted(told)
    assert len(server.tokens) == len(server.requests)


def test_a_second_download_asks_nothing(hub, server, tmp_path):
    fetch(server, tmp_path, hub.entries())
    server.requests.clear()
    fetch(server, tmp_path, hub.entries(), offline=True)
    assert server.requests == []


def test_offline_a_missing_file_is_refused_at_once(hub, tmp_path):
    began = time.monotonic()
    with pytest.raises(HubUnreachable, match="offline"):
        download_model(
            endpoint="https://hub.example",
            token=None,
            repo=REPO,
            commit=COMMIT,
            cache=tmp_path,
            files=hub.entries(),
            progress=lambda done, total: None,
            offline=True,
        )
    assert time.monotonic() - began < 2.0


def test_a_broken_connection_is_taken_up_where_it_broke(hub, server, tmp_path):
    hub.break_after = 1_000_000
    fetch(server, tmp_path, hub.entries()[:1])
    assert named(tmp_path) == {"model.safetensors": WEIGHTS}
    assert server.requests[1].headers["range"] == "bytes=1000000-"


def test_a_hub_that_cannot_resume_starts_anew(hub, server, tmp_path):
    hub.break_after = 1_000_000
    hub.ignores_range = True
    fetch(server, tmp_path, hub.entries()[:1])
    assert named(tmp_path) == {"model.safetensors": WEIGHTS}


@pytest.mark.parametrize("path", ["model.safetensors", "config.json"])
def test_a_flipped_bit_is_refused_and_not_kept(hub, server, tmp_path, path):
    content = bytearray(FILES[path])
    content[len(content) // 2] ^= 1
    hub.sent[path] = bytes(content)
    with pytest.raises(BadAnswer, match="not kept"):
        fetch(server, tmp_path, [e for e in hub.entries() if e.path == path])
    assert named(tmp_path) == {}
    assert list((tmp_path / "team--model" / ".partial").iterdir()) == []


def test_more_bytes_than_said_are_refused(hub, server, tmp_path):
    hub.sent["model.safetensors"] = WEIGHTS + b"x"
    with pytest.raises(BadAnswer, match="longer"):
        fetch(server, tmp_path, hub.entries())
    assert "model.safetensors" not in named(tmp_path)


def test_fewer_bytes_than_said_are_refused(hub, server, tmp_path):
    hub.sent["model.safetensors"] = WEIGHTS[:-1]
    with pytest.raises(BadAnswer):
        fetch(server, tmp_path, hub.entries())
    assert "model.safetensors" not in named(tmp_path)


def test_recheck_finds_and_replaces_a_damaged_file(hub, server, tmp_path):
    folder = fetch(server, tmp_path, hub.entries())
    (folder / "model.safetensors").write_bytes(WEIGHTS[:-1] + bytes([WEIGHTS[-1] ^ 1]))
    assert not is_intact(folder, hub.entries()[0], recheck=True)
    fetch(server, tmp_path, hub.entries(), recheck=True)
    assert named(tmp_path) == FILES


HOSTILE = [
    "/etc/cron.d/x", "..", "../x", "a/../../x", "./x", "a//b", "a/", "", "a\\b", "..\\x", "x\0y",
    "a\nb", ".git/hooks/post-checkout", "a" * 256, "x/" * 600 + "x", "a\u202eb", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("path", HOSTILE)
def test_a_hostile_name_writes_nothing(hub, server, tmp_path, path):
    cache = tmp_path / "deep" / "cache"
    with pytest.raises(BadAnswer):
        fetch(server, cache, [*hub.entries(), FileEntry(path, 1)])
    assert list(tmp_path.rglob("*")) == []
    assert server.requests == []


@pytest.mark.parametrize("names", [["a", "a"], ["a", "a/b"], ["a/b/c", "a/b"]])
def test_names_that_exclude_each_other_are_refused(server, tmp_path, names):
    with pytest.raises(BadAnswer):
        fetch(server, tmp_path, [FileEntry(name, 0) for name in names])


def test_a_symlink_does_not_lead_out_of_the_folder(hub, server, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    folder = tmp_path / "cache" / "team--model" / COMMIT
    folder.mkdir(parents=True)
    (folder / "1_Pooling").symlink_to(outside)
    (outside / "victim").write_text("old")
    (folder / "config.json").symlink_to(outside / "victim")
    with pytest.raises(BadAnswer, match="leave"):
        fetch(server, tmp_path / "cache", hub.entries())
    assert [path.name for path in outside.iterdir()] == ["victim"]
    assert (outside / "victim").read_text() == "old"
    assert not (folder / "config.json").is_symlink()


def test_cancel_keeps_what_came_and_the_next_download_goes_on(hub, server, tmp_path):
    hub.pause_s = 0.02
    seen = 0

    def progress(done: int, total: int) -> None:
        nonlocal seen
        seen = done

    with pytest.raises(JobCanceled):
        fetch(
            server, tmp_path, hub.entries()[:1], progress=progress, canceled=lambda: seen > 500_000
        )
    assert named(tmp_path) == {}
    hub.pause_s = 0.0
    fetch(server, tmp_path, hub.entries()[:1])
    assert int(server.requests[-1].headers["range"][6:-1]) >= 500_000
    assert named(tmp_path) == {"model.safetensors": WEIGHTS}


def test_two_downloads_of_one_model_take_turns(hub, server, tmp_path):
    hub.pause_s = 0.002
    threads = [
        threading.Thread(target=fetch, args=(server, tmp_path, hub.entries())) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert named(tmp_path) == FILES
    assert len(server.requests) == 3  # the empty file needs no request


def test_a_full_disk_is_told_before_it_is_full(hub, server, tmp_path):
    huge = FileEntry("model-00001-of-00002.safetensors", 10**17)
    with pytest.raises(DiskFull, match="no room"):
        fetch(server, tmp_path, [*hub.entries(), huge])
    assert named(tmp_path) == {}
    assert server.requests == []


CHILD = """
import json, resource, sys
from pathlib import Path
from hubexplorer.errors import HubExplorerError
from hubexplorer.hubs.download import download_model
from hubexplorer.records import FileEntry
from tests.hubs.small_hub import COMMIT, REPO
url, cache, limit, files = json.loads(sys.argv[1])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
print("ready", flush=True)
try:
    download_model(endpoint=url, token=None, repo=REPO, commit=COMMIT, cache=Path(cache),
                   files=[FileEntry(*f) for f in files], progress=lambda done, total: None)
except HubExplorerError as error:
    print(type(error).__name__, error.message)
"""


def child(server: BadServer, cache: Path, files: list[FileEntry], limit: int = 0):
    rows = [(f.path, f.size_bytes, f.git_oid, f.sha256) for f in files]
    request = json.dumps([server.url, str(cache), limit, rows])
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, request],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def test_a_disk_that_fills_up_is_named_and_leaves_nothing_half(hub, server, tmp_path):
    process = child(server, tmp_path, hub.entries()[::-1], limit=1_000_000)
    assert "DiskFull" in process.communicate(timeout=20)[0]
    assert "model.safetensors" not in named(tmp_path)
    assert named(tmp_path)["config.json"] == FILES["config.json"]
    assert list((tmp_path / "team--model" / ".partial").iterdir()) == []
    fetch(server, tmp_path, hub.entries())
    assert named(tmp_path) == FILES


def test_a_killed_download_leaves_nothing_half_and_goes_on(hub, server, tmp_path):
    hub.pause_s = 0.01
    chance = random.Random(20261123)
    for _ in range(3):
        process = child(server, tmp_path, hub.entries())
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.02, 0.3))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        for path, content in named(tmp_path).items():
            assert content == FILES[path]
    hub.pause_s = 0.0
    fetch(server, tmp_path, hub.entries())
    assert named(tmp_path) == FILES
    assert any("range" in request.headers for request in server.requests)


def test_only_what_is_safe_to_load_is_chosen_unless_named():
    names = [
        "model.safetensors", "config.json", "vocab.txt", "merges.txt", "README.md", "LICENSE",
        "pytorch_model.bin", "modeling.py", "spiece.model", "notes.txt", "model.safetensors.py",
    ]  # fmt: skip
    files = [FileEntry(name, 1) for name in names]
    assert [file.path for file in choose_files(files)] == names[:6]
    assert [file.path for file in choose_files(files, ["modeling.py"])] == ["modeling.py"]
    with pytest.raises(NotFound, match=r"absent\.bin"):
        choose_files(files, ["absent.bin"])


def start_job(server: BadServer, home: Path, **more: object) -> jobs.Job:
    args = {"endpoint": server.url, "repo": REPO, "commit": COMMIT, "cache": str(home / "cache")}
    return jobs.start(
        home,
        "hubexplorer.hubs.download:main",
        {**args, **more},
        title="Download",
        secret={"token": TOKEN},
    )


def test_the_job_says_where_the_model_lies(hub, server, tmp_path):
    job = start_job(server, tmp_path)
    result = job.wait(30)
    assert Path(result["folder"]) == tmp_path / "cache" / "team--model" / COMMIT
    assert result["bytes"] == sum(map(len, FILES.values()))
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in FILES.items()}
    assert result["files"] == digests
    assert set(server.tokens) == {f"Bearer {TOKEN}"}
    assert job.state().done == result["bytes"]
    written = [path.read_bytes() for path in job.folder.iterdir() if path.is_file()]
    assert not any(TOKEN.encode() in content for content in written)


@pytest.mark.parametrize(
    ("path", "words"), [("model.safetensors", "pinned"), ("config.json", "not kept")]
)
def test_the_job_refuses_what_was_not_pinned(server, tmp_path, path, words):
    job = start_job(server, tmp_path, sha256={path: "0" * 64})
    with pytest.raises(JobError, match=words):
        job.wait(30)
    assert path not in named(tmp_path / "cache")


def test_the_job_replaces_what_is_damaged_here(hub, server, tmp_path):
    folder = fetch(server, tmp_path / "cache", hub.entries())
    (folder / "config.json").write_bytes(FILES["config.json"][::-1])
    pinned = hashlib.sha256(FILES["config.json"]).hexdigest()
    start_job(server, tmp_path, sha256={"config.json": pinned}).wait(30)
    assert named(tmp_path / "cache") == FILES


def test_the_job_can_be_canceled(hub, server, tmp_path):
    hub.pause_s = 0.1
    job = start_job(server, tmp_path)
    while job.state().done < 100_000:
        time.sleep(0.05)
    job.cancel()
    with pytest.raises(JobCanceled):
        job.wait(10)
    assert "model.safetensors" not in named(tmp_path / "cache")
