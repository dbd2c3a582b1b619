"""`hubexplorer.lock`: which models a project uses, one block each, in the order of their names."""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hubexplorer.errors import DiskFull, PinError
from hubexplorer.pins.pin import Pin
from hubexplorer.pins.toml import first_comment, parse, render
from hubexplorer.records import ModelRef

_MAX_BYTES = 20 * 10**6
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class LockFile:
    """The pins of one lock file, as read; `save` writes them back.

    To add or remove while others may do so too, use `LockFile.editing`.
    """

    def __init__(self, path: Path, pins: dict[str, Pin], content: bytes | None) -> None:
        self.path = path
        self._pins = pins
        self._content = content
        self._is_guarded = False

    @classmethod
    def load(cls, path: Path) -> LockFile:
        """The lock file at `path`; an absent one holds no pins.

        Raises:
            PinError: it is broken; the message names the line.
        """
        content = _read(path)
        pins = {} if content is None else parse(content, path.name)
        return cls(path, pins, content)

    @classmethod
    @contextmanager
    def editing(cls, path: Path) -> Iterator[LockFile]:
        """The lock file, read, and saved at the end; no other process edits it meanwhile."""
        with _guard(path.parent):
            lock = cls.load(path)
            lock._is_guarded = True
            yield lock
            lock.save()
            lock._is_guarded = False

    @property
    def pins(self) -> tuple[Pin, ...]:
        """All pins, by hub and repository."""
        return tuple(self._pins[key] for key in sorted(self._pins))

    def get(self, ref: ModelRef) -> Pin | None:
        """The pin of this hub's repository, at whichever commit it is pinned."""
        return self._pins.get(f"{ref.hub}:{ref.repo}")

    def add(self, pin: Pin) -> Pin:
        """Put a pin in, in place of an earlier one of the same repository; as it will be saved."""
        whole = replace(pin, pinned_s=float(int(pin.pinned_s)))  # the file keeps whole seconds
        self._pins[pin.key] = replace(whole, seal=whole.seals())
        return self._pins[pin.key]

    def remove(self, hub: str, repo: str) -> None:
        """Take a pin out.

        Raises:
            PinError: it is not in.
        """
        if self._pins.pop(f"{hub}:{repo}", None) is None:
            raise PinError(f"{hub}:{repo} is not pinned in {self.path.name}")

    def save(self) -> None:
        """Write the file, whole or not at all.

        Raises:
            PinError: it has changed since it was read, or holds a comment that would be lost.
            DiskFull: it did not fit; the old one is as it was.
        """
        if self._is_guarded:
            self._write()
            return
        with _guard(self.path.parent):
            self._write()

    def _write(self) -> None:
        name = self.path.name
        if _read(self.path) != self._content:
            raise PinError(f"{name} has changed since it was read", hint="read it again")
        line = first_comment(self._content or b"")
        if line is not None:
            raise PinError(
                f"{name}, line {line} holds a comment, which saving would lose",
                hint="keep it somewhere else",
            )
        content = render(self.pins)
        if content != self._content:
            _replace(self.path, content)
            self._content = content


def _read(path: Path) -> bytes | None:
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise PinError(f"{path} is a link or no plain file", hint="put the file itself there")
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PinError(f"{path} cannot be read: {error.strerror}") from error
    if len(content) > _MAX_BYTES:
        raise PinError(f"{path} is larger than {_MAX_BYTES / 10**6:g} MB: no lock file of ours")
    return content


def _replace(path: Path, content: bytes) -> None:
    for leftover in path.parent.glob(f".{path.name}.*.tmp"):  # of a process that was killed
        leftover.unlink(missing_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        if error.errno in _NO_ROOM:
            raise DiskFull(f"{path} did not fit", hint="the old one is as it was") from error
        raise PinError(f"{path} cannot be written: {error.strerror}") from error
    _sync(path.parent)


@contextmanager
def _guard(folder: Path) -> Iterator[None]:
    """Nobody else edits in `folder` meanwhile: a lock on the folder itself leaves no file."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise PinError(f"{folder} is no folder to keep a lock file in") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _sync(folder: Path) -> None:
    """Make the new name outlast a loss of power."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
