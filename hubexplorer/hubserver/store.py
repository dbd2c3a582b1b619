"""The hub's storage as one thing: repositories with their commits, files and facts."""

from __future__ import annotations

import shutil
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from hubexplorer.errors import HubError, HubExplorerError
from hubexplorer.hubserver import lfs
from hubexplorer.hubserver.database import Database
from hubexplorer.hubserver.facts import Files, RepoFacts, collect
from hubexplorer.hubserver.gitstore import GitRepository, NewCommit, TreeEntry
from hubexplorer.hubserver.index import FactsIndex
from hubexplorer.hubserver.objects import ObjectStore, full_disk_named
from hubexplorer.hubserver.paths import check_path, check_ref_name, check_repo_id
from hubexplorer.hubserver.refusals import RepoNotFound
from hubexplorer.hubserver.registry import Registry, RepoRecord

_LOCK_TIMEOUT_S = 60.0
_GATED = frozenset({"", "auto", "manual"})


class HubStore:
    """Model repositories below one folder; use it in a `with` statement or close it.

    Args:
        root: made where it is missing: `hub.sqlite3`, `repos/<uuid>.git`, `lfs/`, `locks/`.
        clock: seconds since the epoch, for what is created without a date of its own.
    """

    def __init__(self, root: Path, *, clock: Callable[[], float] = time.time) -> None:
        for name in ("repos", "lfs", "locks"):
            (root / name).mkdir(parents=True, exist_ok=True)
        self._root = root
        self._clock = clock
        self._database = Database(root / "hub.sqlite3")
        self._objects = ObjectStore(root / "lfs")
        self._index = FactsIndex(self._database)
        self.registry = Registry(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index; the store is not to be used afterwards."""
        self._database.close()

    # By repository id: what its owner calls.

    def repo_ids(self) -> list[str]:
        """The id of every repository, sorted."""
        return [record.repo_id for record in self.registry.all()]

    def has(self, repo_id: str) -> bool:
        """Whether there is a repository of that id (a former id does not count)."""
        record = self.registry.find(repo_id)
        return record is not None and record.repo_id == repo_id

    def create(
        self,
        repo_id: str,
        *,
        created_s: float | None = None,
        is_private: bool = False,
        gated: str = "",
    ) -> None:
        """Make an empty repository; listings show it from its first commit on.

        Raises:
            ValueError: the id is taken or none, or `gated` is not "", "auto" or "manual".
            DiskFull: it did not fit.
        """
        if gated not in _GATED:
            raise ValueError(f"gated is '', 'auto' or 'manual', not {gated!r}")
        created_s = self._clock() if created_s is None else created_s
        record = RepoRecord(uuid.uuid4().hex, check_repo_id(repo_id), created_s, is_private, gated)
        try:
            with full_disk_named(self._root):
                self.git(record).init()
            self.registry.add(record)
        except (ValueError, HubExplorerError):
            shutil.rmtree(self._folder(record), ignore_errors=True)
            raise

    def move(self, repo_id: str, new_id: str) -> None:
        """Rename a repository; its old id redirects to it.

        Raises:
            ValueError: the new id is taken or none.
        """
        self.registry.rename(self.record(repo_id), check_repo_id(new_id))

    def commit(
        self,
        repo_id: str,
        files: Mapping[str, bytes | Path],
        *,
        title: str,
        description: str = "",
        delete: Sequence[str] = (),
        branch: str = "main",
        author: tuple[str, str] = ("HubExplorer", "hubexplorer@localhost"),
        date_s: float | None = None,
        parent: str | None = None,
    ) -> str:
        """Write files and return the commit's id (the branch's head if nothing changed).

        The same files, words, author and date on the same parent give the same id everywhere.

        Args:
            files: content, or the file that holds it, by path in the repository.
            author: name and email.
            date_s: seconds since the epoch, UTC; None: now.
            parent: the commit that the branch must be at; for a new branch, where it starts
                (None: at the head of main).

        Raises:
            ValueError: a path, a word, the branch or the author cannot be used in git.
            RevisionNotFound: a new branch is to start at a commit that is not there.
            HubError: the branch is not at `parent`, or others keep writing.
            DiskFull: it did not fit; the branch is where it was.
        """
        record = self.record(repo_id)
        check_ref_name(branch)
        for path in files:
            check_path(path)
        if "\0" in title + description:
            raise ValueError("a commit's words cannot hold a NUL")
        date_s = self._clock() if date_s is None else date_s
        new = NewCommit(title, description, _checked(author), date_s)
        with full_disk_named(self._root), self._writing(record):
            git = self.git(record)
            head = git.branch_head(branch)
            if head and parent and head != parent:
                raise HubError(
                    f"{repo_id} has moved on: {branch} is at {head}", hint="look at it, try again"
                )
            start = head or (git.resolve(parent) if parent else git.branch_head("main"))
            blobs = self._blobs(record, files, start)
            return git.commit(branch, blobs, delete, new, start=start)

    def tag(self, repo_id: str, name: str, revision: str) -> None:
        """Let a tag name the commit that `revision` is now.

        Raises:
            ValueError: the name cannot be one, or names another commit.
            RevisionNotFound: there is no such revision.
        """
        git = self.git(self.record(repo_id))
        git.set_tag(check_ref_name(name), git.resolve(revision))

    def head(self, repo_id: str, branch: str = "main") -> str | None:
        """The newest commit of a branch; None where there is no such branch."""
        return self.git(self.record(repo_id)).branch_head(check_ref_name(branch))

    def set_numbers(
        self, repo_id: str, *, downloads: int | None = None, likes: int | None = None
    ) -> None:
        """Set the counters that listings show; None leaves one as it is."""
        record = self.record(repo_id)
        self.registry.set_numbers(
            record,
            record.downloads if downloads is None else downloads,
            record.likes if likes is None else likes,
        )

    def record(self, repo_id: str) -> RepoRecord:
        """The repository of that id or former id.

        Raises:
            RepoNotFound: there is none.
        """
        record = self.registry.find(repo_id)
        if record is None:
            raise RepoNotFound("Repository not found")
        return record

    # By record: what the routes read.

    def git(self, record: RepoRecord) -> GitRepository:
        """The repository's commits and references."""
        return GitRepository(self._folder(record))

    def facts(self, record: RepoRecord, commit: str) -> RepoFacts:
        """What the repository says of itself at a commit."""
        return self._index.get(record.uuid, commit, lambda: self._collect(record, commit))

    def content(self, record: RepoRecord, entry: TreeEntry) -> Path | BytesIO:
        """The bytes of a file: where a large one is, or a small one itself."""
        if entry.sha256:
            return self._objects.path(entry.sha256)
        return BytesIO(self.git(record).blob(entry.oid))

    def held_object(self, record: RepoRecord, sha256: str) -> Path | None:
        """Where the bytes of a large file are, if the repository has it at any commit."""
        is_held = self.registry.holds_object(record, sha256)
        return self._objects.path(sha256) if is_held else None

    @contextmanager
    def _writing(self, record: RepoRecord) -> Iterator[None]:
        """One writer at a time to a repository, across threads and processes."""
        try:
            with FileLock(self._root / "locks" / record.uuid, timeout=_LOCK_TIMEOUT_S):
                yield
        except Timeout:
            raise HubError(
                f"others have been writing to {record.repo_id} for {_LOCK_TIMEOUT_S:g} s",
                hint="try again later",
            ) from None

    def _folder(self, record: RepoRecord) -> Path:
        return self._root / "repos" / f"{record.uuid}.git"

    def _collect(self, record: RepoRecord, commit: str) -> RepoFacts:
        git = self.git(record)
        files = Files(git.entries(commit), lambda entry: self.content(record, entry))
        return collect(commit, git.log(commit)[0].date_s, files)

    def _blobs(
        self, record: RepoRecord, files: Mapping[str, bytes | Path], start: str | None
    ) -> dict[str, bytes]:
        """What git is to hold: small files themselves, pointers for the others."""
        blobs: dict[str, bytes] = {}
        hashes = []
        large = [path for path, content in files.items() if lfs.is_large(path, content)]
        for path, content in files.items():
            if path in large:
                stored = self._objects.put(content)
                hashes.append(stored.sha256)
                blobs[path] = lfs.pointer(stored)
            else:
                blobs[path] = content if isinstance(content, bytes) else content.read_bytes()
        self.registry.hold_objects(record, hashes)
        attributes = blobs.get(lfs.ATTRIBUTES_PATH, self._attributes(record, start))
        for path in large:
            attributes = lfs.with_attribute(attributes, path)
        return {**blobs, lfs.ATTRIBUTES_PATH: attributes}

    def _attributes(self, record: RepoRecord, start: str | None) -> bytes:
        if start is None:
            return lfs.FIRST_ATTRIBUTES
        git = self.git(record)
        found = (entry for entry in git.entries(start) if entry.path == lfs.ATTRIBUTES_PATH)
        entry = next(found, None)
        return git.blob(entry.oid) if entry else lfs.FIRST_ATTRIBUTES


def _checked(author: tuple[str, str]) -> tuple[str, str]:
    for text in author:
        if not text.isprintable() or not text.strip() or set("<>") & set(text):
            raise ValueError(f"not a name or an email that git can keep: {text!r}")
    return author
