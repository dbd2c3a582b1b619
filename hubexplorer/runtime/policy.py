"""Which files of a repository may be loaded: checked before any of them is opened by a loader.

Only safetensors weights and plain JSON or text beside them; sizes and digests as the hub says;
nothing that asks for code. Other weights and code pass only where a person allowed those very
files, and weights then only if a scan finds nothing but tensors. What passes is staged: a folder
of links to exactly those files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from hubexplorer.errors import CannotRunHere, UnsafeModel
from hubexplorer.runtime import adapters
from hubexplorer.runtime.checked import CheckedFolder, Digests
from hubexplorer.runtime.keys import check_keys, holds_settings
from hubexplorer.runtime.pickles import check_weights
from hubexplorer.runtime.refusals import UNSAFE

Expected = Mapping[str, tuple[int, str]]
"""Path in the repository to size in bytes and sha256 ("" where the hub knows none)."""

_INDEX = "model.safetensors.index.json"
_SINGLE = "model.safetensors"
_TORCH_INDEX = "pytorch_model.bin.index.json"
_TORCH_SINGLE = "pytorch_model.bin"
_NOTHING: frozenset[str] = frozenset()
_PLAIN = frozenset({".json", ".txt", ".model", ".jinja"})
_MAX_JSON_BYTES = 64 << 20


def check_folder(
    folder: Path,
    expected: Expected,
    digests: Digests | None = None,
    allowed: Collection[str] = _NOTHING,
) -> CheckedFolder:
    """What of a downloaded repository may be loaded.

    Args:
        folder: where the files lie; a snapshot folder of the hub's cache may link to its blobs.
        expected: what the hub says of each downloaded file.
        digests: where digests are remembered between calls.
        allowed: paths of files that a person allowed at this commit although they are not safe.

    Raises:
        UnsafeModel: a file or a configuration key is refused; the message names it.
        CannotRunHere: its weights are allowed, but nothing here loads them.
    """
    code = tuple(path for path in expected if path.endswith(".py"))
    _refuse_code(folder, code, allowed)
    weights = _weight_paths(folder, expected, allowed)
    wanted = [path for path in expected if _is_plain(path)]
    files = {path: _real_file(folder, path, expected) for path in [*wanted, *code, *weights]}
    digests = digests or Digests()
    for path, real in files.items():
        is_strict = path in weights or path in code
        _check_content(path, real, expected[path], digests, is_strict=is_strict)
    for path in weights:
        if not path.endswith(".safetensors"):
            check_weights(path, files[path])
    documents = {
        path: _read_json(path, real) for path, real in files.items() if path.endswith(".json")
    }
    for path, document in documents.items():
        if holds_settings(path):
            check_keys(path, document, code)
    config = documents.get("config.json")
    if not isinstance(config, dict):
        raise UnsafeModel("config.json is missing or no object", hint="choose a transformers model")
    sha256 = _weights_sha256(weights, files, digests)
    return CheckedFolder(config, files, weights, sha256, runs_code=bool(code))


def check_adapter(folder: Path, expected: Expected, digests: Digests) -> CheckedFolder:
    """What of a downloaded adapter may be loaded; `config` is then its adapter_config.json.

    Raises:
        UnsafeModel: a file or a configuration key is refused; the message names it.
        CannotRunHere: nothing here loads adapters of its kind.
    """
    for path in (adapters.CONFIG, adapters.WEIGHTS):
        if path not in expected:
            raise UnsafeModel(
                f"the adapter has no {path}", hint="choose one with safetensors weights"
            )
    paths = [adapters.CONFIG, adapters.WEIGHTS]
    paths += [adapters.LABELS] if adapters.LABELS in expected else []
    files = {path: _real_file(folder, path, expected) for path in paths}
    for path, real in files.items():
        is_strict = path == adapters.WEIGHTS
        _check_content(path, real, expected[path], digests, is_strict=is_strict)
        if path != adapters.WEIGHTS:
            document = _read_json(path, real)
            check_keys(path, document)
            if not isinstance(document, dict):
                raise UnsafeModel(f"{path} is no object")
    config = _read_json(adapters.CONFIG, files[adapters.CONFIG])
    adapters.check_config(config)
    return CheckedFolder(
        config, files, (adapters.WEIGHTS,), digests.sha256(files[adapters.WEIGHTS])
    )


def _is_plain(path: str) -> bool:
    """Whether a file is text that loaders read; an adapter names a base to fetch, so it is not."""
    place = PurePosixPath(path)
    return place.suffix in _PLAIN and place.name != "adapter_config.json"


def _refuse_code(folder: Path, code: Collection[str], allowed: Collection[str]) -> None:
    here = (entry.relative_to(folder).as_posix() for entry in folder.rglob("*.py"))
    for path in [*code, *here]:
        if path not in allowed or path not in code:
            raise UnsafeModel(
                f"{path} is code that comes with the model",
                hint="read it at this commit and allow it, or choose a model without such code",
            )


def _weight_paths(folder: Path, expected: Expected, allowed: Collection[str]) -> tuple[str, ...]:
    """The weight files that a loader would take: safetensors, else what was allowed."""
    if _INDEX in expected:
        return _shards(folder, expected, _INDEX, frozenset(expected))
    if _SINGLE in expected:
        return (_SINGLE,)
    if _TORCH_SINGLE in allowed and _TORCH_SINGLE in expected:
        return (_TORCH_SINGLE,)
    if _TORCH_INDEX in expected and any(path.endswith(".bin") for path in allowed):
        return _shards(folder, expected, _TORCH_INDEX, frozenset(allowed))
    if any(path.lower().endswith(".gguf") for path in allowed):
        raise CannotRunHere(
            "its GGUF weights are allowed, but nothing here runs them",
            hint="use the pinned file with llama.cpp: ws.pins.install(...) says where it lies",
        )
    unsafe = sorted(path for path in expected if PurePosixPath(path).suffix.lower() in UNSAFE)
    raise UnsafeModel(
        f"blocked: unsafe format ({unsafe[0]})"
        if unsafe
        else "no model.safetensors among its files",
        hint="choose a model, or a commit, that has safetensors weights",
    )


def _shards(
    folder: Path, expected: Expected, index_path: str, usable: Collection[str]
) -> tuple[str, ...]:
    """The files that an index names, all of them of the kind that it is an index of."""
    index = _read_json(index_path, _real_file(folder, index_path, expected))
    shards = index.get("weight_map") if isinstance(index, dict) else None
    if not isinstance(shards, dict) or not shards:
        raise UnsafeModel(f"{index_path} has no weight_map")
    suffix = PurePosixPath(index_path.removesuffix(".index.json")).suffix
    names = sorted({str(name) for name in shards.values()})
    for name in names:
        if name not in expected or name not in usable or not name.endswith(suffix):
            kind = suffix.removeprefix(".")
            raise UnsafeModel(f"{index_path} names {name!r}, which is no {kind} file here")
    return tuple(names)


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
    path: str, real: Path, expected: tuple[int, str], digests: Digests, *, is_strict: bool
) -> None:
    sha256 = expected[1]
    if not sha256:
        if is_strict:
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
