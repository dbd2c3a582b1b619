"""Collections: lists of models that somebody chose, by name, in a small file of the project.

["Support bots"]
about = "Tried in spring, all licensed for commercial use"
models = ["embedded:demo/support-intent-en-nano", "huggingface:team/bert-intents"]
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubexplorer.catalog import Catalog, write_snapshot
from hubexplorer.demo.history import MODELS, NAMESPACE
from hubexplorer.errors import DataError, SnapshotDamaged
from hubexplorer.records import ModelRef
from hubexplorer.workspace import embedded
from hubexplorer.workspace.find import Finder

FILE_NAME = "hubexplorer-collections.toml"
STARTER = "Starter"
_KEYS = {"about", "models"}


@dataclass(frozen=True, slots=True)
class Collection:
    """Models that belong together for somebody."""

    name: str
    models: tuple[ModelRef, ...]
    about: str = ""


def load_collections(path: Path) -> dict[str, Collection]:
    """The collections of a file by name, after the one that is always there.

    Raises:
        DataError: the file cannot be read as collections; the message says where.
    """
    found = {STARTER: _starter()}
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return found
    except (OSError, ValueError) as error:
        raise _refused(path, str(error)) from None
    for name, table in tables.items():
        found[name] = _collection(path, name, table)
    return found


def collection_named(name: str, known: Mapping[str, Collection]) -> Collection:
    """The collection of that name.

    Raises:
        ValueError: there is none.
    """
    if name not in known:
        raise ValueError(f"no collection is called {name!r}; there are {', '.join(known)}")
    return known[name]


def catalog_of(finder: Finder, collection: Collection, *, now_s: float) -> Catalog:
    """A catalog of only a collection's models, those that the whole catalog has.

    It is kept beside the whole one until that changes, so that counts on it cost what they cost
    on any catalog of its size.
    """
    whole = finder.catalog
    models = sorted({(ref.hub, ref.repo) for ref in collection.models})
    digest = hashlib.sha256(repr(models).encode()).hexdigest()[:16]
    folder = finder.folder.parent / "collections" / finder.folder.name / digest
    source = {"generation": whole.generation, "built_s": whole.built_s}
    try:
        catalog = Catalog.open(folder)
        if catalog.source == source:
            return catalog
    except SnapshotDamaged:  # it holds nothing that is not in the whole one
        pass
    rows = [row for model in models if (row := whole.get(*model)) is not None]
    write_snapshot(folder, rows, built_s=now_s, source=source)
    return Catalog.open(folder)


def _starter() -> Collection:
    names = sorted(path.name for path in MODELS.iterdir() if (path / "commits.json").exists())
    refs = tuple(ModelRef(embedded.NAME, f"{NAMESPACE}/{name}") for name in names)
    return Collection(STARTER, refs, "The embedded hub's own models, small enough for any machine")


def _collection(path: Path, name: str, table: Any) -> Collection:
    if not isinstance(table, dict) or not table.keys() <= _KEYS:
        raise _refused(path, f"[{name}] holds {' and '.join(sorted(_KEYS))}")
    models, about = table.get("models"), table.get("about", "")
    if not isinstance(models, list) or not isinstance(about, str):
        raise _refused(path, f"[{name}]: models is a list of names, about a text")
    try:
        return Collection(name, tuple(ModelRef.parse(str(model)) for model in models), about)
    except ValueError as error:
        raise _refused(path, f"[{name}]: {error}") from None


def _refused(path: Path, why: str) -> DataError:
    return DataError(
        f"{path} holds no collections: {why}",
        hint='write ["Name"] and below it models = ["HUB:NAMESPACE/NAME", ...]',
    )
