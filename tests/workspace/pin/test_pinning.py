from __future__ import annotations

import pytest

from hubexplorer.errors import PinError, PinMismatch
from hubexplorer.workspace.pin.installing import pinned_folder
from hubexplorer.workspace.pin.pinning import remove_pin
from tests.workspace.other_hub import NANO


@pytest.fixture
def pinned(workspace):
    """A workspace with one pin whose model already ran, and the pinned files' folder."""
    workspace.pin(NANO)
    workspace.run(NANO, "Where is my order?")
    return workspace, pinned_folder(workspace, NANO)


@pytest.fixture
def tampered(pinned):
    """The same, with a changed tokenizer: a file of which the hub's listing gives no sha256."""
    workspace, folder = pinned
    path = folder / "tokenizer.json"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"order", b"redro"))
    assert len(whole) == path.stat().st_size
    yield workspace
    path.write_bytes(whole)


def test_a_pin_holds_what_it_says(pinned):
    workspace, folder = pinned
    (check,) = workspace.verify()
    assert check.is_ok
    assert check.pin.ref == workspace.card(NANO).ref
    assert set(check.pin.files) == {path.name for path in folder.iterdir() if path.is_file()}


def test_a_tampered_model_is_refused_by_run_tune_and_load(tampered):
    for use in (
        lambda: tampered.run(NANO, "Where is my order?"),
        lambda: tampered.tune(NANO),
        lambda: pinned_folder(tampered, NANO),
    ):
        with pytest.raises(PinMismatch, match=r"tokenizer\.json"):
            use()
    (check,) = tampered.verify()
    assert "tokenizer.json" in check.differences[0]
    assert not (tampered.folder / "tuned").exists()


def test_put_back_it_runs_again(pinned):
    workspace, folder = pinned
    path = folder / "tokenizer.json"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"order", b"redro"))
    with pytest.raises(PinMismatch):
        workspace.run(NANO, "Where is my order?")
    path.write_bytes(whole)
    assert workspace.run(NANO, "Where is my order?").output["scores"]


def test_a_file_put_beside_a_pinned_model_is_refused(pinned):
    workspace, folder = pinned
    extra = folder / "modeling_extra.py"
    extra.write_text("raise SystemExit\n")
    try:
        with pytest.raises(PinMismatch, match=r"modeling_extra\.py"):
            workspace.run(NANO, "Where is my order?")
    finally:
        extra.unlink()


def test_a_broken_lock_file_is_told_and_kept(pinned):
    workspace, _folder = pinned
    broken = workspace.lock_path.read_bytes()[:-40]
    workspace.lock_path.write_bytes(broken)
    for use in (workspace.verify, lambda: workspace.pin(NANO), lambda: workspace.run(NANO, "x")):
        with pytest.raises(PinError, match=r"hubexplorer\.lock"):
            use()
    assert workspace.lock_path.read_bytes() == broken


def test_a_hub_that_is_away_leaves_pins_unknown_not_wrong(both, other):
    name = both.hubs.names[1]
    both.pin(f"{name}:{NANO}")
    both.pin(f"embedded:{NANO}")
    with pytest.raises(PinError, match="more than once"):
        pinned_folder(both, NANO)
    before = both.lock_path.read_bytes()
    other.stop()
    by_hub = {check.pin.hub: check for check in both.verify()}
    assert by_hub["embedded"].is_ok
    assert by_hub[name].differences == ()
    assert by_hub[name].problem is not None
    assert both.lock_path.read_bytes() == before
    remove_pin(both, both.finder.ref(f"{name}:{NANO}"))
    assert [pin.hub for pin in both.lock.pins] == ["embedded"]
