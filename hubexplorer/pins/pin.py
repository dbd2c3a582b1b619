"""One pinned model, and one way in which something differs from its pin."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from hubexplorer.records import COMMIT, LicenseClass, ModelRef, is_repo_id

_HUB = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SEAL_DIGITS = 12
OPTIONAL = ("version", "base")
"""Facts that most pins do not have; a lock file then leaves them out."""
_LAST_S = 253_402_300_800.0
"""The end of the year 9999: no date can be written after it."""


@dataclass(frozen=True, slots=True, repr=False)
class Pin:
    """What exactly was chosen, and what was known of it then."""

    hub: str
    endpoint: str
    """The hub's address; empty for the embedded hub, which has another one at each start."""
    repo: str
    commit: str
    pinned_s: float
    files: Mapping[str, tuple[int, str]]
    """Path in the repository to size in bytes and sha256."""
    license_id: str = ""
    license_class: str = LicenseClass.UNKNOWN
    card_sha256: str = ""
    """Of the card's text; empty where there is no card."""
    findings_seen: tuple[str, ...] = ()
    """Kinds of the findings that were open, and that a person acknowledged."""
    exceptions: tuple[str, ...] = ()
    """Files that the loading policy refuses and a person allowed, at this commit."""
    version: str = ""
    """What a hub calls it that numbers versions; `commit` is then `manifest_commit(files)`."""
    base: str = ""
    """Of an adapter: the model and commit that it changes, as a `ModelRef` is written."""
    seal: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """In a pin from a lock file: a short digest of each field as it was written."""

    def __post_init__(self) -> None:
        for name, is_right in _CHECKS.items():
            if not is_right(getattr(self, name)):
                raise ValueError(f"{name} cannot be {getattr(self, name)!r}")
        if self.version and self.commit != manifest_commit(self.files):
            raise ValueError(f"commit is not that of the files of version {self.version!r}")

    def __repr__(self) -> str:
        size = sum(size for size, _ in self.files.values())
        return f"Pin({self.ref}, {len(self.files)} files, {size:,} bytes, {self.license_class})"

    @property
    def ref(self) -> ModelRef:
        return ModelRef(self.hub, self.repo, self.commit)

    @property
    def key(self) -> str:
        """What no two pins of a lock file share."""
        return f"{self.hub}:{self.repo}"

    def seals(self) -> dict[str, str]:
        """A short digest of each field as it is now.

        It tells an edit by hand from what was written; it does not keep out a forger.
        """
        return {name: _digest(getattr(self, name)) for name in self.sealed}

    @property
    def sealed(self) -> tuple[str, ...]:
        """The fields that a lock file keeps a digest of; hub and repo are the block's name."""
        named = (name for name in sorted(_CHECKS) if name not in {"hub", "repo"})
        return tuple(name for name in named if name not in OPTIONAL or getattr(self, name))


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was pinned."""

    subject: str
    """A file's path, or the name of a fact: commit, license_id, card_sha256, ..."""
    kind: str
    """missing, extra, unreadable, size, sha256, changed or edited."""
    pinned: str = ""
    found: str = ""

    def __str__(self) -> str:
        subject = self.subject if self.subject.isprintable() else ascii(self.subject)
        if self.kind == "edited":
            return f"{subject}: edited in the lock file after it was written there"
        words = {"missing": "is missing", "extra": "is not pinned", "unreadable": "no plain file"}
        if self.kind in words:
            return f"{subject}: {words[self.kind]}"
        what = "" if self.kind == "changed" else f"{self.kind} "
        return f"{subject}: {what}pinned {self.pinned or 'none'}, found {self.found or 'none'}"


def manifest_commit(files: Mapping[str, tuple[int, str]]) -> str:
    """What stands for a commit where a hub has none: one value for exactly these files."""
    lines = (f"{sha256} {size} {path}\n" for path, (size, sha256) in sorted(files.items()))
    return hashlib.sha1("".join(lines).encode(), usedforsecurity=False).hexdigest()


def is_text(value: object) -> TypeGuard[str]:
    """Whether it is text that a file in UTF-8 can hold: lone surrogates are not."""
    return isinstance(value, str) and not any("\ud800" <= char <= "\udfff" for char in value)


def is_inside(path: object) -> bool:
    """Whether it names a file inside a repository, and nothing above or beside it."""
    return (
        is_text(path)
        and path.isprintable()
        and "\\" not in path
        and not any(part in {"", ".", ".."} for part in path.split("/"))
    )


def _is_file(entry: tuple[object, object]) -> bool:
    path, facts = entry
    if not (is_inside(path) and isinstance(facts, tuple) and len(facts) == 2):
        return False
    size, digest = facts
    return type(size) is int and 0 <= size < 2**63 and _is_sha256(digest)


def _is_sha256(value: object) -> bool:
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def _is_address(value: object) -> bool:
    """A plain web address: nothing in it can be a password or a token."""
    if not is_text(value) or not value.isprintable():
        return False
    if value == "":
        return True
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    has_secret = "@" in parts.netloc or parts.query or parts.fragment
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not has_secret


def _is_pinned_ref(value: object) -> bool:
    try:
        return is_text(value) and ModelRef.parse(value).commit is not None
    except ValueError:
        return False


def _are_texts(value: object) -> bool:
    return isinstance(value, tuple) and all(is_text(item) for item in value)


_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "hub": lambda hub: isinstance(hub, str) and _HUB.fullmatch(hub) is not None,
    "endpoint": _is_address,
    "repo": lambda repo: isinstance(repo, str) and is_repo_id(repo),
    "commit": lambda commit: isinstance(commit, str) and COMMIT.fullmatch(commit) is not None,
    "pinned_s": lambda at_s: isinstance(at_s, int | float) and 0 <= at_s < _LAST_S,
    "files": lambda files: bool(files) and all(map(_is_file, files.items())),
    "license_id": is_text,
    "license_class": lambda name: name in set(LicenseClass),
    "card_sha256": lambda digest: digest == "" or _is_sha256(digest),
    "findings_seen": _are_texts,
    "exceptions": _are_texts,
    "version": is_text,
    "base": lambda base: base == "" or _is_pinned_ref(base),
}


def _digest(value: object) -> str:
    written = json.dumps(value, sort_keys=True, default=dict)
    return hashlib.sha256(written.encode()).hexdigest()[:_SEAL_DIGITS]
