"""What was pinned is what is there, or each difference is named."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hubexplorer.errors import PinMismatch
from hubexplorer.pins import LockFile, Pin, pin_diff, require, verify_facts, verify_files


def saved(folder: Path, pin: Pin) -> tuple[Path, str]:
    path = folder.parent / "hubexplorer.lock"
    lock = LockFile.load(path)
    lock.add(pin)
    lock.save()
    return path, path.read_text("utf-8")


def facts_of(pin: Pin) -> dict[str, Any]:
    return {
        "commit": pin.commit,
        "files": dict(pin.files),
        "license_id": pin.license_id,
        "card_sha256": pin.card_sha256,
        "license_class": pin.license_class,
    }


def test_what_was_pinned_is_accepted(folder: Path, pin: Pin) -> None:
    path, _ = saved(folder, pin)
    (read,) = LockFile.load(path).pins
    assert verify_files(read, folder) == ()
    assert verify_facts(read, **facts_of(pin)) == ()
    require(read, folder)


def test_a_cache_of_links_is_accepted(folder: Path, pin: Pin) -> None:
    blob = folder.parent / "blob"
    (folder / "model.safetensors").rename(blob)
    (folder / "model.safetensors").symlink_to(blob)
    require(pin, folder)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def relink(path: Path, target: str) -> None:
    path.unlink()
    path.symlink_to(target)


def fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


FOLDER_CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "bit flipped": (
        lambda root: flip(root / "model.safetensors"),
        "model.safetensors: sha256 pinned",
    ),
    "byte appended": (
        lambda root: (root / "config.json").write_bytes(b'{"model_type": "bert"} '),
        "config.json: size pinned 22, found 23",
    ),
    "truncated": (
        lambda root: os.truncate(root / "model.safetensors", 7),
        "size pinned 2048, found 7",
    ),
    "missing": (lambda root: (root / "config.json").unlink(), "config.json: is missing"),
    "folder gone": (
        lambda root: root.rename(root.parent / "other"),
        "model.safetensors: is missing",
    ),
    "extra weights": (
        lambda root: (root / "a.safetensors").touch(),
        "a.safetensors: is not pinned",
    ),
    "extra adapter": (
        lambda root: (root / "adapter_config.json").touch(),
        "adapter_config.json: is not pinned",
    ),
    "extra code": (lambda root: (root / "onnx" / "x.py").touch(), "onnx/x.py: is not pinned"),
    "extra pickle": (lambda root: (root / "X.BIN").touch(), "X.BIN: is not pinned"),
    "fifo": (lambda root: fifo(root / "config.json"), "config.json: no plain file"),
    "broken link": (
        lambda root: relink(root / "config.json", "nowhere"),
        "config.json: is missing",
    ),
    "link to other content": (
        lambda root: relink(root / "config.json", "README.md"),
        "config.json: size",
    ),
}


@pytest.mark.parametrize("name", FOLDER_CHANGES)
def test_a_changed_folder_is_refused_by_name(folder: Path, pin: Pin, name: str) -> None:
    change, message = FOLDER_CHANGES[name]
    change(folder)
    with pytest.raises(PinMismatch) as refused:
        require(pin, folder)
    assert message in refused.value.message


CONFIG_SHA256 = hashlib.sha256(b'{"model_type": "bert"}').hexdigest()
# What somebody may do to the text of a lock file that still reads: old, new, what is named.
TAMPERINGS = {
    "commit": ("89abcdef0123", "99abcdef0123", "commit: edited"),
    "endpoint": ("https://huggingface.co", "https://huggingface.example", "endpoint: edited"),
    "endpoint dropped": ("https://huggingface.co", "", "endpoint: edited"),
    "hash digit": (CONFIG_SHA256, "0" * 8 + CONFIG_SHA256[8:], "config.json: sha256 pinned 0000"),
    "size": ("size = 22,", "size = 23,", "config.json: size pinned 23, found 22"),
    "size to zero": ("size = 2048,", "size = 0,", "model.safetensors: size pinned 0"),
    "file renamed": ('"config.json"', '"confih.json"', "config.json: is not pinned"),
    "file moved": ('"config.json"', '"onnx/config.json"', "onnx/config.json: is missing"),
    "file dropped": ('"model.safetensors" = .*\n', "", "model.safetensors: is not pinned"),
    "file invented": (
        '"config.json" =',
        f'"a.json" = {{ size = 1, sha256 = "{CONFIG_SHA256}" }}\n"config.json" =',
        "a.json: is missing",
    ),
    "license": ("cc-by-nc-4.0", "apache-2.0", "license_id: edited"),
    "license dropped": ("cc-by-nc-4.0", "", "license_id: edited"),
    "license class": ('"noncommercial"', '"commercial"', "license_class: edited"),
    "card": ("c" * 64, "d" * 64, "card_sha256: edited"),
    "card dropped": ("c" * 64, "", "card_sha256: edited"),
    "finding added": ('    "license",', '    "bias",\n    "license",', "findings_seen: edited"),
    "finding dropped": ('    "license",', "", "findings_seen: edited"),
    "finding renamed": ('"limitations"', '"evaluation"', "findings_seen: edited"),
    "exception added": (r"exceptions = \[\]", 'exceptions = ["pickle"]', "exceptions: edited"),
    "date": ("pinned = 2026", "pinned = 2025", "pinned_s: edited"),
    "seal": ('\ncommit = "(?=.{12}")', '\ncommit = "0', "commit: edited"),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampered_lock_file_is_refused_by_name(folder: Path, pin: Pin, name: str) -> None:
    old, new, named = TAMPERINGS[name]
    path, text = saved(folder, pin)
    tampered = re.sub(old, new, text, count=1)
    assert tampered != text
    path.write_text(tampered)
    (read,) = LockFile.load(path).pins
    with pytest.raises(PinMismatch) as refused:
        require(read, folder)
    assert named in refused.value.message


FACT_CHANGES: dict[str, tuple[dict[str, Any], str]] = {
    "commit": ({"commit": "0" * 40}, "commit: pinned 89abcdef"),
    "license": ({"license_id": "mit"}, "license_id: pinned cc-by-nc-4.0, found mit"),
    "license gone": ({"license_id": ""}, "license_id: pinned cc-by-nc-4.0, found none"),
    "card": ({"card_sha256": "d" * 64}, "card_sha256: pinned cccc"),
    "class": ({"license_class": "unknown"}, "license_class: pinned noncommercial, found unknown"),
}


@pytest.mark.parametrize("name", FACT_CHANGES)
def test_a_changed_hub_is_named(pin: Pin, name: str) -> None:
    change, message = FACT_CHANGES[name]
    (difference,) = verify_facts(pin, **{**facts_of(pin), **change})
    assert str(difference).startswith(message)


def test_files_of_the_hub_are_compared_as_far_as_it_knows_them(pin: Pin) -> None:
    files = {path: (size, "") for path, (size, _) in pin.files.items()}
    facts = {**facts_of(pin), "files": {**files, "README.md": (5, "")}}
    assert verify_facts(pin, **facts) == ()
    facts["files"] = {**files, "config.json": (23, "f" * 64)}
    assert {found.kind for found in verify_facts(pin, **facts)} == {"size", "sha256"}
    facts["files"] = {"config.json": files["config.json"]}
    kinds = {(found.subject, found.kind) for found in verify_facts(pin, **facts)}
    assert kinds == {("model.safetensors", "missing"), ("onnx/tokenizer.json", "missing")}


def test_diff_of_two_pins_names_what_changes(pin: Pin) -> None:
    files = {"config.json": (30, "e" * 64), "new.safetensors": (1, "f" * 64)}
    new = replace(pin, commit="1" * 40, files=files, findings_seen=("license",), pinned_s=1.0)
    found = {(difference.subject, difference.kind) for difference in pin_diff(pin, new)}
    assert found == {
        ("commit", "changed"),
        ("findings_seen", "changed"),
        ("config.json", "size"),
        ("config.json", "sha256"),
        ("model.safetensors", "missing"),
        ("onnx/tokenizer.json", "missing"),
        ("new.safetensors", "extra"),
    }
    assert pin_diff(pin, replace(pin, pinned_s=2.0)) == ()
