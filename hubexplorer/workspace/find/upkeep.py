"""The catalog as files: what it holds, written into one, held against what was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock

from hubexplorer.catalog import Catalog, compact, discard_damaged
from hubexplorer.errors import SnapshotDamaged
from hubexplorer.workspace.find.merging import MERGE_LOCK

_REBUILD = "hubexplorer catalog verify --rebuild takes it out of use and lists the hubs again"


@dataclass(frozen=True, slots=True)
class CatalogInfo:
    """What a catalog holds, and how it lies on the disk."""

    folder: Path
    models: int
    changed: int
    """Of the models, how many are kept beside the unchanged base."""
    generation: int
    """How often it was written."""
    built_s: float
    size_bytes: int
    hubs: Mapping[str, Mapping[str, Any]]
    """By hub: its rows, when they were listed, how many it has (None: not known)."""


class Upkeep:
    """What a user can do with the catalog besides searching it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def info(self) -> CatalogInfo:
        """What the catalog holds now.

        Raises:
            SnapshotDamaged: its files are not what was written.
        """
        catalog = Catalog.open(self._folder)
        return CatalogInfo(
            folder=self._folder,
            models=catalog.size,
            changed=catalog.changed,
            generation=catalog.generation,
            built_s=catalog.built_s,
            size_bytes=catalog.size_bytes,
            hubs=catalog.source.get("hubs", {}),
        )

    def compact(self) -> bool:
        """Write base and changes into one; whether there were any changes.

        Raises:
            SnapshotDamaged: it cannot be read, and stays as it is.
            DiskFull, CatalogError: it could not be written, and stays as it is.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self._folder / MERGE_LOCK):
            return compact(self._folder)

    def verify(self) -> int:
        """Read every byte and compare it with what was written; how many bytes that were.

        Raises:
            SnapshotDamaged: something differs, by its name; the hint says how to rebuild it.
        """
        try:
            catalog = Catalog.open(self._folder)
            catalog.verify()
        except SnapshotDamaged as error:
            error.hint = _REBUILD
            raise
        return catalog.size_bytes

    def discard(self) -> None:
        """Take a damaged catalog out of use: the next search or sync lists the hubs again.

        Raises:
            CatalogError: its folder cannot be written.
        """
        discard_damaged(self._folder)
