"""Jobs: a process of its own that outlives us, re-attached, canceled, never silently gone."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from hubexplorer import jobs
from hubexplorer.errors import JobCanceled, JobError


def run(home: Path, name: str, **args: object) -> jobs.Job:
    return jobs.start(home, f"tests.job_entries:{name}", args, title=name)


def test_a_job_reports_progress_and_a_result(tmp_path):
    job = run(tmp_path, "count", total=3)
    kinds = []
    result = job.wait(30, on_event=lambda event: kinds.append(event.kind))
    assert result["sum"] == 3
    assert result["session"] != os.getsid(0)
    assert "progress" in kinds
    state = job.state()
    assert (state.status, state.done, state.total) == ("done", 3, 3)


def test_a_job_can_be_found_again_by_its_folder(tmp_path):
    first = run(tmp_path, "count", total=2)
    again = jobs.attach(first.folder)
    assert again.wait(30)["sum"] == 2
    assert [job.folder for job in jobs.all_jobs(tmp_path)] == [first.folder]
    assert (again.title, again.args) == ("count", {"total": 2})


def test_a_folder_without_a_job_is_named(tmp_path):
    with pytest.raises(JobError, match="holds no job"):
        jobs.attach(tmp_path)


def test_a_canceled_job_says_so(tmp_path):
    job = run(tmp_path, "forever")
    wait_for(lambda: job.events())
    job.cancel()
    assert job.state().status == "canceled"
    with pytest.raises(JobCanceled):
        job.wait(5)


def test_a_job_that_does_not_listen_is_ended(tmp_path):
    job = run(tmp_path, "deaf")
    job.cancel(grace_s=0.2)
    assert job.state().status == "canceled"


def test_a_deliberate_error_keeps_its_hint(tmp_path):
    with pytest.raises(JobError, match="row 7 is broken") as caught:
        run(tmp_path, "refuse").wait(30)
    assert caught.value.hint == "mend row 7"


def test_a_fault_is_told_and_its_log_named(tmp_path):
    job = run(tmp_path, "crash")
    with pytest.raises(JobError, match="ZeroDivisionError"):
        job.wait(30)
    assert "Traceback" in (job.folder / "job.log").read_text()


def test_a_killed_job_counts_as_failed(tmp_path):
    job = run(tmp_path, "forever")
    wait_for(lambda: job.events())
    os.kill(int((job.folder / "pid").read_text()), signal.SIGKILL)
    wait_for(lambda: job.state().status != "running")
    state = job.state()
    assert state.status == "failed"
    assert "job.log" in state.hint


def test_a_secret_reaches_the_job_and_no_file(tmp_path):
    job = jobs.start(
        tmp_path, "tests.job_entries:count", {"total": 1}, title="t", secret={"token": "hf_x1"}
    )
    job.wait(30)
    written = b"".join(path.read_bytes() for path in job.folder.iterdir())
    result = job.state().result
    assert result["secret"] == "hf_x1"  # what the job itself returns is its own choice
    assert written.count(b"hf_x1") == 1


def test_a_job_starts_without_the_environments_secrets(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setenv("MY_API_KEY", "k")
    monkeypatch.setenv("PLAIN", "yes")
    env = run(tmp_path, "environment").wait(30)
    assert env["PLAIN"] == "yes"
    assert "HF_TOKEN" not in env
    assert "MY_API_KEY" not in env


def test_a_half_written_last_line_is_not_an_event_yet(tmp_path):
    job = run(tmp_path, "count", total=1)
    job.wait(30)
    before = len(job.events())
    with (job.folder / "events.jsonl").open("a") as file:
        file.write('{"time_s": 1, "ki')
    assert len(job.events()) == before


def wait_for(is_true, timeout_s: float = 20.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not is_true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
