"""Collections: lists of models that somebody chose, by name, in a small file of the project.

The same file in a repository of a hub, or in a folder that a team shares, is for everybody who
follows it: its collections are then kept in a second file of the project, as they were at the
commit that this one names, or when the file was read. See `collection_file` for what it holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from hubexplorer.catalog import Catalog, write_snapshot
from hubexplorer.demo.history import MODELS, NAMESPACE
from hubexplorer.errors import SnapshotDamaged
from hubexplorer.records import ModelRef
from hubexplorer.workspace import embedded
from hubexplorer.workspace.find.collection_file import (
    MAX_BYTES,
    Collection,
    foreign,
    kept,
    parsed,
    source_text,
    written,
)
from hubexplorer.workspace.find.finder import Finder
from hubexplorer.workspace.hubset import HubSet
from hubexplorer.workspace.writing import one_writer, write_whole

FILE_NAME = "hubexplorer-collections.toml"
FOLLOWED_NAME = "hubexplorer-collections.followed.toml"
STARTER = "Starter"
_SUFFIX = ".toml"


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
        own = {STARTER: _starter(), **kept(workspace.folder / FILE_NAME)}
        self._known = {**kept(workspace.folder / FOLLOWED_NAME), **own}
        self._names = (*own, *(name for name in self._known if name not in own))

    def __getitem__(self, name: str) -> Collection:
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __repr__(self) -> str:
        return f"Collections({', '.join(map(repr, self))})"

    def follow(self, where: str | Path | ModelRef) -> tuple[Collection, ...]:
        """Take over the collections of a hub's repository or of a file; again, those of now.

        Args:
            where: `HUB:NAMESPACE/NAME[@COMMIT]` with a `hubexplorer-collections.toml`, whose
                models that name no hub are of that hub; its newest commit, if none is named, and
                the first hub beyond the embedded one, if no hub is. Or the path of a `.toml` file.

        Raises:
            ValueError: it is neither.
            HubError: the hub does not give the file.
            DataError, DiskFull: it holds no collections, or they cannot be written.
        """
        source = self._source(where)
        found = foreign(source) if isinstance(source, Path) else self._of_hub(source)
        self._change(source, found)
        return tuple(found.values())

    def unfollow(self, where: str | Path | ModelRef) -> tuple[Collection, ...]:
        """Give up what is followed from a repository or file; what that was.

        Raises:
            ValueError: nothing is followed from there.
            DataError, DiskFull: the file is broken, or cannot be written.
        """
        source = self._source(where)
        followed = [one for one in kept(self._followed).values() if one.source is not None]
        given_up = tuple(one for one in followed if _is_of(one, source))
        if not given_up:
            known = dict.fromkeys(source_text(one.source) for one in followed if one.source)
            raise ValueError(
                f"nothing is followed from {source_text(source)}; there is "
                f"{', '.join(known) or 'nothing that is followed'}"
            )
        self._change(source, {})
        return given_up

    @property
    def _followed(self) -> Path:
        return self._workspace.folder / FOLLOWED_NAME

    def _source(self, where: str | Path | ModelRef) -> ModelRef | Path:
        if isinstance(where, ModelRef):
            return where
        text = str(where).strip()
        if isinstance(where, Path) or text.endswith(_SUFFIX):
            return (self._workspace.folder / Path(text).expanduser()).resolve()
        if not text:
            raise ValueError("name a repository (HUB:NAMESPACE/NAME) or a .toml file to follow")
        names = self._workspace.hubs.names
        try:
            return ModelRef.parse(text, default_hub=names[min(1, len(names) - 1)])
        except ValueError as error:
            raise ValueError(f"{error}; name HUB:NAMESPACE/NAME, or a .toml file") from None

    def _of_hub(self, given: ModelRef) -> dict[str, Collection]:
        hub = self._workspace.hubs.get(given.hub)
        commit = given.commit or hub.model(given.repo).commit or ""
        source = replace(given, commit=commit)
        content = hub.read_file(source.repo, commit, FILE_NAME, max_bytes=MAX_BYTES)
        return parsed(f"{FILE_NAME} of {source}", content, source)

    def _change(self, source: ModelRef | Path, found: Mapping[str, Collection]) -> None:
        """Keep what was found in the place of what was followed from there before."""
        path = self._followed
        with one_writer(path.parent):
            others = {name: one for name, one in kept(path).items() if not _is_of(one, source)}
            text = written({**others, **found}.values())
            write_whole(path, text, "the followed collections", hint=f"{path} is as it was")


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


def _is_of(collection: Collection, source: ModelRef | Path) -> bool:
    of = collection.source
    if isinstance(of, ModelRef) and isinstance(source, ModelRef):
        return (of.hub, of.repo) == (source.hub, source.repo)
    return of == source
