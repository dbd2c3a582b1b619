"""Messages on their way to one client, so that a client that reads slowly delays nobody."""

from __future__ import annotations

import socket
import threading
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from hubexplorer.runtime import frames

_MAX_WAITING = 10_000


class Outbox:
    """Sends frames in order: at once while the client reads them, else from a thread of its own."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._changed = threading.Condition()
        self._waiting: deque[bytes | memoryview] = deque()
        self._is_open = True
        self._thread: threading.Thread | None = None

    def put(self, message: Mapping[str, Any]) -> None:
        """Send now or soon. A client that has left thousands unread is disconnected."""
        data: bytes | memoryview
        try:
            data = frames.encoded(message)
        except frames.FrameError as error:
            failed = {"error": "DataError", "message": f"the answer is too large: {error}"}
            data = frames.encoded({"id": message["id"], "kind": "failed", "data": failed})
        with self._changed:
            if not self._waiting:
                data = self._unsent(data)
            if not data or not self._is_open:
                return
            if len(self._waiting) >= _MAX_WAITING:
                self._disconnect()
                return
            self._waiting.append(data)
            self._changed.notify()
            if self._thread is None:
                self._thread = threading.Thread(target=self._send, daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Send nothing more."""
        with self._changed:
            self._disconnect()

    def _unsent(self, data: bytes) -> bytes | memoryview:
        """What of it the client's buffer has no room for now."""
        try:
            sent = self._sock.send(data, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return data
        except OSError:  # it left; its session's reader sees so, too
            self._disconnect()
            return b""
        return memoryview(data)[sent:]

    def _send(self) -> None:
        while True:
            with self._changed:
                while self._is_open and not self._waiting:
                    self._changed.wait()
                if not self._is_open:
                    return
                data = self._waiting[0]
            try:
                self._sock.sendall(data)
            except OSError:
                return
            with self._changed:
                self._waiting.popleft()  # only now, so that nothing overtakes it

    def _disconnect(self) -> None:
        """Under the lock: end the thread, and the session by its reader."""
        self._is_open = False
        self._changed.notify_all()
        with suppress(OSError):  # it may have left already
            self._sock.shutdown(socket.SHUT_RDWR)
