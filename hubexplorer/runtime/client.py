"""Running models from a kernel: a connection to the model host, found again when it went away."""

from __future__ import annotations

import importlib.util
import itertools
import queue
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from hubexplorer.errors import (
    DataError,
    JobCanceled,
    MissingExtra,
    ServiceError,
    WorkerDied,
)
from hubexplorer.records import Answer
from hubexplorer.runtime import frames
from hubexplorer.runtime.requests import (
    ENDED,
    VERSION,
    HostStatus,
    RunEvent,
    RunRequest,
    answer_from_message,
    error_from_message,
    error_to_message,
)
from hubexplorer.services import Address

_STATUS_LIMIT_S = 10.0
_HELLO_LIMIT_S = 10.0
_HOST_ENDED = WorkerDied("the model host ended", hint="run again: it is started again")


class RunHandle:
    """One run: what became of it, and how to stop it."""

    def __init__(self, cancel: Callable[[], None], on_event: Callable[[RunEvent], None]) -> None:
        self._cancel = cancel
        self._on_event = on_event
        self._ended = threading.Event()
        self._last = RunEvent("queued")

    @property
    def state(self) -> str:
        """The kind of its latest event: queued, loading, running, result, failed, canceled."""
        return self._last.kind

    def cancel(self) -> None:
        """Want no answer any more; the last event says "canceled" unless it was there already."""
        self._cancel()

    def wait(self, timeout_s: float | None = None) -> Answer:
        """The answer, once it is there.

        Raises:
            RunError: no answer, by what kept the model from giving one.
            DataError: the input cannot be used.
            JobCanceled: somebody canceled it.
            TimeoutError: it still runs after `timeout_s`.
        """
        if not self._ended.wait(timeout_s):
            raise TimeoutError(f"no answer within {timeout_s:g} s; the run goes on")
        if self._last.kind == "canceled":
            raise JobCanceled("the run was canceled")
        if self._last.kind == "failed":
            raise error_from_message(self._last.data)
        return answer_from_message(self._last.data["answer"])

    def receive(self, event: RunEvent) -> None:
        """Take note of an event and pass it on; for the connection's reader."""
        if self._ended.is_set():
            return
        if event.kind != "part":
            self._last = event
        try:
            self._on_event(event)
        finally:
            if event.kind in ENDED:
                self._ended.set()


class ModelHost:
    """Runs models in the user's model host; safe to use from several threads."""

    def __init__(self, connect: Callable[[], Address]) -> None:
        """Nothing is started or connected before the first run.

        Args:
            connect: finds or starts the service; called again after it went away.
        """
        self._find = connect
        self._lock = threading.Lock()
        self._has_torch = False
        self._connection: _Connection | None = None

    def run(self, request: RunRequest, on_event: Callable[[RunEvent], None]) -> RunHandle:
        """Start a run and return at once.

        Args:
            on_event: called with each event, the last one included, in the reader's thread;
                it must not wait for a run.

        Raises:
            MissingExtra: models cannot be run by this installation.
            ServiceError: the model host cannot be reached or started.
            DataError: the input is larger than a message may be.
        """
        if not self._has_torch:  # looked for once: it takes longer than a message's way
            if importlib.util.find_spec("torch") is None:
                raise MissingExtra("run", what="Running models")
            self._has_torch = True
        return self._connected().run(request, on_event)

    def status(self) -> HostStatus:
        """What the host holds now; starts it where it does not run.

        Raises:
            ServiceError: it cannot be reached or started.
        """
        return self._connected().status()

    def close(self) -> None:
        """Leave; runs that have not ended are canceled by the host."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _connected(self) -> _Connection:
        with self._lock:
            if self._connection is None or not self._connection.is_open:
                self._connection = _Connection(self._find())
            return self._connection


class _Connection:
    """One connection, with the thread that reads it."""

    def __init__(self, address: Address) -> None:
        self.is_open = True
        self._lock = threading.Lock()
        self._ids = itertools.count(1)
        self._listeners: dict[int, Callable[[RunEvent], None]] = {}
        self._sock = _open(address)
        threading.Thread(target=self._read, name="hubexplorer-models", daemon=True).start()

    def run(self, request: RunRequest, on_event: Callable[[RunEvent], None]) -> RunHandle:
        head, arrays = request.to_message()
        number = next(self._ids)
        handle = RunHandle(lambda: self._cancel(number), on_event)
        self._listeners[number] = handle.receive
        self._send({"op": "run", "id": number, **head}, arrays)
        return handle

    def status(self) -> HostStatus:
        answers: queue.SimpleQueue[RunEvent] = queue.SimpleQueue()
        number = next(self._ids)
        self._listeners[number] = answers.put
        self._send({"op": "status", "id": number})
        try:
            event = answers.get(timeout=_STATUS_LIMIT_S)
        except queue.Empty:
            raise ServiceError(f"the model host is silent for {_STATUS_LIMIT_S:g} s") from None
        finally:
            self._listeners.pop(number, None)
        if event.kind == "failed":
            raise ServiceError("the model host ended", hint="try again: it is started again")
        return HostStatus.from_message(event.data)

    def close(self) -> None:
        with suppress(OSError):  # the host may have gone already
            self._sock.shutdown(socket.SHUT_RDWR)

    def _cancel(self, number: int) -> None:
        if number in self._listeners:
            self._send({"op": "cancel", "id": number})

    def _send(self, head: Mapping[str, Any], arrays: Any = ()) -> None:
        try:
            with self._lock:
                frames.send(self._sock, head, arrays)
        except frames.FrameError as error:
            self._listeners.pop(int(head["id"]), None)
            raise DataError(f"the input is too large: {error}", hint="send less") from None
        except OSError:
            self._end()

    def _read(self) -> None:
        reader = frames.Reader(self._sock)
        try:
            while True:
                head = reader.next().head
                self._dispatch(int(head["id"]), RunEvent(head["kind"], head["data"]))
        except (EOFError, OSError, frames.FrameError):
            pass  # closed from either side
        finally:  # also where a listener raises: nobody shall wait for what nobody reads
            self._end()
            self._sock.close()

    def _dispatch(self, number: int, event: RunEvent) -> None:
        is_last = event.kind in ENDED
        listener = self._listeners.pop(number, None) if is_last else self._listeners.get(number)
        if listener is not None:
            listener(event)

    def _end(self) -> None:
        """Tell all that still wait that nothing will come."""
        self.is_open = False
        for number in list(self._listeners):
            self._dispatch(number, RunEvent("failed", error_to_message(_HOST_ENDED)))


def _open(address: Address) -> socket.socket:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.settimeout(_HELLO_LIMIT_S)
    try:
        sock.connect(address.endpoint)
        frames.send(sock, {"v": VERSION, "secret": address.secret})
        reply = frames.receive(sock).head
    except (EOFError, OSError, frames.FrameError) as error:
        sock.close()
        raise ServiceError(f"the model host cannot be reached: {error}") from None
    if not reply.get("ok"):
        sock.close()
        raise ServiceError(f"the model host refused this client: {reply.get('reason')}")
    sock.settimeout(None)
    return sock
