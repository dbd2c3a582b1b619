"""A comparison as a small TOML file that anybody can read, send and run again.

version = 1

[settings]
max_new_tokens = 32

[[candidate]]
model = "embedded:demo/support-intent-multi-mini@3f9c2ab..."
settings = { dtype = "bfloat16" }

[[input]]
text = "Where is my order?"

[[input]]
image = { file = "digit-3.png", sha256 = "9be1..." }

A picture or a sound lies beside the file or, where it is small, in it (`base64`); either way its
sha256 says which one is meant. Such a file may come from a stranger: nothing in it is executed,
it names no file outside its own folder, and what it may hold has limits.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from hubexplorer.errors import DataError
from hubexplorer.hubs.origins import Origin
from hubexplorer.records import ModelRef
from hubexplorer.workspace.compare.candidate import Candidate
from hubexplorer.workspace.run.served import is_served

VERSION = 1
BINARY = ("image", "audio")
"""Parts of an input that are bytes."""
MAX_SPEC_BYTES = 20_000_000
MAX_CANDIDATES = 50
MAX_INPUTS = 1_000
_MAX_TEXT_CHARACTERS = 200_000
_MAX_ITEMS = 1_000
_MAX_FILE_BYTES = 20_000_000
_MAX_DEPTH = 4
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_FILE_NAME = re.compile(r"[\w][\w. -]{0,120}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ComparisonSpec:
    """Which candidates are asked what.

    Attributes:
        candidates: each a model, at a commit where one is named, with settings of its own.
        inputs: each as the runtime takes it: {"text": ...}, {"image": bytes}, ...
        settings: of every candidate that has no other value of its own.
    """

    candidates: tuple[Candidate, ...]
    inputs: tuple[Mapping[str, Any], ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)


def load_comparison(path: Path, *, endpoints: bool = False) -> ComparisonSpec:
    """The comparison of a spec file; pictures and sounds that it names lie beside it.

    Args:
        endpoints: take candidates too that are asked over the network, beyond this machine: they
            are sent whatever is asked.

    Raises:
        DataError: it is none; the message names the entry.
    """
    try:
        content = _read(path, MAX_SPEC_BYTES)
    except OSError as error:
        raise DataError(
            f"{path} cannot be read: {error.strerror}",
            hint="give the path of a saved comparison (.toml)",
        ) from None
    folder = path.resolve().parent
    return parse_comparison(content, path.name, beside=folder, endpoints=endpoints)


def parse_comparison(
    content: bytes, name: str, *, beside: Path | None = None, endpoints: bool = False
) -> ComparisonSpec:
    """The comparison of a spec file's content.

    Args:
        name: of the file, for messages.
        beside: the folder of files that it names; None where it may name none.
        endpoints: see `load_comparison`.

    Raises:
        DataError: it is none; the message names the entry.
    """
    if len(content) > MAX_SPEC_BYTES:
        raise DataError(f"{name} has {len(content)} bytes", hint=f"the most is {MAX_SPEC_BYTES}")
    try:
        tables = tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:
        raise DataError(f"{name} is not TOML: {str(error)[:300]}") from None
    return _Reading(name, beside, endpoints).spec(tables)


class _Reading:
    """Reads one file's tables; every refusal names the file and the entry."""

    def __init__(self, name: str, beside: Path | None, endpoints: bool) -> None:
        self._name = name
        self._beside = beside
        self._endpoints = endpoints

    def spec(self, tables: dict[str, Any]) -> ComparisonSpec:
        version = tables.pop("version", None)
        if type(version) is not int or version != VERSION:
            hint = "update HubExplorer" if isinstance(version, int) else "write version = 1"
            self._refuse("version", f"is {version!a:.40}, not {VERSION}", hint)
        candidates = self._blocks(tables.pop("candidate", []), "candidate", MAX_CANDIDATES)
        inputs = self._blocks(tables.pop("input", []), "input", MAX_INPUTS)
        settings = self._settings(tables.pop("settings", {}), "settings")
        if tables:
            self._refuse(f"{min(tables)!a:.40}", "is not known here", "it has candidate, input")
        if not candidates:
            self._refuse("candidate", "is missing", "name at least one model")
        return ComparisonSpec(
            tuple(self._candidate(one, at) for at, one in enumerate(candidates, start=1)),
            tuple(self._input(one, f"input {at}") for at, one in enumerate(inputs, start=1)),
            settings,
        )

    def _blocks(self, raw: Any, name: str, most: int) -> list[dict[str, Any]]:
        if not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
            self._refuse(name, "is no list of blocks", f"write [[{name}]]")
        if len(raw) > most:
            self._refuse(name, f"occurs {len(raw)} times", f"the most is {most}")
        return raw

    def _candidate(self, raw: dict[str, Any], number: int) -> Candidate:
        where = f"candidate {number}"
        if strange := sorted(raw.keys() - {"model", "settings"}):
            self._refuse(where, f"has {strange[0]!a:.40}", "it has model and settings")
        if not isinstance(raw.get("model"), str):
            self._refuse(where, "names no model", "write [HUB:]NAMESPACE/NAME[@COMMIT]")
        try:
            ref = ModelRef.parse(raw["model"])
        except ValueError as error:
            self._refuse(where, f"is no model: {error!s:.200}")
        if not self._endpoints and _is_elsewhere(ref):
            self._refuse(
                where,
                f"would send what is asked to {ref.hub!a:.200}",
                "where you trust it: hubexplorer compare --endpoints; endpoints=True in Python",
            )
        return Candidate(ref, self._settings(raw.get("settings", {}), where))

    def _settings(self, raw: Any, where: str) -> dict[str, Any]:
        if not isinstance(raw, dict) or len(raw) > _MAX_ITEMS:
            self._refuse(where, "has settings that are no table")
        for name, value in raw.items():
            if not _NAME.fullmatch(name) or not _is_plain(value):
                self._refuse(where, f"has the setting {name!a:.40} with a value of no use")
        return raw

    def _input(self, raw: dict[str, Any], where: str) -> dict[str, Any]:
        if not raw:
            self._refuse(where, "is empty", "write text, texts, image, ...")
        for name in raw:
            if not _NAME.fullmatch(name):
                self._refuse(where, f"has a part {name!a:.40}")
        return {
            name: self._binary(value, f"{where}, {name}")
            if name in BINARY
            else self._plain(value, f"{where}, {name}")
            for name, value in raw.items()
        }

    def _plain(self, value: Any, where: str) -> Any:
        if not isinstance(value, str | list) or not _is_plain(value):
            self._refuse(where, "is neither a text nor a list that can be used")
        return value

    def _binary(self, raw: Any, where: str) -> bytes:
        if not isinstance(raw, dict) or raw.keys() not in (
            {"file", "sha256"},
            {"base64", "sha256"},
        ):
            self._refuse(where, "needs sha256 and one of file, base64")
        sha256 = raw["sha256"]
        if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
            self._refuse(where, "has a sha256 that is none")
        data = (
            self._decoded(raw["base64"], where)
            if "base64" in raw
            else self._file(raw["file"], where)
        )
        if hashlib.sha256(data).hexdigest() != sha256:
            self._refuse(where, "is not what was saved: its sha256 differs")
        return data

    def _decoded(self, text: Any, where: str) -> bytes:
        try:
            return base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError, TypeError):
            self._refuse(where, "is no base64")

    def _file(self, name: Any, where: str) -> bytes:
        if not isinstance(name, str) or not _FILE_NAME.fullmatch(name):
            self._refuse(where, f"names {name!a:.80}", "a file lies beside the spec: no folders")
        if self._beside is None:
            self._refuse(where, "names a file, and there is no folder", "open it from disk")
        path = self._beside / name
        try:
            # A link could lead anywhere, and a pipe would never end.
            if path.is_symlink() or not path.is_file():
                self._refuse(where, f"names {name}, which is no file beside the spec")
            return _read(path, _MAX_FILE_BYTES)
        except OSError as error:
            self._refuse(where, f"names {name}, which cannot be read: {error.strerror}")

    def _refuse(self, where: str, why: str, hint: str = "") -> NoReturn:
        raise DataError(f"{self._name}: {where} {why}", hint=hint)


def _is_elsewhere(ref: ModelRef) -> bool:
    """Whether it is asked over the network, beyond this machine."""
    if not is_served(ref):
        return False
    try:
        return not Origin.of(ref.hub).is_loopback
    except ValueError:
        return True


def _read(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise DataError(f"{path.name} is larger than {most} bytes", hint="choose a smaller one")
    return content


def _is_plain(value: Any, depth: int = 0) -> bool:
    """Whether it is made of texts, numbers, flags, lists and tables, within limits."""
    if isinstance(value, str):
        return len(value) <= _MAX_TEXT_CHARACTERS
    if isinstance(value, bool | int):
        return True
    if isinstance(value, float):
        return math.isfinite(value)
    if depth == _MAX_DEPTH or not isinstance(value, list | dict) or len(value) > _MAX_ITEMS:
        return False
    inner = value.values() if isinstance(value, dict) else value
    return all(_is_plain(one, depth + 1) for one in inner)
