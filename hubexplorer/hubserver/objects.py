"""Large files by the sha256 of their content, at `ab/cd/<sha256>` below one folder."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from hubexplorer.errors import DiskFull

_CHUNK_BYTES = 1 << 20
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class StoredObject:
    """What identifies a large file."""

    sha256: str
    size_bytes: int


class ObjectStore:
    """A folder of immutable objects; the same content is kept once."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, content: bytes | Path) -> StoredObject:
        """Keep the content; it is whole and on the disk when this returns.

        Raises:
            DiskFull: it did not fit; nothing of it stays.
        """
        with full_disk_named(self._root):
            return self._put(content)

    def path(self, sha256: str) -> Path:
        """Where the object of that hash is, or would be."""
        return self._root / sha256[:2] / sha256[2:4] / sha256

    def _put(self, content: bytes | Path) -> StoredObject:
        self._root.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._root, prefix="incoming-")
        aside = Path(name)
        try:
            with os.fdopen(handle, "wb") as target, _opened(content) as source:
                stored = _copy(source, target)
                target.flush()
                os.fsync(target.fileno())
            path = self.path(stored.sha256)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        return stored


@contextlib.contextmanager
def full_disk_named(root: Path) -> Iterator[None]:
    """Turns the system's word for a full disk into ours.

    Raises:
        DiskFull: a write inside did not fit.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        hint = f"free some space at {root}"
        raise DiskFull("what was to be written did not fit on the disk", hint=hint) from error


@contextlib.contextmanager
def _opened(content: bytes | Path) -> Iterator[BinaryIO]:
    if isinstance(content, bytes):
        yield BytesIO(content)
    else:
        with content.open("rb") as file:
            yield file


def _copy(source: BinaryIO, target: BinaryIO) -> StoredObject:
    digest = hashlib.sha256()
    size = 0
    while chunk := source.read(_CHUNK_BYTES):
        digest.update(chunk)
        target.write(chunk)
        size += len(chunk)
    return StoredObject(digest.hexdigest(), size)
