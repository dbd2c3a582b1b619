"""Files from the browser in pieces, spooled to disk: none is held whole in memory."""

from __future__ import annotations

import base64
import binascii
import tempfile
import threading
import weakref
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from hubexplorer.errors import DataError
from hubexplorer.workspace.uploads import upload_folder
from hubexplorer.workspace.writing import write_error

_KEPT = 4
_MAX_PARTS = 1000
_AGAIN = "choose the file again"


@dataclass(slots=True)
class _Coming:
    """A file of which pieces have come; it has no name, and is gone once nobody holds it."""

    file: BinaryIO
    of: int
    next_part: int = 0
    size: int = 0
    reading: threading.Lock = field(default_factory=threading.Lock)

    def close(self) -> None:
        with self.reading:
            self.file.close()


class Uploads:
    """The files that a screen was sent; of many, only the newest are kept.

    Args:
        home: where they lie until they are used: the disk of /tmp may be memory.
        max_bytes: of one file.
    """

    def __init__(self, home: Path, max_bytes: int) -> None:
        self._home = home
        self._max_bytes = max_bytes
        self._files: OrderedDict[str, _Coming] = OrderedDict()
        self._lock = threading.Lock()
        weakref.finalize(self, _close_all, self._files)

    def limits(self, endings: Sequence[str] = ()) -> dict[str, Any]:
        """What may be sent, for the browser to say before anything is."""
        return {"max_bytes": self._max_bytes, "endings": list(endings)}

    def receive(self, args: Mapping[str, Any]) -> dict[str, int]:
        """Take the next piece of a file; how many of its bytes have come.

        Args:
            args: `id` tells uploads apart, `part` counts the pieces of `of` from 0, which begins
                one; `base64` is the piece.

        Raises:
            DataError: pieces are missing or damaged, or the file is too large.
            DiskFull: there is no room for it.
        """
        try:
            piece = base64.b64decode(args["base64"], validate=True)
        except binascii.Error:
            raise DataError("the file did not arrive whole", hint=_AGAIN) from None
        number, part, of = args["id"], args["part"], args["of"]
        with self._lock:
            if part == 0:
                self._begin(number, of)
            coming = self._files.get(number)
            if coming is None or (part, of) != (coming.next_part, coming.of) or part >= of:
                self._forget(number)
                raise DataError("a piece of the file is missing", hint=_AGAIN)
            self._check_size(number, coming.size + len(piece))
            try:
                coming.file.write(piece)
            except OSError as error:
                self._forget(number)
                raise write_error(error, "the file", hint="make room, then send it again") from None
            coming.next_part, coming.size = part + 1, coming.size + len(piece)
            return {"received_bytes": coming.size}

    def drop(self, number: str) -> None:
        """Forget a file, whether it has come whole or not."""
        with self._lock:
            self._forget(number)

    @contextmanager
    def whole(self, number: str) -> Iterator[BinaryIO]:
        """A file to be read from its beginning.

        Raises:
            DataError: it has not all come, or newer ones took its place.
        """
        with self._lock:
            coming = self._files.get(number)
        gone = DataError("the file is not here any more", hint=_AGAIN)
        if coming is None or coming.next_part != coming.of:
            raise gone
        with coming.reading:
            if coming.file.closed:
                raise gone
            coming.file.seek(0)
            yield coming.file

    def read(self, number: str) -> bytes:
        """The content of a file that is small enough to be held.

        Raises:
            DataError: it has not all come, or newer ones took its place.
        """
        with self.whole(number) as file:
            return file.read()

    def _begin(self, number: str, of: int) -> None:
        if not 0 < of <= _MAX_PARTS:
            raise DataError("the file comes in too many pieces", hint=_AGAIN)
        self._forget(number)
        while len(self._files) >= _KEPT:
            self._forget(next(iter(self._files)))
        try:
            file = tempfile.TemporaryFile(dir=upload_folder(self._home))  # noqa: SIM115 - kept open
        except OSError as error:
            raise write_error(error, "the file", hint=_AGAIN) from None
        self._files[number] = _Coming(file, of)

    def _check_size(self, number: str, size: int) -> None:
        if size > self._max_bytes:
            self._forget(number)
            raise DataError(
                f"the file has more than {self._max_bytes // 10**6} MB", hint="choose a smaller one"
            )

    def _forget(self, number: str) -> None:
        coming = self._files.pop(number, None)
        if coming is not None:
            coming.close()


def _close_all(files: Mapping[str, _Coming]) -> None:
    for coming in files.values():
        coming.close()
