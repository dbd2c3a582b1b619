"""The host's side of the nursery and of its workers: start, talk, notice death, end."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
from numpy.typing import NDArray

from hubexplorer.errors import WorkerDied
from hubexplorer.runtime import frames
from hubexplorer.runtime.sandbox import clean_environment

_START_LIMIT_S = 120.0
_STOPPED_S = 1.5
_SILENCE_S = 10.0
_FORK = b"F"
_PEEK = socket.MSG_PEEK | socket.MSG_DONTWAIT


class WorkerProcess:
    """One worker as the host sees it; but for `send` and `kill`, for one thread at a time."""

    def __init__(self, sock: socket.socket, pid: int, on_refused: Callable[[str], None]) -> None:
        """Talk to the worker `pid` through `sock`.

        Args:
            on_refused: called with an address that it tried to reach.
        """
        self.pid = pid
        self.is_dead = False
        self._sock = sock
        self._reader = frames.Reader(sock)
        self._on_refused = on_refused
        self._sending = threading.Lock()
        self._process = _process(pid)
        self._alive_s = time.monotonic()
        self._cpu_s = 0.0

    def send(self, head: Mapping[str, Any], arrays: Sequence[NDArray[Any]] = ()) -> None:
        """Ask something of it.

        Raises:
            WorkerDied: it has ended.
        """
        self._alive_s = time.monotonic()
        try:
            with self._sending:
                frames.send(self._sock, head, arrays)
        except OSError:
            raise _died(self.pid) from None

    def next_event(self, timeout_s: float) -> Mapping[str, Any] | None:
        """Its next event, or None if none came in time.

        Raises:
            WorkerDied: it has ended.
        """
        try:
            while (frame := self._reader.within(timeout_s)) is not None:
                self._alive_s = time.monotonic()
                if frame.head["event"] != "refused":
                    return frame.head
                self._on_refused(str(frame.head["address"]))
        except (EOFError, OSError, frames.FrameError):
            raise _died(self.pid) from None
        return None

    def look(self) -> None:
        """Notice whether an idle one has ended; reads nothing of what it said."""
        try:
            self.is_dead = not self._sock.recv(1, _PEEK)
        except BlockingIOError:
            pass
        except OSError:
            self.is_dead = True

    def is_hung(self) -> bool:
        """Whether it has been stopped, or has waited for nothing that can be seen, for too long."""
        now = time.monotonic()
        status, cpu_s = self._look()
        if status in (psutil.STATUS_RUNNING, psutil.STATUS_DISK_SLEEP) or cpu_s > self._cpu_s:
            self._alive_s, self._cpu_s = now, cpu_s
        limit_s = _STOPPED_S if status == psutil.STATUS_STOPPED else _SILENCE_S
        return now - self._alive_s > limit_s

    def kill(self) -> None:
        """End it now."""
        if self._process is not None:
            with suppress(psutil.NoSuchProcess):
                self._process.kill()
        with suppress(OSError):  # closed already where it is dead
            self._sock.shutdown(socket.SHUT_RDWR)

    def _look(self) -> tuple[str, float]:
        try:
            if self._process is not None:
                return self._process.status(), sum(self._process.cpu_times()[:2])
        except psutil.NoSuchProcess:
            pass
        return psutil.STATUS_DEAD, 0.0


class Nursery:
    """Starts workers: the process that has torch imported, and is started when first needed."""

    def __init__(self, private: Path, env: Mapping[str, str]) -> None:
        """Nothing is started yet.

        Args:
            private: an empty folder, the home of the processes.
            env: the environment to clean for them.
        """
        self._private = private
        # The folder it runs in is not ours, so it is told where we import from.
        self._env = clean_environment(env, private) | {
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path))
        }
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._is_ready = False

    @property
    def pid(self) -> int | None:
        """Of the process, or None where it does not run."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def warm(self) -> None:
        """Start importing if nothing has; does not wait."""
        if self._lock.acquire(blocking=False):  # else somebody is forking, so it runs
            try:
                if self.pid is None:
                    self._start()
            finally:
                self._lock.release()

    def fork(self, on_refused: Callable[[str], None]) -> WorkerProcess:
        """A fresh worker: some milliseconds, or seconds where the nursery has to start first.

        Raises:
            WorkerDied: the nursery cannot be started.
        """
        with self._lock:
            try:
                return self._fork(on_refused)
            except (EOFError, OSError):
                self._stop()  # it was killed, or somebody killed it just now: once more
            try:
                return self._fork(on_refused)
            except (EOFError, OSError) as error:
                self._stop()
                raise WorkerDied(
                    f"no worker could be started: {error}",
                    hint="see the model host's log in the services folder",
                ) from None

    def close(self) -> None:
        """End the process; workers end with their own sockets."""
        with self._lock:
            self._stop()

    def _start(self) -> None:
        self._stop()
        ours, theirs = socket.socketpair()
        ours.settimeout(_START_LIMIT_S)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "hubexplorer.runtime.nursery", str(theirs.fileno())],
                env=self._env,
                cwd=self._private,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._control = ours
        self._is_ready = False

    def _fork(self, on_refused: Callable[[str], None]) -> WorkerProcess:
        if self.pid is None:
            self._start()
        assert self._control is not None
        if not self._is_ready:
            frames.receive(self._control)
            self._is_ready = True
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [_FORK], [theirs.fileno()])
                pid = int(frames.receive(self._control).head["pid"])
            except (EOFError, OSError):
                ours.close()
                raise
        return WorkerProcess(ours, pid, on_refused)

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def _process(pid: int) -> psutil.Process | None:
    try:
        return psutil.Process(pid)
    except psutil.NoSuchProcess:
        return None


def _died(pid: int) -> WorkerDied:
    return WorkerDied(
        f"the process of this model (pid {pid}) ended",
        hint="run again: a fresh one is started; if it ends again, it may need too much memory",
    )
