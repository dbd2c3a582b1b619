"""Long work in a process of its own session, that outlives the kernel which started it.

A job is a run folder: `job.json` (what was asked), `events.jsonl` (what happened, one JSON
object a line), `job.log` (what the process printed), `cancel` (present once somebody asked).
Whoever has the folder can re-attach, read on, wait or cancel; nothing else is needed.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from hubexplorer.errors import HubExplorerError, JobCanceled, JobError

_MIN_PROGRESS_GAP_S = 0.1
_POLL_S = 0.05
_CANCEL_GRACE_S = 10.0
_SECRET_NAME = re.compile(
    r"TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|API_?KEY|ACCESS_KEY", re.IGNORECASE
)
ENDED = frozenset({"done", "failed", "canceled"})


@dataclass(frozen=True, slots=True)
class Event:
    """One line of events.jsonl."""

    seq: int
    time_s: float
    kind: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class JobState:
    """Where a job stands, read from its events and its process."""

    status: str
    """running, done, failed or canceled."""
    done: float = 0.0
    total: float = 0.0
    """0.0 where the job cannot say how much there is to do."""
    text: str = ""
    message: str = ""
    """Why it failed."""
    hint: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)


class Job:
    """A job seen from outside: by the kernel that started it, or any later one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._request: dict[str, Any] = json.loads((folder / "job.json").read_text("utf-8"))

    @property
    def title(self) -> str:
        return str(self._request["title"])

    @property
    def entry(self) -> str:
        return str(self._request["entry"])

    @property
    def args(self) -> Mapping[str, Any]:
        args: Mapping[str, Any] = self._request["args"]
        return args

    def events(self, after: int = 0) -> list[Event]:
        """The events with a sequence number above `after`, oldest first."""
        try:
            lines = (self.folder / "events.jsonl").read_text("utf-8").splitlines()
        except FileNotFoundError:
            return []
        found = []
        for seq, line in enumerate(lines[after:], start=after + 1):
            try:
                raw = json.loads(line)
            except json.JSONDecodeError:  # the last line may still be half written
                break
            found.append(Event(seq, raw["time_s"], raw["kind"], raw["data"]))
        return found

    def state(self) -> JobState:
        """Where the job stands now; a process that vanished counts as failed."""
        is_alive = self._is_alive()  # before reading, so that a last event is not missed
        state = JobState("running")
        for event in self.events():
            if event.kind == "progress":
                state = JobState("running", **event.data)
            elif event.kind in ENDED:
                return JobState(event.kind, state.done, state.total, **event.data)
        if is_alive:
            return state
        return JobState(
            "failed",
            state.done,
            state.total,
            message=f"the process of {self.title!r} ended without a word",
            hint=f"its output is in {self.folder / 'job.log'}",
        )

    def cancel(self, *, grace_s: float = _CANCEL_GRACE_S) -> None:
        """Ask the job to stop, and end its whole session if it has not after `grace_s`."""
        (self.folder / "cancel").touch()
        deadline = time.monotonic() + grace_s
        while self._is_alive() and time.monotonic() < deadline:
            time.sleep(_POLL_S)
        if not self._is_alive():
            return
        try:
            os.killpg(self._pid(), signal.SIGKILL)
        except ProcessLookupError:
            return
        _append(self.folder, "canceled", {})

    def wait(
        self,
        timeout_s: float | None = None,
        on_event: Callable[[Event], None] | None = None,
    ) -> Mapping[str, Any]:
        """The job's result, once it has ended.

        Raises:
            JobError: it failed, or `timeout_s` passed first (the job goes on).
            JobCanceled: somebody canceled it.
        """
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        seen = 0
        while True:
            state = self.state()
            for event in self.events(seen) if on_event else []:
                seen = event.seq
                assert on_event is not None
                on_event(event)
            if state.status == "done":
                return state.result
            if state.status == "canceled":
                raise JobCanceled(f"{self.title!r} was canceled")
            if state.status == "failed":
                raise JobError(state.message, hint=state.hint)
            if deadline is not None and time.monotonic() > deadline:
                raise JobError(f"{self.title!r} is still running after {timeout_s:g} s")
            time.sleep(_POLL_S)

    def _pid(self) -> int:
        try:
            return int((self.folder / "pid").read_text())
        except (FileNotFoundError, ValueError):
            return -1

    def _is_alive(self) -> bool:
        pid = self._pid()
        if pid < 0:
            return False
        try:
            process = psutil.Process(pid)
            # A reused pid is another process: compare with the start time written beside it.
            started = float((self.folder / "started").read_text())
            if abs(process.create_time() - started) > 2.0:
                return False
            if process.status() == psutil.STATUS_ZOMBIE:
                _reap(pid)
                return False
            return True
        except (psutil.NoSuchProcess, FileNotFoundError, ValueError):
            return False


class JobContext:
    """A job seen from inside: its arguments, and how it reports."""

    def __init__(self, folder: Path, args: Mapping[str, Any], secret: Mapping[str, Any]) -> None:
        self.folder = folder
        self.args = args
        self.secret = secret
        self._last_progress = 0.0

    def progress(self, done: float, total: float, text: str) -> None:
        """Report how far the work is (at most ten times a second).

        Raises:
            JobCanceled: somebody asked the job to stop.
        """
        self.check()
        now = time.monotonic()
        if now - self._last_progress >= _MIN_PROGRESS_GAP_S or done >= total > 0:
            self._last_progress = now
            self.emit("progress", done=done, total=total, text=text)

    def emit(self, kind: str, **data: Any) -> None:
        """Write one event."""
        _append(self.folder, kind, data)

    def check(self) -> None:
        """Raise JobCanceled if somebody asked the job to stop."""
        if (self.folder / "cancel").exists():
            raise JobCanceled("canceled")


def start(
    home: Path,
    entry: str,
    args: Mapping[str, Any],
    *,
    title: str,
    secret: Mapping[str, Any] | None = None,
) -> Job:
    """Start `entry` ("package.module:function") in a process of its own.

    Args:
        home: the user's folder; the run folder is made under `home/jobs`.
        args: JSON; kept in job.json.
        secret: JSON handed over on standard input; written nowhere.
    """
    now_ns = time.time_ns()
    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(now_ns // 10**9))
    # The names sort as the jobs were started, within a second too.
    name = f"{stamp}-{now_ns % 10**9:09d}-{uuid.uuid4().hex[:8]}"
    folder = home / "jobs" / name
    folder.mkdir(parents=True, mode=0o700)
    request = {"title": title, "entry": entry, "args": dict(args)}
    (folder / "job.json").write_text(json.dumps(request, indent=1), "utf-8")
    with (folder / "job.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "hubexplorer.jobs", str(folder)],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=clean_environment(os.environ),
            start_new_session=True,
        )
    (folder / "started").write_text(repr(psutil.Process(process.pid).create_time()))
    (folder / "pid").write_text(str(process.pid))
    assert process.stdin is not None
    with process.stdin:
        process.stdin.write(json.dumps(dict(secret or {})).encode())
    process.returncode = 0  # not ours to wait for: it outlives us, and `_reap` clears the zombie
    return Job(folder)


def clean_environment(env: Mapping[str, str]) -> dict[str, str]:
    """`env` without anything that is named like a secret: what our own processes start with."""
    return {
        name: value
        for name, value in env.items()
        if not _SECRET_NAME.search(name) or name == "TOKENIZERS_PARALLELISM"
    }


def attach(folder: Path) -> Job:
    """The job of a run folder, started by whomever.

    Raises:
        JobError: the folder holds none.
    """
    try:
        return Job(folder)
    except (FileNotFoundError, json.JSONDecodeError, KeyError):
        raise JobError(f"{folder} holds no job") from None


def all_jobs(home: Path) -> list[Job]:
    """This user's jobs, newest first."""
    folders = sorted((home / "jobs").glob("*/job.json"), reverse=True)
    return [attach(path.parent) for path in folders]


def _append(folder: Path, kind: str, data: Mapping[str, Any]) -> None:
    line = json.dumps({"time_s": time.time(), "kind": kind, "data": dict(data)}) + "\n"
    with (folder / "events.jsonl").open("a", encoding="utf-8") as file:
        file.write(line)


def _reap(pid: int) -> None:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def _run(folder: Path) -> int:
    """Carry out the job of `folder` in this process; the exit status."""
    secret = json.loads(sys.stdin.read() or "{}")
    request = json.loads((folder / "job.json").read_text("utf-8"))
    module, _, function = request["entry"].partition(":")
    context = JobContext(folder, request["args"], secret)
    try:
        result = getattr(importlib.import_module(module), function)(context)
    except JobCanceled:
        context.emit("canceled")
        return 0
    except HubExplorerError as error:
        context.emit("failed", message=error.message, hint=error.hint)
        return 1
    except Exception as error:
        context.emit(
            "failed", message=f"{type(error).__name__}: {error}", hint=f"see {folder}/job.log"
        )
        raise
    context.emit("done", result=dict(result or {}))
    return 0


if __name__ == "__main__":
    sys.exit(_run(Path(sys.argv[1])))
