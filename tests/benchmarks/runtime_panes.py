"""Four panes at 200 tokens a second through the host's way to a kernel: all there, and in time.

The tokens come from threads instead of models, which on few cores would write one after the other.
"""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from hubexplorer.records import ModelRef
from hubexplorer.runtime import frames
from hubexplorer.runtime.client import ModelHost
from hubexplorer.runtime.outbox import Outbox
from hubexplorer.runtime.requests import RunEvent, RunRequest
from hubexplorer.services import Address
from tests.benchmarks.report import Figure

_PANES, _TOKENS_A_SECOND, _SECONDS = 4, 200, 5
_REF = ModelRef("embedded", "demo/pane", "0" * 40)


def figures(base: Path) -> Iterator[Figure]:
    """Every token is a message of its own, more than a host sends."""
    path = base / "panes"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen(1)
        threading.Thread(target=_write, args=(listener,), daemon=True).start()
        host = ModelHost(lambda: Address("panes", 0, 0.0, str(path), "", ""))
        lags: list[list[float]] = [[] for _ in range(_PANES)]
        ended = [threading.Event() for _ in range(_PANES)]
        in_order = [itertools.count() for _ in range(_PANES)]
        wrong = []

        def note(pane: int, event: RunEvent) -> None:
            if event.kind == "failed":
                ended[pane].set()
            elif event.kind == "part":
                lags[pane].append(time.monotonic() - event.data["sent_s"])
                if event.data["number"] != next(in_order[pane]):
                    wrong.append(pane)

        request = RunRequest(_REF, base, {}, "", {"text": ""})
        for pane in range(_PANES):
            host.run(request, lambda event, pane=pane: note(pane, event))
        for one in ended:
            one.wait(60)
        host.close()
    sent = _PANES * _TOKENS_A_SECOND * _SECONDS
    got = [lag for pane in lags for lag in pane]
    yield Figure("4 panes x 200 tokens/s for 5 s: lost", sent - len(got), "tokens", 0)
    yield Figure("4 panes x 200 tokens/s for 5 s: out of order", len(wrong), "tokens", 0)
    yield Figure("4 panes x 200 tokens/s for 5 s: longest lag", max(got), "s", 0.5)


def _write(listener: socket.socket) -> None:
    sock, _ = listener.accept()
    frames.receive(sock)
    outbox = Outbox(sock)
    outbox.put({"ok": True})
    for _ in range(_PANES):
        number = frames.receive(sock).head["id"]
        threading.Thread(target=_pane, args=(outbox, number), daemon=True).start()


def _pane(outbox: Outbox, number: int) -> None:
    start_s = time.monotonic()
    for token in range(_TOKENS_A_SECOND * _SECONDS):
        time.sleep(max(0.0, start_s + token / _TOKENS_A_SECOND - time.monotonic()))
        data = {"number": token, "sent_s": time.monotonic(), "text": "word "}
        outbox.put({"id": number, "kind": "part", "data": data})
    ended = {"error": "RunError", "message": "the pane is full"}
    outbox.put({"id": number, "kind": "failed", "data": ended})
