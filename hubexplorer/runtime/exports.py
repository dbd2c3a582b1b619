"""What ONNX Runtime needs to answer instead of torch, and where its copies of models are kept.

A copy is made once for a model and a machine, in the worker that wants it (see `onnx_engine`). A
folder for each: the graph and its weights, and `about.json` with their digests and what was
measured; of a copy that is not offered only the latter stays.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from hubexplorer.errors import CannotRunHere, DataError, MissingExtra
from hubexplorer.runtime.call_settings import ANY_DEVICE, ONNX, STORED

GRAPH = "model.onnx"
LEAST_SPEEDUP = 1.3
"""Times as fast as torch, end to end on one short text; below that the engine is not offered."""
MOST_DIFFERENCE = 1e-4
"""Of its outputs from torch's, where these are larger than 1 as a part of the largest."""
_ABOUT = "about.json"
_PACKAGES = ("onnx", "onnxruntime", "onnxscript", "torch", "transformers")
_EXPORTING_BYTES, _RUNNING_BYTES = 300 << 20, 100 << 20
_HINT = "leave engine at torch"


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found out about a copy as it was made."""

    speedup: float
    """Times as fast as torch: one short text, tokenizer included, median of 20 in turn."""
    difference: float
    """Largest of its outputs from torch's."""
    sha256: Mapping[str, str]
    """Of each of its files; empty where none was kept."""

    @property
    def is_offered(self) -> bool:
        """Whether it answers as torch does, and sooner."""
        return self.speedup >= LEAST_SPEEDUP and self.difference <= MOST_DIFFERENCE

    def check(self) -> None:
        """Refuse a copy that is not offered.

        Raises:
            CannotRunHere: it answers otherwise than torch, or is not enough faster.
        """
        if not self.difference <= MOST_DIFFERENCE:
            raise CannotRunHere(
                f"ONNX Runtime's answers differ from torch's by {self.difference:.1g}: not offered",
                hint=_HINT,
            )
        if not self.is_offered:
            raise CannotRunHere(
                f"ONNX Runtime reaches {self.speedup:.2f}x here: not offered below"
                f" {LEAST_SPEEDUP}x",
                hint=_HINT,
            )


def wants_onnx(settings: Mapping[str, Any]) -> bool:
    """Whether a call asks for ONNX Runtime."""
    return settings.get("engine") == ONNX


def placed(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with the place and dtype that ONNX Runtime has here: the CPU, float32.

    Raises:
        DataError: they name others.
    """
    for name, only, free in (("device", "cpu", ANY_DEVICE), ("dtype", "float32", STORED)):
        if (value := settings.get(name, free)) not in {only, free}:
            raise DataError(f"engine onnx has no {name} {value}", hint=f"it has {only}")
    return {**settings, "device": "cpu", "dtype": "float32"}


def export_folder(
    base: Path,
    task: str,
    config: Mapping[str, Any],
    weights_sha256: str,
    packages: Sequence[str] = _PACKAGES,
) -> Path:
    """Where the copy of a model is or will be, on this machine and with these versions.

    Args:
        base: holds all copies.
        task: its name; the copy has that task's head.
        config: what config.json says.
        weights_sha256: of the weights it is made from.
        packages: those that make and run it; a copy is for their versions only.

    Raises:
        MissingExtra: the packages for it are not installed.
    """
    try:
        versions = [version(name) for name in packages]
    except PackageNotFoundError:
        raise MissingExtra("onnx", what="engine onnx") from None
    machine = [platform.node(), platform.machine(), os.cpu_count()]
    told = json.dumps([task, config, weights_sha256, versions, machine], sort_keys=True)
    return base / hashlib.sha256(told.encode()).hexdigest()


def memory_bytes(model_bytes: int, *, is_kept: bool) -> int:
    """What a model takes by ONNX Runtime: its graphs for one and for all threads, and the export.

    Args:
        model_bytes: what it takes by torch.
        is_kept: whether a copy was made already.
    """
    if is_kept:
        return 2 * model_bytes + _RUNNING_BYTES
    return 3 * model_bytes + _EXPORTING_BYTES


def is_kept(folder: Path) -> bool:
    """Whether a copy was made already; its files are read only by `read`."""
    return (folder / _ABOUT).is_file()


def read(folder: Path) -> Measured | None:
    """What is known of a copy whose files are as they were written; None where it is to be made."""
    try:
        measured = Measured(**json.loads((folder / _ABOUT).read_text("utf-8")))
        found = {name: _sha256(folder / name) for name in measured.sha256}
    except (OSError, ValueError, TypeError):
        return None
    return measured if found == measured.sha256 else None


def keep(aside: Path, folder: Path, speedup: float, difference: float) -> Measured:
    """Move a copy that was written aside to its place, with what was measured.

    Its own files are kept only where it is offered.
    """
    measured = Measured(speedup, difference, {})
    files = sorted(aside.iterdir())
    if measured.is_offered:
        digests = {path.name: _sha256(path) for path in files}
        measured = Measured(speedup, difference, digests)
    else:
        for path in files:
            path.unlink()
    (aside / _ABOUT).write_text(json.dumps(asdict(measured)), "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):  # another worker put the same there just now
        aside.rename(folder)
    return measured


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
