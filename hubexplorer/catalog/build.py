"""Writing the catalog: a new snapshot aside, then one swap that every reader sees."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import filelock

from hubexplorer.catalog import snapshot
from hubexplorer.catalog.collect import collect
from hubexplorer.catalog.columns import Arrays
from hubexplorer.catalog.store import Catalog
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
    source: Mapping[str, Any],
    lock_timeout_s: float = 60.0,
) -> Path:
    """The folder of a new snapshot of `rows`, which is the live one from now on.

    Readers go on with the snapshot they have until they refresh. Killed at any point, this
    leaves the old snapshot or the new one live, whole.

    Args:
        rows: all models; of several rows of one repository the last counts.
        built_s: now.
        source: where the rows are from, how many of how many; kept as JSON.
        lock_timeout_s: how long to wait for another process that is writing.

    Raises:
        DiskFull: it did not fit; the snapshot that was live still is.
        CatalogError: `folder` cannot be written, or another process is writing it.
    """
    arrays = collect(rows).arrays()
    with _named_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(folder / _LOCK, timeout=lock_timeout_s):
            return _write(folder, arrays, {"built_s": built_s, "source": dict(source)})


def discard_damaged(folder: Path, *, lock_timeout_s: float = 60.0) -> None:
    """Take a damaged snapshot out of use: the catalog is empty until the next one is written.

    Raises:
        CatalogError: `folder` cannot be written, or another process is writing it.
    """
    with _named_errors(folder), filelock.FileLock(folder / _LOCK, timeout=lock_timeout_s):
        try:
            Catalog.open(folder)  # another process may have written a good one meanwhile
        except SnapshotDamaged:
            snapshot.point_nowhere(folder)


def _write(folder: Path, arrays: Arrays, about: Mapping[str, Any]) -> Path:
    generation = 1 + max(map(_generation, folder.glob(f"{snapshot.PREFIX}*")), default=0)
    aside = folder / _ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    try:
        sha256 = snapshot.write(aside, arrays, {**about, "generation": generation})
        written = folder / f"{snapshot.PREFIX}{generation:08}"
        aside.rename(written)
        snapshot.point_to(folder, snapshot.Pointer(written.name, sha256))
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    for retired in folder.glob(f"{snapshot.PREFIX}*"):
        if retired != written:
            shutil.rmtree(retired, ignore_errors=True)
    return written


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
