"""One memory budget, a line for it, and calls that can be taken back at any moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from hubexplorer.errors import DataError, JobCanceled, OutOfMemory
from hubexplorer.runtime import fit
from hubexplorer.runtime.checked import parameters_by_dtype
from hubexplorer.runtime.client import ModelHost
from hubexplorer.runtime.needs import memory_bytes
from hubexplorer.runtime.policy import check_folder
from tests.runtime.conftest import Hosts
from tests.runtime.events import Events
from tests.runtime.models import files_of, request

FIVE = ("intent", "second", "third", "fourth", "fifth")


def need_bytes(folder: Path) -> int:
    checked = check_folder(folder, files_of(folder))
    need = memory_bytes(parameters_by_dtype(checked), checked.config)
    assert need is not None
    return need + fit.WORKER_FLOOR_BYTES


def test_a_budget_that_holds_two_answers_five(hosts: Hosts, folders: dict[str, Path]) -> None:
    budget = int(2.5 * need_bytes(folders["intent"]))
    client = hosts.start(budget_bytes=budget)()
    events = {name: Events() for name in FIVE}
    runs = {
        name: client.run(request(folders[name], text="my card was lost"), events[name])
        for name in FIVE
    }
    answers = {name: runs[name].wait(120) for name in FIVE}
    assert {name: answer.ref.name for name, answer in answers.items()} == {n: n for n in FIVE}
    assert len({answer.weights_sha256 for answer in answers.values()}) == len(FIVE)
    status = client.status()
    assert status.workers <= 2
    assert status.used_bytes <= budget
    loading = [event for e in events.values() for event in e.all if event.kind == "loading"]
    unloaded = [ref for event in loading for ref in event.data["unloaded"]]
    assert len(unloaded) == 3

    # What was used last is still there; the one used longest ago made room.
    last = status.loaded[-1].ref.partition("/")[2].partition("@")[0]
    assert client.run(request(folders[last], text="my card"), Events()).wait(30).load_s == 0.0


def test_a_model_larger_than_the_budget_is_refused(hosts: Hosts, folders: dict[str, Path]) -> None:
    client = hosts.start(budget_bytes=1_000_000)()
    run = client.run(request(folders["intent"], text="my card"), Events())
    with pytest.raises(OutOfMemory, match="MB") as caught:
        run.wait(30)
    assert caught.value.hint


def test_a_device_that_is_not_here_is_named(client: ModelHost, folders: dict[str, Path]) -> None:
    asked = request(folders["second"], text="my card", settings={"device": "cuda:9"})
    with pytest.raises(DataError, match="no cuda:9") as caught:
        client.run(asked, Events()).wait(30)
    assert "cpu" in caught.value.hint
    here = request(folders["second"], text="my card", settings={"device": "cpu"})
    assert client.run(here, Events()).wait(30).device == "cpu"
    assert {model.device for model in client.status().loaded} == {"cpu"}


def probe(folders: dict[str, Path], text: str):
    return request(folders["embeddings"], "probe", text=text)


def test_a_call_in_line_is_taken_back_and_the_others_go_on(
    client: ModelHost, folders: dict[str, Path]
) -> None:
    first, second, third = Events(), Events(), Events()
    running = client.run(probe(folders, "sleep:0.5"), first)
    waiting = client.run(probe(folders, "sleep:30"), second)
    last = client.run(probe(folders, "sleep:0"), third)
    first.wait_for("running")
    waiting.cancel()
    with pytest.raises(JobCanceled):
        waiting.wait(5)
    assert waiting.state == "canceled"
    assert "running" not in second.kinds
    assert running.wait(10).output == last.wait(10).output


def test_a_running_call_is_stopped_within_a_moment(
    client: ModelHost, folders: dict[str, Path]
) -> None:
    events = Events()
    run = client.run(probe(folders, "sleep:30"), events)
    events.wait_for("running")
    run.cancel()
    with pytest.raises(JobCanceled):
        run.wait(5)
    assert client.run(probe(folders, "sleep:0"), Events()).wait(10)


def test_a_call_that_can_stop_keeps_its_worker(client: ModelHost, folders: dict[str, Path]) -> None:
    client.run(probe(folders, "sleep:0"), Events()).wait(60)
    events = Events()
    run = client.run(probe(folders, "steps:1000"), events)
    assert events.wait_for("part").data == {"step": 0}
    run.cancel()
    with pytest.raises(JobCanceled):
        run.wait(5)
    assert client.run(probe(folders, "steps:2"), Events()).wait(10).load_s == 0.0


def test_events_come_in_their_order(client: ModelHost, folders: dict[str, Path]) -> None:
    events = Events()
    client.run(request(folders["digits"], text="-"), events)
    events.wait_for("failed")
    slow, waiting = Events(), Events()
    runs = [client.run(probe(folders, "sleep:0.2"), heard) for heard in (slow, waiting)]
    for run in runs:
        run.wait(30)
    assert [kind for kind in slow.kinds if kind != "loading"][-2:] == ["running", "result"]
    assert waiting.kinds == ["queued", "running", "result"]


def test_news_that_take_as_long_as_the_answer_are_not_told(
    client: ModelHost, folders: dict[str, Path]
) -> None:
    asked = request(folders["intent"], text="my card")
    client.run(asked, Events()).wait(60)
    heard = [Events() for _ in range(20)]
    for events in heard:
        client.run(asked, events).wait(30)
    assert min((events.kinds for events in heard), key=len) == ["result"]


def test_peak_memory_is_the_models_own(client: ModelHost, folders: dict[str, Path]) -> None:
    idle = client.run(probe(folders, "sleep:0"), Events()).wait(60).peak_bytes
    busy = client.run(probe(folders, "memory:100000000"), Events()).wait(30).peak_bytes
    assert idle < 30e6
    assert 80e6 < busy - idle < 130e6
