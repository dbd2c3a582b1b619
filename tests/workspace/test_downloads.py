"""Downloads as a user meets them: planned, paused, resumed, canceled, counted, deleted."""

from __future__ import annotations

import os
import random
import signal

import pytest

from hubexplorer.errors import DiskFull, JobCanceled, NotFound
from hubexplorer.hubs.partial import sha256_of
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.downloads import why
from tests.hubs.bad_server import serving
from tests.hubs.small_hub import COMMIT, REPO, SmallHub
from tests.workspace.other_hub import NANO, with_hub
from tests.workspace.waiting import until

WEIGHTS = random.Random(6).randbytes(4_000_000)
FILES = {
    "model.safetensors": WEIGHTS,
    "config.json": b'{"model_type": "bert"}',
    "README.md": b"# A model\n",
    "pytorch_model.bin": b"\x80\x04N.",
}


@pytest.fixture
def slow():
    """A hub that sends its one model slowly."""
    return SmallHub(dict(FILES), pause_s=0.02)


@pytest.fixture
def workspace_of_slow(slow, settings, tmp_path):
    with serving(slow) as server:
        opened = Workspace.open(
            tmp_path / "project", settings=with_hub(settings, tmp_path / "home", server.url)
        )
        yield opened
        opened.close()


def ref_of(workspace):
    return f"{workspace.hubs.names[1]}:{REPO}@{COMMIT}"


def begun(download):
    return lambda: download.job.state().done > 500_000


def test_the_plan_says_what_comes_and_why_before_it_comes(workspace_of_slow):
    plan = workspace_of_slow.downloads.plan(ref_of(workspace_of_slow))
    assert {file.path: file.why for file in plan.files} == {
        "model.safetensors": "the weights",
        "config.json": "the architecture and its settings",
        "README.md": "the card",
    }
    assert plan.left_out == ("pytorch_model.bin",)
    assert plan.missing_bytes == plan.total_bytes > 4_000_000
    assert 0 < plan.left_bytes < plan.free_bytes
    assert workspace_of_slow.downloads.disk() == ()


def test_paused_it_keeps_what_came_and_resumed_it_goes_on(workspace_of_slow, slow):
    downloads = workspace_of_slow.downloads
    first = downloads.start(ref_of(workspace_of_slow))
    until(begun(first))
    assert downloads.start(ref_of(workspace_of_slow)).job.folder == first.job.folder
    downloads.pause(first.ref)
    (paused,) = downloads.all()
    assert paused.status == "paused"
    came = downloads.plan(ref_of(workspace_of_slow))
    assert 500_000 < came.total_bytes - came.missing_bytes < came.total_bytes
    assert [item.commit for item in downloads.disk() if item.size_bytes > 500_000] == [None]
    slow.pause_s = 0.0
    result = downloads.resume(first.ref).job.wait(30)
    assert result["bytes"] == came.total_bytes
    (done,) = downloads.all()
    assert done.status == "done"
    assert {item.size_bytes for item in downloads.disk()} == {came.total_bytes}


def test_killed_it_is_told_and_goes_on(workspace_of_slow, slow):
    downloads = workspace_of_slow.downloads
    first = downloads.start(ref_of(workspace_of_slow))
    until(begun(first))
    os.killpg(int((first.job.folder / "pid").read_text()), signal.SIGKILL)
    until(lambda: downloads.all()[0].status == "failed")
    folder = first.job.folder.parents[1] / "models"
    assert not list(folder.rglob("model.safetensors"))
    slow.pause_s = 0.0
    downloads.resume(first.ref).job.wait(30)
    (weights,) = folder.rglob("model.safetensors")
    assert weights.read_bytes() == WEIGHTS
    assert sha256_of(weights) == next(file.sha256 for file in slow.entries() if file.sha256)


def test_canceled_it_leaves_nothing_under_way(workspace_of_slow):
    downloads = workspace_of_slow.downloads
    first = downloads.start(ref_of(workspace_of_slow))
    until(begun(first))
    downloads.cancel(first.ref)
    assert downloads.all() == ()
    assert not [item for item in downloads.disk() if item.commit is None]
    with pytest.raises(NotFound, match="start it first"):
        downloads.resume(first.ref)


def test_a_model_that_does_not_fit_is_refused_before_it_begins(workspace_of_slow, slow):
    slow.claimed = {"model.safetensors": 10**18}
    with pytest.raises(DiskFull, match="are free"):
        workspace_of_slow.downloads.start(ref_of(workspace_of_slow))
    assert workspace_of_slow.downloads.all() == ()


def test_a_canceled_install_is_said_to_be(workspace_of_slow):
    downloads = workspace_of_slow.downloads
    first = downloads.start(ref_of(workspace_of_slow))
    downloads.pause(first.ref)
    with pytest.raises(JobCanceled):
        first.job.wait(10)


def test_what_lies_on_the_disk_can_be_deleted_and_pins_say_so(workspace):
    pin = workspace.pin(NANO)
    found = {str(item): item for item in workspace.downloads.disk()}
    assert found[str(pin.ref)].is_pinned
    assert found[str(pin.ref)].size_bytes >= sum(size for size, _sha256 in pin.files.values())
    workspace.downloads.delete(pin.hub, pin.repo, pin.commit)
    assert str(pin.ref) not in {str(item) for item in workspace.downloads.disk()}
    with pytest.raises(NotFound):
        workspace.downloads.delete(pin.hub, pin.repo, pin.commit)
    workspace.pins.install()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("onnx/Model-00001-of-2.safetensors", "the weights"),
        ("tokenizer_config.json", "how text becomes tokens"),
        ("1_Pooling/config.json", "the architecture and its settings"),
        ("LICENSE", "the license"),
        ("strange.json", "settings"),
    ],
)
def test_every_file_has_a_reason(path, words):
    assert why(path) == words
