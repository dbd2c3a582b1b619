"""What the browser sends as the input of a comparison, files in pieces."""

from __future__ import annotations

import base64
import binascii
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from hubexplorer.errors import DataError

MAX_FILE_BYTES = 32_000_000
"""Of one upload: the largest picture that is read, and ten minutes of sound at 16 kHz."""
_KEPT = 4
_MAX_PARTS = 1000
_AGAIN = "choose the file again"


class Uploads:
    """Files from the browser, whole once their last piece has come; only the newest are kept."""

    def __init__(self, max_bytes: int = MAX_FILE_BYTES) -> None:
        self._max_bytes = max_bytes
        self._files: OrderedDict[str, tuple[bytearray, int, int]] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, number: str, part: int, of: int, text: str) -> int:
        """Take the next piece of a file; how many of its bytes have come.

        Args:
            number: what tells uploads apart; piece 0 begins one.
            text: the piece as base64.

        Raises:
            DataError: pieces are missing or damaged, or the file is too large.
        """
        try:
            piece = base64.b64decode(text, validate=True)
        except binascii.Error:
            raise DataError("the file did not arrive whole", hint=_AGAIN) from None
        with self._lock:
            if part == 0:
                self._files.pop(number, None)
                while len(self._files) >= _KEPT:
                    self._files.popitem(last=False)
                self._files[number] = (bytearray(), 0, of)
            content, next_part, parts = self._files.get(number, (bytearray(), -1, -1))
            if part != next_part or of != parts or not part < of <= _MAX_PARTS:
                self._files.pop(number, None)
                raise DataError("a piece of the file is missing", hint=_AGAIN)
            if len(content) + len(piece) > self._max_bytes:
                del self._files[number]
                raise DataError(
                    f"the file has more than {self._max_bytes // 10**6} MB",
                    hint="choose a smaller one",
                )
            content += piece
            self._files[number] = (content, part + 1, of)
            return len(content)

    def take(self, number: str) -> bytes:
        """A whole file.

        Raises:
            DataError: it has not all come, or newer ones took its place.
        """
        with self._lock:
            content, next_part, of = self._files.get(number, (bytearray(), 0, -1))
        if next_part != of:
            raise DataError("the file is not here any more", hint=_AGAIN)
        return bytes(content)


def inputs_of(given: Mapping[str, Any], upload: Callable[[str], bytes]) -> dict[str, Any]:
    """What the browser sent as the input of a run, as the runtime takes it.

    Args:
        upload: the file of an upload's id.

    Raises:
        DataError: it is empty or cannot be read.
    """
    inputs = {name: value for name, value in given.items() if value not in ("", [])}
    for name in ("image", "audio"):
        if name in inputs:
            inputs[name] = upload(inputs[name])
    if "texts" in given:
        inputs["texts"] = [text for text in given["texts"] if text.strip()]
        if len(inputs["texts"]) < 2:
            raise DataError("two sentences are needed", hint="write one a line")
    for one, other in (("question", "context"), ("context", "question"), ("labels", "text")):
        if one in given and not (inputs.get(one) and inputs.get(other)):
            raise DataError(
                f"{one} and {other} are needed together", hint="fill both, or choose a sample"
            )
    if not any(value for value in inputs.values() if not isinstance(value, str) or value.strip()):
        raise DataError("there is nothing to run on", hint="write a text or choose a sample")
    return inputs
