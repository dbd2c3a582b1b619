"""Waiting for what another process or thread is about to do."""

from __future__ import annotations

import time
from collections.abc import Callable


def until(is_so: Callable[[], object], timeout_s: float = 30.0) -> float:
    """Seconds until it was so; fails after `timeout_s`."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < timeout_s, "it never came to be so"
        time.sleep(0.005)
    return time.monotonic() - began
