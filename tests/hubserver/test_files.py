"""The stock client lists and downloads files, whole and in parts."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import HfApi, HfFileSystem, ModelCard, hf_hub_download
from huggingface_hub.errors import (
    EntryNotFoundError,
    RemoteEntryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.hf_api import RepoFile, RepoFolder
from huggingface_hub.utils._http import get_session

from hubexplorer.hubserver.store import HubStore

NANO = "demo/intent-nano"


@pytest.fixture
def api(hub: Any) -> HfApi:
    return HfApi(endpoint=hub.url, token=False)


def test_tree_of_one_folder_and_of_all(api: HfApi) -> None:
    top = {entry.path: entry for entry in api.list_repo_tree(NANO)}
    assert set(top) == {
        *(".eval_results", ".gitattributes", "README.md", "config.json", "model.safetensors"),
        "onnx",
    }
    assert isinstance(top["onnx"], RepoFolder)
    every = {entry.path for entry in api.list_repo_tree(NANO, recursive=True)}
    assert every == {*top, "onnx/notes ü.txt", ".eval_results/tickets.yaml"}
    (inside,) = api.list_repo_tree(NANO, "onnx")
    assert inside.path == "onnx/notes ü.txt"


@pytest.mark.parametrize("folder", ["absent", "README.md", "onnx/notes ü.txt", "on", "onnx/.."])
def test_tree_of_what_is_no_folder(api: HfApi, folder: str) -> None:
    with pytest.raises(EntryNotFoundError):
        list(api.list_repo_tree(NANO, folder))


def test_tree_names_the_commit_that_changed_each(api: HfApi, nano: Any) -> None:
    entries = api.list_repo_tree(NANO, recursive=True, expand=True)
    changed = {e.path: e.last_commit.oid for e in entries if e.last_commit}
    assert changed == {
        ".eval_results": nano.better,
        ".eval_results/tickets.yaml": nano.better,
        ".gitattributes": nano.first,
        "README.md": nano.card,
        "config.json": nano.first,
        "model.safetensors": nano.better,
        "onnx": nano.better,
        "onnx/notes ü.txt": nano.better,
    }


def test_a_large_tree_comes_in_pages(tmp_path: Path, serve: Any) -> None:
    files: dict[str, bytes | Path] = {f"shards/{n:04}.txt": b"%d" % n for n in range(1100)}
    with HubStore(tmp_path) as store:
        store.create("a/wide")
        store.commit("a/wide", files, title="Add")
        hub = serve(store)
        found = HfApi(endpoint=hub.url, token=False).list_repo_files("a/wide")
    assert set(found) == {*files, ".gitattributes"}
    assert len(hub.requests) == 2


def test_paths_info_skips_what_is_not_there(api: HfApi, nano: Any) -> None:
    paths = ["model.safetensors", "absent", "onnx", "onnx/notes ü.txt"]
    found = {entry.path: entry for entry in api.get_paths_info(NANO, paths, revision="feat/x")}
    assert set(found) == set(paths) - {"absent"}
    weights = found["model.safetensors"]
    assert isinstance(weights, RepoFile)
    assert weights.lfs is not None
    (expanded,) = api.get_paths_info(NANO, "README.md", expand=True)
    assert isinstance(expanded, RepoFile)
    assert expanded.last_commit is not None
    assert expanded.last_commit.oid == nano.card


def test_paths_info_takes_json_too(hub: Any) -> None:
    url = f"{hub.url}/api/models/{NANO}/paths-info/main"
    answer = get_session().post(url, json={"paths": ["config.json"], "expand": False})
    assert [entry["path"] for entry in answer.json()] == ["config.json"]


@pytest.mark.parametrize("body", [b"[]", b"{", b"null", b'{"paths": 5}', b"[" * 100_000])
def test_paths_info_refuses_other_json(hub: Any, body: bytes) -> None:
    url = f"{hub.url}/api/models/{NANO}/paths-info/main"
    headers = {"content-type": "application/json"}
    assert get_session().post(url, content=body, headers=headers).status_code == 400


def test_snapshot_at_a_commit_into_its_own_cache(api: HfApi, nano: Any, tmp_path: Path) -> None:
    folder = Path(api.snapshot_download(NANO, revision=nano.first, cache_dir=tmp_path / "cache"))
    assert folder.name == nano.first
    assert (folder / "README.md").read_text() == "# Early\n"
    assert {p.name for p in folder.iterdir()} == {
        *(".gitattributes", "README.md", "config.json", "model.safetensors")
    }
    newest = Path(api.snapshot_download(NANO, local_dir=tmp_path / "plain"))
    assert (newest / "onnx" / "notes ü.txt").read_bytes() == b"notes"
    info = api.model_info(NANO, files_metadata=True)
    for sibling in info.siblings or []:
        data = (newest / sibling.rfilename).read_bytes()
        assert len(data) == sibling.size
        if sibling.lfs:
            assert hashlib.sha256(data).hexdigest() == sibling.lfs.sha256


@pytest.mark.parametrize(
    ("revision", "filename"),
    [("feat/x", "only-here.txt"), ("v0.1", "config.json"), ("main", "onnx/notes ü.txt")],
)
def test_download_of_one_file(hub: Any, tmp_path: Path, revision: str, filename: str) -> None:
    options = {"endpoint": hub.url, "token": False, "cache_dir": tmp_path, "revision": revision}
    first = Path(hf_hub_download(NANO, filename, **options))
    assert first.stat().st_size > 0
    assert first == Path(hf_hub_download(NANO, filename, **options))


def test_a_missing_file_is_remembered_by_the_client(hub: Any, nano: Any, tmp_path: Path) -> None:
    options: dict[str, Any] = {"endpoint": hub.url, "token": False, "cache_dir": tmp_path}
    with pytest.raises(RemoteEntryNotFoundError):
        hf_hub_download(NANO, "adapter_config.json", **options)
    assert list(tmp_path.glob(f"*/.no_exist/{nano.card}/adapter_config.json"))
    with pytest.raises(RevisionNotFoundError):
        hf_hub_download(NANO, "config.json", revision="nope", **options)


def test_safetensors_metadata_and_card(api: HfApi, hub: Any, tmp_path: Path) -> None:
    metadata = api.get_safetensors_metadata(NANO)
    assert metadata.parameter_count == {"F32": 40, "F16": 8}
    card = ModelCard.load(
        api.hf_hub_download(NANO, "README.md", cache_dir=tmp_path), ignore_metadata_errors=False
    )
    assert card.data.to_dict()["license"] == "apache-2.0"


def test_file_system_reads_a_range(api: HfApi, hub: Any) -> None:
    files = HfFileSystem(endpoint=hub.url, token=False, skip_instance_cache=True)
    whole = files.read_bytes(f"{NANO}/model.safetensors")
    with files.open(f"{NANO}@feat%2Fx/model.safetensors", block_size=16) as file:
        file.seek(30)
        assert file.read(40) == whole[30:70]
    assert f"{NANO}/onnx/notes ü.txt" in files.glob(f"{NANO}/**/*.txt")


def address(hub: Any, path: str, revision: str = "main") -> str:
    return f"{hub.url}/{NANO}/resolve/{revision}/{path}"


@pytest.mark.parametrize("path", ["model.safetensors", "README.md"])
@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-0", slice(0, 1)),
        ("bytes=10-19", slice(10, 20)),
        ("bytes=10-", slice(10, None)),
        ("bytes=-7", slice(-7, None)),
        ("bytes=-99999999", slice(None)),
        ("bytes=5-99999999", slice(5, None)),
    ],
)
def test_ranges(hub: Any, path: str, asked: str, part: slice) -> None:
    whole = get_session().get(address(hub, path)).content
    answer = get_session().get(address(hub, path), headers={"range": asked})
    assert answer.status_code == 206
    assert answer.content == whole[part]
    start, stop, _ = part.indices(len(whole))
    assert answer.headers["content-range"] == f"bytes {start}-{stop - 1}/{len(whole)}"


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=99999999-999999999", "bytes=-0"])
def test_ranges_behind_the_end(hub: Any, asked: str) -> None:
    size = get_session().head(address(hub, "README.md")).headers["content-length"]
    answer = get_session().get(address(hub, "README.md"), headers={"range": asked})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{size}"


@pytest.mark.parametrize(
    "asked",
    ["bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "items=0-1", "bytes=0-1,4-5", "bytes=1" * 999],
)
def test_what_is_no_range_is_ignored(hub: Any, asked: str) -> None:
    answer = get_session().get(address(hub, "README.md"), headers={"range": asked})
    assert answer.status_code == 200
    assert answer.content.startswith(b"---")


def test_headers_of_a_file(hub: Any, api: HfApi, nano: Any) -> None:
    (entry,) = api.get_paths_info(NANO, "model.safetensors")
    assert isinstance(entry, RepoFile)
    assert entry.lfs is not None
    head = get_session().head(address(hub, "model.safetensors", "v0.1"))
    assert head.headers["x-repo-commit"] == nano.first
    assert head.headers["content-length"] == str(entry.size)
    assert head.content == b""
    got = get_session().get(address(hub, "model.safetensors"), headers={"accept-encoding": "gzip"})
    assert got.headers["etag"] == f'"{entry.lfs.sha256}"'
    assert "content-encoding" not in got.headers
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in got.headers["content-security-policy"]
    name = get_session().head(address(hub, "onnx/notes%20%C3%BC.txt"))
    assert "filename*=UTF-8''notes%20%C3%BC.txt;" in name.headers["content-disposition"]


def test_a_file_of_many_chunks_is_served_whole(tmp_path: Path, serve: Any) -> None:
    data = hashlib.sha256(b"seed").digest() * 160_000  # 5 MB
    source = tmp_path / "big.bin"
    source.write_bytes(data)
    with HubStore(tmp_path / "hub") as store:
        store.create("a/big")
        store.commit("a/big", {"weights/big.bin": source, "empty.txt": b""}, title="Add")
        api = HfApi(endpoint=serve(store).url, token=False)
        folder = Path(api.snapshot_download("a/big", cache_dir=tmp_path / "cache"))
        attributes = (folder / ".gitattributes").read_text()
    assert (folder / "weights" / "big.bin").read_bytes() == data
    assert (folder / "empty.txt").read_bytes() == b""
    assert "/weights/big.bin filter=lfs diff=lfs merge=lfs -text\n" in attributes
