"""The listening half: uvicorn in the calling thread, until stopped or idle."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn

from hubexplorer.errors import ServiceError

_TICK_S = 0.05
_SHUTDOWN_GRACE_S = 2
_BACKLOG = 512


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to whoever owns the process; `stopping` is how it asks."""
        yield


def serve_app(
    app: Any,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    on_ready: Callable[[str], None],
    stopping: threading.Event,
    idle_s: float,
    last_request: Callable[[], float],
) -> None:
    """Serve an ASGI application until `stopping` is set or nobody asked for `idle_s`.

    Args:
        port: 0 takes a free one.
        on_ready: called once with the address ("http://127.0.0.1:PORT") as soon as it answers.
        last_request: when the application was last busy, on the monotonic clock.

    Raises:
        ServiceError: the address cannot be listened on.
    """
    config = uvicorn.Config(
        app,
        http="httptools",
        ws="none",
        loop="asyncio",
        lifespan="off",
        interface="asgi3",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=_SHUTDOWN_GRACE_S,
    )
    with _listening(host, port) as listener:
        url = f"http://{host}:{listener.getsockname()[1]}"

        def is_over() -> bool:
            return stopping.is_set() or time.monotonic() - last_request() > idle_s

        asyncio.run(_serve(_Server(config), listener, lambda: on_ready(url), is_over))


def _listening(host: str, port: int) -> socket.socket:
    # With the protocol named, asyncio switches Nagle's algorithm off for what it accepts; without
    # it every small answer waits some 40 ms for the client's delayed acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
        return listener
    except OSError as error:
        listener.close()
        raise ServiceError(
            f"cannot listen on {host}:{port}: {error.strerror}", hint="choose another port, or 0"
        ) from error


async def _serve(
    server: uvicorn.Server,
    listener: socket.socket,
    on_ready: Callable[[], None],
    is_over: Callable[[], bool],
) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started and not serving.done():
        await asyncio.sleep(_TICK_S / 10)
    if server.started:
        on_ready()
    while not serving.done():
        server.should_exit = server.should_exit or is_over()
        await asyncio.wait({serving}, timeout=_TICK_S)
    await serving
