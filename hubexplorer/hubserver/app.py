"""The hub as an ASGI application."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from hubexplorer.hubserver.exchange import (
    FilePart,
    Reply,
    Request,
    parse_query,
    parse_segments,
    refusal_reply,
)
from hubexplorer.hubserver.refusals import BodyTooLarge, Misdirected, Refusal
from hubexplorer.hubserver.router import answer
from hubexplorer.hubserver.store import HubStore

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_MAX_BODY_BYTES = 8 << 20
_CHUNK_BYTES = 1 << 20


class HubApp:
    """Answers HTTP for one store; made by `hub_app`."""

    def __init__(self, store: HubStore, allowed_hosts: frozenset[str]) -> None:
        self._store = store
        self._allowed_hosts = allowed_hosts
        self._last_request_s = time.monotonic()

    def last_request(self) -> float:
        """When the hub was last busy with a request, on the monotonic clock."""
        return self._last_request_s

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError(f"only HTTP is served here, not {scope['type']}")
        self._last_request_s = time.monotonic()
        try:
            reply = await self._answered(scope, receive)
        except Refusal as refusal:
            reply = refusal_reply(refusal)
        if isinstance(reply.body, FilePart) and scope["method"] != "HEAD":
            await self._send_file(reply, reply.body, receive, send)
        else:
            await send(_start(reply))
            body = b"" if scope["method"] == "HEAD" else reply.body
            await send({"type": "http.response.body", "body": body})

    async def _answered(self, scope: Message, receive: Receive) -> Reply:
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        self._check_host(scope, headers)
        request = Request(
            method=scope["method"],
            segments=parse_segments(scope["raw_path"].partition(b"?")[0]),
            query=parse_query(scope["query_string"]),
            headers=headers,
            body=await _body(receive, headers.get("content-length", "0")),
        )
        return await asyncio.to_thread(answer, self._store, request)

    def _check_host(self, scope: Message, headers: Mapping[str, str]) -> None:
        """Refuse a page of some other site whose name was pointed at this address."""
        count = sum(name == b"host" for name, _ in scope["headers"])
        host = headers.get("host", "").lower()
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        if count != 1 or not {host, name.strip("[]")} & self._allowed_hosts:
            raise Misdirected("This hub does not answer to that name")

    async def _send_file(self, reply: Reply, part: FilePart, receive: Receive, send: Send) -> None:
        file = await asyncio.to_thread(_opened_at, part)
        # The request is read whole: what comes next is that the client is gone.
        leaving = asyncio.ensure_future(receive())
        try:
            await send(_start(reply))
            left = part.length
            while not leaving.done():
                chunk = await asyncio.to_thread(file.read, min(left, _CHUNK_BYTES))
                left -= len(chunk)
                self._last_request_s = time.monotonic()
                await send({"type": "http.response.body", "body": chunk, "more_body": left > 0})
                if left == 0 or not chunk:
                    return
        finally:
            leaving.cancel()
            file.close()


def hub_app(store: HubStore, *, allowed_hosts: frozenset[str]) -> HubApp:
    """The ASGI application that serves a store.

    Args:
        allowed_hosts: names in the Host header that are answered, each with or without a port;
            all others are refused, so that no web page can reach the hub through a name of its own.
    """
    return HubApp(store, frozenset(host.lower() for host in allowed_hosts))


async def _body(receive: Receive, declared: str) -> bytes:
    # A client that says beforehand that it is too much gets its answer before it has sent it.
    if len(declared) > 9 or int(declared) > _MAX_BODY_BYTES:
        raise BodyTooLarge(f"the body is larger than {_MAX_BODY_BYTES} bytes")
    parts = BytesIO()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        parts.write(message.get("body", b""))
        if parts.tell() > _MAX_BODY_BYTES:
            raise BodyTooLarge(f"the body is larger than {_MAX_BODY_BYTES} bytes")
        if not message.get("more_body"):
            return parts.getvalue()


def _start(reply: Reply) -> Message:
    headers = {
        "Content-Length": str(reply.length),
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        **reply.headers,
    }
    raw = [
        (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()
    ]
    return {"type": "http.response.start", "status": reply.status, "headers": raw}


def _opened_at(part: FilePart) -> IO[bytes]:
    file = part.file.open("rb") if isinstance(part.file, Path) else part.file
    file.seek(part.start)
    return file
