"""Collects the events of runs and waits for them, without sleeping for fixed times."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable

from hubexplorer.runtime.requests import RunEvent


class Events:
    """What a run's `on_event` was told."""

    def __init__(self) -> None:
        self.all: list[RunEvent] = []
        self._new: queue.SimpleQueue[RunEvent] = queue.SimpleQueue()

    def __call__(self, event: RunEvent) -> None:
        self.all.append(event)
        self._new.put(event)

    @property
    def kinds(self) -> list[str]:
        return [event.kind for event in self.all]

    def wait_for(self, kind: str, timeout_s: float = 30.0) -> RunEvent:
        deadline = time.monotonic() + timeout_s
        while True:
            event = self._new.get(timeout=deadline - time.monotonic())
            if event.kind == kind:
                return event


def eventually(claim: Callable[[], object], timeout_s: float = 10.0) -> None:
    """Fail unless the claim comes true in time."""
    deadline = time.monotonic() + timeout_s
    while not claim():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)
