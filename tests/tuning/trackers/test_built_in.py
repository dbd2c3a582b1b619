"""MLflow and trackio, each as it is, where it is installed: read back from its own database."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from hubexplorer import jobs
from hubexplorer.tuning import all_trackers, tracked
from hubexplorer.tuning.trackers.mirror import mirrored
from tests.tuning.trackers.conftest import Begin, mirror_of, result_of, stop, wait_until
from tests.tuning.trackers.test_telling import strings

GUARD = """\
import json, sys
def note(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "webbrowser.open"):
        with open({path!r}, "a") as file:
            file.write(json.dumps([event, str(args[1:] or args)]) + "\\n")
        raise OSError("no network here")
sys.addaudithook(note)
"""
PROBES = {"('::1', 0)"}
"""urllib3 binds a socket to see whether there is IPv6, and closes it."""


@dataclass(frozen=True)
class Found:
    """What a tracker's database holds."""

    runs: list[str]
    """A name each."""
    parameters: dict[str, str]
    values: list[tuple[int, str, float]]
    """Step, name, value."""


def read_mlflow(place: Path) -> Found:
    with sqlite3.connect(place) as database:
        ask = database.execute
        return Found(
            [f"{name}, {status}" for name, status in ask("select name, status from runs")],
            dict(ask("select key, value from params").fetchall()),
            sorted(ask("select step, key, value from metrics").fetchall()),
        )


def read_trackio(place: Path) -> Found:
    with sqlite3.connect(place / "fine-tuning.db") as database:
        ask = database.execute
        rows = ask("select step, metrics from metrics").fetchall()
        ((config,),) = ask("select config from configs").fetchall()
        return Found(
            [name for (name,) in ask("select distinct run_name from metrics group by run_id")],
            json.loads(config),
            sorted((step, *pair) for step, row in rows for pair in json.loads(row).items()),
        )


READERS: dict[str, tuple[Callable[[Path], Found], str]] = {
    "mlflow": (read_mlflow, "nano-1, FINISHED"),
    "trackio": (read_trackio, "nano-1"),
}


@pytest.fixture(params=READERS)
def track(request: pytest.FixtureRequest) -> str:
    tracker = all_trackers()[request.param]
    if not tracker.is_installed:
        pytest.skip(f"{tracker.title} was not tried: pip install hubexplorer[{tracker.extra}]")
    return tracker.name


def test_attempts_are_one_run_and_nobody_else_is_told(
    track: str, begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, name = READERS[track]
    asked = tmp_path / "asked.jsonl"
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD.format(path=str(asked)))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "guard"))
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    labels = dict.fromkeys(strings(), 1)
    settings = {"epochs": 2, **dict.fromkeys(strings(), "x")}

    job = begin("1", track, labels=labels, settings=settings)
    stop(job, steps=3)
    again = begin("2", track, labels=labels, settings=settings)
    with mirrored(again):
        for step in (2, 3, 4):
            again.emit("loss", step=step, total=4, loss=1 / step, learning_rate=0.1)
        again.emit("eval", step=4, total=4, loss=float("nan"))
        again.emit("result", **result_of(0.75))

    def told() -> list[str]:
        events = jobs.attach(again.folder).events()
        return [event.data["problem"] for event in events if event.kind == "tracker"]

    # It has no command line to be found by before it has begun.
    wait_until(lambda: told() != [] and mirror_of(again) is None)
    assert told() == [""]

    place = tracked(again.args)
    assert place is not None
    found = read(place.place)
    assert found.runs == [name]
    losses = [(step, value) for step, key, value in found.values if key == "train/loss"]
    assert losses == [(step, pytest.approx(1 / step)) for step in (1, 2, 3, 4)]
    assert (4, "change_low/accuracy", 0.75) in found.values
    assert found.parameters["base_model"] == "demo/nano"
    assert found.parameters["epochs"] == "2"
    told = [json.loads(line) for line in asked.read_text().splitlines()] if asked.exists() else []
    assert [one for one in told if one[1] not in {f"({probe},)" for probe in PROBES}] == []
    here = {path.name for path in place.folder.iterdir()}
    assert here == {"nano-1", place.tracker.place}
    assert not (tmp_path / "user").exists()
