"""The catalog as files: counted, compacted, verified, taken out of use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hubexplorer.catalog import Catalog, write_delta, write_snapshot
from hubexplorer.errors import SnapshotDamaged
from hubexplorer.workspace.find.upkeep import Upkeep
from tests.benchmarks.synthetic import catalog_rows

HUBS = {"hubs": {"hub": {"rows": 501, "synced_s": 2.0, "of": 501}}}


@pytest.fixture
def upkeep(tmp_path: Path) -> Upkeep:
    """Of a catalog with a base of 500 models, five changed and one new."""
    rows = list(catalog_rows(500))
    write_snapshot(tmp_path, rows, built_s=1.0, source={})
    fresh = [*(replace(row, likes=9) for row in rows[:5]), replace(rows[5], repo="new/one")]
    write_delta(tmp_path, fresh, built_s=2.0, source=HUBS)
    return Upkeep(tmp_path)


def test_info_says_what_there_is(upkeep: Upkeep, tmp_path: Path) -> None:
    info = upkeep.info()
    assert (info.models, info.changed, info.generation, info.built_s) == (501, 6, 2, 2.0)
    assert info.hubs == HUBS["hubs"]
    on_disk = sum(path.stat().st_size for path in tmp_path.rglob("arrays.bin"))
    assert 0.9 * on_disk < info.size_bytes <= on_disk


def test_compact_changes_nothing_but_the_files(upkeep: Upkeep, tmp_path: Path) -> None:
    before = list(Catalog.open(tmp_path).rows())
    assert upkeep.compact()
    info = upkeep.info()
    assert (info.models, info.changed, info.built_s) == (501, 0, 2.0)
    assert info.hubs == HUBS["hubs"]
    assert list(Catalog.open(tmp_path).rows()) == before
    assert len(list(tmp_path.glob("snapshot-*"))) == 1
    assert not upkeep.compact()


@pytest.mark.parametrize("damage", ["a bit", "the end"])
def test_damage_is_named_with_the_way_out(upkeep: Upkeep, tmp_path: Path, damage: str) -> None:
    assert upkeep.verify() == upkeep.info().size_bytes
    base = min(tmp_path.rglob("arrays.bin"))
    content = bytearray(base.read_bytes())
    content[len(content) // 2] ^= 1
    base.write_bytes(content if damage == "a bit" else content[:-9])
    with pytest.raises(SnapshotDamaged) as caught:
        upkeep.verify()
    assert "--rebuild" in (caught.value.hint or "")
    with pytest.raises(SnapshotDamaged):
        upkeep.compact()
    upkeep.discard()
    assert upkeep.info().models == 0


def test_what_is_whole_is_not_discarded(upkeep: Upkeep) -> None:
    upkeep.discard()
    assert upkeep.info().models == 501
