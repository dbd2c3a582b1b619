"""One bare git repository: commits, references, trees and blobs. The only user of dulwich."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from dulwich.errors import GitProtocolError
from dulwich.index import commit_tree
from dulwich.object_store import iter_tree_contents
from dulwich.objects import Blob, Commit, ObjectID
from dulwich.protocol import ReceivableProtocol
from dulwich.refs import DiskRefsContainer, Ref
from dulwich.repo import Repo
from dulwich.server import Backend, BackendRepo, UploadPackHandler

from hubexplorer.errors import HubError
from hubexplorer.hubserver.lfs import POINTER_MAX_BYTES, parse_pointer
from hubexplorer.hubserver.paths import check_ref_name
from hubexplorer.hubserver.refusals import BadRequest, RevisionNotFound

_BRANCHES = "refs/heads/"
_TAGS = "refs/tags/"
_FILE_MODE = 0o100644
_FULL_COMMIT = re.compile(r"[0-9a-f]{40}")
_SHORT_COMMIT = re.compile(r"[0-9a-f]{7,39}")


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One file or folder at a commit."""

    path: str
    oid: str
    """Git's id of the blob (of the pointer, for a large file) or of the tree."""
    size_bytes: int = 0
    sha256: str = ""
    """Of a large file's content; empty for what git itself holds, and for folders."""
    pointer_bytes: int = 0
    is_folder: bool = False


@dataclass(frozen=True, slots=True)
class GitCommit:
    """One commit as a history shows it."""

    commit: str
    title: str
    message: str
    author: str
    date_s: float


@dataclass(frozen=True, slots=True)
class NewCommit:
    """What a commit is to say; equal values on equal parents give equal commit ids."""

    title: str
    description: str
    author: tuple[str, str]
    """Name and email."""
    date_s: float


class GitRepository:
    """The bare repository in one folder; opened and closed within each call."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def init(self) -> None:
        """Make the empty repository."""
        self._path.mkdir(parents=True)
        with Repo.init_bare(str(self._path)) as repo:
            repo.refs.set_symbolic_ref(Ref(b"HEAD"), _ref(_BRANCHES + "main"))

    def branch_head(self, branch: str) -> str | None:
        """The newest commit of a branch; None where there is no such branch."""
        refs = DiskRefsContainer(str(self._path))  # reads one small file, opens no repository
        head = refs.read_ref(_ref(_BRANCHES + branch))
        return head.decode() if head else None

    def references(self) -> Mapping[str, str]:
        """Every branch and tag (`refs/heads/main`) with its commit."""
        with self._opened() as repo:
            pairs = ((ref.decode(), oid.decode()) for ref, oid in repo.refs.as_dict().items())
            return {ref: oid for ref, oid in pairs if ref.startswith((_BRANCHES, _TAGS))}

    def resolve(self, revision: str) -> str:
        """The full commit id of a branch, a tag, a reference, or a full or short commit id.

        Raises:
            RevisionNotFound: it is none of them.
        """
        with self._opened() as repo:
            if _FULL_COMMIT.fullmatch(revision):
                if _is_commit(repo, ObjectID(revision.encode())):
                    return revision
            elif found := _named(repo, revision):
                return found
            elif _SHORT_COMMIT.fullmatch(revision):
                ids = set(repo.object_store.iter_prefix(revision.encode()))
                commits = [oid for oid in ids if _is_commit(repo, oid)]
                if len(commits) == 1:
                    return commits[0].decode()
        raise RevisionNotFound(f"Invalid rev id: {revision}")

    def entries(self, commit: str) -> list[TreeEntry]:
        """Every file and folder at a commit, sorted by path."""
        with self._opened() as repo:
            found = [_described_entry(repo, *item) for item in _walk(repo, commit.encode())]
        return sorted(found, key=lambda entry: entry.path)

    def blob(self, oid: str) -> bytes:
        """The bytes that git holds under an id from `entries`."""
        with self._opened() as repo:
            blob = repo[ObjectID(oid.encode())]
            assert isinstance(blob, Blob)
            return blob.data

    def log(self, commit: str, *, skip: int = 0, limit: int = 1) -> list[GitCommit]:
        """A stretch of the history, newest first."""
        with self._opened() as repo:
            walker = repo.get_walker(
                include=[ObjectID(commit.encode())], order="topo", max_entries=skip + limit
            )
            return [_described_commit(entry.commit) for entry in walker][skip:]

    def last_changes(self, commit: str, paths: Sequence[str]) -> dict[str, GitCommit]:
        """The commit that last changed each of these files or folders."""
        changes: dict[str, GitCommit] = {}
        with self._opened() as repo:
            now = {path: oid for path, oid, _ in _walk(repo, commit.encode())}
            pending = {path: now[path] for path in paths if path in now}
            for entry in repo.get_walker(include=[ObjectID(commit.encode())], order="topo"):
                if not pending:
                    break
                parents = entry.commit.parents
                old = _walk(repo, parents[0]) if parents else ()
                before = {path: oid for path, oid, _ in old}
                changed = [path for path, oid in pending.items() if before.get(path) != oid]
                changes.update(dict.fromkeys(changed, _described_commit(entry.commit)))
                pending = {path: oid for path, oid in pending.items() if path not in changes}
        return changes

    def commit(
        self,
        branch: str,
        files: Mapping[str, bytes],
        delete: Sequence[str],
        new: NewCommit,
        *,
        start: str | None = None,
    ) -> str:
        """Write a commit on top of the branch and return its id; the old one if nothing changed.

        Args:
            start: where the branch begins if it is new; None: from nothing.

        Raises:
            ValueError: a path to delete is not there, or a file would be inside another file.
            HubError: the branch moved meanwhile.
        """
        ref = _ref(_BRANCHES + branch)
        with self._opened() as repo:
            old = repo.refs.read_ref(ref)
            head = old or (start.encode() if start else None)
            tree, parents = _tree_with(repo, head, files, delete), [ObjectID(head)] if head else []
            if head and _commit(repo, head).tree == tree:
                made = ObjectID(head)
            else:
                made = _add_commit(repo, new, tree, parents)
            is_set = (
                repo.refs.set_if_equals(ref, ObjectID(old), made)
                if old
                else repo.refs.add_if_new(ref, made)
            )
            if not is_set:
                raise HubError(f"the branch {branch!r} moved during the commit", hint="try again")
            return made.decode()

    def set_tag(self, name: str, commit: str) -> None:
        """Let a tag name the commit.

        Raises:
            ValueError: the tag names another one already.
        """
        with self._opened() as repo:
            ref, oid = _ref(_TAGS + name), ObjectID(commit.encode())
            if not repo.refs.add_if_new(ref, oid) and repo.refs.read_ref(ref) != oid:
                raise ValueError(f"the tag {name!r} exists and names another commit")

    def advertise(self) -> bytes:
        """The listing of references that git asks for first, in its own protocol."""
        out = BytesIO()
        with self._opened() as repo:
            handler = _upload_pack(repo, BytesIO(), out, is_advertising=True)
            handler.proto.write_pkt_line(b"# service=git-upload-pack\n")
            handler.proto.write_pkt_line(None)
            handler.handle()
        return out.getvalue()

    def upload_pack(self, request: bytes, out: IO[bytes]) -> None:
        """Write what a fetching git asked for.

        Raises:
            BadRequest: the request is not git's protocol.
        """
        with self._opened() as repo:
            try:
                _upload_pack(repo, BytesIO(request), out, is_advertising=False).handle()
            except (GitProtocolError, AssertionError, ValueError, KeyError) as error:
                raise BadRequest(f"not a request that git makes: {error}") from error

    @contextmanager
    def _opened(self) -> Iterator[Repo]:
        with Repo(str(self._path), bare=True) as repo:
            yield repo


class _OneRepository(Backend):
    """The only repository that dulwich's handlers may see."""

    def __init__(self, repo: Repo) -> None:
        self._repo = repo

    def open_repository(self, path: str) -> BackendRepo:
        del path  # whatever was asked for, it was resolved and allowed before
        return self._repo


def _upload_pack(
    repo: Repo, request: IO[bytes], out: IO[bytes], *, is_advertising: bool
) -> UploadPackHandler:
    protocol = ReceivableProtocol(request.read, out.write)
    return UploadPackHandler(
        _OneRepository(repo), ["/"], protocol, stateless_rpc=True, advertise_refs=is_advertising
    )


def _ref(name: str) -> Ref:
    return Ref(name.encode())


def _named(repo: Repo, revision: str) -> str | None:
    for name in (_BRANCHES + revision, _TAGS + revision, revision):
        try:
            check_ref_name(name)
        except ValueError:
            continue
        if name.startswith((_BRANCHES, _TAGS)) and (oid := repo.refs.read_ref(_ref(name))):
            return oid.decode()
    return None


def _commit(repo: Repo, oid: bytes) -> Commit:
    commit = repo[ObjectID(oid)]
    assert isinstance(commit, Commit)
    return commit


def _is_commit(repo: Repo, oid: ObjectID) -> bool:
    return oid in repo.object_store and isinstance(repo[oid], Commit)


def _walk(repo: Repo, commit: bytes) -> Iterator[tuple[str, ObjectID, bool]]:
    """Path, id and whether it is a folder, for everything below the root."""
    root = _commit(repo, commit).tree
    for entry in iter_tree_contents(repo.object_store, root, include_trees=True):
        assert entry.path is not None and entry.sha is not None and entry.mode is not None
        if entry.path:
            yield entry.path.decode(), entry.sha, stat.S_ISDIR(entry.mode)


def _described_entry(repo: Repo, path: str, oid: ObjectID, is_folder: bool) -> TreeEntry:
    if is_folder:
        return TreeEntry(path, oid.decode(), is_folder=True)
    data = repo.object_store.get_raw(oid)[1]
    stored = parse_pointer(data) if len(data) <= POINTER_MAX_BYTES else None
    if stored is None:
        return TreeEntry(path, oid.decode(), len(data))
    return TreeEntry(path, oid.decode(), stored.size_bytes, stored.sha256, len(data))


def _described_commit(commit: Commit) -> GitCommit:
    title, _, message = commit.message.decode("utf-8", "replace").partition("\n")
    author = commit.author.decode("utf-8", "replace").partition(" <")[0]
    return GitCommit(commit.id.decode(), title, message.strip(), author, commit.commit_time)


def _tree_with(
    repo: Repo, head: bytes | None, files: Mapping[str, bytes], delete: Sequence[str]
) -> ObjectID:
    """The tree of `head` with these files written and those deleted."""
    old = _walk(repo, head) if head else ()
    ids = {path: oid for path, oid, is_folder in old if not is_folder}
    for path in delete:
        if ids.pop(path, None) is None:
            raise ValueError(f"cannot delete what is not there: {path!r}")
    for path, data in files.items():
        blob = Blob.from_string(data)
        repo.object_store.add_object(blob)
        ids[path] = blob.id
    for path in ids:
        above = path.rpartition("/")[0]
        while above:
            if above in ids:
                raise ValueError(f"{path!r} would be inside the file {above!r}")
            above = above.rpartition("/")[0]
    blobs = [(path.encode(), oid, _FILE_MODE) for path, oid in ids.items()]
    return commit_tree(repo.object_store, blobs)


def _add_commit(repo: Repo, new: NewCommit, tree: ObjectID, parents: list[ObjectID]) -> ObjectID:
    made = Commit()
    made.tree = tree
    made.parents = parents
    made.author = made.committer = "{} <{}>".format(*new.author).encode()
    made.author_time = made.commit_time = int(new.date_s)
    made.author_timezone = made.commit_timezone = 0
    text = f"{new.title}\n\n{new.description}".strip() + "\n"
    made.message = text.encode()
    repo.object_store.add_object(made)
    return made.id
