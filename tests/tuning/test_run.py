"""The fine-tuning job, as a real job: it learns, says so, ends when told, leaves nothing half."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hubexplorer import jobs
from hubexplorer.errors import JobCanceled, JobError
from hubexplorer.tuning import ENTRY, StarterSpec, launch, write_starter
from hubexplorer.tuning.script import scrubbed
from hubexplorer.tuning.spec import replaced
from hubexplorer.tuning.starter import job_arguments
from tests.tuning.watched import TIMEOUT_S, start, trainers_of, wait_for

LONG_EPOCHS = 400


def test_learns_and_shows_it(
    spec: StarterSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_thistokenmustgonowhere")
    job = start(spec, tmp_path)
    wait_for(job, "baseline")
    environments = [path / "environ" for path in trainers_of(job)]
    assert environments
    assert all(b"hf_thistoken" not in path.read_bytes() for path in environments)
    result = job.wait(TIMEOUT_S)

    assert result["baseline"] == "always the most frequent label"
    assert result["difference"]["accuracy"] > 0.1
    assert result["low"]["accuracy"] > 0
    assert result["low"]["macro_f1"] > 0
    assert set(result["languages"]) == {"de", "en"}
    kinds = [event.kind for event in job.events()]
    assert {"data", "baseline", "loss", "eval", "progress", "result"} <= set(kinds)
    losses = [event.data["loss"] for event in job.events() if event.kind == "loss"]
    assert losses[-1] < losses[0]

    folder = Path(result["folder"])
    assert folder == Path(spec.output)
    present = {path.name for path in folder.iterdir()}
    assert {"model.safetensors", "tokenizer.json", "config.json", "results.json"} <= present
    assert json.loads((folder / "config.json").read_text())["label2id"] == {
        "invoice": 0,
        "login": 1,
        "shipping": 2,
    }
    answers = json.loads((folder / "answers.json").read_text())
    right = sum(map(str.__eq__, answers["label"], answers["after"]))
    assert right / result["rows"] == pytest.approx(result["after"]["accuracy"])
    card = (folder / "README.md").read_text()
    assert spec.ref.commit is not None
    assert spec.ref.commit in card
    assert f"{result['after']['accuracy']:.3f}" in card
    assert not list(folder.parent.glob(".*"))  # neither a partial result nor checkpoints

    # Killed before its last word, a run has its result all the same.
    late = jobs.start(tmp_path / "late", ENTRY, job.args, title="Late")
    assert late.wait(TIMEOUT_S) == result
    assert "loss" not in {event.kind for event in late.events()}
    rows = [one.folder / "rows" / "test.jsonl" for one in (job, late)]
    assert rows[0].read_bytes() == rows[1].read_bytes()

    # The result as a base model: it knows the labels, so it is its own baseline.
    again = dataclasses.replace(
        replaced(spec, epochs=1, learning_rate=1e-9),
        model_folder=str(folder),
        output=str(tmp_path / "again"),
    )
    repeated = start(again, tmp_path / "second").wait(TIMEOUT_S)
    assert repeated["baseline"] == "the base model's own labels"
    assert repeated["before"] == repeated["after"] == result["after"]


@pytest.fixture
def long_job(spec: StarterSpec, tmp_path: Path) -> Iterator[jobs.Job]:
    job = start(replaced(spec, epochs=LONG_EPOCHS), tmp_path)
    wait_for(job, "loss")
    yield job
    if job.state().status == "running":
        job.cancel()


def test_cancel_ends_the_training_and_leaves_only_a_checkpoint_to_go_on_from(
    long_job: jobs.Job, tmp_path: Path
) -> None:
    assert trainers_of(long_job)
    long_job.cancel()
    with pytest.raises(JobCanceled):
        long_job.wait(TIMEOUT_S)
    assert not trainers_of(long_job)
    assert not (tmp_path / "tuned").exists()
    assert not list(tmp_path.glob(".*partial*"))
    assert list(tmp_path.glob(".tuned.checkpoints-*/checkpoint-*/whole.json"))


def weights(folder: Path) -> bytes:
    return (folder / "model.safetensors").read_bytes()


def test_killed_while_it_saves_it_goes_on_to_the_same_weights(
    spec: StarterSpec, tmp_path: Path
) -> None:
    spec = replaced(spec, epochs=6, checkpoint_steps=7)
    straight = dataclasses.replace(spec, output=str(tmp_path / "straight"))
    start(straight, tmp_path / "first").wait(TIMEOUT_S)

    starter = write_starter(spec, tmp_path / "second" / "starter")
    home = tmp_path / "second" / "home"
    job = jobs.start(home, ENTRY, starter.arguments, title="Fine-tune")
    first = wait_for(job, "checkpoint").data["step"]
    for process in trainers_of(job):
        os.kill(int(process.name), signal.SIGKILL)
    with pytest.raises(JobError):
        job.wait(TIMEOUT_S)
    kept = next(tmp_path.glob(".tuned.checkpoints-*"))
    # As a kill amid a save leaves it: newer than all others, and not whole.
    torn = kept / "checkpoint-1000"
    shutil.copytree(kept / f"checkpoint-{first}", torn)
    with (torn / "model.safetensors").open("r+b") as file:
        file.truncate(100)

    again = jobs.start(home, ENTRY, starter.arguments, title="Fine-tune")
    again.wait(TIMEOUT_S)
    assert wait_for(again, "resumed").data["step"] >= first
    assert "checkpoint-1000 is torn" in wait_for(again, "note").data["text"]
    assert weights(tmp_path / "tuned") == weights(tmp_path / "straight")
    assert not list(tmp_path.glob(".tuned*"))


def test_two_processes_train_what_one_does(spec: StarterSpec, tmp_path: Path) -> None:
    from safetensors.numpy import load_file

    # Adam divides by gradients near zero: what rounding changes grows with the learning rate.
    spec = replaced(spec, epochs=2, batch_size=6, learning_rate=1e-4)
    found = []
    for processes in (1, 2):
        output = tmp_path / f"by-{processes}"
        one = dataclasses.replace(replaced(spec, processes=processes), output=str(output))
        start(one, tmp_path / str(processes)).wait(TIMEOUT_S)
        found.append(load_file(output / "model.safetensors"))
    assert max(np.abs(found[1][name] - found[0][name]).max() for name in found[0]) < 1e-6


def test_training_does_not_outlive_a_killed_job(long_job: jobs.Job, tmp_path: Path) -> None:
    os.kill(int((long_job.folder / "pid").read_text()), signal.SIGKILL)
    deadline = time.monotonic() + TIMEOUT_S
    while trainers_of(long_job) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not trainers_of(long_job)
    assert long_job.state().status == "failed"
    assert not (tmp_path / "tuned").exists()


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "column": (
        {"columns": {"text": "mesage", "label": "intent"}},
        "has no column 'mesage'; it has 'message'",
        "'message'",
    ),
    "data": ({"data": "/no/such.csv"}, "there is no file '/no/such.csv'", ""),
    "model": ({"model_folder": "/no/such"}, "no longer in /no/such", "fetch them"),
    "output": ({"output": "taken"}, "is there already", "another output folder"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_before_it_starts(spec: StarterSpec, tmp_path: Path, name: str) -> None:
    change, message, hint = REFUSED[name]
    (tmp_path / "taken").mkdir()
    if "output" in change:
        change = {"output": str(tmp_path / "taken")}
    job = start(dataclasses.replace(spec, **change), tmp_path)
    with pytest.raises(JobError) as refused:
        job.wait(TIMEOUT_S)
    assert message in refused.value.message
    assert hint in refused.value.hint
    assert not trainers_of(job)


SCRIPTS = {
    "raise ValueError('no such luck')": "train.py failed: ValueError: no such luck",
    "import errno; raise OSError(errno.ENOSPC, 'No space left on device')": "the disk is full",
    "import os; os.kill(os.getpid(), 9)": "more memory than there is",
    "import sys; sys.exit(0)": "without a result",
    "print(file=open(params['events'], 'a')); raise SystemExit(3)": "train.py failed",
}


@pytest.mark.parametrize("code", SCRIPTS)
def test_says_why_an_edited_script_failed(spec: StarterSpec, tmp_path: Path, code: str) -> None:
    starter = write_starter(spec, tmp_path / "starter")
    read = "import json, sys; params = json.load(open(sys.argv[1]))\n"
    starter.script.write_text(read + code)
    job = jobs.start(tmp_path / "home", ENTRY, starter.arguments, title="Fine-tune")
    with pytest.raises(JobError) as failed:
        job.wait(TIMEOUT_S)
    assert SCRIPTS[code] in failed.value.message
    assert not (tmp_path / "tuned").exists()
    assert not list(tmp_path.glob(".*partial*"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("cannot mount a small disk here: the full-disk test did not run")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_says_before_it_starts_that_a_disk_is_too_small(
    spec: StarterSpec, tmp_path: Path, small_disk: Path
) -> None:
    job = start(dataclasses.replace(spec, output=str(small_disk / "tuned")), tmp_path)
    with pytest.raises(
        JobError, match=r"checkpoints and the result need about \d+ MB .* 1 MB are free"
    ):
        job.wait(TIMEOUT_S)
    assert list(small_disk.iterdir()) == []


def test_launch_finds_the_same_run_again(spec: StarterSpec, tmp_path: Path) -> None:
    starter = write_starter(spec, tmp_path)
    wait = "import time; time.sleep(60)"
    starter.script.write_text(wait)
    arguments = {**spec.to_arguments(), "script": str(starter.script), "home": tmp_path / "home"}
    first = jobs.start(tmp_path / "home", ENTRY, job_arguments(spec, starter.script), title="A run")
    assert launch(**arguments).folder == first.folder  # whoever started it
    starter.script.write_text(wait + "\n# edited")
    second = launch(**arguments)
    assert second.folder != first.folder
    third = launch(**{**arguments, "seed": 7})
    assert third.folder != second.folder
    for job in (first, second, third):
        job.cancel()
    fourth = launch(**{**arguments, "seed": 7})  # a canceled run is not taken up again
    assert fourth.folder != third.folder
    fourth.cancel()


def test_a_scrubbed_environment_has_no_secret() -> None:
    secrets = {
        "HF_TOKEN": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "KAGGLE_KEY": "c",
        "JPY_API_TOKEN": "d",
    }
    kept = scrubbed({**secrets, "PATH": "/bin", "OMP_NUM_THREADS": "1"})
    assert not secrets.keys() & kept.keys()
    assert kept["PATH"] == "/bin"
    assert kept["HF_HUB_OFFLINE"] == "1"
