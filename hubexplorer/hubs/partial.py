"""A file under way: what came so far, and the one step that gives it its own name."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hubexplorer.errors import BadAnswer, DiskFull
from hubexplorer.hubs.kept import partial_name
from hubexplorer.records import FileEntry

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_MARGIN_BYTES = 50_000_000
_BLOCK_BYTES = 1 << 20


class PartialFile:
    """One file on its way into a snapshot folder.

    Args:
        partial: the folder of files under way; the hub's file names are not used in it.
        folder: the snapshot folder.
        commit: which the file belongs to.
        entry: the file as the hub lists it.
    """

    def __init__(self, partial: Path, folder: Path, commit: str, entry: FileEntry) -> None:
        self.entry = entry
        self._folder = folder
        self._part = partial / partial_name(commit, entry.path)
        if self.size_bytes > entry.size_bytes:
            self._part.unlink()

    @property
    def size_bytes(self) -> int:
        """How much came so far."""
        try:
            return self._part.lstat().st_size
        except FileNotFoundError:
            return 0

    @property
    def missing_bytes(self) -> int:
        return self.entry.size_bytes - self.size_bytes

    def write(self, start: int, chunks: Iterable[bytes], report: Callable[[int], None]) -> None:
        """Append `chunks`, which begin at `start`: at the end so far, or at 0 to begin anew.

        Raises:
            BadAnswer: more bytes than the hub said; they are gone.
            DiskFull: there is no room; what came of this file is gone, to make some.
        """
        self._part.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | (os.O_APPEND if start else os.O_TRUNC)
        with self._with_room(), os.fdopen(os.open(self._part, flags, 0o644), "wb") as file:
            size = start
            for chunk in chunks:
                size += len(chunk)
                if size > self.entry.size_bytes:
                    self._part.unlink()
                    raise BadAnswer(f"{self.entry.path} is longer than the hub says")
                file.write(chunk)
                report(size)

    def finish(self) -> None:
        """Check the bytes, write them through, and give the file its own name.

        Raises:
            BadAnswer: they are not what the hub says; they are gone.
        """
        with self._with_room():
            self._part.parent.mkdir(parents=True, exist_ok=True)
            self._part.touch()  # an empty file has no bytes to wait for
            if self.missing_bytes or not has_digest(self._part, self.entry):
                self._part.unlink()
                raise BadAnswer(
                    f"{self.entry.path} does not have the bytes it should have; it was not kept",
                    hint="try again; if it stays so, do not use this model",
                )
            target = self._folder / self.entry.path
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.parent.resolve().is_relative_to(self._folder.resolve()):
                raise BadAnswer(f"{self.entry.path} would leave the folder of its model")
            _write_through(self._part)
            self._part.replace(target)
            _write_through(target.parent)

    @contextmanager
    def _with_room(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            self._part.unlink(missing_ok=True)
            raise _disk_full(self._folder, self.entry.size_bytes) from None


def is_intact(folder: Path, entry: FileEntry, *, recheck: bool) -> bool:
    """Whether a file is there with its size, and with `recheck` with its digest."""
    path = folder / entry.path
    if path.is_symlink() or not path.is_file() or path.stat().st_size != entry.size_bytes:
        return False
    return not recheck or has_digest(path, entry)


def has_digest(path: Path, entry: FileEntry) -> bool:
    """Whether a file's bytes are those the hub lists: by sha256, else by git's hash of them."""
    if entry.sha256:
        return sha256_of(path) == entry.sha256
    if not entry.git_oid:
        return True
    blob = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
    for block in _blocks(path):
        blob.update(block)
    return blob.hexdigest() == entry.git_oid


def sha256_of(path: Path) -> str:
    """The sha256 of a file's bytes, in hex."""
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
    return digest.hexdigest()


def require_room(folder: Path, needed_bytes: int) -> None:
    """Return if `needed_bytes` fit on the disk of `folder` with something to spare.

    Raises:
        DiskFull: they do not.
    """
    if needed_bytes and shutil.disk_usage(folder).free < needed_bytes + _MARGIN_BYTES:
        raise _disk_full(folder, needed_bytes)


def _disk_full(folder: Path, needed_bytes: int) -> DiskFull:
    free = shutil.disk_usage(folder).free
    return DiskFull(
        f"no room for {needed_bytes / 1e6:,.1f} MB: {free / 1e6:,.1f} MB are free",
        hint=f"free some space on the disk of {folder}, then try again",
    )


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            yield block


def _write_through(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
