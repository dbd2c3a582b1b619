"""Writing a small file in one step, and what to say when it cannot be written."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from hubexplorer.errors import DataError, DiskFull

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def write_error(error: OSError, what: str, *, hint: str) -> DiskFull | DataError:
    """The error that tells why `what` could not be saved: no room, or a place not to write to."""
    kind = DiskFull if error.errno in _NO_ROOM else DataError
    return kind(f"{what} could not be saved: {error.strerror}", hint=hint)


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
