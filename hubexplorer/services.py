"""Background services, one of each per user: found where one runs, else started.

A service is described by `home/services/<name>.json` (mode 0600): its process, where it listens,
the secret its clients must know, and the version that started it. Starting happens under a file
lock, so that many kernels starting at once share one service. A service of another version is
replaced; one whose process is gone is started again.
"""

from __future__ import annotations

import importlib
import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import psutil
from filelock import FileLock, Timeout

from hubexplorer.errors import ServiceError
from hubexplorer.jobs import clean_environment

_POLL_S = 0.02
_STOP_GRACE_S = 5.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a running service is found."""

    name: str
    pid: int
    started_s: float
    """Of the process, as the system tells it: guards against reused pids."""
    endpoint: str
    """An http:// address, or the path of a unix socket."""
    secret: str
    version: str

    def __repr__(self) -> str:  # the secret stays out of logs and tracebacks
        return f"Address({self.name!r}, pid={self.pid}, endpoint={self.endpoint!r})"


class ServiceContext:
    """A service seen from inside its own process."""

    def __init__(self, home: Path, name: str, version: str, request: Mapping[str, Any]) -> None:
        self.home = home
        self.name = name
        self.args: Mapping[str, Any] = request["args"]
        self.idle_s = float(request["idle_s"])
        self.secret = str(request["secret"])
        self.stopping = threading.Event()
        self._version = version

    def announce(self, endpoint: str) -> None:
        """Tell clients where it listens. Call once, as soon as it answers."""
        pid = os.getpid()
        started_s = psutil.Process(pid).create_time()
        address = Address(self.name, pid, started_s, endpoint, self.secret, self._version)
        path = _state_path(self.home, self.name)
        aside = path.with_suffix(".tmp")
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(asdict(address), file)
        os.replace(aside, path)

    def retire(self) -> None:
        """Take the announcement back, unless another process has made its own."""
        found = find(self.home, self.name)
        if found is not None and found.pid == os.getpid():
            _state_path(self.home, self.name).unlink(missing_ok=True)


def find(home: Path, name: str) -> Address | None:
    """The running service of that name, if there is one."""
    try:
        address = Address(**json.loads(_state_path(home, name).read_text("utf-8")))
        process = psutil.Process(address.pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        return address if abs(process.create_time() - address.started_s) < 2.0 else None
    except (FileNotFoundError, json.JSONDecodeError, TypeError, psutil.NoSuchProcess):
        return None


def ensure(
    home: Path,
    name: str,
    entry: str,
    args: Mapping[str, Any],
    *,
    idle_s: float = 900.0,
    timeout_s: float = 60.0,
) -> Address:
    """The running service of that name, started first if need be.

    Args:
        entry: "package.module:function", called with a ServiceContext in the new process.
        idle_s: how long the service waits without a client before it ends itself.

    Raises:
        ServiceError: it did not come up within `timeout_s`; the hint names its log.
    """
    version = _version()
    address = find(home, name)
    if address is not None and address.version == version:
        return address
    folder = home / "services"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with FileLock(folder / f"{name}.lock", timeout=timeout_s):
            address = find(home, name)
            if address is not None and address.version == version:
                return address
            if address is not None:
                stop(home, name)
            request = {"entry": entry, "args": dict(args), "idle_s": idle_s}
            return _start(home, name, version, request, timeout_s)
    except Timeout:
        raise ServiceError(
            f"another process has been starting {name!r} for {timeout_s:g} s",
            hint=f"see {folder / (name + '.log')}",
        ) from None


def stop(home: Path, name: str) -> None:
    """End the running service of that name, if there is one."""
    address = find(home, name)
    if address is None:
        return
    try:
        process = psutil.Process(address.pid)
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_STOP_GRACE_S)
        except psutil.TimeoutExpired:
            process.kill()
    except psutil.NoSuchProcess:
        pass
    _state_path(home, name).unlink(missing_ok=True)


def _start(
    home: Path, name: str, version: str, request: dict[str, Any], timeout_s: float
) -> Address:
    log_path = home / "services" / f"{name}.log"
    _state_path(home, name).unlink(missing_ok=True)
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "hubexplorer.services", str(home), name, version],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=clean_environment(os.environ),
            start_new_session=True,
        )
    assert process.stdin is not None
    with process.stdin:
        process.stdin.write(json.dumps({**request, "secret": secrets.token_hex(24)}).encode())
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        address = find(home, name)
        if address is not None:
            # The service outlives this process and is never waited for: a thread takes its
            # exit status, so that no zombie stays while we live.
            threading.Thread(target=process.wait, daemon=True).start()
            return address
        if process.poll() is not None:
            break
        time.sleep(_POLL_S)
    else:
        process.kill()
        process.wait()
    tail = log_path.read_text("utf-8", "replace").strip().splitlines()[-1:] or ["no output"]
    raise ServiceError(f"the service {name!r} did not start: {tail[0]}", hint=f"see {log_path}")


def _state_path(home: Path, name: str) -> Path:
    return home / "services" / f"{name}.json"


def _version() -> str:
    from hubexplorer import __version__

    return __version__


def _serve(home: Path, name: str, version: str) -> None:
    """Be the service, until its entry returns."""
    request = json.loads(sys.stdin.read())
    context = ServiceContext(home, name, version, request)

    def on_term(_signal: int, _frame: FrameType | None) -> None:
        context.stopping.set()

    signal.signal(signal.SIGTERM, on_term)
    module, _, function = request["entry"].partition(":")
    try:
        getattr(importlib.import_module(module), function)(context)
    finally:
        context.retire()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
