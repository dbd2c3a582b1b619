"""One model in one process: loads it, answers calls, ends with its socket.

One thread reads (so that pings and cancels are seen while a model computes), the main thread
executes. Every request and every answer is a frame; `workers` is the host's side of it.
"""

from __future__ import annotations

import os
import queue
import socket
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from hubexplorer.errors import HubExplorerError, OutOfMemory, RunError
from hubexplorer.runtime import frames, sandbox, tasks
from hubexplorer.runtime.growth import Growth
from hubexplorer.runtime.tasks.base import Call, Loading, Runner

_MAX_MESSAGE = 2000
_NO_MEMORY = ("can't allocate memory", "out of memory", "cannot allocate memory")


class Canceled(Exception):
    """The caller wants no answer any more."""


class _Worker:
    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._sending = threading.Lock()
        self._requests: queue.SimpleQueue[frames.Frame] = queue.SimpleQueue()
        self._canceled: set[int] = set()
        self._growth = Growth()
        self._runner: Runner | None = None
        self._load_peak_bytes = 0

    def tell(self, **event: Any) -> None:
        with self._sending:
            frames.send(self._sock, event)

    def read(self) -> None:
        """The reader thread: until the host closes the socket, which ends the process."""
        try:
            while True:
                frame = frames.receive(self._sock)
                if frame.head["op"] == "ping":
                    self.tell(event="pong")
                elif frame.head["op"] == "cancel":
                    self._canceled.add(frame.head["id"])
                else:
                    self._requests.put(frame)
        except (EOFError, OSError, MemoryError, frames.FrameError):
            os._exit(0)

    def execute(self) -> NoReturn:
        """The main thread: one request after the other."""
        while True:
            frame = self._requests.get()
            try:
                if frame.head["op"] == "load":
                    self._load(frame.head)
                else:
                    self._call(frame)
            except Canceled:
                self.tell(event="canceled")
            except HubExplorerError as error:
                self._fail(type(error).__name__, error.message, error.hint)
            except Exception as error:  # noqa: BLE001  what a model raises is its answer
                if _is_out_of_memory(error):
                    self._fail(
                        OutOfMemory.__name__,
                        "it needs more memory than it was given",
                        "give models more memory (HUBEXPLORER_BUDGET) or choose a smaller one",
                    )
                else:
                    self._fail(RunError.__name__, f"{type(error).__name__}: {error}", "")

    def _fail(self, error: str, message: str, hint: str) -> None:
        self.tell(event="failed", error=error, message=message[:_MAX_MESSAGE], hint=hint)

    def _load(self, head: Mapping[str, Any]) -> None:
        from hubexplorer.runtime import loading

        start = time.perf_counter()
        if head["device"] == "cpu":
            sandbox.limit_address_space(head["allowance_bytes"])
        loading.set_threads(head["threads"])
        folder = Path(head["folder"])
        runs_code = bool(head["runs_code"])
        config = (
            loading.own_config(folder)
            if runs_code
            else loading.checked_config(loading.read_config(folder))
        )
        mark = self._growth.mark_peak()
        task = tasks.all_tasks()[head["task"]]
        self._runner = task.load(
            Loading(
                folder,
                config,
                head["device"],
                bool(head["has_safetensors"]),
                runs_code,
                str(head["dtype"]),
            )
        )
        grown = self._growth.loaded([(folder / path).resolve() for path in head["weights"]])
        self._load_peak_bytes = self._growth.peak_since(mark)
        self.tell(
            event="loaded",
            load_s=time.perf_counter() - start,
            grown_bytes=grown,
            dtype=self._runner.dtype,
        )

    def _call(self, frame: frames.Frame) -> None:
        from hubexplorer.runtime import loading

        assert self._runner is not None  # the host calls only what it has loaded
        head = frame.head
        names = head["binary"]
        binary = {name: array.tobytes() for name, array in zip(names, frame.arrays, strict=True)}

        def check() -> None:
            if head["id"] in self._canceled:
                raise Canceled

        def emit(part: Mapping[str, Any]) -> None:
            check()
            self.tell(event="part", part=dict(part))

        check()
        loading.set_threads(head["threads"])
        mark = self._growth.mark_peak()
        start = time.perf_counter()
        output = self._runner.run(Call({**head["inputs"], **binary}, head["settings"], check, emit))
        latency_s = time.perf_counter() - start
        peak = max(self._load_peak_bytes, self._growth.peak_since(mark))
        pace = output.pop("pace", {})
        self.tell(event="result", output=output, latency_s=latency_s, peak_bytes=peak, pace=pace)


def serve(sock: socket.socket, connections: sandbox.Connections) -> NoReturn:
    """Be the worker on the other end of `sock`, in a process just forked."""
    worker = _Worker(sock)

    def report(address: str) -> None:
        sandbox.log_refused(address)
        worker.tell(event="refused", address=address)

    connections.report = report
    threading.Thread(target=worker.read, daemon=True).start()
    try:
        worker.execute()
    finally:  # never back into the nursery's code, whose process this once was
        os._exit(1)


def _is_out_of_memory(error: Exception) -> bool:
    text = str(error).lower()
    return isinstance(error, MemoryError) or any(sign in text for sign in _NO_MEMORY)
