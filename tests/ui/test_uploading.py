"""Files in pieces: whole or not at all, on disk and not in memory, of no more than is allowed."""

from __future__ import annotations

import base64
import resource
import tracemalloc

import pytest

from hubexplorer.errors import DataError, DiskFull
from hubexplorer.ui.uploading import Uploads


def piece(number: str, part: int, of: int, content: bytes = b"") -> dict:
    return {"id": number, "part": part, "of": of, "base64": base64.b64encode(content).decode()}


def test_a_file_arrives_whole_or_not_at_all(tmp_path):
    uploads = Uploads(tmp_path, 10)
    uploads.receive(piece("a", 0, 2, b"hello"))
    with pytest.raises(DataError, match="not here"):
        uploads.read("a")
    assert uploads.receive(piece("a", 1, 2, b"world")) == {"received_bytes": 10}
    assert uploads.read("a") == uploads.read("a") == b"helloworld"
    for part, of in ((1, 2), (0, 0), (0, 1001), (-1, 2)):
        with pytest.raises(DataError, match=r"missing|too many"):
            uploads.receive(piece("b", part, of))
    with pytest.raises(DataError, match="whole"):
        uploads.receive({**piece("b", 0, 2), "base64": "not base64!"})
    uploads.receive(piece("b", 0, 2, b"hello"))
    with pytest.raises(DataError, match="more than"):
        uploads.receive(piece("b", 1, 2, b"worlds"))
    with pytest.raises(DataError, match="missing"):
        uploads.receive(piece("b", 1, 2, b"world"))
    for number in "cdef":
        uploads.receive(piece(number, 0, 1))
    with pytest.raises(DataError, match="not here"):
        uploads.read("a")
    uploads.drop("f")
    with pytest.raises(DataError, match="not here"):
        uploads.read("f")


def test_a_large_file_lies_on_disk_under_no_name(tmp_path):
    uploads = Uploads(tmp_path, 50_000_000)
    block = b"x" * 500_000
    tracemalloc.start()
    for part in range(40):
        uploads.receive(piece("a", part, 40, block))
    with uploads.whole("a") as file:
        while file.read(1 << 20):
            pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6_000_000, peak
    assert list((tmp_path / "uploads").iterdir()) == []
    assert (tmp_path / "uploads").stat().st_mode & 0o077 == 0


def test_a_full_disk_is_said_and_the_file_forgotten(tmp_path):
    uploads = Uploads(tmp_path, 10_000_000)
    uploads.receive(piece("a", 0, 2, b"x"))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(DiskFull, match="could not be saved"):
            uploads.receive(piece("a", 1, 2, b"x" * 900_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    with pytest.raises(DataError, match="not here"):
        uploads.read("a")
