"""A run is kept in a tracker meanwhile, and whatever becomes of that, the run goes on."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from hubexplorer import jobs
from hubexplorer.errors import MissingExtra
from hubexplorer.tuning import ENTRY, StarterSpec, all_trackers, launch, tracked, write_starter
from hubexplorer.tuning.run import checkpoints_of
from hubexplorer.tuning.trackers.mirror import mirrored
from tests.tuning.trackers.conftest import Begin, mirror_of, result_of, stop, wait_until
from tests.tuning.watched import TIMEOUT_S

ENDED = os.WEXITED | os.WNOHANG | os.WNOWAIT
"""To ask of a child whether it has ended, and leave the answer to others too."""
pytestmark = pytest.mark.usefixtures("acme")
SCRIPT = """\
import json, pathlib, sys, time
params = json.load(open(sys.argv[1]))
events = open(params["events"], "a", buffering=1)
tell = lambda kind, **data: events.write(json.dumps({"kind": kind, "data": data}) + "\\n")
row = {"accuracy": 0.5, "macro_f1": 0.5}
for step in range(1, 6):
    tell("loss", step=step, total=5, loss=1 / step, learning_rate=0.1)
while not pathlib.Path(params["output"]).parent.joinpath("go").exists():
    time.sleep(0.02)
tell("result", baseline="none", rows=20, languages={}, before=row, after=row, difference=row,
     low=row, high=row)
"""


def lines(tmp_path: Path) -> list[dict[str, Any]]:
    path = next(tmp_path.rglob("lines.jsonl"), None)
    return [json.loads(line) for line in path.read_text().splitlines()] if path else []


def last(tmp_path: Path) -> dict[str, Any]:
    return (lines(tmp_path) or [{}])[-1]


def told(job: jobs.JobContext) -> list[str]:
    events = jobs.attach(job.folder).events()
    return [event.data["problem"] for event in events if event.kind == "tracker"]


def test_what_happens_is_told_meanwhile_and_how_it_ended(begin: Begin, tmp_path: Path) -> None:
    job = begin("1")
    with mirrored(job):
        job.emit("loss", step=1, total=2, loss=0.5, learning_rate=0.1)
        wait_until(lambda: any(line.get("step") == 1 for line in lines(tmp_path)))
        job.emit("eval", step=2, total=2, loss=0.25)
        job.emit("result", **result_of(0.75))
    wait_until(lambda: "status" in last(tmp_path))
    first, loss, watched, result, status = lines(tmp_path)
    assert first["name"] == "nano-1"
    assert first["parameters"].items() >= {
        ("base_model", "demo/nano"),
        ("base_commit", "0" * 40),
        ("data", "mine.csv"),
        ("data_sha256", "d" * 64),
        ("labels", '["late", "lost"]'),
        ("epochs", "3"),
        ("seed", "7"),
        ("output", "nano-1/model"),
    }
    assert str(tmp_path) not in json.dumps(first)
    assert loss["values"] == {"train/loss": 0.5, "train/learning_rate": 0.1}
    assert (watched["step"], watched["values"]) == (2, {"watched/loss": 0.25})
    assert (result["step"], result["values"]["change_low/accuracy"]) == (2, 0.75)
    assert status["status"] == "done"
    assert told(job) == [""]


def test_attempts_are_one_run_until_one_comes_to_its_result(begin: Begin, tmp_path: Path) -> None:
    (begin("0").folder / "events.jsonl").unlink()  # killed before it said a word
    job = begin("1")
    stop(job, steps=1)
    again = begin("2")  # at once: the first one's process may still be at work
    with mirrored(again):
        again.emit("loss", step=2, total=2, loss=0.25)
        again.emit("result", **result_of(0.75))
    wait_until(lambda: last(tmp_path).get("status") == "done")
    assert {line["id"] for line in lines(tmp_path)} == {"0"}
    values = [(line["kind"], line["step"]) for line in lines(tmp_path) if "kind" in line]
    assert set(values) == {("train", 1), ("train", 2), ("result", 2)}
    third = begin("3")
    with mirrored(third):
        third.emit("result", **result_of(0.75))
    wait_until(lambda: last(tmp_path)["id"] == "3")


def test_who_comes_late_leaves_it_to_the_later_attempt(begin: Begin, tmp_path: Path) -> None:
    job, _ = begin("1"), begin("2")
    with mirrored(job):
        job.emit("loss", step=1, total=2, loss=0.5)
    wait_until(lambda: mirror_of(job) is None)
    assert (lines(tmp_path), told(job)) == ([], [])


@pytest.mark.parametrize(
    ("track", "problem"),
    [
        ("broken", "OSError: no room for lines"),
        ("stuck", "it did not come to an end"),
        ("absent", 'Tracking in absent needs packages that are not installed (pip install "hub'),
    ],
)
def test_a_tracker_that_fails_is_told_and_hinders_nothing(
    begin: Begin, track: str, problem: str
) -> None:
    job = begin("1", track)
    with mirrored(job, grace_s=0.5):
        job.emit("result", **result_of(0.75))
    wait_until(lambda: problem in "".join(told(job)))


def test_a_tracker_s_process_that_is_killed_is_told(begin: Begin, tmp_path: Path) -> None:
    job = begin("1")
    with mirrored(job):
        wait_until(lambda: told(job) == [""])
        process = mirror_of(job)
        assert process is not None
        process.kill()
        wait_until(lambda: os.waitid(os.P_PID, process.pid, ENDED) is not None)  # all its threads
    assert told(job) == ["", "its process was killed"]


def test_killed_and_gone_on_with_a_real_job_is_one_run(spec: StarterSpec, tmp_path: Path) -> None:
    folder = tmp_path / "tuned" / "nano-1"
    spec = dataclasses.replace(spec, output=str(folder / "model"), track="lines")
    starter = write_starter(spec, folder)
    starter.script.write_text(SCRIPT)
    home = tmp_path / "home"
    job = jobs.start(home, ENTRY, starter.arguments, title="Fine-tune")
    wait_until(lambda: any(line.get("step") == 5 for line in lines(tmp_path)))
    os.kill(int((job.folder / "pid").read_text()), signal.SIGKILL)
    wait_until(lambda: last(tmp_path).get("status") == "failed")
    (folder / "go").touch()
    jobs.start(home, ENTRY, starter.arguments, title="Fine-tune").wait(TIMEOUT_S)
    wait_until(lambda: last(tmp_path).get("status") == "done")
    assert {line["id"] for line in lines(tmp_path)} == {job.folder.name}
    found = tracked(starter.arguments)
    assert found is not None
    assert (found.place, found.command) == (tmp_path / "tuned" / "lines.jsonl", "cat lines")


def test_where_it_is_tracked_changes_nothing_of_a_run(spec: StarterSpec, tmp_path: Path) -> None:
    starter = write_starter(spec, tmp_path / "starter")
    elsewhere = {**starter.arguments, "track": "lines"}
    assert checkpoints_of(elsewhere) == checkpoints_of(starter.arguments)
    assert tracked(starter.arguments) is None


def test_a_tracker_that_is_not_there_is_told_before_anything_starts(
    spec: StarterSpec, tmp_path: Path
) -> None:
    starter = write_starter(spec, tmp_path / "starter")
    asked = {**spec.to_arguments(), "script": str(starter.script), "home": tmp_path / "home"}
    with pytest.raises(MissingExtra) as absent:
        launch(**{**asked, "track": "absent"})
    assert absent.value.hint == 'pip install "hubexplorer[absent]"'
    with pytest.raises(ValueError, match="track='wandb' is none of mlflow, trackio, lines"):
        launch(**{**asked, "track": "wandb"})
    assert not (tmp_path / "home").exists()
    assert all_trackers()["mlflow"].title == "MLflow"  # no other package takes its name
