"""A server on loopback that answers as badly as it is told to, over real sockets."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_STATUS_WORD = "Word"


@dataclass(frozen=True, slots=True)
class Request:
    path: str
    headers: dict[str, str]
    stopping: threading.Event


Behavior = Callable[[socket.socket, Request], None]


class BadServer:
    """Calls `behavior(connection, request)` for each request, and remembers the requests."""

    def __init__(self, behavior: Behavior) -> None:
        self.behavior = behavior
        self.requests: list[Request] = []
        self._stopping = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    @property
    def tokens(self) -> list[str]:
        return [r.headers["authorization"] for r in self.requests if "authorization" in r.headers]

    def _accept(self) -> None:
        while not self._stopping.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(20)
        with connection, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                block = connection.recv(65536)
                if not block:
                    return
                head += block
            first, *lines = head.decode("latin-1").split("\r\n")
            pairs = (line.split(": ", 1) for line in lines if ": " in line)
            headers = {name.lower(): value for name, value in pairs}
            request = Request(first.split(" ")[1], headers, self._stopping)
            self.requests.append(request)
            self.behavior(connection, request)

    def close(self) -> None:
        self._stopping.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=5)


@contextlib.contextmanager
def serving(behavior: Behavior) -> Iterator[BadServer]:
    server = BadServer(behavior)
    try:
        yield server
    finally:
        server.close()


def answer(
    connection: socket.socket,
    body: bytes | list | dict = b"",
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> None:
    """Send one whole answer and close."""
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} {_STATUS_WORD}", f"content-length: {len(body)}"]
    lines += ["connection: close", *(f"{k}: {v}" for k, v in (headers or {}).items())]
    connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def silent(connection: socket.socket, request: Request) -> None:
    request.stopping.wait(20)


def silent_in_body(connection: socket.socket, request: Request) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[")
    request.stopping.wait(20)


def drip(connection: socket.socket, request: Request, head: bytes, drop: bytes) -> None:
    connection.sendall(head)
    while not request.stopping.wait(0.05):
        connection.sendall(drop)


def drip_head(connection: socket.socket, request: Request) -> None:
    drip(connection, request, b"HTTP/1.1 200 OK\r\nx-a: ", b"a")


def drip_body(connection: socket.socket, request: Request) -> None:
    drip(connection, request, b"HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n[", b" ")


def reset(connection: socket.socket, request: Request) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
