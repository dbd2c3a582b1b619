"""A listing whose second page is the hostile one: each kind by its name, and what it leads to.

The first page is good, so that a partial result can be kept. `other` is the address of another
server, which a token must never reach.
"""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache

from tests.hubs import bad_server
from tests.hubs.bad_server import Behavior, Request, answer

FIRST_ROWS = tuple({"id": f"team/model-{number}", "downloads": 9 - number} for number in range(3))
NAMES = tuple(row["id"] for row in FIRST_ROWS)
_MEBI = 1 << 20
_CURSOR = "cursor="


def hostile(kind: str, other: str) -> Behavior:
    """The behavior of a hub whose first page is good and whose second is of this kind."""
    second = KINDS[kind](other)

    def behave(connection: socket.socket, request: Request) -> None:
        with suppress(OSError):
            if _CURSOR in request.path:
                second(connection, request)
            else:
                answer(connection, [*FIRST_ROWS], headers=_link("/api/models?cursor=2"))

    return behave


def _link(url: str) -> dict[str, str]:
    return {"link": f'<{url}>; rel="next"'}


def _endless_pages(connection: socket.socket, request: Request) -> None:
    number = int(request.path.partition(_CURSOR)[2].partition("&")[0])
    row = {"id": f"team/page-{number}"}
    answer(connection, [row], headers=_link(f"/api/models?cursor={number + 1}"))


def _chunks(connection: socket.socket, _request: Request) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n[\r\n")
    piece = b" " * _MEBI
    while True:
        connection.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")


def _endless_head(connection: socket.socket, _request: Request) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"x-more: " + b"a" * 60_000 + b"\r\n")


def _error_without_end(connection: socket.socket, _request: Request) -> None:
    connection.sendall(b"HTTP/1.1 401 No\r\ntransfer-encoding: chunked\r\n\r\n")
    piece = b'{"error": "' + b"no" * _MEBI
    while True:
        connection.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")


@cache
def _bomb(rounds: int) -> bytes:
    body = gzip.compress(b" " * 500 * _MEBI, compresslevel=1)
    for _ in range(rounds - 1):
        body = gzip.compress(body, compresslevel=1)
    return body


def _gzip_bomb(connection: socket.socket, _request: Request) -> None:
    answer(connection, _bomb(1), headers={"content-encoding": "gzip"})


def _gzip_twice(connection: socket.socket, _request: Request) -> None:
    answer(connection, _bomb(2), headers={"content-encoding": "gzip, gzip"})


def _body(make: Callable[[], bytes]) -> Behavior:
    def behave(connection: socket.socket, _request: Request) -> None:
        answer(connection, make())

    return behave


def _many_rows() -> bytes:
    rows: Iterator[str] = (f'{{"id":"a/m{number}"}}' for number in range(450_000))
    return f"[{','.join(rows)}]".encode()


def _fat_rows() -> bytes:
    tags = ",".join(f'"tag-{number}"' for number in range(900_000))
    return f'[{{"id":"a/fat","tags":[{tags}]}}]'.encode()


def _answered(*values: object, **how: object) -> Behavior:
    return lambda connection, _request: answer(connection, *values, **how)  # type: ignore[arg-type]


def _redirect(location: str) -> Behavior:
    return _answered(b"", status=302, headers={"location": location})


KINDS: dict[str, Callable[[str], Behavior]] = {
    "silent": lambda _: bad_server.silent,
    "silent in an answer": lambda _: bad_server.silent_in_body,
    "dripping head": lambda _: bad_server.drip_head,
    "dripping answer": lambda _: bad_server.drip_body,
    "connection reset": lambda _: bad_server.reset,
    "endless pages": lambda _: _endless_pages,
    "repeated cursor": lambda _: _answered([], headers=_link("/api/models?cursor=2")),
    "endless answer": lambda _: _chunks,
    "endless head": lambda _: _endless_head,
    "endless error": lambda _: _error_without_end,
    "gzip bomb": lambda _: _gzip_bomb,
    "gzip bomb in a gzip": lambda _: _gzip_twice,
    "many values": lambda _: _body(lambda: b"[" + b"[]," * 600_000 + b"[]]"),
    "deep nesting": lambda _: _body(lambda: b"[" * 900_000),
    "long text of wide letters": lambda _: _body(
        lambda: b'["' + b"a" * 14 * _MEBI + "\N{PILE OF POO}".encode() + b'"]'
    ),
    "longer text than fits": lambda _: _body(
        lambda: b'["' + b"a" * 60 * _MEBI + "\N{PILE OF POO}".encode() + b'"]'
    ),
    "many rows on a page": lambda _: _body(_many_rows),
    "one row of many tags": lambda _: _body(_fat_rows),
    "rows that are no objects": lambda _: _answered(
        [1, "x", None, [[]], {}, {"id": 7}, {"id": "../x"}, {"id": "a" * 10_000}, 1e999]
    ),
    "no list": lambda _: _answered({"not": "a list"}),
    "no JSON": lambda _: _answered(b"<html>"),
    "server error": lambda _: _answered(b"", status=500),
    "wait an hour": lambda _: _answered(b"", status=429, headers={"retry-after": "3600"}),
    "wait a minute": lambda _: _answered(b"", status=429, headers={"retry-after": "60"}),
    "wait for ever": lambda _: _answered(b"", status=429, headers={"retry-after": "9" * 300}),
    "next page elsewhere": lambda other: _answered([], headers=_link(f"{other}/api/models")),
    "redirect elsewhere": lambda other: _redirect(f"{other}/api/models"),
    "redirect to itself": lambda _: lambda c, r: _redirect(r.path)(c, r),
    "redirect to a file": lambda _: _redirect("file:///etc/passwd"),
    "long cursor": lambda _: _answered([], headers=_link("/api/models?cursor=" + "a" * 60_000)),
}
ENDED = frozenset({"rows that are no objects", "one row of many tags", "long text of wide letters"})
"""Kinds that harm nothing: the listing comes to its end."""
WAITED = frozenset({"endless pages", "wait a minute"})
"""Kinds that a patient job goes on with, in sight, until somebody cancels it."""
