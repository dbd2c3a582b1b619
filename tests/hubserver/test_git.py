"""Plain git clones and fetches; git-lfs clients download; nobody pushes."""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub.utils._http import get_session

from hubexplorer.hubserver.store import HubStore

NANO = "demo/intent-nano"
UPLOAD = "application/x-git-upload-pack-request"


def git(*words: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_TERMINAL_PROMPT": "0"}
    return subprocess.run(["git", *words], capture_output=True, text=True, check=check, env=env)


@pytest.mark.parametrize("protocol", ["0", "1", "2"])
@pytest.mark.parametrize("suffix", ["", ".git"])
def test_clone(hub: Any, nano: Any, tmp_path: Path, protocol: str, suffix: str) -> None:
    url = f"{hub.url}/{NANO}{suffix}"
    git("-c", f"protocol.version={protocol}", "clone", url, tmp_path / "c")
    here = ("-C", tmp_path / "c")
    assert git(*here, "rev-parse", "HEAD").stdout.strip() == nano.card
    assert git(*here, "rev-parse", "v0.1").stdout.strip() == nano.first
    assert git(*here, "rev-parse", "origin/feat/x").stdout.strip() == nano.branch
    assert git(*here, "fsck", "--strict").stderr.strip() == ""
    pointer = (tmp_path / "c" / "model.safetensors").read_text()
    assert pointer.startswith("version https://git-lfs.github.com/spec/v1\noid sha256:")


def test_shallow_clone_and_deepening(hub: Any, nano: Any, tmp_path: Path) -> None:
    git("clone", "--depth=1", f"{hub.url}/{NANO}", tmp_path / "c")
    here = ("-C", tmp_path / "c")
    assert git(*here, "rev-list", "--count", "HEAD").stdout.strip() == "1"
    git(*here, "fetch", "--unshallow")
    assert git(*here, "rev-list", "HEAD").stdout.split() == [nano.card, nano.better, nano.first]


def test_fetch_brings_new_commits(tmp_path: Path, serve: Any) -> None:
    with HubStore(tmp_path / "hub") as store:
        store.create("a/b")
        store.commit("a/b", {"n": b"0"}, title="First")
        url = serve(store).url
        git("clone", f"{url}/a/b", tmp_path / "c")
        newest = [store.commit("a/b", {"n": b"%d" % n}, title="Next") for n in range(1, 40)][-1]
        git("-C", tmp_path / "c", "pull", "--ff-only")
    assert git("-C", tmp_path / "c", "rev-parse", "HEAD").stdout.strip() == newest


def test_push_is_refused(hub: Any, nano: Any, tmp_path: Path) -> None:
    git("clone", f"{hub.url}/{NANO}", tmp_path / "c")
    here = ("-C", tmp_path / "c", "-c", "user.name=x", "-c", "user.email=x@example.org")
    git(*here, "commit", "--allow-empty", "-m", "mine")
    pushed = git(*here, "push", check=False)
    assert pushed.returncode != 0
    assert "403" in pushed.stderr
    url = f"{hub.url}/{NANO}.git/git-receive-pack"
    assert get_session().post(url, content=b"0000").status_code == 403
    assert hub.store.head(NANO) == nano.card


@pytest.mark.parametrize("repo", ["acme/secret", "acme/absent", "acme/gated"])
def test_what_may_not_be_read_is_not_cloned(hub: Any, tmp_path: Path, repo: str) -> None:
    assert git("clone", f"{hub.url}/{repo}", tmp_path / "c", check=False).returncode != 0
    for path in ("git-upload-pack", "info/lfs/objects/batch"):
        answer = get_session().post(f"{hub.url}/{repo}.git/{path}", content=b"0000")
        assert answer.status_code == 401


@pytest.mark.parametrize(
    "body", [b"", b"0000", b"xxxx", b"0032want " + b"0" * 40 + b"\n", b"\xff" * 99, b"ffff"]
)
def test_what_is_not_git_is_answered(hub: Any, body: bytes) -> None:
    url = f"{hub.url}/{NANO}.git/git-upload-pack"
    answer = get_session().post(url, content=body, headers={"content-type": UPLOAD})
    assert answer.status_code in (200, 400)
    assert len(answer.content) < 500


def test_a_compressed_request_is_unpacked_with_a_limit(hub: Any) -> None:
    url = f"{hub.url}/{NANO}.git/git-upload-pack"
    headers = {"content-type": UPLOAD, "content-encoding": "gzip"}
    bomb = gzip.compress(bytes(50_000_000))
    assert get_session().post(url, content=bomb, headers=headers).status_code == 413
    assert get_session().post(url, content=b"no gzip", headers=headers).status_code == 400


def test_lfs_download(hub: Any, make_weights: Any) -> None:
    data = make_weights({"embed": ("F32", [10, 4]), "head": ("F16", [4, 2])}, fill=1)
    old = make_weights({"embed": ("F32", [10, 4]), "head": ("F16", [4, 2])})
    hidden = hashlib.sha256(make_weights({})).hexdigest()  # of another, private repository
    oids = [hashlib.sha256(data).hexdigest(), hashlib.sha256(old).hexdigest(), hidden, "../x"]
    asked = {"operation": "download", "objects": [{"oid": oid, "size": 1} for oid in oids]}
    answer = get_session().post(f"{hub.url}/{NANO}.git/info/lfs/objects/batch", json=asked).json()
    found, found_old, *missing = answer["objects"]
    assert get_session().get(found["actions"]["download"]["href"]).content == data
    assert get_session().get(found_old["actions"]["download"]["href"]).content == old
    assert [item["error"]["code"] for item in missing] == [404, 404]
    url = f"{hub.url}/{NANO}.git/info/lfs/objects/{hidden}"
    assert get_session().get(url).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"operation": "upload", "objects": [{"oid": "0" * 64, "size": 1}]}, 403),
        ({"operation": "download", "objects": [{"oid": "0" * 64, "size": 1}] * 1001}, 413),
        ({"operation": "download", "objects": 5}, 400),
        ({"operation": "download", "objects": [5]}, 400),
        ([], 400),
    ],
)
def test_other_lfs_requests(hub: Any, asked: Any, status: int) -> None:
    url = f"{hub.url}/{NANO}.git/info/lfs/objects/batch"
    assert get_session().post(url, json=asked).status_code == status
