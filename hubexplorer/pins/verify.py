"""Holding a pin against the files on a disk, what a hub says now, or another pin."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from hubexplorer.errors import PinMismatch
from hubexplorer.pins.lockfile import LockFile
from hubexplorer.pins.pin import Difference, Pin

_WEIGHTS = {".bin", ".ckpt", ".gguf", ".h5", ".joblib", ".keras", ".msgpack", ".npz", ".onnx"}
_MORE_WEIGHTS = {".pickle", ".pkl", ".pt", ".pth", ".safetensors", ".tflite"}
_CODE_AND_CONFIG = {".jinja", ".json", ".model", ".py", ".so", ".txt"}
_LOADED_SUFFIXES = frozenset(_WEIGHTS | _MORE_WEIGHTS | _CODE_AND_CONFIG)
"""Of files that a loader may take up although nobody pinned them."""


def verify_files(pin: Pin, folder: Path) -> tuple[Difference, ...]:
    """Every way in which the files of a folder differ from the pin's.

    Each pinned file is read whole; links are followed, as a cache of models uses them, since it
    is the content that must agree. A file that is not pinned counts if a loader might take it up.
    """
    differences = [
        difference
        for path, (size_bytes, sha256) in sorted(pin.files.items())
        for difference in _verify_file(folder / path, path, size_bytes, sha256)
    ]
    extra = sorted(set(_loadable(folder)) - set(pin.files))
    return (*differences, *(Difference(path, "extra") for path in extra))


def verify_facts(
    pin: Pin,
    *,
    commit: str,
    files: Mapping[str, tuple[int, str]],
    license_id: str,
    card_sha256: str,
    license_class: str | None = None,
) -> tuple[Difference, ...]:
    """Every way in which what a hub says now differs from the pin, edits of the pin first.

    Args:
        files: path to size and sha256 ("" where the hub knows none) of at least the pinned files.
        license_class: what the license is judged to be now; None where nobody judged it.
    """
    facts = {"commit": commit, "license_id": license_id, "card_sha256": card_sha256}
    if license_class is not None:
        facts["license_class"] = license_class
    changed = [
        Difference(name, "changed", getattr(pin, name), found)
        for name, found in facts.items()
        if getattr(pin, name) != found
    ]
    told = {path: files[path] for path in pin.files if path in files}
    return (*edits(pin), *changed, *_file_changes(pin.files, told))


def edits(pin: Pin) -> tuple[Difference, ...]:
    """The fields of a pin from a lock file that are not as they were written there."""
    if not pin.seal:
        return ()
    now = pin.seals()
    return tuple(
        Difference(name, "edited") for name in pin.sealed if pin.seal.get(name) != now[name]
    )


def require(pin: Pin, folder: Path) -> None:
    """Nothing, if the folder holds exactly what was pinned.

    Raises:
        PinMismatch: it does not; the message names every difference.
    """
    _refuse(pin, (*edits(pin), *verify_files(pin, folder)), "fetch it again: hubexplorer install")


def require_unedited(pin: Pin) -> None:
    """Nothing, if the pin is as it was written into the lock file.

    Raises:
        PinMismatch: it is not; the message names every field that was edited.
    """
    _refuse(pin, edits(pin), "restore the lock file, or pin the model again")


def _refuse(pin: Pin, differences: tuple[Difference, ...], hint: str) -> None:
    if differences:
        told = "; ".join(map(str, differences))
        raise PinMismatch(f"{pin.ref} is not what was pinned: {told}", hint=hint)


def pin_diff(old: Pin, new: Pin) -> tuple[Difference, ...]:
    """What changes from one pin of a repository to another."""
    changed = [
        Difference(name, "changed", _shown(getattr(old, name)), _shown(getattr(new, name)))
        for name in sorted({*old.sealed, *new.sealed})
        if name not in {"files", "pinned_s"} and getattr(old, name) != getattr(new, name)
    ]
    extra = [Difference(path, "extra") for path in sorted(set(new.files) - set(old.files))]
    return (*changed, *_file_changes(old.files, new.files), *extra)


def lock_diff(old: LockFile, new: LockFile) -> dict[str, tuple[Difference, ...]]:
    """What changes from one lock file to another, by `HUB:ID`; what is equal is left out."""
    before = {pin.key: pin for pin in old.pins}
    after = {pin.key: pin for pin in new.pins}
    found: dict[str, tuple[Difference, ...]] = {}
    for key in sorted({*before, *after}):
        if key not in after:
            found[key] = (Difference(key, "missing"),)
        elif key not in before:
            found[key] = (Difference(key, "extra"),)
        else:
            found[key] = pin_diff(before[key], after[key])
    return {key: differences for key, differences in found.items() if differences}


def _shown(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _file_changes(
    pinned: Mapping[str, tuple[int, str]], found: Mapping[str, tuple[int, str]]
) -> Iterator[Difference]:
    for path, (size_bytes, sha256) in sorted(pinned.items()):
        if path not in found:
            yield Difference(path, "missing")
            continue
        found_bytes, found_sha256 = found[path]
        if found_bytes != size_bytes:
            yield Difference(path, "size", str(size_bytes), str(found_bytes))
        if found_sha256 and found_sha256 != sha256:
            yield Difference(path, "sha256", sha256, found_sha256)


def _verify_file(file: Path, path: str, size_bytes: int, sha256: str) -> Iterator[Difference]:
    try:
        facts = file.stat()
        if not stat.S_ISREG(facts.st_mode):
            yield Difference(path, "unreadable")
            return
        if facts.st_size != size_bytes:
            yield Difference(path, "size", str(size_bytes), str(facts.st_size))
            return
        with file.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        yield Difference(path, "missing")
    except OSError:
        yield Difference(path, "unreadable")
    else:
        if found != sha256:
            yield Difference(path, "sha256", sha256, found)


def _loadable(folder: Path) -> Iterator[str]:
    """The files of a folder, hidden ones aside, that a loader might take up."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = PurePosixPath((Path(parent) / name).relative_to(folder))
            if not name.startswith(".") and path.suffix.lower() in _LOADED_SUFFIXES:
                yield str(path)
