"""One run as the model host keeps it, from its client's request to its last event."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from hubexplorer.runtime.requests import ENDED, RunRequest


class CallCanceled(Exception):
    """Whoever asked wants no answer any more."""


class HostCall:
    """A run, and how its client hears of it."""

    def __init__(
        self, number: int, request: RunRequest, send: Callable[[str, Mapping[str, Any]], None]
    ) -> None:
        """A run that nobody carries out yet.

        Args:
            number: unique in this host.
            send: takes an event (kind, data) to the client.
        """
        self.number = number
        self.request = request
        self._send = send
        self.canceled_s: float | None = None
        """On the monotonic clock, when its client took it back."""
        self._lock = threading.Lock()
        self._is_ended = False

    @property
    def is_canceled(self) -> bool:
        """Whether its client wants no answer any more."""
        return self.canceled_s is not None

    def tell(self, kind: str, data: Mapping[str, Any]) -> None:
        """Send an event; what would come after the last one is dropped."""
        with self._lock:
            if not self._is_ended:
                self._is_ended = kind in ENDED
                self._send(kind, data)

    def cancel(self) -> None:
        """Tell the client at once that it is over, and the model's thread to stop."""
        if self.canceled_s is None:
            self.canceled_s = time.monotonic()
        self.tell("canceled", {})

    def check(self) -> None:
        """Raise CallCanceled if it was canceled."""
        if self.is_canceled:
            raise CallCanceled
