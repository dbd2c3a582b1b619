"""The store: deterministic commits, sound git repositories, nothing outside its folder."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from hubexplorer.errors import HubError
from hubexplorer.hubserver.refusals import RepoNotFound, RevisionNotFound
from hubexplorer.hubserver.store import HubStore

REPO = "demo/thing"


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with HubStore(tmp_path / "hub") as store:
        store.create(REPO)
        yield store


def git(store_root: Path, *words: str) -> str:
    """What plain git says of the only repository below the root."""
    (folder,) = store_root.glob("hub/repos/*.git")
    command = ["git", "-C", str(folder), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def test_equal_input_gives_equal_commits(tmp_path: Path, fill: Any) -> None:
    with HubStore(tmp_path / "a") as one, HubStore(tmp_path / "b") as other:
        assert fill(one) == fill(other)


def test_plain_git_finds_nothing_wrong(tmp_path: Path, fill: Any) -> None:
    with HubStore(tmp_path / "hub") as store:
        commits = fill(store)
    assert git(tmp_path, "fsck", "--strict", "--full") == ""
    assert git(tmp_path, "rev-parse", "main").strip() == commits.card
    log = git(tmp_path, "log", "--format=%H %an <%ae> %at %s|%b", "main", "-2", "--skip=1")
    assert log.splitlines()[0] == (
        f"{commits.better} Ada <ada@example.org> 1767225660 Better checkpoint|Trained for longer."
    )


def test_weights_are_pointers_to_objects_by_their_hash(
    tmp_path: Path, store: HubStore, make_weights: Any
) -> None:
    data = make_weights({"w": ("F32", [2])})
    large = b"x" * (1 << 20) + b"y"
    small = b"x" * (1 << 20)
    store.commit(
        REPO,
        {"a/model.safetensors": data, "large.bin": large, "small.bin": small},
        title="Add",
    )
    for path, content in {"a/model.safetensors": data, "large.bin": large}.items():
        digest = hashlib.sha256(content).hexdigest()
        expected = f"oid sha256:{digest}\nsize {len(content)}\n"
        assert git(tmp_path, "show", f"main:{path}").endswith(expected)
        kept = tmp_path / "hub" / "lfs" / digest[:2] / digest[2:4] / digest
        assert kept.read_bytes() == content
    assert git(tmp_path, "cat-file", "-s", "main:small.bin").strip() == str(1 << 20)


def test_somebody_elses_pointer_claims_nothing(store: HubStore, tmp_path: Path) -> None:
    secret = store._objects.put(b"another repository's weights")
    claim = (
        "version https://git-lfs.github.com/spec/v1\n"
        f"oid sha256:{secret.sha256}\nsize {secret.size_bytes}\n"
    ).encode()
    commit = store.commit(REPO, {"claim.txt": claim}, title="Add")
    record = store.record(REPO)
    (entry,) = [e for e in store.facts(record, commit).files if e.path == "claim.txt"]
    assert entry.sha256 == hashlib.sha256(claim).hexdigest()
    assert store.held_object(record, secret.sha256) is None


@pytest.mark.parametrize(
    "path",
    [
        *("", "/", "/etc/passwd", "../x", "a/../../x", "a/./b", "a//b", "a/", ".", "..", ".git/x"),
        *("a/.git/config", ".GIT/x", ".git./x", "git~1/x", ".git::$INDEX_ALLOCATION/x"),
        *("a\\b", "..\\x", "a\0b", "a\nb", "a\x7fb", "\ud800", "a\u202eb", "x" * 1025),
    ],
)
def test_paths_that_could_leave_a_checkout_are_refused(store: HubStore, path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        store.commit(REPO, {path: b"x"}, title="Add")
    assert store.head(REPO) is None


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a b",
        "../x",
        "a..b",
        "/a",
        "a/",
        "a.lock",
        "-a",
        "a/.b",
        "a@{1}",
        "a:b",
        "a\nb",
        "f" * 40,
    ],
)
def test_names_that_git_would_not_take_are_refused(store: HubStore, name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        store.commit(REPO, {"a": b"x"}, title="Add", branch=name)
    store.commit(REPO, {"a": b"x"}, title="Add")
    with pytest.raises(ValueError, match="name"):
        store.tag(REPO, name, "main")


@pytest.mark.parametrize(
    "repo", ["", "a", "a/b/c", "../b", "a/..", "a/b.git", "a b/c", "api/x", "a/"]
)
def test_ids_that_are_none_are_refused(store: HubStore, repo: str) -> None:
    with pytest.raises(ValueError, match="repository id"):
        store.create(repo)
    with pytest.raises(RepoNotFound):
        store.head(repo)


@pytest.mark.parametrize("author", [("a\nb", "c"), ("a", "<x>"), ("", "c"), ("a", " ")])
def test_authors_that_git_cannot_keep_are_refused(store: HubStore, author: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="name or an email"):
        store.commit(REPO, {"a": b"x"}, title="Add", author=author)


def test_words_that_git_cannot_keep_are_refused(store: HubStore) -> None:
    with pytest.raises(ValueError, match="NUL"):
        store.commit(REPO, {"a": b"x"}, title="A\0B")


def test_a_branch_starts_at_a_commit_that_is_there(store: HubStore) -> None:
    with pytest.raises(RevisionNotFound):
        store.commit(REPO, {"a": b"x"}, title="Add", parent="0" * 40)


def test_a_file_cannot_be_inside_a_file(store: HubStore) -> None:
    store.commit(REPO, {"a": b"x"}, title="Add")
    with pytest.raises(ValueError, match="inside the file 'a'"):
        store.commit(REPO, {"a/b": b"x"}, title="Add")
    store.commit(REPO, {"a/b": b"x"}, delete=["a"], title="Make a folder of it")


def test_an_old_commit_keeps_what_was_deleted_later(store: HubStore) -> None:
    old = store.commit(REPO, {"a": b"1", "b": b"2"}, title="Add")
    new = store.commit(REPO, {}, delete=["a"], title="Delete")
    record = store.record(REPO)
    assert {e.path for e in store.facts(record, old).files} == {"a", "b", ".gitattributes"}
    assert {e.path for e in store.facts(record, new).files} == {"b", ".gitattributes"}
    with pytest.raises(ValueError, match="cannot delete"):
        store.commit(REPO, {}, delete=["a"], title="Again")


def test_nothing_changed_makes_no_commit(store: HubStore) -> None:
    first = store.commit(REPO, {"a": b"1"}, title="Add")
    assert store.commit(REPO, {"a": b"1"}, title="Add again") == first


def test_a_commit_on_a_stale_parent_is_refused(store: HubStore) -> None:
    first = store.commit(REPO, {"a": b"1"}, title="One")
    second = store.commit(REPO, {"a": b"2"}, title="Two", parent=first)
    with pytest.raises(HubError, match="has moved on"):
        store.commit(REPO, {"a": b"3"}, title="Three", parent=first)
    assert store.head(REPO) == second
    third = store.commit(REPO, {"b": b"3"}, title="Three", branch="from-first", parent=first)
    files = store.facts(store.record(REPO), third).files
    assert {e.path for e in files} == {"a", "b", ".gitattributes"}


def test_threads_lose_no_commit(store: HubStore) -> None:
    def work(n: int) -> None:
        for m in range(4):
            store.commit(REPO, {f"{n}-{m}.txt": b"x"}, title="Add")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    head = store.head(REPO)
    assert head is not None
    record = store.record(REPO)
    assert len(store.facts(record, head).files) == 17
    assert len(store.git(record).log(head, limit=100)) == 16


def test_ids_and_former_ids(store: HubStore) -> None:
    store.create("demo/other")
    with pytest.raises(ValueError, match="already"):
        store.create(REPO)
    with pytest.raises(ValueError, match="already"):
        store.move(REPO, "demo/other")
    store.move(REPO, "demo/second")
    store.move("demo/second", "demo/third")
    assert store.repo_ids() == ["demo/other", "demo/third"]
    assert store.has("demo/third")
    assert not store.has(REPO)
    assert store.record(REPO).repo_id == store.record("demo/second").repo_id == "demo/third"
    store.create(REPO)
    assert store.record(REPO).repo_id == REPO
    assert len(list((store._root / "repos").iterdir())) == 3


def test_tags_stay(store: HubStore) -> None:
    first = store.commit(REPO, {"a": b"1"}, title="One")
    store.tag(REPO, "v1", "main")
    store.tag(REPO, "v1", first)
    store.commit(REPO, {"a": b"2"}, title="Two")
    with pytest.raises(ValueError, match="names another"):
        store.tag(REPO, "v1", "main")
    with pytest.raises(RevisionNotFound):
        store.tag(REPO, "v2", "absent")


def test_two_repositories_with_the_same_commit_are_kept_apart(store: HubStore) -> None:
    store.create("demo/twin")
    made = {
        store.commit(repo, {"README.md": b"x"}, title="Add", date_s=1.0)
        for repo in (REPO, "demo/twin")
    }
    (commit,) = made
    for repo in (REPO, "demo/twin"):
        store.facts(store.record(repo), commit)
    assert store._database.rows("SELECT count(*) FROM facts") == [(2,)]


def test_what_does_not_fit_leaves_the_branch_and_no_rest(tmp_path: Path, store: HubStore) -> None:
    before = store.commit(REPO, {"a": b"1"}, title="One")
    program = """
import resource, sys
from pathlib import Path
from hubexplorer.errors import DiskFull
from hubexplorer.hubserver.store import HubStore

with HubStore(Path(sys.argv[1])) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
    try:
        store.commit("demo/thing", {"large.bin": bytes(3_000_000)}, title="Two")
    except DiskFull as error:
        print(error)
"""
    command = [sys.executable, "-c", program, str(tmp_path / "hub")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "did not fit" in done.stdout
    assert store.head(REPO) == before
    assert not [path for path in (tmp_path / "hub" / "lfs").rglob("*") if path.is_file()]
    store.commit(REPO, {"large.bin": bytes(3_000_000)}, title="Two")
