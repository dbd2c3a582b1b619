"""The stock client asks about one model: at revisions, its references, its history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import HfApi
from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from hubexplorer.hubserver.store import HubStore

NANO = "demo/intent-nano"


@pytest.fixture
def api(hub: Any) -> HfApi:
    return HfApi(endpoint=hub.url, token=False)


def test_info_at_the_head(api: HfApi, nano: Any) -> None:
    info = api.model_info(NANO)
    assert info.sha == nano.card
    assert info.pipeline_tag == "text-classification"
    assert info.library_name == "transformers"
    assert info.card_data is not None
    assert info.card_data.language == ["en", "no"]  # "no" is Norwegian here, not False
    assert (info.downloads, info.likes, info.private, info.gated) == (3, 1, False, False)
    assert info.created_at is not None
    assert info.created_at.isoformat() == "2026-01-01T00:00:00+00:00"
    assert info.last_modified is not None
    assert info.last_modified.isoformat() == "2026-01-01T00:02:00+00:00"
    assert info.transformers_info is not None
    assert info.transformers_info.auto_model == "AutoModelForSequenceClassification"


@pytest.mark.parametrize(
    ("revision", "field"),
    [("v0.1", "first"), ("feat/x", "branch"), ("refs/heads/feat/x", "branch"), ("main", "card")],
)
def test_info_at_a_name(api: HfApi, nano: Any, revision: str, field: str) -> None:
    assert api.model_info(NANO, revision=revision).sha == getattr(nano, field)


def test_info_at_a_commit_is_as_it_was_then(api: HfApi, nano: Any) -> None:
    info = api.model_info(NANO, revision=nano.first, files_metadata=True)
    assert info.sha == nano.first
    assert not info.card_data
    sizes = {s.rfilename: s.size for s in info.siblings or []}
    assert set(sizes) == {".gitattributes", "README.md", "config.json", "model.safetensors"}
    weights = next(s for s in info.siblings or [] if s.rfilename == "model.safetensors")
    assert weights.lfs is not None
    assert weights.lfs.size == weights.size == sizes["model.safetensors"]
    assert len(weights.lfs.sha256) == 64
    assert api.model_info(NANO, revision=nano.first[:8]).sha == nano.first


def test_expand_brings_only_what_was_asked(api: HfApi) -> None:
    info = api.model_info(NANO, expand=["evalResults", "usedStorage", "childrenModelCount"])
    assert info.eval_results is not None
    assert [(r.dataset_id, r.value) for r in info.eval_results] == [("acme/tickets", 0.9)]
    assert info.tags is None
    assert isinstance(info.used_storage, int)


def test_security_status(api: HfApi) -> None:
    info = api.model_info(NANO, securityStatus=True)
    assert info.security_repo_status == {"scansDone": False, "filesWithIssues": []}


@pytest.mark.parametrize("revision", ["nope", "0" * 40, "feat", "v0.1/..", "../../hub.sqlite3"])
def test_no_such_revision(api: HfApi, revision: str) -> None:
    with pytest.raises(RevisionNotFoundError):
        api.model_info(NANO, revision=revision)


def test_refs(api: HfApi, nano: Any) -> None:
    refs = api.list_repo_refs(NANO, include_pull_requests=True)
    assert {b.name: b.target_commit for b in refs.branches} == {
        "main": nano.card,
        "feat/x": nano.branch,
    }
    assert {t.name: t.target_commit for t in refs.tags} == {"v0.1": nano.first}
    assert refs.pull_requests == []


def test_commits_newest_first(api: HfApi, nano: Any) -> None:
    commits = api.list_repo_commits(NANO, formatted=True)
    assert [c.commit_id for c in commits] == [nano.card, nano.better, nano.first]
    assert commits[1].title == "Better checkpoint"
    assert commits[1].message == "Trained for longer."
    assert commits[1].authors == ["Ada"]
    assert commits[1].formatted_title == "Better checkpoint"
    assert [c.commit_id for c in api.list_repo_commits(NANO, revision="v0.1")] == [nano.first]


def test_a_long_history_comes_in_pages(tmp_path: Path, serve: Any) -> None:
    with HubStore(tmp_path) as store:
        store.create("a/long")
        made = [
            store.commit("a/long", {"n.txt": b"%d" % n}, title=f"Step {n}", date_s=n)
            for n in range(101)
        ]
        hub = serve(store)
        commits = HfApi(endpoint=hub.url, token=False).list_repo_commits("a/long")
    assert [c.commit_id for c in commits] == made[::-1]
    assert len(hub.requests) == 3


def test_private_and_missing_are_told_alike(hub: Any, api: HfApi) -> None:
    messages = []
    for repo in ("acme/secret", "acme/absent"):
        for call in (api.model_info, api.list_repo_refs, api.list_repo_files, api.auth_check):
            with pytest.raises(RepositoryNotFoundError) as caught:
                call(repo)
            assert caught.value.response.status_code == 401
            messages.append(caught.value.response.text)
    assert len(set(messages)) == 1
    assert not api.repo_exists("acme/secret")


def test_gated_repositories_are_described_but_not_read(api: HfApi) -> None:
    assert api.model_info("acme/gated").gated == "manual"
    with pytest.raises(GatedRepoError):
        api.auth_check("acme/gated")
    with pytest.raises(GatedRepoError):
        api.hf_hub_download("acme/gated", "README.md")


def test_a_renamed_repository_redirects(api: HfApi, tmp_path: Path) -> None:
    assert api.model_info("acme/old-name").id == "acme/new-name"
    path = api.hf_hub_download("acme/old-name", "README.md", cache_dir=tmp_path)
    assert Path(path).read_bytes() == b"moved"


def test_an_empty_repository_has_no_revision_yet(api: HfApi) -> None:
    with pytest.raises(RevisionNotFoundError):
        api.model_info("acme/empty")


def test_nobody_is_known(hub: Any) -> None:
    with pytest.raises(HfHubHTTPError, match=r"401|token"):
        HfApi(endpoint=hub.url).whoami(token="hf_x")
    with pytest.raises(HfHubHTTPError, match="token=False"):
        HfApi(endpoint=hub.url, token="hf_x").model_info(NANO)
    HfApi(endpoint=hub.url, token=False).auth_check(NANO)


def test_writing_is_refused_with_a_hint(api: HfApi) -> None:
    with pytest.raises(HfHubHTTPError, match="read-only over HTTP"):
        api.create_repo("demo/new")
    with pytest.raises(HfHubHTTPError, match="read-only over HTTP"):
        api.create_branch(NANO, branch="b")
    with pytest.raises(HfHubHTTPError, match="read-only over HTTP"):
        api.delete_repo(NANO)
    with pytest.raises(HfHubHTTPError, match="write access"):
        api.auth_check(NANO, write=True)
