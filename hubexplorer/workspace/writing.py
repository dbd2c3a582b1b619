"""What to say when a file cannot be written."""

from __future__ import annotations

import errno

from hubexplorer.errors import DataError, DiskFull

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def write_error(error: OSError, what: str, *, hint: str) -> DiskFull | DataError:
    """The error that tells why `what` could not be saved: no room, or a place not to write to."""
    kind = DiskFull if error.errno in _NO_ROOM else DataError
    return kind(f"{what} could not be saved: {error.strerror}", hint=hint)
