"""One hub's rows into the catalog that holds every hub's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from filelock import FileLock

from hubexplorer.catalog import Catalog, write_snapshot
from hubexplorer.errors import SnapshotDamaged
from hubexplorer.records import CatalogRow

_WHOLE = frozenset({"listed_s", "newest_s"})
"""When all of a hub was listed, and the newest change seen since."""


def merge_rows(
    catalog: Catalog,
    folder: Path,
    hub: str,
    rows: Iterable[CatalogRow],
    *,
    about: Mapping[str, Any],
    keeps_rest: bool,
    is_whole: bool,
    now_s: float,
) -> int:
    """Write a snapshot with a hub's new rows; how many models of the hub it holds.

    Rows that are not the whole of a hub never replace the whole that was listed before: they
    bring it up to date.

    Args:
        folder: the catalog's.
        rows: gone through twice.
        about: what the catalog is to say of the hub besides the rows' number and date.
        keeps_rest: leave the hub's rows that are not among `rows` where they are.
        is_whole: these are all the models that the hub has.

    Raises:
        DiskFull, CatalogError: it could not be written; the catalog is as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # Reading, merging and writing as one, or two hubs' listings would lose each other.
    with FileLock(folder / "merge.lock"):
        known, hubs = _known(catalog)
        if keeps_rest or not is_whole:
            before = whole_listing(hubs.get(hub, {}))
            about, is_whole = {**before, **about}, bool(before)
            keeps_rest = keeps_rest or is_whole
        fresh = {row.repo for row in rows}
        size = len(fresh)
        if keeps_rest and known:
            size += hubs.get(hub, {}).get("rows", 0)
            size -= sum(catalog.get(hub, repo) is not None for repo in fresh)
        kept = (
            row
            for row in (catalog.rows() if known else ())
            if row.hub != hub or (keeps_rest and row.repo not in fresh)
        )
        entry = {**about, "rows": size, "synced_s": now_s, "of": size if is_whole else None}
        source = {"hubs": {**hubs, hub: entry}}
        write_snapshot(folder, chain(kept, rows), built_s=now_s, source=source)
        catalog.refresh()
    return size


def whole_listing(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Of what the catalog says of a hub, when all of it was listed; empty if it never was."""
    return {name: entry[name] for name in _WHOLE} if entry.keys() >= _WHOLE else {}


def _known(catalog: Catalog) -> tuple[bool, Mapping[str, Any]]:
    """Whether the catalog's rows can be kept, and what it says of its hubs."""
    try:
        catalog.refresh()
        catalog.verify()
    except SnapshotDamaged:
        return False, {}
    return True, catalog.source.get("hubs", {})
