from __future__ import annotations

from dataclasses import replace

import pytest

import hubexplorer as hx
from hubexplorer.errors import PinMismatch
from hubexplorer.ui.pins import pinned_code
from hubexplorer.workspace.embedded import models_folder
from hubexplorer.workspace.pin.installing import pinned_folder

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


def test_the_gravest_finding_stands_with_the_pin_and_whether_it_was_seen(pins, workspace):
    first = workspace.card(NANO).findings[0]
    (pin,) = pins.data("list")["pins"]
    assert (pin["gravest"]["title"], pin["gravest"]["seen"]) == (first.title, False)
    workspace.pin(NANO, seen=[first.kind])
    (pin,) = pins.data("list")["pins"]
    assert pin["gravest"]["seen"]


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


def test_an_update_is_shown_before_it_is_written(workspace, front):
    commits = [entry.commit for entry in workspace.card(NANO).commits]
    workspace.pin(f"embedded:{NANO}@{commits[1]}")
    pins = front(hx.Pins(workspace))
    key = pins.data("list")["pins"][0]["key"]
    unseen = pins.ask("update", key=key, to={**key, "commit": commits[0]})
    assert "not shown yet" in unseen["error"]["message"]
    update = pins.data("diff", key=key)
    assert update["needed"]
    assert update["to"]["commit"] == commits[0]
    assert any(line.startswith("commit: ") for line in update["differences"])
    (after,) = pins.data("update", key=key, to=update["to"])["pins"]
    assert after["key"] == update["to"]
    assert pins.screen.generation == 1
    assert not pins.data("diff", key=after["key"])["needed"]
    assert "not pinned any more" in pins.ask("diff", key=key)["error"]["message"]


def test_deleted_files_are_installed_again_with_progress(pins, workspace):
    listed = pins.data("list")
    (pin,) = listed["pins"]
    assert pin["installed"]
    assert {"key": pin["key"], "pinned": True} in [
        {name: one[name] for name in ("key", "pinned")} for one in listed["disk"]
    ]
    (gone,) = pins.data("delete", key=pin["key"])["pins"]
    assert not gone["installed"]
    pins.data("install", key=pin["key"])
    ended = pins.wait(
        lambda content: (
            content.get("event") == "downloads"
            and {one["status"] for one in content["data"]["downloads"]} == {"done"}
        )
    )
    assert ended["data"]["downloads"][0]["done_bytes"] == pin["size_bytes"]
    (back,) = pins.data("list")["pins"]
    assert back["installed"]
    assert pins.data("list")["downloads"] == []


def test_a_token_is_given_in_one_message_and_never_comes_back(pins, workspace):
    token = "hf_neverneverneverneverneverne"
    assert [one["hub"] for one in pins.data("list")["accounts"]] == ["embedded"]
    for hub in ("embedded", "elsewhere"):
        assert not pins.ask("sign_in", hub=hub, token=token)["ok"]
    assert not pins.ask("sign_in", hub="embedded", token=7)["ok"]
    assert token not in str(pins.comm.sent) + repr(pins.screen.get_state())


def test_removing_takes_it_out(pins, workspace):
    key = pins.data("list")["pins"][0]["key"]
    assert pins.data("remove", key=key)["pins"] == []
    assert workspace.lock.pins == ()


def test_the_code_loads_what_was_pinned(pins, workspace):
    (pin,) = workspace.lock.pins
    code = pinned_code(pin)
    compile(code, "code", "exec")
    assert f"ws.pins.folder('embedded:{NANO}')" in code
    assert workspace.pins.folder(f"embedded:{NANO}").is_relative_to(
        models_folder(workspace.settings.home, "embedded")
    )


def test_an_adapter_s_code_keeps_to_the_commits_of_both(workspace):
    pin = workspace.pin(NANO)
    adapter = replace(pin, base=str(pin.ref))
    space = {}
    code = pinned_code(adapter)
    exec(compile(code.replace("hx.Workspace.open()", "workspace"), "code", "exec"),
         {"workspace": workspace}, space)  # fmt: skip
    assert space["model"] == str(pin.ref)
    assert space["answer"].ref == pin.ref
