from __future__ import annotations

import os
import shutil
import signal
import threading

import psutil
import pytest

from hubexplorer import services
from hubexplorer.errors import DataError, NotFound, RunError, UnsafeModel, WorkerDied
from hubexplorer.ui.compare.screen import Compare
from hubexplorer.ui.measure.screen import Measure
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.compare.comparison import Comparison
from hubexplorer.workspace.compare.pane import ENDED
from hubexplorer.workspace.run.runner import Runner
from tests.workspace.other_hub import NANO, NO_WEIGHTS
from tests.workspace.waiting import until

SMALL = "demo/support-intent-multi-small"
DIGITS = "demo/handwritten-digits-vit"
ALIKE = "demo/sentence-embed-multi-mini"
LONG = ["Where is my order? " * 30] * 4_000
"""Some five seconds of work for the small model: long enough to do it harm meanwhile."""


@pytest.fixture
def long_run(workspace):
    """The small model at work on its long input beside the nano model on the same."""
    refs = [workspace.finder.ref(name) for name in (SMALL, NANO)]
    comparison = Comparison(workspace.runner, refs)
    comparison.start(LONG)
    until(lambda: comparison.panes[0].state == "running")
    yield comparison
    comparison.stop()
    comparison.wait(10)


def pid_of(workspace, repo):
    (pid,) = (m.pid for m in workspace.runner.status().loaded if f":{repo}@" in m.ref)
    return pid


@pytest.mark.parametrize(
    ("model", "given"), [(NANO, ""), (NANO, " \n"), (ALIKE, []), (DIGITS, b""), (DIGITS, b"no")]
)
def test_an_input_that_is_none_is_refused_with_a_hint(workspace, model, given):
    with pytest.raises(DataError) as caught:
        workspace.run(model, given)
    assert caught.value.hint


def test_an_image_that_is_not_there_is_named(workspace, tmp_path):
    with pytest.raises(DataError, match=r"nowhere\.png"):
        workspace.run(DIGITS, tmp_path / "nowhere.png")


def test_one_that_fails_says_so_in_its_place(both):
    comparison = both.compare([NANO, NO_WEIGHTS, DIGITS], "Where is my order?")
    assert [pane.state for pane in comparison.panes] == ["done", "failed", "failed"]
    assert isinstance(comparison.panes[1].error, UnsafeModel)
    assert isinstance(comparison.panes[2].error, RunError)
    frame = comparison.to_pandas()
    assert list(frame["error"].isna()) == [True, False, False]


def test_a_killed_worker_fails_its_pane_alone(workspace, long_run):
    os.kill(pid_of(workspace, SMALL), signal.SIGKILL)
    waited_s = until(lambda: long_run.panes[0].state in ENDED)
    assert waited_s < 1.0
    assert isinstance(long_run.panes[0].error, WorkerDied)
    assert long_run.wait(60)
    assert long_run.panes[1].state == "done"
    assert workspace.run(SMALL, "Where is my order?").output["scores"]


def test_a_killed_host_fails_what_it_ran_and_is_started_again(workspace, long_run):
    before = services.find(workspace.settings.home, "model-host")
    assert before is not None
    worker = pid_of(workspace, SMALL)
    os.kill(before.pid, signal.SIGKILL)
    assert until(lambda: long_run.panes[0].state in ENDED) < 1.0
    assert isinstance(long_run.panes[0].error, WorkerDied)
    assert long_run.panes[0].error.hint
    assert workspace.run(NANO, "Where is my order?").output["scores"]
    after = services.find(workspace.settings.home, "model-host")
    assert after is not None
    assert after.pid != before.pid
    until(lambda: not _is_running(worker))  # a worker without its host ends itself


def test_stop_ends_what_runs_and_a_later_run_works(workspace, long_run):
    long_run.stop()
    assert until(lambda: long_run.is_ended) < 2.0
    assert long_run.panes[0].state == "canceled"
    assert workspace.run(SMALL, "Where is my order?").output["scores"]


def test_a_stopped_download_goes_on_when_run_again(both, other):
    name = both.hubs.names[1]
    ref = both.card(f"{name}:{NANO}").ref
    shutil.rmtree(both.settings.home / "models" / name, ignore_errors=True)
    other.delay_s = 0.2  # before every file
    comparison = Comparison(both.runner, [ref])
    comparison.start("Where is my order?")
    until(lambda: comparison.panes[0].state == "downloading")
    comparison.stop()
    assert until(lambda: comparison.is_ended) < 1.0
    assert comparison.panes[0].state == "canceled"
    other.delay_s = 0.0
    assert both.run(ref, "Where is my order?").output["scores"]


def test_a_folder_that_cannot_be_written_fails_its_pane(fresh, tmp_path):
    fresh.home.mkdir()
    (fresh.home / "models").write_text("a file where a folder should be")
    workspace = Workspace.open(tmp_path, settings=fresh)
    with pytest.raises(RunError, match="cannot be kept") as caught:
        workspace.run(NANO, "hello")
    assert "models" in caught.value.hint
    workspace.close()


class Faulty(Runner):
    def page(self, ref):
        raise KeyError(ref)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_ours_still_ends_its_pane(workspace):
    parts = (workspace.settings, workspace.hubs, workspace.reader, lambda: workspace.lock)
    comparison = Comparison(Faulty(*parts), [workspace.finder.ref(NANO)])
    comparison.start("hello")
    assert comparison.wait(10)
    assert "fault" in comparison.panes[0].error.message
    until(lambda: all(thread.name != "hubexplorer-pane" for thread in threading.enumerate()))


def _is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_one_model_needs_no_list(workspace):
    with pytest.raises(NotFound, match="demo/nope"):
        workspace.compare("demo/nope", "hi")
    assert len(workspace.compare(NANO, "hi").panes) == 1
    row = workspace.search("nano", task="text-classification")[0]
    assert [row.ref] == [pane.ref for pane in workspace.compare(row, "hi").panes]
    assert len(Compare(workspace, NANO).candidates) == 1
    with pytest.raises(NotFound, match="demo/nope"):
        workspace.measure("demo/nope", [{"text": "Where is it?", "label": "delivery"}])
    assert len(Measure(workspace, NANO).candidates) == 1
