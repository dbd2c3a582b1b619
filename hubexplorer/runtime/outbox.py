"""Messages on their way to one client, so that a client that reads slowly delays nobody."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from hubexplorer.runtime import frames

_MAX_WAITING = 10_000


class Outbox:
    """Sends frames in order from a thread of its own."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._waiting: queue.Queue[Mapping[str, Any] | None] = queue.Queue(_MAX_WAITING)
        threading.Thread(target=self._send, daemon=True).start()

    def put(self, message: Mapping[str, Any]) -> None:
        """Send soon. A client that has left thousands unread is disconnected."""
        try:
            self._waiting.put_nowait(message)
        except queue.Full:
            self._disconnect()

    def close(self) -> None:
        """Send nothing more."""
        self._disconnect()
        with suppress(queue.Full):  # full: the thread is about to fail at the closed socket
            self._waiting.put_nowait(None)

    def _send(self) -> None:
        while (message := self._waiting.get()) is not None:
            try:
                frames.send(self._sock, message)
            except frames.FrameError as error:
                failed = {"error": "DataError", "message": f"the answer is too large: {error}"}
                self.put({"id": message["id"], "kind": "failed", "data": failed})
            except OSError:
                return

    def _disconnect(self) -> None:
        with suppress(OSError):  # it may have left already
            self._sock.shutdown(socket.SHUT_RDWR)
