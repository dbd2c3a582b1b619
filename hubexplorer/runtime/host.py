"""The model host: a service that runs models for all kernels of a user, one memory budget for all.

Its entry is `serve`. Each client has a connection of its own, opened with the service's secret;
a client's runs end with its connection, and nobody else hears of them.
"""

from __future__ import annotations

import hmac
import itertools
import os
import platform
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psutil

from hubexplorer.errors import DataError
from hubexplorer.runtime import fit, frames, placement
from hubexplorer.runtime.calls import HostCall
from hubexplorer.runtime.outbox import Outbox
from hubexplorer.runtime.pool import Pool
from hubexplorer.runtime.requests import ENDED, VERSION, RunRequest, error_to_message
from hubexplorer.runtime.workers import Nursery
from hubexplorer.services import ServiceContext

_MAX_SOCKET_PATH = 100
_POLL_S = 0.2
_HELLO_LIMIT_S = 5.0
_BACKLOG = 64
_PREFIX = "models-"


def serve(service: ServiceContext) -> None:
    """Run models until asked to stop, or without a client for `service.idle_s`.

    `service.args["budget_bytes"]` is what all loaded models may take together; 0 or nothing
    means half of the memory that is free now.
    """
    budget = int(service.args.get("budget_bytes") or psutil.virtual_memory().available // 2)
    folder = _private_folder(service.home / "services")
    empty = folder / "home"
    empty.mkdir()
    here = placement.devices(
        fit.machine(),
        budget,
        visible=os.environ.get("CUDA_VISIBLE_DEVICES"),
        has_mps=(sys.platform, platform.machine()) == ("darwin", "arm64"),
        cpu_has_bfloat16=fit.cpu_has_bfloat16(),
    )
    pool = Pool(
        Nursery(empty, os.environ),
        folder / "staged",
        here,
        fit.available_cores(),
        service.home / "exports",
    )
    try:
        with _listen(folder / "socket") as listener:
            service.announce(str(folder / "socket"))
            _accept(listener, service, pool)
    finally:
        pool.close()
        shutil.rmtree(folder, ignore_errors=True)


def _accept(listener: socket.socket, service: ServiceContext, pool: Pool) -> None:
    sessions: list[_Session] = []
    busy_s = time.monotonic()
    ids = itertools.count(1)
    while not service.stopping.is_set():
        try:
            sock, _ = listener.accept()
        except TimeoutError:
            pass
        else:
            sock.settimeout(None)
            session = _Session(sock, service.secret, pool, ids)
            threading.Thread(target=session.serve, daemon=True).start()
            sessions.append(session)
        pool.look()
        sessions = [session for session in sessions if session.is_open]
        if sessions:
            busy_s = time.monotonic()
        elif time.monotonic() - busy_s > service.idle_s:
            return


class _Session:
    """One client's connection and its runs."""

    def __init__(self, sock: socket.socket, secret: str, pool: Pool, ids: Iterator[int]) -> None:
        self.is_open = True
        self._sock = sock
        self._secret = secret
        self._pool = pool
        self._ids = ids
        self._calls: dict[int, HostCall] = {}
        self._outbox = Outbox(sock)

    def serve(self) -> None:
        """The session's thread: requests, until the client leaves."""
        try:
            if self._is_welcome():
                reader = frames.Reader(self._sock)
                while True:
                    self._handle(reader.next())
        except (EOFError, OSError, frames.FrameError, KeyError, TypeError):
            pass  # the client left, or speaks another language: either way it is over
        finally:
            for call in list(self._calls.values()):
                self._pool.cancel(call)
            self._outbox.close()
            self._sock.close()
            self.is_open = False

    def _is_welcome(self) -> bool:
        self._sock.settimeout(_HELLO_LIMIT_S)
        hello = frames.receive(self._sock).head
        self._sock.settimeout(None)
        is_known = hmac.compare_digest(str(hello.get("secret")).encode(), self._secret.encode())
        if not is_known or hello.get("v") != VERSION:
            reason = "another version" if is_known else "the secret is wrong"
            frames.send(self._sock, {"ok": False, "reason": reason})
            return False
        self._outbox.put({"ok": True})
        return True

    def _handle(self, frame: frames.Frame) -> None:
        op, number = frame.head["op"], int(frame.head["id"])
        if op == "status":
            status = self._pool.status().to_message()
            self._outbox.put({"id": number, "kind": "status", "data": status})
        elif op == "cancel":
            call = self._calls.get(number)
            if call is not None:  # else it has ended on the way
                self._pool.cancel(call)
        elif op == "run":
            self._run(number, frame)
        else:
            raise frames.FrameError(f"unknown request {op!r}")

    def _run(self, number: int, frame: frames.Frame) -> None:
        def send(kind: str, data: Mapping[str, Any]) -> None:
            if kind in ENDED:
                self._calls.pop(number, None)
            self._outbox.put({"id": number, "kind": kind, "data": dict(data)})

        try:
            call = HostCall(next(self._ids), RunRequest.from_message(frame), send)
        except DataError as error:
            send("failed", error_to_message(error))
            return
        self._calls[number] = call
        self._pool.submit(call)


def _listen(path: Path) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)  # from its first moment the socket is the user's alone
    try:
        listener.bind(str(path))
    finally:
        os.umask(before)
    listener.listen(_BACKLOG)
    listener.settimeout(_POLL_S)
    return listener


def _private_folder(services: Path) -> Path:
    """A new folder of this process, beside those of hosts that were killed, which it removes."""
    services.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in services.glob(f"{_PREFIX}*"):
        pid = left.name.removeprefix(_PREFIX)
        if pid.isdigit() and not psutil.pid_exists(int(pid)):
            shutil.rmtree(left, ignore_errors=True)
    folder = services / f"{_PREFIX}{os.getpid()}"
    if len(str(folder / "socket")) > _MAX_SOCKET_PATH:
        return Path(tempfile.mkdtemp(prefix="hubexplorer-"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder
