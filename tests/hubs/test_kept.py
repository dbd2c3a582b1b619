"""What lies on the disk is counted as it is, and deleted whole or not at all."""

from __future__ import annotations

import filelock
import pytest

from hubexplorer.errors import JobError, NotFound
from hubexplorer.hubs.kept import PARTIAL, Kept, delete, forget_partial, kept, partial_name

REPO, COMMIT, OTHER = "team/model", "a" * 40, "b" * 40


@pytest.fixture
def cache(tmp_path):
    home = tmp_path / "team--model"
    for commit, size in ((COMMIT, 10), (OTHER, 5)):
        (home / commit / "deep").mkdir(parents=True)
        (home / commit / "deep" / "model.safetensors").write_bytes(bytes(size))
    (home / PARTIAL).mkdir()
    (home / PARTIAL / partial_name(COMMIT, "big.safetensors")).write_bytes(bytes(3))
    (tmp_path / "plain-name" / COMMIT).mkdir(parents=True)
    (tmp_path / "stray").write_text("no folder")
    return tmp_path


def test_every_commit_is_counted_and_what_is_under_way(cache):
    assert kept(cache) == (
        Kept("plain-name", COMMIT, 0),
        Kept(REPO, None, 3),
        Kept(REPO, COMMIT, 10),
        Kept(REPO, OTHER, 5),
    )
    assert kept(cache / "nothing") == ()


def test_delete_takes_one_commit_and_leaves_the_rest(cache):
    delete(cache, REPO, COMMIT)
    delete(cache, REPO, None)
    assert kept(cache)[1:] == (Kept(REPO, OTHER, 5),)
    for commit in (COMMIT, None):
        with pytest.raises(NotFound):
            delete(cache, REPO, commit)
    for hostile in ("../team/model", "team/../x"):
        with pytest.raises(ValueError, match="not a repository"):
            delete(cache, hostile, COMMIT)


def test_what_is_being_downloaded_is_not_deleted(cache):
    with filelock.FileLock(cache / "team--model" / ".lock"):
        with pytest.raises(JobError, match="being downloaded"):
            delete(cache, REPO, COMMIT)
        with pytest.raises(JobError, match="being downloaded"):
            forget_partial(cache, REPO, COMMIT, ["big.safetensors"])
    forget_partial(cache, REPO, COMMIT, ["big.safetensors", "never.json"])
    assert Kept(REPO, None, 3) not in kept(cache)


def test_a_link_is_not_followed(cache, tmp_path):
    outside = tmp_path.parent / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "file").write_text("stays")
    (cache / "team--linked").symlink_to(outside)
    (cache / "team--model" / OTHER / "link").symlink_to(outside)
    delete(cache, REPO, OTHER)
    assert (outside / "file").read_text() == "stays"
    assert "team/linked" not in {item.repo for item in kept(cache)}
