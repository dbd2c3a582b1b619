"""Frames carry JSON and arrays as they are, and refuse everything else within limits."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator

import numpy as np
import pytest

from hubexplorer.runtime import frames


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, two = socket.socketpair()
    one.settimeout(5)
    two.settimeout(5)
    with one, two:
        yield one, two


def test_arrays_come_back_as_they_were(pair: tuple[socket.socket, socket.socket]) -> None:
    arrays = [
        np.arange(12, dtype=np.float32).reshape(3, 4)[:, ::2],  # not contiguous
        np.array(7, dtype=np.int64),
        np.zeros((0, 5), dtype=np.uint8),
        np.array([[True, False]]),
    ]
    frames.send(pair[0], {"op": "call", "text": "ü \u2028 🙂"}, arrays)
    frame = frames.receive(pair[1])
    assert frame.head == {"op": "call", "text": "ü \u2028 🙂"}
    for got, sent in zip(frame.arrays, arrays, strict=True):
        assert got.dtype == sent.dtype
        np.testing.assert_array_equal(got, sent)


def raw(head: object) -> bytes:
    body = json.dumps(head).encode()
    return struct.pack("<I", len(body)) + body


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xff\xff\xff",
        struct.pack("<I", 3) + b"{{{",
        struct.pack("<I", 200_000) + b"[" * 200_000,
        raw([1]),
        raw({"arrays": [["O", [1]]]}),
        raw({"arrays": [["<f4", [-1]]]}),
        raw({"arrays": [["<f4", [1 << 40]]]}),
        raw({"arrays": [["<f4", [0] * 70]]}),
        raw({"arrays": [["|V8", [1]]]}),
        raw({"arrays": 3}),
        raw({"arrays": [["<f4"]]}),
        raw({"arrays": [["<f4", [0]]] * 100}),
        raw({"arrays": [["nonsense", [1]]]}),
    ],
)
def test_what_is_no_frame_is_refused(
    pair: tuple[socket.socket, socket.socket], data: bytes
) -> None:
    pair[0].sendall(data)
    with pytest.raises(frames.FrameError):
        frames.receive(pair[1])


@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff", raw([1]), raw({"arrays": 3})])
def test_a_reader_refuses_it_too(pair: tuple[socket.socket, socket.socket], data: bytes) -> None:
    pair[0].sendall(data)
    with pytest.raises(frames.FrameError):
        frames.Reader(pair[1]).next()


@pytest.mark.parametrize(
    "data", [b"", b"\x05", struct.pack("<I", 9) + b"{}", raw({"arrays": [["<f4", [3]]]})]
)
def test_an_end_within_a_frame_is_an_end(
    pair: tuple[socket.socket, socket.socket], data: bytes
) -> None:
    pair[0].sendall(data)
    pair[0].shutdown(socket.SHUT_WR)
    with pytest.raises(EOFError):
        frames.receive(pair[1])


def test_too_large_is_refused_before_it_is_sent(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    with pytest.raises(frames.FrameError):
        frames.send(pair[0], {"text": "a" * (frames.MAX_HEADER_BYTES + 1)})
    huge = np.broadcast_to(np.uint8(0), (frames.MAX_ARRAY_BYTES + 1,))
    with pytest.raises(frames.FrameError):
        frames.send(pair[0], {}, [huge])


def test_a_reader_takes_frames_as_they_come(pair: tuple[socket.socket, socket.socket]) -> None:
    reader = frames.Reader(pair[1])
    assert reader.within(0) is None
    for number in range(3):
        frames.send(pair[0], {"number": number}, [np.full(number, number)])
    whole = raw({"number": 3})
    pair[0].sendall(whole[:-1])
    for number in range(3):
        frame = reader.next()
        assert frame.head == {"number": number}
        assert frame.arrays[0].tolist() == [number] * number
    assert reader.within(0.01) is None  # not all of it is there
    pair[0].sendall(whole[-1:])
    assert reader.within(5) == frames.Frame({"number": 3})
    pair[0].shutdown(socket.SHUT_WR)
    with pytest.raises(EOFError):
        reader.within(5)
