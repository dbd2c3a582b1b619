"""Which files are kept as git-lfs pointers, and what such a pointer says."""

from __future__ import annotations

import re
from pathlib import Path

from hubexplorer.hubserver.objects import StoredObject

MAX_BLOB_BYTES = 1 << 20
POINTER_MAX_BYTES = 200
ATTRIBUTES_PATH = ".gitattributes"
_LARGE_SUFFIX = ".safetensors"
_FILTER = "filter=lfs diff=lfs merge=lfs -text"
FIRST_ATTRIBUTES = f"*{_LARGE_SUFFIX} {_FILTER}\n".encode()
_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n"
    rb"oid sha256:([0-9a-f]{64})\nsize ([0-9]{1,18})\n"
)


def pointer(stored: StoredObject) -> bytes:
    """The text that stands for the object in git."""
    return (
        "version https://git-lfs.github.com/spec/v1\n"
        f"oid sha256:{stored.sha256}\nsize {stored.size_bytes}\n"
    ).encode()


def parse_pointer(blob: bytes) -> StoredObject | None:
    """What a blob points to; None for an ordinary file."""
    match = _POINTER.fullmatch(blob)
    return StoredObject(match[1].decode(), int(match[2])) if match else None


def is_large(path: str, content: bytes | Path) -> bool:
    """Whether a file's bytes belong into the object store instead of git."""
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    if size > MAX_BLOB_BYTES or (size > 0 and path.endswith(_LARGE_SUFFIX)):
        return True
    # Somebody else's pointer text is stored as what it is, a small file, through a pointer of
    # ours: a pointer in a repository is never a claim on an object that was not put there.
    return 0 < size <= POINTER_MAX_BYTES and parse_pointer(_read(content)) is not None


def with_attribute(attributes: bytes, path: str) -> bytes:
    """The `.gitattributes` under which a git-lfs client also fetches `path`."""
    if path.endswith(_LARGE_SUFFIX) and FIRST_ATTRIBUTES.strip() in attributes:
        return attributes
    escaped = re.sub(r"([\[\]*?!#\"])", r"\\\1", path).replace(" ", "[[:space:]]")
    line = f"/{escaped} {_FILTER}\n".encode()
    if line in attributes:
        return attributes
    return attributes + (b"\n" if attributes and not attributes.endswith(b"\n") else b"") + line


def _read(content: bytes | Path) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()
