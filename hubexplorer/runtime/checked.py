"""What passed the policy: the files of a model, the digests that say so, the tensors in them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubexplorer.errors import UnsafeModel

_MAX_HEADER_BYTES = 64 << 20
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class CheckedFolder:
    """What may be loaded of a repository at a commit."""

    config: Mapping[str, Any]
    files: Mapping[str, Path]
    """Path in the repository to the real file, resolved."""
    weights: tuple[str, ...]
    """The paths among `files` that hold weights."""
    weights_sha256: str
    runs_code: bool = False
    """Whether code that comes with the model was allowed, and is among `files`."""

    @property
    def has_safetensors(self) -> bool:
        return all(path.endswith(".safetensors") for path in self.weights)

    def stage(self, target: Path) -> Path:
        """A folder at `target` that holds the checked files and nothing else."""
        for path, real in self.files.items():
            link = target / path
            link.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            link.symlink_to(real)
        return target


class Digests:
    """The sha256 of files, computed again only when a file's size or time changed."""

    def __init__(self) -> None:
        self._known: dict[tuple[Path, int, int], str] = {}

    def sha256(self, path: Path) -> str:
        """The digest of a file's content, in hexadecimal."""
        stat = path.stat()
        key = (path, stat.st_size, stat.st_mtime_ns)
        if key not in self._known:
            digest = hashlib.sha256()
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
            self._known[key] = digest.hexdigest()
        return self._known[key]


def parameters_by_dtype(*folders: CheckedFolder) -> dict[str, int]:
    """How many parameters of each dtype checked weights hold, as far as headers tell.

    Raises:
        UnsafeModel: a header is not what the format says.
    """
    counts: dict[str, int] = {}
    for checked, path in ((one, path) for one in folders for path in one.weights):
        if not path.endswith(".safetensors"):  # has no header to read: as if all were F32
            counts["F32"] = counts.get("F32", 0) + checked.files[path].stat().st_size // 4
            continue
        for dtype, shape in _tensors(path, checked.files[path]):
            number = 1
            for extent in shape:
                number *= extent
            counts[dtype] = counts.get(dtype, 0) + number
    return counts


def _tensors(path: str, real: Path) -> Iterator[tuple[str, list[int]]]:
    with real.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if length > min(_MAX_HEADER_BYTES, os.fstat(file.fileno()).st_size):
            raise UnsafeModel(f"the header of {path} is longer than the file")
        try:
            header = json.loads(file.read(length))
            tensors = [
                (str(t["dtype"]), list(map(int, t["shape"])))
                for name, t in header.items()
                if name != "__metadata__"
            ]
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise UnsafeModel(f"the header of {path} is damaged") from None
    yield from tensors
