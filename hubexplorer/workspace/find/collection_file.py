"""The file that collections are kept in: read with every fault named, and written.

["Support bots"]
about = "Tried in spring, all licensed for commercial use"
models = ["embedded:demo/support-intent-en-nano", "huggingface:team/bert-intents"]
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubexplorer.errors import DataError
from hubexplorer.records import ModelRef
from hubexplorer.workspace import embedded

MAX_BYTES = 256_000
"""Of a file that somebody else wrote."""
_KEYS = {"about", "models", "from"}
_MAX_NAME = 100
_FILE = "file:"


@dataclass(frozen=True, slots=True)
class Collection:
    """Models that belong together for somebody."""

    name: str
    models: tuple[ModelRef, ...]
    about: str = ""
    source: ModelRef | Path | None = None
    """Where one that is followed was read: a repository of a hub at its commit, or a file."""


def kept(path: Path) -> dict[str, Collection]:
    """The collections of a file of ours by name; none if there is no file.

    Raises:
        DataError: it cannot be read as collections; the message says where.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise refused(str(path), str(error.strerror)) from None
    return parsed(str(path), content)


def foreign(path: Path) -> dict[str, Collection]:
    """The collections of somebody else's file, with that as their source.

    Raises:
        DataError: there is no such file, or it holds no collections.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise refused(str(path), str(error.strerror)) from None
    if len(content) > MAX_BYTES:
        raise refused(str(path), f"it has more than {MAX_BYTES:,} bytes")
    return parsed(str(path), content, path)


def parsed(
    where: str, content: bytes, source: ModelRef | Path | None = None
) -> dict[str, Collection]:
    """The collections that a file's content says, by name.

    Args:
        where: the file, for messages.
        source: where it was read, if it is somebody else's; models that name no hub are of the
            source's hub.

    Raises:
        DataError: it holds no collections; the message says where.
    """
    try:
        tables = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise refused(where, str(error)) from None
    return {name: _collection(where, name, table, source) for name, table in tables.items()}


def written(collections: Iterable[Collection]) -> str:
    """Collections as the text of a file."""
    return "\n".join(map(_table, collections))


def refused(where: str, why: str) -> DataError:
    """The error that says why there are no collections, and how they are written."""
    return DataError(
        f"{where} holds no collections: {why}",
        hint='write ["Name"] and below it models = ["HUB:NAMESPACE/NAME", ...]',
    )


def source_text(source: ModelRef | Path) -> str:
    """Where collections were read, as one follows them."""
    return str(source) if isinstance(source, ModelRef) else source.as_posix()


def _collection(where: str, name: str, table: Any, source: ModelRef | Path | None) -> Collection:
    if not isinstance(table, dict) or not table.keys() <= _KEYS:
        raise refused(where, f"[{name}] holds models, and perhaps about and from")
    models, about, origin = table.get("models"), table.get("about", ""), table.get("from")
    if not isinstance(models, list) or not isinstance(about, str):
        raise refused(where, f"[{name}]: models is a list of names, about a text")
    if len(name) > _MAX_NAME or not name.isprintable():
        raise refused(where, f"a name is one line of {_MAX_NAME} characters at most")
    try:
        hub = source.hub if isinstance(source, ModelRef) else embedded.NAME
        refs = tuple(ModelRef.parse(str(model), default_hub=hub) for model in models)
        if source is None and origin is not None:
            source = _source(str(origin))
    except ValueError as error:
        raise refused(where, f"[{name}]: {error}") from None
    return Collection(name, refs, about, source)


def _source(text: str) -> ModelRef | Path:
    return Path(text.removeprefix(_FILE)) if text.startswith(_FILE) else ModelRef.parse(text)


def _table(collection: Collection) -> str:
    """A collection as a table of a file; JSON's texts and lists are TOML's too."""
    source = collection.source
    lines = [
        f"[{_text(collection.name)}]",
        f"about = {_text(collection.about)}",
        f"models = [{', '.join(_text(str(ref)) for ref in collection.models)}]",
    ]
    if source is not None:
        kind = "" if isinstance(source, ModelRef) else _FILE
        lines.append(f"from = {_text(kind + source_text(source))}")
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
