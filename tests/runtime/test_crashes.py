"""A crash, a hang or a lack of memory is one model's own trouble, and over quickly."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from hubexplorer.errors import OutOfMemory, RunError, WorkerDied, WorkerHung
from hubexplorer.runtime.client import ModelHost
from tests.runtime.events import Events, eventually
from tests.runtime.models import request


def pid_of(client: ModelHost, name: str) -> int:
    (found,) = [model.pid for model in client.status().loaded if name in model.ref]
    return found


def probe(folders: dict[str, Path], text: str, **settings: object):
    return request(folders["embeddings"], "probe", text=text, settings=settings)


def test_a_killed_worker_is_reported_and_replaced(
    client: ModelHost, folders: dict[str, Path]
) -> None:
    others = [request(folders[name], text="my card") for name in ("second", "third")]
    for other in others:
        client.run(other, lambda event: None).wait(60)
    events = Events()
    run = client.run(probe(folders, "sleep:30"), events)
    events.wait_for("running")
    pid = next(m.pid for m in client.status().loaded if m.is_running)

    os.kill(pid, signal.SIGKILL)
    with pytest.raises(WorkerDied) as caught:
        run.wait(10)
    assert caught.value.hint

    for other in others:
        assert client.run(other, lambda event: None).wait(10).load_s == 0.0
    assert client.run(probe(folders, "sleep:0"), lambda event: None).wait(10).load_s > 0


def test_a_worker_killed_while_idle_costs_nobody_an_answer(
    client: ModelHost, folders: dict[str, Path]
) -> None:
    asked = request(folders["fourth"], text="my card")
    client.run(asked, lambda event: None).wait(60)
    pid = pid_of(client, "fourth")
    os.kill(pid, signal.SIGKILL)
    eventually(lambda: all(model.pid != pid for model in client.status().loaded))
    assert client.run(asked, lambda event: None).wait(10).load_s > 0


def test_a_stopped_worker_is_ended(client: ModelHost, folders: dict[str, Path]) -> None:
    events = Events()
    run = client.run(probe(folders, "sleep:30"), events)
    events.wait_for("running")
    os.kill(next(m.pid for m in client.status().loaded if m.is_running), signal.SIGSTOP)
    with pytest.raises(WorkerHung):
        run.wait(10)
    assert client.run(probe(folders, "sleep:0"), lambda event: None).wait(10)


def test_a_call_ends_at_its_limit(client: ModelHost, folders: dict[str, Path]) -> None:
    run = client.run(probe(folders, "sleep:30", limit_s=0.5), lambda event: None)
    with pytest.raises(WorkerHung, match=r"0\.5 s"):
        run.wait(10)


@pytest.mark.parametrize("text", ["memory:20000000000", "tensor:5000000000"])
def test_too_much_memory_is_an_ordinary_failure(
    client: ModelHost, folders: dict[str, Path], text: str
) -> None:
    client.run(probe(folders, "sleep:0"), lambda event: None).wait(60)
    with pytest.raises(OutOfMemory) as caught:
        client.run(probe(folders, text), lambda event: None).wait(30)
    assert caught.value.hint
    again = client.run(probe(folders, "sleep:0"), lambda event: None).wait(10)
    assert again.load_s == 0.0  # the same worker goes on


def test_a_worker_that_exits_is_reported(client: ModelHost, folders: dict[str, Path]) -> None:
    with pytest.raises(WorkerDied):
        client.run(probe(folders, "exit:3"), lambda event: None).wait(30)


def test_what_a_model_raises_is_one_line(client: ModelHost, folders: dict[str, Path]) -> None:
    with pytest.raises(RunError, match="RuntimeError: odd shape") as caught:
        client.run(probe(folders, "error:odd shape"), lambda event: None).wait(30)
    assert "Traceback" not in str(caught.value)


def test_a_killed_nursery_is_started_again(client: ModelHost, folders: dict[str, Path]) -> None:
    asked = request(folders["second"], text="my card")
    client.run(asked, lambda event: None).wait(60)
    nursery = client.status().nursery_pid
    assert nursery is not None
    os.kill(nursery, signal.SIGKILL)
    assert client.run(asked, lambda event: None).wait(30).load_s == 0.0
    assert client.run(request(folders["fifth"], text="my card"), lambda event: None).wait(60)
    assert client.status().nursery_pid not in (None, nursery)


@pytest.mark.parametrize("text", ["exit:3", "memory:20000000000", "error:odd shape"])
def test_a_pane_beside_it_writes_on(client: ModelHost, folders: dict[str, Path], text: str) -> None:
    beside = Events()
    going_on = client.run(probe(folders, "steps:30", dtype="float32"), beside)
    beside.wait_for("part")
    with pytest.raises(RunError):
        client.run(probe(folders, text), lambda event: None).wait(30)
    assert going_on.wait(30).output["value"] == 30
    assert beside.kinds.count("part") == 30
