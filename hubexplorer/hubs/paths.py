"""File names in a repository: which ones may become files here, and where they then lie."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from hubexplorer.errors import BadAnswer
from hubexplorer.records import COMMIT, FileEntry, is_repo_id

_MAX_SEGMENT_BYTES = 255
_MAX_PATH_BYTES = 1024
_WANTED_SUFFIXES = frozenset({".safetensors", ".json", ".jinja"})
_WANTED_NAMES = frozenset({"vocab.txt", "merges.txt", "readme.md", "license", "license.txt",
                           "license.md"})  # fmt: skip


def is_safe_path(path: str) -> bool:
    """Whether a hub's file name stays inside a folder, and can be shown as it is written."""
    if not path or not path.isprintable() or "\\" in path:
        return False
    segments = path.split("/")
    return len(path.encode()) <= _MAX_PATH_BYTES and all(
        segment not in {"", ".", "..", ".git"} and len(segment.encode()) <= _MAX_SEGMENT_BYTES
        for segment in segments
    )


def is_wanted(path: str) -> bool:
    """Whether a file is downloaded without being named: safe weights, JSON, words about them."""
    name = PurePosixPath(path)
    return name.suffix.lower() in _WANTED_SUFFIXES or name.name.lower() in _WANTED_NAMES


def snapshot_folder(cache: Path, repo: str, commit: str) -> Path:
    """Where the files of `repo` at `commit` lie under a hub's own cache folder."""
    return repo_folder(cache, repo) / commit_name(commit)


def repo_folder(cache: Path, repo: str) -> Path:
    """The folder of one repository under a hub's own cache folder."""
    if not is_repo_id(repo):
        raise ValueError(f"not a repository id: {repo!r}")
    return cache / repo.replace("/", "--")


def commit_name(commit: str) -> str:
    """`commit`, once it is known to be one."""
    if not COMMIT.fullmatch(commit):
        raise ValueError(f"not a commit (40 hex digits): {commit!r}")
    return commit


def check_paths(files: Iterable[FileEntry]) -> None:
    """Return if all files can lie in one folder together.

    Raises:
        BadAnswer: a name leaves the folder, appears twice, or is also a folder's name.
    """
    names: set[str] = set()
    folders: set[str] = set()
    for file in files:
        if not is_safe_path(file.path):
            raise BadAnswer(f"the hub names a file that cannot be kept: {file.path[:200]!a}")
        if file.path in names:
            raise BadAnswer(f"the hub names a file twice: {file.path!a}")
        names.add(file.path)
        folders.update(str(parent) for parent in PurePosixPath(file.path).parents)
    if clash := names & folders:
        raise BadAnswer(f"the hub names a file and a folder alike: {min(clash)!a}")
