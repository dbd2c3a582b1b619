"""Writing a comparison's spec: TOML that is read back to exactly the same comparison."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hubexplorer.errors import DataError
from hubexplorer.pins.toml import quoted
from hubexplorer.workspace.compare.spec import BINARY, VERSION, ComparisonSpec
from hubexplorer.workspace.writing import write_error, write_whole

EMBED_BYTES = 100_000
"""A picture or sound up to this size stands in the file itself."""
_HEADER = """\
# A comparison of models, written by HubExplorer: `hubexplorer compare FILE` runs it again,
# hx.Compare.from_spec(workspace, FILE) opens it.
"""
_SUFFIXES = ((b"\x89PNG", ".png"), (b"\xff\xd8", ".jpg"), (b"GIF8", ".gif"), (b"RIFF", ".wav"))
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def render_comparison(spec: ComparisonSpec, *, embed_bytes: int = EMBED_BYTES) -> str:
    """The text of a spec file; see `save_comparison` for what is larger than `embed_bytes`."""
    return _Writing("comparison", embed_bytes).text(spec)


def save_comparison(spec: ComparisonSpec, path: Path, *, embed_bytes: int = EMBED_BYTES) -> Path:
    """Write a spec file, and beside it the pictures and sounds larger than `embed_bytes`.

    Raises:
        DataError, DiskFull: it cannot be written.
    """
    writing = _Writing(path.stem, embed_bytes)
    text = writing.text(spec)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for name, data in writing.beside.items():
            (path.parent / name).write_bytes(data)
    except OSError as error:
        raise write_error(error, "the comparison", hint=f"see {path.parent}") from None
    write_whole(path, text, "the comparison", hint=f"see {path}")
    return path


class _Writing:
    """One file's text, and what has to lie beside it."""

    def __init__(self, stem: str, embed_bytes: int) -> None:
        self._stem = re.sub(r"[^\w-]", "-", stem)[:60] or "comparison"
        self._embed_bytes = embed_bytes
        self.beside: dict[str, bytes] = {}

    def text(self, spec: ComparisonSpec) -> str:
        blocks = [_HEADER + f"version = {VERSION}\n"]
        if spec.settings:
            blocks.append(_table("[settings]", spec.settings))
        for one in spec.candidates:
            rest = {"settings": dict(one.settings)} if one.settings else {}
            blocks.append(_table("[[candidate]]", {"model": str(one.ref), **rest}))
        for given in spec.inputs:
            parts = {
                name: self._binary(value) if name in BINARY else value
                for name, value in given.items()
            }
            blocks.append(_table("[[input]]", parts))
        return "\n".join(blocks)

    def _binary(self, data: bytes) -> dict[str, str]:
        sha256 = hashlib.sha256(data).hexdigest()
        if len(data) <= self._embed_bytes:
            return {"base64": base64.b64encode(data).decode(), "sha256": sha256}
        suffix = next((s for start, s in _SUFFIXES if data.startswith(start)), ".bin")
        name = f"{self._stem}-{sha256[:12]}{suffix}"
        self.beside[name] = data
        return {"file": name, "sha256": sha256}


def _table(header: str, values: Mapping[str, Any]) -> str:
    return "\n".join([header, *_entries(values)]) + "\n"


def _entries(values: Mapping[str, Any]) -> list[str]:
    # TOML has no null: what is not set is left out.
    return [f"{_key(name)} = {_value(one)}" for name, one in values.items() if one is not None]


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else quoted(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        # Half of a character cannot be written as UTF-8.
        return quoted(_LONE_SURROGATE.sub("\ufffd", value))
    if isinstance(value, Mapping):
        return "{ " + ", ".join(_entries(value)) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    raise DataError(
        f"a comparison with a {type(value).__name__} in it cannot be saved",
        hint="use texts, numbers, lists and files",
    )
