"""What is sent to a client that reads slowly, late, or not at all."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from hubexplorer.runtime import frames
from hubexplorer.runtime.outbox import Outbox
from tests.runtime.events import eventually

LONG = "x" * 100_000


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, two = socket.socketpair()
    two.settimeout(5)
    with one, two:
        yield one, two


def test_a_slow_reader_gets_all_of_it_in_order(pair: tuple[socket.socket, socket.socket]) -> None:
    outbox = Outbox(pair[0])
    for number in range(50):  # far more than the socket holds
        outbox.put({"number": number, "text": LONG})
    got = [frames.receive(pair[1]).head["number"] for _ in range(50)]
    assert got == list(range(50))
    outbox.put({"number": 50})
    assert frames.receive(pair[1]).head == {"number": 50}
    outbox.close()


def test_who_reads_nothing_is_disconnected(pair: tuple[socket.socket, socket.socket]) -> None:
    outbox = Outbox(pair[0])
    for number in range(20_000):
        outbox.put({"number": number, "text": LONG[:100]})
    while pair[1].recv(1 << 20):  # ends: the rest is not sent any more
        pass


def test_an_answer_that_is_too_large_is_a_failure(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    Outbox(pair[0]).put({"id": 7, "kind": "result", "data": "x" * frames.MAX_HEADER_BYTES})
    head = frames.receive(pair[1]).head
    assert (head["id"], head["kind"], head["data"]["error"]) == (7, "failed", "DataError")


def test_a_reader_that_left_hinders_nobody(pair: tuple[socket.socket, socket.socket]) -> None:
    outbox = Outbox(pair[0])
    pair[1].close()
    outbox.put({"number": 1})
    outbox.put({"number": 2})
    eventually(lambda: pair[0].recv(1) == b"")
