"""Names that a repository may hold, and that any file system and git can check out."""

from __future__ import annotations

import re

from hubexplorer.records import is_repo_id

_RESERVED_OWNERS = frozenset({"api", "datasets", "spaces", "buckets", "kernels"})
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\]")
_MAX_PATH_LENGTH = 1024
# git's own rules for references, without what would need quoting in a URL or a shell.
_REF_NAME = re.compile(r"(?!.*(\.\.|//|@\{|\.lock(/|$)))[A-Za-z0-9_][A-Za-z0-9._/+-]{0,199}")


def check_repo_id(repo_id: str) -> str:
    """The id itself, of the form owner/name.

    Raises:
        ValueError: it is none.
    """
    owner, slash, _ = repo_id.partition("/")
    if not slash or not is_repo_id(repo_id) or owner.lower() in _RESERVED_OWNERS:
        raise ValueError(f"not a repository id of the form owner/name: {repo_id!r}")
    return repo_id


def check_path(path: str) -> str:
    """The file path itself, relative and with plain segments.

    Raises:
        ValueError: it could leave the folder of a checkout, or reach into its `.git`.
    """
    segments = path.split("/")
    is_plain = (
        len(path) <= _MAX_PATH_LENGTH
        and not _FORBIDDEN.search(path)
        and path.isprintable()  # also refuses lone surrogates and invisible controls
        and not any(s in ("", ".", "..") or _is_git_folder(s) for s in segments)
    )
    if not is_plain:
        raise ValueError(f"not a path that a repository may hold: {path!r}")
    return path


def check_ref_name(name: str) -> str:
    """The branch or tag name itself.

    Raises:
        ValueError: git would not take it, or it looks like a commit id.
    """
    is_ref = _REF_NAME.fullmatch(name) and not name.endswith(("/", ".")) and "/." not in name
    if not is_ref or re.fullmatch(r"[0-9a-f]{40}", name):
        raise ValueError(f"not a branch or tag name: {name!r}")
    return name


def _is_git_folder(segment: str) -> bool:
    """Whether some file system would take the segment for `.git` (git's own fsck asks too)."""
    folded = segment.lower().rstrip(". ").partition(":")[0]
    return folded in (".git", "git~1")
