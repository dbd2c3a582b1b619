"""One hub's rows into the catalog of all hubs: few beside what there is, many into one with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hubexplorer.catalog import Catalog, write_snapshot
from hubexplorer.records import CatalogRow
from hubexplorer.workspace.find.merging import merge_rows
from tests.benchmarks.synthetic import catalog_rows

BIG, SMALL = 1000, 8
WHOLE = {"listed_s": 1.0, "newest_s": 1.0}


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """A big hub and a small one, both listed whole."""
    catalog = Catalog.open(tmp_path)
    merge(catalog, "big", catalog_rows(BIG, hubs=("big",)), about=WHOLE, is_whole=True)
    merge(catalog, "small", catalog_rows(SMALL, hubs=("small",)), about=WHOLE, is_whole=True)
    return catalog


def merge(catalog: Catalog, hub: str, rows, *, about=None, keeps_rest=False, is_whole=False) -> int:
    return merge_rows(
        catalog,
        catalog._folder,
        hub,
        list(rows),
        about=about or {},
        keeps_rest=keeps_rest,
        is_whole=is_whole,
        now_s=2.0,
    )


def names(catalog: Catalog, hub: str) -> list[str]:
    return sorted(row.repo for row in catalog.rows() if row.hub == hub)


def snapshots(catalog: Catalog) -> int:
    return len(list(catalog._folder.glob("snapshot-*")))


def test_few_changes_leave_the_base_where_it_is(catalog: Catalog) -> None:
    before = names(catalog, "big")
    (base,) = (path for path in catalog._folder.glob("snapshot-*1") if path.is_dir())
    stamp = (base / "arrays.bin").stat().st_ino
    known = next(row for row in catalog.rows() if row.hub == "big")
    fresh = [replace(known, likes=77), replace(known, repo="new/model")]
    assert merge(catalog, "big", fresh, keeps_rest=True) == BIG + 1
    assert names(catalog, "big") == sorted([*before, "new/model"])
    assert catalog.get("big", known.repo) == fresh[0]
    assert catalog.source["hubs"]["big"]["rows"] == BIG + 1
    assert catalog.source["hubs"]["big"]["of"] == BIG + 1
    assert snapshots(catalog) == 2
    assert (base / "arrays.bin").stat().st_ino == stamp


def test_a_small_hub_listed_again_loses_what_it_deleted(catalog: Catalog) -> None:
    again = [row for row in catalog.rows() if row.hub == "small"][:3]
    assert merge(catalog, "small", again, about=WHOLE, is_whole=True) == 3
    assert names(catalog, "small") == sorted(row.repo for row in again)
    assert len(names(catalog, "big")) == BIG
    assert snapshots(catalog) == 2


def test_many_changes_are_written_into_one(catalog: Catalog) -> None:
    fresh = list(catalog_rows(200, seed=9, hubs=("big",)))
    expected = {*names(catalog, "big"), *(row.repo for row in fresh)}
    assert merge(catalog, "big", fresh, keeps_rest=True) == len(expected)
    assert names(catalog, "big") == sorted(expected)
    assert catalog.source["hubs"]["big"]["rows"] == len(expected)
    assert len(names(catalog, "small")) == SMALL
    assert snapshots(catalog) == 1


def test_a_big_hub_listed_again_is_what_was_listed(catalog: Catalog) -> None:
    fresh = list(catalog_rows(300, seed=9, hubs=("big",)))
    assert merge(catalog, "big", [*fresh, fresh[0]], about=WHOLE, is_whole=True) == 300
    assert names(catalog, "big") == sorted(row.repo for row in fresh)
    assert snapshots(catalog) == 1


def test_damage_is_not_copied_into_a_new_snapshot(tmp_path: Path) -> None:
    written = write_snapshot(tmp_path, catalog_rows(50), built_s=1.0, source={"hubs": {}})
    catalog = Catalog.open(tmp_path)
    content = bytearray((written / "arrays.bin").read_bytes())
    content[len(content) // 2] ^= 1
    (written / "arrays.bin").write_bytes(content)
    rows = [CatalogRow("big", f"a/b-{number}") for number in range(9)]
    assert merge(Catalog.open(tmp_path), "big", rows, is_whole=True) == 9
    catalog.refresh()
    catalog.verify()
    assert list(catalog.rows()) == rows
