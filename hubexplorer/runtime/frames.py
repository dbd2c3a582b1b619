"""Messages between kernel, model host and workers: JSON and raw arrays, never pickle.

A frame is a little-endian u32 (bytes of the header), a JSON header, and the buffers that the
header's "arrays" list describes as [dtype, shape], one after the other.
"""

from __future__ import annotations

import json
import select
import socket
import struct
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_HEADER_BYTES = 16 << 20
MAX_ARRAY_BYTES = 256 << 20
_MAX_ARRAYS = 64
_MAX_DIMENSIONS = 8
_CHUNK_BYTES = 1 << 18
_LENGTH = struct.Struct("<I")
_PLAIN_KINDS = frozenset("biuf")


class FrameError(Exception):
    """The other side sent, or we were to send, something that is no frame."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: a JSON object and the arrays that travel with it."""

    head: Mapping[str, Any]
    arrays: tuple[NDArray[Any], ...] = ()


def send(sock: socket.socket, head: Mapping[str, Any], arrays: Sequence[NDArray[Any]] = ()) -> None:
    """Write one frame; calls on one socket must not overlap.

    Raises:
        FrameError: it would be larger than a reader accepts.
        OSError: the other side is gone.
    """
    whole = [np.ascontiguousarray(array) for array in arrays]
    if whole:
        head = {**head, "arrays": [[array.dtype.str, array.shape] for array in whole]}
        _sizes(head["arrays"])
    sock.sendall(encoded(head))
    for array in whole:
        sock.sendall(array.reshape(-1).view(np.uint8).data)


def encoded(head: Mapping[str, Any]) -> bytes:
    """A frame without arrays, as it travels.

    Raises:
        FrameError: it would be larger than a reader accepts.
    """
    body = json.dumps(head, separators=(",", ":")).encode()
    if len(body) > MAX_HEADER_BYTES:
        raise FrameError(f"a message of {len(body)} bytes; the limit is {MAX_HEADER_BYTES}")
    return _LENGTH.pack(len(body)) + body


def receive(sock: socket.socket) -> Frame:
    """Wait for one frame and read nothing beyond it.

    Raises:
        EOFError: the other side closed the connection.
        FrameError: what arrived is no frame, or larger than allowed.
        OSError: the connection broke.
    """
    head = _head_of(_exactly(sock, _header_bytes(_exactly(sock, _LENGTH.size))))
    arrays = []
    for dtype, shape, size in _sizes(head.pop("arrays", [])):
        arrays.append(np.frombuffer(_exactly(sock, size), dtype=dtype).reshape(shape))
    return Frame(head, tuple(arrays))


class Reader:
    """Frames out of one socket, waited for or not; for one thread at a time.

    Reads what there is at once, so that most frames take one call of the system.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._chunk = memoryview(bytearray(_CHUNK_BYTES))  # one for all: new ones cost page faults
        self._buffer = bytearray()
        self._head: dict[str, Any] | None = None
        self._arrays: list[tuple[np.dtype[Any], tuple[int, ...], int]] = []
        self._poll = select.poll()
        self._poll.register(sock, select.POLLIN)

    def next(self) -> Frame:
        """Wait for the next frame.

        Raises:
            EOFError: the other side closed the connection.
            FrameError: what arrived is no frame, or larger than allowed.
            OSError: the connection broke.
        """
        while (frame := self._whole()) is None:
            self._fill()
        return frame

    def within(self, timeout_s: float) -> Frame | None:
        """The next frame, or None where not all of it comes in time; raises what `next` does."""
        deadline_s = time.monotonic() + timeout_s
        while (frame := self._whole()) is None:
            left_s = max(0.0, deadline_s - time.monotonic())
            if not self._poll.poll(1000 * left_s):
                return None
            self._fill()
        return frame

    def _fill(self) -> None:
        size = self._sock.recv_into(self._chunk)
        if not size:
            raise EOFError("the connection was closed")
        self._buffer += self._chunk[:size]

    def _whole(self) -> Frame | None:
        """The frame at the beginning of what has arrived, once all of it is there."""
        buffer = self._buffer
        if self._head is None:
            if len(buffer) < _LENGTH.size:
                return None
            end = _LENGTH.size + _header_bytes(buffer[: _LENGTH.size])
            if len(buffer) < end:
                return None
            self._head = _head_of(buffer[_LENGTH.size : end])
            self._arrays = _sizes(self._head.pop("arrays", []))
            del buffer[:end]
        if len(buffer) < sum(size for _, _, size in self._arrays):
            return None
        arrays, start = [], 0
        for dtype, shape, size in self._arrays:
            own = buffer[start : start + size]
            arrays.append(np.frombuffer(own, dtype=dtype).reshape(shape))
            start += size
        del buffer[:start]
        head, self._head = self._head, None
        return Frame(head, tuple(arrays))


def _header_bytes(data: bytes | bytearray) -> int:
    (length,) = _LENGTH.unpack(data)
    if length > MAX_HEADER_BYTES:
        raise FrameError(f"a header of {length} bytes; the limit is {MAX_HEADER_BYTES}")
    return int(length)


def _head_of(data: bytearray) -> dict[str, Any]:
    try:
        head = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FrameError(f"a header that is not JSON: {type(error).__name__}") from None
    if not isinstance(head, dict):
        raise FrameError("a header that is not a JSON object")
    return head


def _sizes(described: Any) -> list[tuple[np.dtype[Any], tuple[int, ...], int]]:
    """Dtype, shape and bytes of each described array, once all are within the limits."""
    try:
        entries = [(np.dtype(str(name)), tuple(map(int, shape))) for name, shape in described]
    except (TypeError, ValueError) as error:
        raise FrameError(f"arrays described wrongly: {error}") from None
    sizes, total = [], 0
    for dtype, shape in entries:
        size = dtype.itemsize
        for extent in shape:
            size *= extent
        total += size
        if (
            dtype.kind not in _PLAIN_KINDS
            or len(shape) > _MAX_DIMENSIONS
            or min(shape, default=0) < 0
        ):
            raise FrameError(f"an array of {dtype} and shape {shape}")
        sizes.append((dtype, shape, size))
    if len(sizes) > _MAX_ARRAYS or total > MAX_ARRAY_BYTES:
        raise FrameError(f"{len(sizes)} arrays of {total} bytes; the limit is {MAX_ARRAY_BYTES}")
    return sizes


def _exactly(sock: socket.socket, size: int) -> bytearray:
    """`size` bytes; grown as they arrive, so that a false length costs no memory."""
    buffer = bytearray()
    while len(buffer) < size:
        chunk = sock.recv(min(size - len(buffer), 1 << 20))
        if not chunk:
            raise EOFError("the connection was closed")
        buffer += chunk
    return buffer
