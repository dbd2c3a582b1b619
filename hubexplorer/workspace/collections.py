"""Collections: lists of models that somebody chose, by name, in a small file of the project.

["Support bots"]
about = "Tried in spring, all licensed for commercial use"
models = ["embedded:demo/support-intent-en-nano", "huggingface:team/bert-intents"]

The same file in a repository of a hub is for everybody who follows it: its collections are then
kept in a second file of the project, as they were at the commit that this one names.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from hubexplorer.catalog import Catalog, write_snapshot
from hubexplorer.demo.history import MODELS, NAMESPACE
from hubexplorer.errors import DataError, SnapshotDamaged
from hubexplorer.records import ModelRef
from hubexplorer.workspace import embedded
from hubexplorer.workspace.find import Finder
from hubexplorer.workspace.hubset import HubSet
from hubexplorer.workspace.writing import one_writer, write_whole

FILE_NAME = "hubexplorer-collections.toml"
FOLLOWED_NAME = "hubexplorer-collections.followed.toml"
STARTER = "Starter"
_KEYS = {"about", "models", "from"}
_MAX_BYTES = 256_000
"""Of a file in a hub."""
_MAX_NAME = 100


@dataclass(frozen=True, slots=True)
class Collection:
    """Models that belong together for somebody."""

    name: str
    models: tuple[ModelRef, ...]
    about: str = ""
    source: ModelRef | None = None
    """The repository of a hub that it was read from, at its commit."""


class Place(Protocol):
    """What collections need of a workspace; see `open.Workspace`."""

    folder: Path
    hubs: HubSet


class Collections(Mapping[str, Collection]):
    """The collections of a workspace by name, as its files held them when this was made.

    "Starter" comes first, those that are followed last; of two with one name the folder's own
    counts.

    Raises:
        DataError: a file cannot be read as collections; the message says where.
    """

    def __init__(self, workspace: Place) -> None:
        self._workspace = workspace
        own = {STARTER: _starter(), **_kept(workspace.folder / FILE_NAME)}
        self._known = {**_kept(workspace.folder / FOLLOWED_NAME), **own}
        self._names = (*own, *(name for name in self._known if name not in own))

    def __getitem__(self, name: str) -> Collection:
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __repr__(self) -> str:
        return f"Collections({', '.join(map(repr, self))})"

    def follow(self, repository: str | ModelRef) -> tuple[Collection, ...]:
        """Take over the collections of a hub's repository; followed again, those it has now.

        Args:
            repository: `HUB:NAMESPACE/NAME[@COMMIT]` with a `hubexplorer-collections.toml`, whose
                models that name no hub are of that hub; its newest commit, if none is named.

        Raises:
            HubError: the hub does not give the file.
            DataError, DiskFull: it holds no collections, or they cannot be written.
        """
        given = ModelRef.parse(repository) if isinstance(repository, str) else repository
        hub = self._workspace.hubs.get(given.hub)
        commit = given.commit or hub.model(given.repo).commit or ""
        source = replace(given, commit=commit)
        content = hub.read_file(source.repo, commit, FILE_NAME, max_bytes=_MAX_BYTES)
        found = _parsed(f"{FILE_NAME} of {source}", content, source)
        path = self._workspace.folder / FOLLOWED_NAME
        with one_writer(path.parent):
            others = {name: one for name, one in _kept(path).items() if not _is_of(one, source)}
            text = "\n".join(map(_written, {**others, **found}.values()))
            write_whole(path, text, "the followed collections", hint=f"{path} is as it was")
        return tuple(found.values())


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


def _is_of(collection: Collection, source: ModelRef) -> bool:
    of = collection.source
    return of is not None and (of.hub, of.repo) == (source.hub, source.repo)


def _kept(path: Path) -> dict[str, Collection]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _refused(str(path), str(error)) from None
    return _parsed(str(path), content)


def _parsed(where: str, content: bytes, source: ModelRef | None = None) -> dict[str, Collection]:
    try:
        tables = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _refused(where, str(error)) from None
    return {name: _collection(where, name, table, source) for name, table in tables.items()}


def _collection(where: str, name: str, table: Any, source: ModelRef | None) -> Collection:
    if not isinstance(table, dict) or not table.keys() <= _KEYS:
        raise _refused(where, f"[{name}] holds models, and perhaps about and from")
    models, about, origin = table.get("models"), table.get("about", ""), table.get("from")
    if not isinstance(models, list) or not isinstance(about, str):
        raise _refused(where, f"[{name}]: models is a list of names, about a text")
    if len(name) > _MAX_NAME or not name.isprintable():
        raise _refused(where, f"a name is one line of {_MAX_NAME} characters at most")
    try:
        hub = embedded.NAME if source is None else source.hub
        refs = tuple(ModelRef.parse(str(model), default_hub=hub) for model in models)
        if source is None and origin is not None:
            source = ModelRef.parse(str(origin))
    except ValueError as error:
        raise _refused(where, f"[{name}]: {error}") from None
    return Collection(name, refs, about, source)


def _written(collection: Collection) -> str:
    """A collection as a table of a file; JSON's texts and lists are TOML's too."""
    lines = [
        f"[{_text(collection.name)}]",
        f"about = {_text(collection.about)}",
        f"models = [{', '.join(_text(str(ref)) for ref in collection.models)}]",
    ]
    lines += [f"from = {_text(str(collection.source))}"] if collection.source else []
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _refused(where: str, why: str) -> DataError:
    return DataError(
        f"{where} holds no collections: {why}",
        hint='write ["Name"] and below it models = ["HUB:NAMESPACE/NAME", ...]',
    )
