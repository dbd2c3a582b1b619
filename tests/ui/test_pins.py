from __future__ import annotations

import pytest

import hubexplorer as hx
from hubexplorer.errors import PinMismatch
from hubexplorer.ui.pins import pinned_code
from hubexplorer.workspace.embedded import models_folder
from hubexplorer.workspace.pin import pinned_folder

NANO = "demo/support-intent-en-nano"


@pytest.fixture
def pins(workspace, front):
    workspace.pin(NANO)
    return front(hx.Pins(workspace))


def test_a_pin_is_listed_and_verified(pins):
    (before,) = pins.data("list")["pins"]
    assert before["status"] == "unchecked"
    (after,) = pins.data("verify")["pins"]
    assert after["status"] == "ok"
    assert after["differences"] == []


def test_a_changed_file_is_named_and_never_loaded(pins, workspace):
    folder = pinned_folder(workspace, NANO)
    weights = folder / "model.safetensors"
    good = weights.read_bytes()
    try:
        weights.chmod(0o644)
        weights.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
        (pin,) = pins.data("verify")["pins"]
        assert pin["status"] == "differs"
        assert "model.safetensors" in pin["differences"][0]
        with pytest.raises(PinMismatch, match=r"model\.safetensors"):
            pinned_folder(workspace, NANO)
        with pytest.raises(PinMismatch, match=r"model\.safetensors"):
            workspace.run(NANO, "hello")
    finally:
        weights.write_bytes(good)


def test_an_edited_lock_file_is_told(pins, workspace):
    text = workspace.lock_path.read_text()
    workspace.lock_path.write_text(text.replace("apache-2.0", "mit", 1))
    (pin,) = pins.data("verify")["pins"]
    assert pin["status"] == "differs"
    assert any("license" in line for line in pin["differences"])


def test_a_broken_lock_file_is_an_error_and_kept(pins, workspace):
    workspace.lock_path.write_text("nonsense = [")
    reply = pins.ask("list")
    assert not reply["ok"]
    assert "line" in reply["error"]["message"]
    assert workspace.lock_path.read_text() == "nonsense = ["


def test_removing_takes_it_out(pins, workspace):
    key = pins.data("list")["pins"][0]["key"]
    assert pins.data("remove", key=key)["pins"] == []
    assert workspace.lock.pins == ()


def test_the_code_loads_what_was_pinned(pins, workspace):
    (pin,) = workspace.lock.pins
    code = pinned_code(pin)
    compile(code, "code", "exec")
    assert NANO in code
    assert pinned_folder(workspace, NANO).is_relative_to(
        models_folder(workspace.settings.home, "embedded")
    )
