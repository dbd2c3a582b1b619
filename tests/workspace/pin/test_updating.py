"""Pins over time: what a newer commit changes, and the pinned files on this disk again."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from hubexplorer.errors import PinError, PinMismatch
from hubexplorer.pins import LockFile
from hubexplorer.records import ModelRef
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.pin.installing import pinned_folder
from hubexplorer.workspace.pin.pinning import local_folder
from tests.workspace.other_hub import NANO


@pytest.fixture
def old(workspace):
    """A workspace that pins the oldest commit with weights of a model that has newer ones."""
    page = workspace.card(NANO)
    for entry in reversed(page.commits):
        ref = ModelRef("embedded", NANO, entry.commit)
        if any(file.path == "model.safetensors" for file in workspace.card(ref).files):
            break
    assert ref.commit != page.ref.commit
    workspace.pin(ref)
    return workspace


def test_diff_says_what_changes_and_writes_nothing(old):
    before = old.lock_path.read_bytes()
    (update,) = old.pins.diff()
    assert update.is_needed
    assert update.new.commit == old.card(NANO).ref.commit
    told = [str(found) for found in update.differences]
    assert told[0].startswith("card_sha256: pinned ")
    assert told[1] == f"commit: pinned {update.old.commit}, found {update.new.commit}"
    signs = {line[0] for line in update.card}
    assert signs >= {"+", "-", " "}
    assert update.card == tuple(map(str, old.card_diff(NANO, update.old.commit).lines))
    assert old.lock_path.read_bytes() == before


def test_update_writes_what_diff_showed(old):
    (update,) = old.pins.diff(NANO)
    pin = old.pins.apply(update, seen=[item.kind for item in update.findings])
    assert old.lock.pins == (pin,)
    assert pin.files == update.new.files
    assert set(pin.findings_seen) >= {item.kind for item in update.findings}
    assert [check.is_ok for check in old.verify()] == [True]
    (again,) = old.pins.diff()
    assert not again.is_needed
    with pytest.raises(PinError, match="changed meanwhile"):
        old.pins.apply(update)


def test_a_pin_moves_back_to_a_commit_by_name(old):
    first = next(iter(old.pins)).commit
    old.pins.update(NANO)
    assert old.pins.update(NANO, commit=first).commit == first


def test_an_edited_pin_is_not_updated_installed_or_run(old):
    text = old.lock_path.read_text()
    old.lock_path.write_text(text.replace("apache-2.0", "mit", 1))
    for use in (
        lambda: old.pins.diff(),
        lambda: old.pins.update(NANO),
        lambda: old.pins.install(),
        lambda: pinned_folder(old, NANO),
        lambda: old.run(NANO, "Where is my order?"),
    ):
        with pytest.raises(PinMismatch, match="license_id: edited in the lock file"):
            use()


def test_install_brings_back_exactly_what_was_pinned(old):
    (pin,) = old.pins
    folder = local_folder(old, pin)
    shutil.rmtree(folder)
    (check,) = old.verify()
    assert check.is_ok
    assert not check.is_installed
    begun = []
    assert old.pins.install(NANO, watch=begun.append) == (folder,)
    assert [download.ref for download in begun] == [pin.ref]
    weights = folder / "model.safetensors"
    good = weights.read_bytes()
    weights.write_bytes(good[::-1])
    assert old.pins.install() == (folder,)
    assert weights.read_bytes() == good
    assert old.pins.install(watch=begun.append) == (folder,)
    assert len(begun) == 1  # nothing was missing


def test_a_file_that_nobody_pinned_is_refused_not_removed(old):
    (pin,) = old.pins
    extra = local_folder(old, pin) / "modeling_extra.py"
    extra.write_text("")
    try:
        with pytest.raises(PinMismatch, match=r"modeling_extra\.py: is not pinned"):
            old.pins.install()
    finally:
        extra.unlink()


def test_offline_what_is_missing_is_named_and_no_hub_asked(both, other):
    name = both.hubs.names[1]
    pin = both.pin(f"{name}:{NANO}")
    other.stop()
    offline = Workspace.open(both.folder, settings=replace(both.settings, is_offline=True))
    (folder,) = offline.pins.install(f"{name}:{NANO}", offline=True)
    assert pinned_folder(offline, NANO) == folder
    (folder / "config.json").rename(folder / "config.jsonx")
    try:
        with pytest.raises(PinError, match=r"config\.json: is missing"):
            offline.pins.install(offline=True)
    finally:
        (folder / "config.jsonx").rename(folder / "config.json")
    offline.close()
    other.start()
    both.pins.remove(NANO)
    with LockFile.editing(both.lock_path) as lock:
        lock.add(replace(pin, endpoint="https://elsewhere.example"))
    shutil.rmtree(folder)
    with pytest.raises(PinMismatch, match="was pinned at"):
        both.pins.install()


def test_two_lock_files_are_compared(old, tmp_path):
    before = tmp_path / "before.lock"
    shutil.copyfile(old.lock_path, before)
    assert old.pins.compare(before) == {}
    old.pins.update(NANO)
    (changes,) = old.pins.compare(before).values()
    assert "commit" in {found.subject for found in changes}
    old.pins.remove(NANO)
    assert old.pins.compare(before)[f"embedded:{NANO}"][0].kind == "missing"
    with pytest.raises(PinError, match="no lock file"):
        old.pins.compare(tmp_path / "none.lock")
