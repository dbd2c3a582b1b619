"""Which files of a repository may be loaded: checked before any of them is opened by a loader.

Only safetensors weights and plain JSON or text beside them; sizes and digests as the hub says;
nothing that asks for code. What passes is staged: a folder of links to exactly those files.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from hubexplorer.errors import UnsafeModel

Expected = Mapping[str, tuple[int, str]]
"""Path in the repository to size in bytes and sha256 ("" where the hub knows none)."""

_INDEX = "model.safetensors.index.json"
_SINGLE = "model.safetensors"
_PLAIN = frozenset({".json", ".txt", ".model", ".jinja"})
_UNSAFE = frozenset(
    {".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".joblib", ".h5", ".keras", ".gguf"}
    | {".msgpack", ".npz", ".npy", ".onnx", ".ot", ".dill", ".tflite", ".pb"}
)
_MAX_JSON_BYTES = 64 << 20
_MAX_DEPTH = 32
_CODE_KEYS = frozenset(
    {"auto_map", "custom_pipelines", "custom_generate", "trust_remote_code", "kernels"}
    | {"kernel_config", "use_kernels", "attn_implementation", "experts_implementation"}
)
_INERT_KEYS = frozenset({"_name_or_path", "_commit_hash"})
"""Written by older transformers into very many configs; read by nothing."""
_FREE_KEYS = frozenset({"id2label", "label2id", "vocab", "added_tokens_decoder", "weight_map"})
"""Whose own keys are labels, tokens or tensor names, not settings."""
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


def check_folder(folder: Path, expected: Expected, digests: Digests | None = None) -> CheckedFolder:
    """What of a downloaded repository may be loaded.

    Args:
        folder: where the files lie; a snapshot folder of the hub's cache may link to its blobs.
        expected: what the hub says of each downloaded file.
        digests: where digests are remembered between calls.

    Raises:
        UnsafeModel: a file or a configuration key is refused; the message names it.
    """
    _refuse_code(folder, expected)
    weights = _weight_paths(folder, expected)
    wanted = [path for path in expected if _is_plain(path)]
    files = {path: _real_file(folder, path, expected) for path in [*wanted, *weights]}
    digests = digests or Digests()
    for path, real in files.items():
        _check_content(path, real, expected[path], digests, is_weight=path in weights)
    documents = {
        path: _read_json(path, real) for path, real in files.items() if path.endswith(".json")
    }
    for path, document in documents.items():
        if _holds_settings(path):
            check_keys(path, document)
    config = documents.get("config.json")
    if not isinstance(config, dict):
        raise UnsafeModel("config.json is missing or no object", hint="choose a transformers model")
    return CheckedFolder(config, files, weights, _weights_sha256(weights, files, digests))


def check_keys(path: str, document: Any) -> None:
    """Refuse a JSON document with keys that make a loader fetch or run code.

    Raises:
        UnsafeModel: it has one, or is nested too deeply.
    """
    for key, trail in _keys(path, document):
        is_hidden = key.startswith("_") and key not in _INERT_KEYS
        if key in _CODE_KEYS or is_hidden:
            raise UnsafeModel(
                f"{trail} asks for code that is not part of transformers",
                hint="read that code at this commit, or choose a model without it",
            )


def _keys(path: str, document: Any) -> Iterator[tuple[str, str]]:
    """Every settings key of a document with the trail that leads to it."""
    pending: list[tuple[str, Any, int]] = [(path, document, 0)]
    while pending:
        trail, value, depth = pending.pop()
        if depth > _MAX_DEPTH:
            raise UnsafeModel(f"{path} is nested deeper than {_MAX_DEPTH} levels")
        if isinstance(value, list):
            pending.extend((trail, item, depth + 1) for item in value)
        elif isinstance(value, dict):
            for key, item in value.items():
                yield key, f"{trail}: {key!r}"
                if key not in _FREE_KEYS:
                    pending.append((f"{trail}: {key!r}", item, depth + 1))


def _is_plain(path: str) -> bool:
    """Whether a file is text that loaders read; an adapter names a base to fetch, so it is not."""
    place = PurePosixPath(path)
    return place.suffix in _PLAIN and place.name != "adapter_config.json"


def _holds_settings(path: str) -> bool:
    """Whether a JSON file's keys are settings; those of vocabularies are tokens."""
    name = PurePosixPath(path).name
    return name in ("config.json", "modules.json") or name.endswith("_config.json")


def _refuse_code(folder: Path, expected: Expected) -> None:
    here = (entry.relative_to(folder).as_posix() for entry in folder.rglob("*.py"))
    for path in [*expected, *here]:
        if path.endswith(".py"):
            raise UnsafeModel(
                f"{path} is code that comes with the model",
                hint="read it at this commit, or choose a model that needs no code of its own",
            )


def _weight_paths(folder: Path, expected: Expected) -> tuple[str, ...]:
    """The safetensors files that a loader would take, by the index or the one plain name."""
    if _INDEX in expected:
        index = _read_json(_INDEX, _real_file(folder, _INDEX, expected))
        shards = index.get("weight_map") if isinstance(index, dict) else None
        if not isinstance(shards, dict) or not shards:
            raise UnsafeModel(f"{_INDEX} has no weight_map")
        names = sorted({str(name) for name in shards.values()})
        for name in names:
            if name not in expected or not name.endswith(".safetensors"):
                raise UnsafeModel(f"{_INDEX} names {name!r}, which is no safetensors file here")
        return tuple(names)
    if _SINGLE in expected:
        return (_SINGLE,)
    unsafe = sorted(path for path in expected if PurePosixPath(path).suffix.lower() in _UNSAFE)
    raise UnsafeModel(
        f"blocked: unsafe format ({unsafe[0]})"
        if unsafe
        else "no model.safetensors among its files",
        hint="choose a model, or a commit, that has safetensors weights",
    )


def _real_file(folder: Path, path: str, expected: Expected) -> Path:
    """The file itself, once it is known to lie where this repository keeps its files."""
    parts = PurePosixPath(path).parts
    if path.startswith("/") or "\\" in path or ".." in parts or not parts:
        raise UnsafeModel(f"{path!r} is no path within a repository")
    roots = [folder.resolve()]
    # The layout of the hub client's cache: snapshots/<commit>/<file> links to blobs/<digest>.
    if folder.parent.name == "snapshots":
        roots.append(folder.parent.parent.resolve() / "blobs")
    real = (folder / path).resolve()
    if not any(real.is_relative_to(root) for root in roots):
        raise UnsafeModel(f"{path} is a link that leaves the model's folder")
    if not real.is_file():
        raise UnsafeModel(f"{path} is not there", hint="download the model again")
    size = real.stat().st_size
    if size != expected[path][0]:
        raise UnsafeModel(
            f"{path} has {size} bytes where the hub says {expected[path][0]}",
            hint="download the model again",
        )
    return real


def _check_content(
    path: str, real: Path, expected: tuple[int, str], digests: Digests, *, is_weight: bool
) -> None:
    sha256 = expected[1]
    if not sha256:
        if is_weight:
            raise UnsafeModel(f"no checksum is known for {path}", hint="ask the hub for its sha256")
        return
    if digests.sha256(real) != sha256:
        raise UnsafeModel(
            f"the content of {path} is not what the hub says (sha256)",
            hint="download the model again",
        )


def _read_json(path: str, real: Path) -> Any:
    if real.stat().st_size > _MAX_JSON_BYTES:
        raise UnsafeModel(f"{path} is larger than {_MAX_JSON_BYTES} bytes")
    try:
        return json.loads(real.read_bytes())
    except (ValueError, RecursionError) as error:
        raise UnsafeModel(f"{path} is not JSON: {type(error).__name__}") from None


def _weights_sha256(weights: tuple[str, ...], files: Mapping[str, Path], digests: Digests) -> str:
    if len(weights) == 1:
        return digests.sha256(files[weights[0]])
    lines = "".join(f"{digests.sha256(files[path])}  {path}\n" for path in weights)
    return hashlib.sha256(lines.encode()).hexdigest()


def parameters_by_dtype(checked: CheckedFolder) -> dict[str, int]:
    """How many parameters of each dtype the checked weights hold, read from their headers.

    Raises:
        UnsafeModel: a header is not what the format says.
    """
    counts: dict[str, int] = {}
    for path in checked.weights:
        for dtype, shape in _tensors(path, checked.files[path]):
            number = 1
            for extent in shape:
                number *= extent
            counts[dtype] = counts.get(dtype, 0) + number
    return counts


def _tensors(path: str, real: Path) -> Iterator[tuple[str, list[int]]]:
    with real.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if length > min(_MAX_JSON_BYTES, os.fstat(file.fileno()).st_size):
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
