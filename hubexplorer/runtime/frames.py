"""Messages between kernel, model host and workers: JSON and raw arrays, never pickle.

A frame is a little-endian u32 (bytes of the header), a JSON header, and the buffers that the
header's "arrays" list describes as [dtype, shape], one after the other.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_HEADER_BYTES = 16 << 20
MAX_ARRAY_BYTES = 256 << 20
_MAX_ARRAYS = 64
_MAX_DIMENSIONS = 8
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
    body = json.dumps(head, separators=(",", ":")).encode()
    if len(body) > MAX_HEADER_BYTES:
        raise FrameError(f"a message of {len(body)} bytes; the limit is {MAX_HEADER_BYTES}")
    sock.sendall(_LENGTH.pack(len(body)) + body)
    for array in whole:
        sock.sendall(array.reshape(-1).view(np.uint8).data)


def receive(sock: socket.socket) -> Frame:
    """Wait for the next frame.

    Raises:
        EOFError: the other side closed the connection.
        FrameError: what arrived is no frame, or larger than allowed.
        OSError: the connection broke.
    """
    (length,) = _LENGTH.unpack(_exactly(sock, _LENGTH.size))
    if length > MAX_HEADER_BYTES:
        raise FrameError(f"a header of {length} bytes; the limit is {MAX_HEADER_BYTES}")
    try:
        head = json.loads(_exactly(sock, length))
    except (ValueError, RecursionError) as error:
        raise FrameError(f"a header that is not JSON: {type(error).__name__}") from None
    if not isinstance(head, dict):
        raise FrameError("a header that is not a JSON object")
    arrays = []
    for dtype, shape, size in _sizes(head.pop("arrays", [])):
        arrays.append(np.frombuffer(_exactly(sock, size), dtype=dtype).reshape(shape))
    return Frame(head, tuple(arrays))


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
