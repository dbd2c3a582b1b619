"""Writing a small file in one step, and what to say when it cannot be written."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hubexplorer.errors import DataError, DiskFull

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def write_error(error: OSError, what: str, *, hint: str) -> DiskFull | DataError:
    """The error that tells why `what` could not be saved: no room, or a place not to write to."""
    kind = DiskFull if error.errno in _NO_ROOM else DataError
    return kind(f"{what} could not be saved: {error.strerror}", hint=hint)


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Wait until no other process changes files of the folder in such a block.

    The folder itself is locked, so that nothing is left in it; where its file system knows no
    locks, or there is no folder yet, nobody waits.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write_whole(path: Path, text: str, what: str, *, hint: str) -> None:
    """Write a file so that it holds the old text or the new one, whatever happens.

    Raises:
        DiskFull, DataError: `what` could not be saved; the file is as it was.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        aside.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text, "utf-8")
        os.replace(aside, path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise write_error(error, what, hint=hint) from None
