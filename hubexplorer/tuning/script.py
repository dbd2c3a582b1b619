"""train.py in a process of its own: what it says becomes the job's events."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hubexplorer import jobs
from hubexplorer.errors import DiskFull, JobError

_KEPT = {"PATH", "HOME", "USER", "LANG", "TMPDIR", "TZ", "VIRTUAL_ENV", "PYTHONPATH"}
_KEPT_PREFIXES = ("LC_", "LD_", "DYLD_", "CUDA_", "NVIDIA_", "ROCR_", "HIP_", "OMP_", "MKL_")
_JOBS_OWN = jobs.ENDED | {"progress"}
_LAUNCHER_REPORT = re.compile(r"^[WE]\d{4} .* torch/distributed/elastic", re.MULTILINE)
_POLL_S = 0.2
_STOP_GRACE_S = 5.0
_CHUNK_BYTES = 65_536


def run_script(
    job: jobs.JobContext, script: Path, params: Mapping[str, Any], *, threads: int = 0
) -> dict[str, Any]:
    """Run `script` to its end, passing its events on; the data of its "result" event.

    The script is given no token and no network through its environment. It ends with the job:
    its events go through a pipe, and a pipe that nobody reads any more stops who writes.
    Several processes are started by torchrun, on this machine alone.

    Args:
        threads: of a process; 0 leaves it to the environment or torch.

    Raises:
        JobCanceled: somebody canceled the job; the script's process is gone.
        DiskFull: the script found no room to write.
        JobError: it failed otherwise; the message is its last words.
    """
    log_path = job.folder / "train.log"
    params_path = job.folder / "params.json"
    pipe_path = job.folder / "events.pipe"
    os.mkfifo(pipe_path, 0o600)
    params_path.write_text(json.dumps({**params, "events": str(pipe_path)}, indent=1))
    result: dict[str, Any] | None = None
    # Held open for writing too, so that it has no end before the script has begun.
    with pipe_path.open("r+b", buffering=0) as pipe, log_path.open("wb") as log:
        process = subprocess.Popen(
            [*_launcher(int(params["processes"])), str(script), str(params_path)],
            cwd=job.folder,
            env=({"OMP_NUM_THREADS": str(threads)} if threads else {})
            | scrubbed(os.environ)
            | {"HF_HOME": str(job.folder / "hf")},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            for kind, data in _events(job, pipe.fileno(), process):
                if kind == "result":
                    result = data
                else:
                    job.emit(kind, **data)
                if kind == "loss" and data.keys() >= {"step", "total", "loss"}:
                    job.progress(data["step"], data["total"], f"loss {data['loss']:.3f}")
            status = process.wait()
        finally:
            _end(process)
    if status != 0:
        raise _failure(status, log_path)
    if result is None:
        raise JobError(f"{script.name} ended without a result", hint=f"its log is {log_path}")
    return result


def scrubbed(environment: Mapping[str, str]) -> dict[str, str]:
    """What a training process needs of an environment: no token, and no way to a hub."""
    kept = {
        name: value
        for name, value in environment.items()
        if name in _KEPT or name.startswith(_KEPT_PREFIXES)
    }
    return kept | {
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "TOKENIZERS_PARALLELISM": "false",
    }


def _launcher(processes: int) -> list[str]:
    if processes == 1:
        return [sys.executable]
    return [
        *(sys.executable, "-m", "torch.distributed.run", "--no-python", "--nnodes=1"),
        *("--rdzv-backend=c10d", "--rdzv-endpoint=127.0.0.1:0", "--local-addr=127.0.0.1"),
        *(f"--nproc-per-node={processes}", sys.executable),
    ]


def _events(
    job: jobs.JobContext, pipe: int, process: subprocess.Popen[bytes]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The events written to `pipe`, until the process has ended."""
    rest = b""
    while True:
        job.check()
        has_ended = process.poll() is not None  # before reading, so that a last event is not missed
        if not select.select([pipe], [], [], 0 if has_ended else _POLL_S)[0]:
            if has_ended:
                return
            continue
        *lines, rest = (rest + os.read(pipe, _CHUNK_BYTES)).split(b"\n")
        yield from map(_event, lines)


def _event(line: bytes) -> tuple[str, dict[str, Any]]:
    """One event; a line of an edited script that is none becomes a note."""
    try:
        event = json.loads(line)
        kind, data = event["kind"], event["data"]
    except (ValueError, KeyError, TypeError):
        return "note", {"text": line.decode("utf-8", "replace")}
    if not isinstance(data, dict) or kind in _JOBS_OWN:
        return "note", {"text": line.decode("utf-8", "replace")}
    return str(kind), data


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(_STOP_GRACE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _failure(status: int, log_path: Path) -> JobError | DiskFull:
    log = log_path.read_text("utf-8", "replace")
    # Of several processes, torchrun prints a report of its own after what they said.
    lines = _LAUNCHER_REPORT.split(log)[0].strip().splitlines()
    last = lines[-1] if lines else f"it ended with status {status}"
    if "No space left on device" in last or "os error 28" in last:
        return DiskFull(f"the disk is full: {last}", hint="free some space; nothing half is kept")
    if status == -signal.SIGKILL or "OutOfMemory" in last:
        return JobError(
            "the training needed more memory than there is",
            hint="halve the batch size or the maximal length",
        )
    return JobError(f"train.py failed: {last}", hint=f"its log is {log_path}")
