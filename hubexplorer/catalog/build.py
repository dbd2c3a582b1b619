"""Writing the catalog: a new snapshot aside, then one swap that every reader sees."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

import filelock
import numpy as np

from hubexplorer.catalog import snapshot
from hubexplorer.catalog.bitmaps import BitMap, bitmap, everything, numbers
from hubexplorer.catalog.changes import change_arrays
from hubexplorer.catalog.collect import collected
from hubexplorer.catalog.reading import rows_of
from hubexplorer.catalog.spool import Content, in_memory
from hubexplorer.catalog.store import Catalog, Opened, damage_named, opened
from hubexplorer.catalog.table import Table
from hubexplorer.errors import CatalogError, DiskFull, SnapshotDamaged
from hubexplorer.records import CatalogRow

_LOCK = "writer.lock"
_ASIDE = "writing"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_snapshot(
    folder: Path,
    rows: Iterable[CatalogRow],
    *,
    built_s: float,
    source: Mapping[str, Any] | Callable[[], Mapping[str, Any]],
    lock_timeout_s: float = 60.0,
) -> Path:
    """The folder of a new snapshot of `rows`, which is the live one from now on.

    Readers go on with the snapshot they have until they refresh. Killed at any point, this
    leaves the old snapshot or the new one live, whole.

    Args:
        rows: all models; of several rows of one repository the last counts.
        built_s: now.
        source: where the rows are from, how many of how many; kept as JSON. Or what says so
            once it has seen all rows pass.
        lock_timeout_s: how long to wait for another process that is writing.

    Raises:
        DiskFull: it did not fit; the snapshot that was live still is.
        CatalogError: `folder` cannot be written, or another process is writing it.
    """
    with _writing(folder, lock_timeout_s) as aside, collected(rows, aside) as found:
        about = {"built_s": built_s, "source": dict(source() if callable(source) else source)}
        return _write(folder, aside, found.arrays(), about)


def write_delta(
    folder: Path,
    upserts: Iterable[CatalogRow],
    deletes: Iterable[tuple[str, str]] = (),
    *,
    built_s: float,
    source: Mapping[str, Any],
    compact_above: float = 0.03,
    lock_timeout_s: float = 60.0,
) -> Path:
    """The folder of a new snapshot with some rows changed, which is the live one from now on.

    Only the changes since the last whole snapshot are written, unless they have become so many
    that everything is written anew. Readers and a kill are dealt with as by `write_snapshot`.

    Args:
        upserts: models that are new or have changed; of several of one repository the last.
        deletes: hub and repository of models that are gone.
        built_s: now.
        source: where all rows are from now, how many of how many; kept as JSON.
        compact_above: the share of changed rows beyond which everything is written anew.
        lock_timeout_s: how long to wait for another process that is writing.

    Raises:
        SnapshotDamaged: what is live cannot be read.
        DiskFull: it did not fit; the snapshot that was live still is.
        CatalogError: `folder` cannot be written, or another process is writing it.
    """
    about = {"built_s": built_s, "source": dict(source)}
    with _writing(folder, lock_timeout_s) as aside:
        live = opened(folder)
        with damage_named(live):
            changed, dead = _changes(live, upserts, deletes)
            base = live.parts[0]
            if max(len(changed), len(dead)) > compact_above * len(base.table):
                for held in live.snapshots:
                    held.verify()  # what is copied must be what was written
                kept = rows_of(base.table, numbers(everything(len(base.table)) - dead))
                with collected(chain(kept, changed.values()), aside) as found:
                    return _write(folder, aside, found.arrays(), about)
            with collected(changed.values(), aside) as found:
                written = in_memory(found.arrays())
            between = change_arrays(base.table, Table.of(written), dead)
            about["base"] = asdict(live.snapshots[0].pointer)
            return _write(folder, aside, chain(written.items(), between), about)


def compact(folder: Path, *, lock_timeout_s: float = 60.0) -> bool:
    """Write a base and its changes into one snapshot; whether there were any.

    Readers and a kill are dealt with as by `write_snapshot`.

    Raises:
        SnapshotDamaged: what is live cannot be read, or is not what was written.
        DiskFull: it did not fit; the snapshot that was live still is.
        CatalogError: `folder` cannot be written, or another process is writing it.
    """
    with _writing(folder, lock_timeout_s) as aside:
        live = opened(folder)
        if len(live.parts) == 1:
            return False
        now = live.snapshots[-1]
        with damage_named(live), collected(live.rows(), aside) as found:
            for held in live.snapshots:
                held.verify()  # what is copied must be what was written
            about = {"built_s": now.built_s, "source": dict(now.source)}
            _write(folder, aside, found.arrays(), about)
        return True


def discard_damaged(folder: Path, *, lock_timeout_s: float = 60.0) -> None:
    """Take a damaged snapshot out of use: the catalog is empty until the next one is written.

    Raises:
        CatalogError: `folder` cannot be written, or another process is writing it.
    """
    with _named_errors(folder), filelock.FileLock(folder / _LOCK, timeout=lock_timeout_s):
        try:
            Catalog.open(folder).verify()  # another process may have written a good one meanwhile
        except SnapshotDamaged:
            snapshot.point_nowhere(folder)


def _changes(
    live: Opened, upserts: Iterable[CatalogRow], deletes: Iterable[tuple[str, str]]
) -> tuple[dict[tuple[str, str], CatalogRow], BitMap]:
    """The rows that differ from the base's by hub and repository, and which they replace."""
    base, *later = live.parts
    dead = BitMap(base.dead)
    changed: dict[tuple[str, str], CatalogRow] = {}
    for part in later:
        rows = rows_of(part.table, np.arange(len(part.table)))
        changed |= {(row.hub, row.repo): row for row in rows}
    fresh = {(row.hub, row.repo): row for row in upserts}
    gone = set(deletes)
    replaced = base.table.find_all([*(fresh.keys() | gone)])
    dead |= bitmap(replaced[replaced >= 0])
    changed |= fresh
    return {key: row for key, row in changed.items() if key not in gone or key in fresh}, dead


def _write(
    folder: Path, aside: Path, arrays: Iterable[tuple[str, Content]], about: Mapping[str, Any]
) -> Path:
    generation = 1 + max(map(_generation, folder.glob(f"{snapshot.PREFIX}*")), default=0)
    about = {"base": None, **about, "generation": generation}
    sha256 = snapshot.write(aside, arrays, about)
    written = folder / f"{snapshot.PREFIX}{generation:08}"
    aside.rename(written)
    snapshot.point_to(folder, snapshot.Pointer(written.name, sha256))
    used = {written.name, about["base"]["name"] if about["base"] else None}
    for retired in folder.glob(f"{snapshot.PREFIX}*"):
        if retired.name not in used:
            shutil.rmtree(retired, ignore_errors=True)
    return written


@contextmanager
def _writing(folder: Path, lock_timeout_s: float) -> Iterator[Path]:
    """An empty folder to write the next snapshot into, for one process at a time."""
    aside = folder / _ASIDE
    with _named_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(folder / _LOCK, timeout=lock_timeout_s):
            shutil.rmtree(aside, ignore_errors=True)
            aside.mkdir()
            try:
                yield aside
            finally:
                shutil.rmtree(aside, ignore_errors=True)


def _generation(folder: Path) -> int:
    number = folder.name.removeprefix(snapshot.PREFIX)
    return int(number) if number.isdecimal() else 0


@contextmanager
def _named_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except filelock.Timeout:
        raise CatalogError(
            f"Another process is writing the catalog in {folder}", hint="try again when it is done"
        ) from None
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise DiskFull(
                f"The new catalog does not fit in {folder}; the old one is unchanged",
                hint="free some space there, or set HUBEXPLORER_HOME to another disk",
            ) from error
        raise CatalogError(
            f"The catalog in {folder} cannot be written: {error.strerror}"
        ) from error
