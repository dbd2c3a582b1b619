"""What screens over a job share: its state, sent while it goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

FLUSH_S = 0.25


class Follower:
    """Sends a run's view while its status is running, from one thread however often asked."""

    def __init__(
        self, view: Callable[[], Mapping[str, Any]], send: Callable[[Mapping[str, Any]], None]
    ) -> None:
        self._view = view
        self._send = send
        self._is_at_work = threading.Event()

    def start(self) -> None:
        if self._is_at_work.is_set():
            return
        self._is_at_work.set()
        threading.Thread(target=self._follow, daemon=True).start()

    def _follow(self) -> None:
        pause = threading.Event()
        try:
            while True:
                view = self._view()
                self._send(view)
                if view["status"] != "running":
                    return
                pause.wait(FLUSH_S)
        finally:
            self._is_at_work.clear()
