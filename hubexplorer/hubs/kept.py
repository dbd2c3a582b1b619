"""What was downloaded from a hub and still takes room on this disk, and taking it away."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import filelock

from hubexplorer.errors import JobError, NotFound
from hubexplorer.hubs.paths import repo_folder, snapshot_folder
from hubexplorer.records import COMMIT

PARTIAL = ".partial"
LOCK = ".lock"
_WAIT_S = 2.0


@dataclass(frozen=True, slots=True)
class Kept:
    """One commit of a repository on this disk, or what came of its unfinished downloads."""

    repo: str
    commit: str | None
    """None for the parts of unfinished downloads."""
    size_bytes: int


def kept(cache: Path) -> tuple[Kept, ...]:
    """Everything that one hub's folder of downloads holds, by repository and commit."""
    found = []
    for folder in sorted(path for path in _folders(cache) if not path.name.startswith(".")):
        repo = folder.name.replace("--", "/", 1)
        for part in sorted(_folders(folder)):
            is_partial = part.name == PARTIAL
            if is_partial or COMMIT.fullmatch(part.name):
                size = sum(_size(path) for path in part.rglob("*"))
                if size or not is_partial:
                    found.append(Kept(repo, None if is_partial else part.name, size))
    return tuple(found)


def delete(cache: Path, repo: str, commit: str | None) -> None:
    """Take a commit's files from the disk, or with None the parts of unfinished downloads.

    Raises:
        NotFound: there are none.
        JobError: the repository is being downloaded at this moment.
    """
    home = repo_folder(cache, repo)
    target = home / PARTIAL if commit is None else snapshot_folder(cache, repo, commit)
    if not target.is_dir():
        raise NotFound(f"nothing of {repo} is kept here", hint="see what is: downloads list")
    with _alone(home):
        # Under another name first: half a deletion must not look like a whole model.
        doomed = target.with_name(f".deleted-{target.name}")
        shutil.rmtree(doomed, ignore_errors=True)
        target.rename(doomed)
        shutil.rmtree(doomed)


def forget_partial(cache: Path, repo: str, commit: str, paths: Iterable[str]) -> None:
    """Drop what came of these files but never got their names.

    Raises:
        JobError: the repository is being downloaded at this moment.
    """
    home = repo_folder(cache, repo)
    if home.is_dir():
        with _alone(home):
            for path in paths:
                (home / PARTIAL / partial_name(commit, path)).unlink(missing_ok=True)


def partial_bytes(cache: Path, repo: str, commit: str, path: str) -> int:
    """How much came so far of a file that is under way."""
    return _size(repo_folder(cache, repo) / PARTIAL / partial_name(commit, path))


def partial_name(commit: str, path: str) -> str:
    """The name of a file under way: nothing of the hub's own names is in it."""
    return hashlib.sha256(f"{commit}/{path}".encode()).hexdigest()


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Hold the repository's lock, which a download holds while it writes."""
    lock = filelock.FileLock(home / LOCK)
    try:
        lock.acquire(timeout=_WAIT_S)
    except filelock.Timeout:
        raise JobError(
            f"{home.name.replace('--', '/', 1)} is being downloaded now",
            hint="pause or cancel the download first",
        ) from None
    try:
        yield
    finally:
        lock.release()


def _folders(parent: Path) -> list[Path]:
    try:
        return [path for path in parent.iterdir() if path.is_dir() and not path.is_symlink()]
    except FileNotFoundError:
        return []


def _size(path: Path) -> int:
    try:
        found = path.lstat()
    except FileNotFoundError:  # a download or a deletion went on meanwhile
        return 0
    return found.st_size if path.is_file() or path.is_symlink() else 0
