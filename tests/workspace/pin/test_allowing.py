"""An exception from the loading policy: explicit, for one commit, scanned, and in the lock file."""

from __future__ import annotations

import shutil

import pytest

from hubexplorer.errors import CannotRunHere, NotFound, PinMismatch, UnsafeModel
from hubexplorer.workspace.pin.files import allow_file, overview, scan_file
from hubexplorer.workspace.pin.pinning import local_folder
from hubexplorer.workspace.tune.tuner import Tuner
from tests.runtime.crafted import by_global, in_zip
from tests.workspace.other_hub import CARD, NANO, nano_files

TORCH = "other/torch-only"
HOSTILE = "other/hostile"
BIN = "pytorch_model.bin"


@pytest.fixture(scope="session")
def torch_only(hub_of_session, tmp_path_factory):
    """On the second hub: the nano model in PyTorch's own format, and a hostile one beside it."""
    import torch
    from safetensors.torch import load_file

    files = {**nano_files(), "README.md": CARD}
    weights = files.pop("model.safetensors")
    path = tmp_path_factory.mktemp("torch") / BIN
    torch.save(load_file(weights), path)
    hub_of_session.add(TORCH, {**files, BIN: path})
    hub_of_session.add(HOSTILE, {**files, BIN: in_zip(by_global("os", "system", "true"))})
    return hub_of_session


@pytest.fixture
def asked(torch_only, both):
    """A workspace, and the torch-only model's name in it."""
    return both, f"{both.hubs.names[1]}:{TORCH}"


def test_without_an_allow_it_is_neither_fetched_nor_run(asked):
    workspace, model = asked
    with pytest.raises(UnsafeModel, match="no safetensors"):
        workspace.run(model, "Where is my order?")
    pin = workspace.pin(model)
    assert BIN not in pin.files
    with pytest.raises(UnsafeModel, match="no safetensors"):
        workspace.run(model, "Where is my order?")
    assert not (local_folder(workspace, pin) / BIN).exists()


def test_allowed_it_runs_as_pinned_and_the_lock_file_says_so(asked):
    workspace, model = asked
    pin = workspace.pin(model, allow=[BIN])
    assert pin.exceptions == (BIN,)
    assert BIN in pin.files
    same = workspace.run(f"embedded:{NANO}", "Where is my order?").output
    assert workspace.run(model, "Where is my order?").output == same
    with pytest.raises(UnsafeModel, match="what its pin allows is for running"):
        Tuner(workspace).family(workspace.finder.ref(model))
    assert workspace.pin(model).exceptions == (BIN,)  # pinned again, the allow stays
    (check,) = workspace.verify()
    assert check.is_ok

    folder = local_folder(workspace, pin)
    shutil.rmtree(folder)
    assert workspace.pins.install() == (folder,)
    assert (folder / BIN).exists()

    text = workspace.lock_path.read_text()
    workspace.lock_path.write_text(text.replace(pin.files[BIN][1], "0" * 64))
    with pytest.raises(PinMismatch, match="files: edited"):
        workspace.run(model, "Where is my order?")
    workspace.lock_path.write_text(text)
    assert workspace.pin(model, allow=[]).exceptions == ()
    with pytest.raises(UnsafeModel, match="no safetensors"):
        workspace.run(model, "Where is my order?")


def test_an_allow_by_hand_in_the_lock_file_is_no_allow(asked):
    workspace, model = asked
    workspace.pin(model)
    text = workspace.lock_path.read_text()
    assert "exceptions = []" in text
    workspace.lock_path.write_text(text.replace("exceptions = []", f'exceptions = ["{BIN}"]'))
    with pytest.raises(PinMismatch, match="exceptions: edited"):
        workspace.run(model, "Where is my order?")


def test_what_is_more_than_tensors_cannot_be_allowed(asked):
    workspace, model = asked
    hostile = model.replace(TORCH, HOSTILE)
    with pytest.raises(UnsafeModel, match=r"would call 'os\.system'"):
        workspace.pin(hostile, allow=[BIN])
    with pytest.raises(NotFound, match="absent"):
        workspace.pin(hostile, allow=["absent.bin"])
    with pytest.raises(CannotRunHere, match="needs no exception"):
        workspace.pin(hostile, allow=["config.json"])
    assert not workspace.lock_path.exists()


def test_a_refused_file_is_scanned_allowed_and_withdrawn_by_itself(asked):
    workspace, model = asked
    ref = workspace.card(model).ref
    (before,) = (one for one in overview(workspace, ref).files if one.entry.path == BIN)
    assert before.refusal is not None
    assert before.refusal.is_allowable
    assert (before.why, before.is_allowed) == ("", False)
    scan_file(workspace, ref, BIN)
    pin = allow_file(workspace, ref, BIN, seen=("limitations",))
    assert (pin.exceptions, pin.findings_seen) == ((BIN,), ("limitations",))
    found = overview(workspace, ref)
    (after,) = (one for one in found.files if one.entry.path == BIN)
    assert (after.why, after.is_allowed) == ("the weights", True)
    assert after.here_bytes == after.entry.size_bytes
    assert BIN not in found.plan.left_out
    assert allow_file(workspace, ref, BIN, on=False).exceptions == ()
    hostile = workspace.card(model.replace(TORCH, HOSTILE)).ref
    with pytest.raises(UnsafeModel, match=r"would call 'os\.system'"):
        scan_file(workspace, hostile, BIN)


def test_what_a_hub_says_of_its_scans_is_information():
    from hubexplorer.hubs.parsing import scan_from

    row = {"path": BIN, "level": "unsafe"}
    found = scan_from({"securityRepoStatus": {"scansDone": True, "filesWithIssues": [row, 7]}})
    assert (found.is_done, found.issues) == (True, {BIN: "unsafe"})
    for odd in (None, [], {"securityRepoStatus": {"scansDone": "yes", "filesWithIssues": {}}}):
        assert scan_from(odd) == scan_from({})
        assert not scan_from(odd).is_done
