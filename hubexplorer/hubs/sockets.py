"""Sockets that keep to a deadline: the layer under `transport`, where bytes move.

An HTTP client's own timeouts count silence between two reads, so a server that drips one byte
a second is never late. Here each read, write, connect and name lookup also knows how much of
the whole call's time is left, and looks for a cancellation ten times a second.
"""

from __future__ import annotations

import queue
import re
import socket
import ssl
import threading
import urllib.request
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, cast

import httpcore2
import httpx2

from hubexplorer.errors import BudgetExceeded, HubExplorerError, HubUnreachable, JobCanceled
from hubexplorer.hubs.origins import Origin, is_loopback

_SLICE_S = 0.1
_KEEP_ALIVE_S = 4.0
_ERRNO = re.compile(r"^\[Errno -?\d+\] ")
_HINT = "see that its address is right and that this machine is connected"


class Deadline:
    """How long one call may still take, and whether somebody canceled it."""

    def __init__(
        self, total_s: float, *, canceled: Callable[[], bool], clock: Callable[[], float]
    ) -> None:
        self.total_s = total_s
        self._canceled = canceled
        self._clock = clock
        self._end = clock() + total_s

    def left_s(self) -> float:
        """Seconds left, above zero.

        Raises:
            BudgetExceeded: none are left.
            JobCanceled: somebody canceled the call.
        """
        if self._canceled():
            raise JobCanceled("canceled")
        left_s = self._end - self._clock()
        if left_s <= 0:
            raise BudgetExceeded(f"the hub did not finish its answer within {self.total_s:g} s")
        return left_s

    def sleep(self, wait_s: float) -> None:
        """Wait, ending early when canceled or late."""
        end = self._clock() + wait_s
        pause = threading.Event()
        while (rest_s := end - self._clock()) > 0:
            pause.wait(min(_SLICE_S, rest_s, self.left_s()))


class GuardedSockets:
    """A connection pool whose every wait obeys the deadline of the call it serves.

    Args:
        origin: where requests go; says whether a proxy of the environment applies.
        connect_s: longest wait for a connection to open.
        read_s: longest silence.
        offline: refuse every host but loopback before a socket is opened.
    """

    def __init__(
        self,
        origin: Origin,
        *,
        connect_s: float,
        read_s: float,
        offline: bool,
        clock: Callable[[], float],
    ) -> None:
        self._backend = _GuardedBackend(offline=offline, clock=clock)
        is_secure = origin.scheme == "https"
        self._pool = httpcore2.ConnectionPool(
            # Made here once, else for each connection and out of its call's time.
            ssl_context=httpcore2.default_ssl_context() if is_secure else None,
            proxy=None if offline else _proxy_of(origin),
            keepalive_expiry=_KEEP_ALIVE_S,
            network_backend=self._backend,
        )
        # A kernel forgets hubs more often than it closes them; sockets are not left to warn.
        weakref.finalize(self, self._pool.close)
        self._timeouts = {"connect": connect_s, "read": read_s, "write": read_s, "pool": read_s}
        self._is_closed = False

    @contextmanager
    def send(self, request: httpx2.Request, deadline: Deadline) -> Iterator[httpx2.Response]:
        """The answer to one request, its body not read yet; closed at the end of the block.

        Raises:
            HubUnreachable: no connection, or it broke.
            BudgetExceeded: silence, or the deadline passed.
            JobCanceled: somebody canceled the call.
        """
        with self._backend.under(deadline), _plain_errors(request):
            answer = self._pool.handle_request(
                httpcore2.Request(
                    method=request.method,
                    url=httpcore2.URL(
                        scheme=request.url.raw_scheme,
                        host=request.url.raw_host,
                        port=request.url.port,
                        target=request.url.raw_path,
                    ),
                    headers=request.headers.raw,
                    content=request.content,
                    extensions={"timeout": self._timeouts},
                )
            )
            body = _Body(cast("Iterable[bytes]", answer.stream), answer.close)
            try:
                yield httpx2.Response(answer.status, headers=answer.headers, stream=body)
            finally:
                body.close()
                if self._is_closed:  # maybe while this connection opened: the pool then forgot it
                    answer.extensions["network_stream"].close()

    def close(self) -> None:
        self._is_closed = True
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, chunks: Iterable[bytes], close: Callable[[], None]) -> None:
        self._chunks = chunks
        self._close = close

    def __iter__(self) -> Iterator[bytes]:
        yield from self._chunks

    def close(self) -> None:
        self._close()


class _GuardedBackend(httpcore2.NetworkBackend):
    def __init__(self, *, offline: bool, clock: Callable[[], float]) -> None:
        self._plain = httpcore2.SyncBackend()
        self._offline = offline
        self.clock = clock
        # A pooled connection serves many calls; each thread has one call under way at a time.
        self._calls = threading.local()

    @contextmanager
    def under(self, deadline: Deadline) -> Iterator[None]:
        outer = getattr(self._calls, "deadline", None)
        self._calls.deadline = deadline
        try:
            yield
        finally:
            self._calls.deadline = outer

    @property
    def deadline(self) -> Deadline:
        deadline: Deadline = self._calls.deadline
        return deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        if self._offline and not is_loopback(host):
            raise HubUnreachable(
                f"offline: no connection to {host}", hint="unset HUBEXPLORER_OFFLINE to allow it"
            )
        end = self.clock() + (timeout or self.deadline.left_s())
        failure: httpcore2.NetworkError | httpcore2.TimeoutException
        failure = httpcore2.ConnectTimeout(f"no address for {host} in time")
        for address in _addresses(host, port, min(end - self.clock(), self.deadline.left_s())):
            rest_s = min(end - self.clock(), self.deadline.left_s())
            if rest_s <= 0:
                break
            try:
                stream = self._plain.connect_tcp(
                    address, port, rest_s, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _GuardedStream(stream, self)
        raise failure

    def sleep(self, seconds: float) -> None:
        self.deadline.sleep(seconds)


class _GuardedStream(httpcore2.NetworkStream):
    def __init__(self, stream: httpcore2.NetworkStream, backend: _GuardedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        clock, deadline = self._backend.clock, self._backend.deadline
        silent_until = clock() + (timeout or deadline.left_s())
        while True:
            try:
                return self._stream.read(max_bytes, min(_SLICE_S, deadline.left_s()))
            except httpcore2.ReadTimeout:
                if clock() >= silent_until:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        left_s = self._backend.deadline.left_s()
        self._stream.write(buffer, min(timeout or left_s, left_s))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        try:
            left_s = self._backend.deadline.left_s()
        except HubExplorerError:
            self.close()  # the connection is not in the pool yet: nobody else would
            raise
        secured = self._stream.start_tls(
            ssl_context, server_hostname, min(timeout or left_s, left_s)
        )
        return _GuardedStream(secured, self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _addresses(host: str, port: int, timeout_s: float) -> list[str]:
    """The addresses of `host`, or none where the name server took longer than `timeout_s`."""
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except OSError as error:
            answers.put(error)

    # getaddrinfo has no timeout of its own; a late one is left behind in its daemon thread.
    threading.Thread(target=look_up, name="hubexplorer-lookup", daemon=True).start()
    try:
        answer = answers.get(timeout=max(timeout_s, 0.001))
    except queue.Empty:
        return []
    if isinstance(answer, OSError):
        raise httpcore2.ConnectError(str(answer))
    return answer


def _proxy_of(origin: Origin) -> httpcore2.Proxy | None:
    address = urllib.request.getproxies().get(origin.scheme)
    if not address or origin.is_loopback or urllib.request.proxy_bypass(origin.host):
        return None
    proxy = httpx2.Proxy(address if "://" in address else f"http://{address}")
    return httpcore2.Proxy(str(proxy.url), auth=proxy.raw_auth)


@contextmanager
def _plain_errors(request: httpx2.Request) -> Iterator[None]:
    """Turn the client library's errors into ours, without the URL: it may hold a secret."""
    host = request.url.host
    try:
        yield
    except (httpcore2.ReadTimeout, httpcore2.WriteTimeout, httpcore2.PoolTimeout):
        raise BudgetExceeded(f"{host} went silent in the middle of an answer") from None
    except httpcore2.ConnectTimeout:
        raise HubUnreachable(f"{host} did not accept a connection in time", hint=_HINT) from None
    except httpcore2.ConnectError as error:
        why = _ERRNO.sub("", str(error)).rstrip(".") or "no connection"
        raise HubUnreachable(
            f"{host} cannot be reached: {why[0].lower()}{why[1:]}", hint=_HINT
        ) from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.ProxyError) as error:
        raise HubUnreachable(f"the connection to {host} failed: {error}", hint=_HINT) from None
    except httpx2.DecodingError:
        raise HubUnreachable(f"{host} sent a damaged compressed answer") from None
    except ssl.SSLError as error:
        raise HubUnreachable(f"no secure connection to {host}: {error}") from None
