"""One model in one process: loads it, answers calls, ends with its socket.

One thread reads and executes: between two steps of a call it looks whether the call was canceled.
Every request and every answer is a frame; `workers` is the host's side of it.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from hubexplorer.errors import HubExplorerError, OutOfMemory, RunError
from hubexplorer.runtime import frames, sandbox
from hubexplorer.runtime.growth import Growth
from hubexplorer.runtime.task import Call, Loading, Runner
from hubexplorer.runtime.tasks import registry

if TYPE_CHECKING:
    from hubexplorer.runtime.accelerators import DeviceGrowth

_MAX_MESSAGE = 2000
_NO_MEMORY = ("can't allocate memory", "out of memory", "cannot allocate memory")


class Canceled(Exception):
    """The caller wants no answer any more."""


class _Worker:
    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._reader = frames.Reader(sock)
        self._sending = threading.Lock()  # a model's own threads tell of refused addresses
        self._growth: Growth | DeviceGrowth = Growth()
        self._runner: Runner | None = None
        self._load_peak_bytes = 0
        self._mark = 0

    def tell(self, **event: Any) -> None:
        with self._sending:
            frames.send(self._sock, event)

    def execute(self) -> None:
        """One request after the other, until the host closes the socket."""
        while True:
            try:
                frame = self._reader.next()
            except (EOFError, OSError, MemoryError, frames.FrameError):
                return
            if frame.head["op"] != "cancel":  # else what it was for has ended
                self._answer(frame)

    def _answer(self, frame: frames.Frame) -> None:
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
        # After the answer, which nobody shall wait for longer than needed.
        self._mark = self._growth.mark_peak()

    def _is_canceled(self, number: int) -> bool:
        """Whether the host has taken back the call that runs; ends the process with the host."""
        try:
            while (frame := self._reader.within(0)) is not None:
                if frame.head["op"] == "cancel" and frame.head["id"] == number:
                    return True
        except (EOFError, OSError, frames.FrameError):
            os._exit(0)
        return False

    def _fail(self, error: str, message: str, hint: str) -> None:
        self.tell(event="failed", error=error, message=message[:_MAX_MESSAGE], hint=hint)

    def _load(self, head: Mapping[str, Any]) -> None:
        from hubexplorer.runtime import loading

        start = time.perf_counter()
        device, allowance_bytes = head["device"], head["allowance_bytes"]
        if device == "cpu":
            sandbox.limit_address_space(allowance_bytes)
        else:
            from hubexplorer.runtime import accelerators

            accelerators.prepare(device, allowance_bytes)
            self._growth = accelerators.DeviceGrowth(device)
        loading.set_threads(head["threads"])
        folder = Path(head["folder"])
        runs_code = bool(head["runs_code"])
        config = (
            loading.own_config(folder)
            if runs_code
            else loading.checked_config(loading.read_config(folder))
        )
        mark = self._growth.mark_peak()
        task = registry.all_tasks()[head["task"]]
        self._runner = task.load(
            Loading(
                folder,
                config,
                head["device"],
                bool(head["has_safetensors"]),
                runs_code,
                str(head["dtype"]),
                folder / head["adapter"] if head["adapter"] else None,
                Path(head["export"]) if head["export"] else None,
            )
        )
        grown = self._growth.loaded([(folder / path).resolve() for path in head["weights"]])
        self._load_peak_bytes = self._growth.peak_since(mark)
        self.tell(
            event="loaded",
            load_s=time.perf_counter() - start,
            grown_bytes=grown,
            dtype=self._runner.dtype,
            speedup=self._runner.speedup,
        )

    def _call(self, frame: frames.Frame) -> None:
        from hubexplorer.runtime import loading

        assert self._runner is not None  # the host calls only what it has loaded
        head = frame.head
        names = head["binary"]
        binary = {name: array.tobytes() for name, array in zip(names, frame.arrays, strict=True)}

        def check() -> None:
            if self._is_canceled(head["id"]):
                raise Canceled

        def emit(part: Mapping[str, Any]) -> None:
            check()
            self.tell(event="part", part=dict(part))

        check()
        loading.set_threads(head["threads"])
        start = time.perf_counter()
        output = self._runner.run(Call({**head["inputs"], **binary}, head["settings"], check, emit))
        latency_s = time.perf_counter() - start
        peak = max(self._load_peak_bytes, self._growth.peak_since(self._mark))
        pace = output.pop("pace", {})
        self.tell(event="result", output=output, latency_s=latency_s, peak_bytes=peak, pace=pace)


def serve(sock: socket.socket, connections: sandbox.Connections) -> NoReturn:
    """Be the worker on the other end of `sock`, in a process just forked."""
    worker = _Worker(sock)

    def report(address: str) -> None:
        sandbox.log_refused(address)
        worker.tell(event="refused", address=address)

    connections.report = report
    try:
        worker.execute()
    finally:  # never back into the nursery's code, whose process this once was
        os._exit(0)


def _is_out_of_memory(error: Exception) -> bool:
    text = str(error).lower()
    return isinstance(error, MemoryError) or any(sign in text for sign in _NO_MEMORY)
