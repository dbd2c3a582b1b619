"""A task of another package that does what no model should, for the tests of the host."""

from __future__ import annotations

import os
import socket
import time

from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo

TASK = TaskInfo("probe", "text", "probe_tasks:load")


def load(loading: Loading) -> Runner:
    return Runner(run, "none")


def run(call: Call) -> dict:
    what, _, value = call.inputs["text"].partition(":")
    return {"kind": "probe", "value": globals()[f"probe_{what}"](call, value)}


def probe_sleep(call: Call, value: str) -> str:
    time.sleep(float(value))
    return "slept"


def probe_busy(call: Call, value: str) -> str:
    """Computes and looks at nothing."""
    end_s = time.monotonic() + float(value)
    while time.monotonic() < end_s:
        pass
    return "busy"


def probe_steps(call: Call, value: str) -> int:
    """Works in small steps and stops between them when asked."""
    for step in range(int(value)):
        call.emit({"step": step})
        time.sleep(0.02)
    return int(value)


def probe_memory(call: Call, value: str) -> int:
    return len(bytearray(int(value)))


def probe_tensor(call: Call, value: str) -> int:
    import torch

    return torch.zeros(int(value)).numel()


def probe_exit(call: Call, value: str) -> None:
    os._exit(int(value))


def probe_connect(call: Call, value: str) -> str:
    host, _, port = value.partition(":")
    with socket.create_connection((host, int(port)), timeout=2):
        return "connected"


def probe_environment(call: Call, value: str) -> dict[str, str]:
    return dict(os.environ)


def probe_error(call: Call, value: str) -> None:
    raise RuntimeError(value)
