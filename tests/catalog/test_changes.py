"""A base and what changed since: answered as if all rows had been written together."""

import random
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from hubexplorer.catalog import Catalog, Query, write_delta, write_snapshot
from hubexplorer.errors import SnapshotDamaged
from hubexplorer.records import CatalogRow
from tests.benchmarks.synthetic import catalog_rows
from tests.catalog.comparing import VIEW, assert_equal, random_query
from tests.catalog.oracle import Oracle

Known = dict[tuple[str, str], CatalogRow]


def by_key(rows: Iterable[CatalogRow]) -> Known:
    return {(row.hub, row.repo): row for row in rows}


def some_changes(
    chance: random.Random, known: Known, round_number: int
) -> tuple[list[CatalogRow], list[tuple[str, str]]]:
    """Rows that are new, changed, and gone; some of them for the second time."""
    drawn = chance.sample(sorted(known), 60)
    fresh = [
        replace(
            row,
            repo=f"Newcomer{round_number}/{row.repo.partition('/')[2]}",
            tags=(*row.tags, f"fresh-{round_number}"),
            summary=f"{row.summary} round{round_number}",
        )
        for row in map(known.__getitem__, drawn[:20])
    ]
    changed = [
        replace(
            known[key],
            downloads=chance.choice((0, 17, known[key].downloads + 1, 10**9)),
            task=chance.choice(("fill-mask", "", f"task-{round_number}")),
            languages=("de", f"y{round_number}"),
            parameters=chance.choice((None, 123)),
            base_models=tuple(repo for hub, repo in chance.sample(drawn, 2) if hub == key[0]),
            scores=known[key].scores[1:],
            license_id="mit",
        )
        for key in drawn[20:45]
    ]
    return [*fresh, *changed], [*drawn[45:], ("demo", "nobody/nothing")]


def test_answers_after_changes_equal_brute_force(tmp_path: Path) -> None:
    chance = random.Random(7)
    known = by_key(catalog_rows(2000, seed=5, hubs=("demo", "hf")))
    write_snapshot(tmp_path, known.values(), built_s=1.0, source={})
    catalog = Catalog.open(tmp_path)
    for round_number in range(3):
        upserts, deletes = some_changes(chance, known, round_number)
        known |= by_key(upserts)
        known = {key: row for key, row in known.items() if key not in deletes}
        write_delta(tmp_path, upserts, deletes, built_s=2.0, source={}, compact_above=0.5)
        assert catalog.refresh()
        truth = Oracle(known.values(), VIEW)
        assert list(catalog.rows()) == truth.rows
        assert len(list(tmp_path.glob("snapshot-*"))) == 2
        for text in ("fresh", "round1", '"fresh 1"', "newcmer", "roud2"):
            assert_equal(catalog, truth, Query(text, sort="relevance"), 20)
        for _ in range(50):
            query = random_query(chance, truth.rows)
            assert_equal(catalog, truth, query, chance.choice((0, 3, 20, 10_000)))
        for key, row in known.items():
            assert catalog.get(*key) == row
        assert not any(catalog.get(*key) for key in deletes)
    write_delta(tmp_path, [], [], built_s=3.0, source={}, compact_above=0.0)
    assert len(list(tmp_path.glob("snapshot-*"))) == 1
    assert list(Catalog.open(tmp_path).rows()) == truth.rows


def test_a_word_of_replaced_rows_only_is_corrected(tmp_path: Path) -> None:
    rows = [CatalogRow("h", f"a/bert-{n}", summary="plain") for n in range(50)]
    odd = CatalogRow("h", "a/odd", tags=("bret",), summary="bret")
    write_snapshot(tmp_path, [*rows, odd], built_s=1.0, source={})
    assert Catalog.open(tmp_path).search(Query("bret "), VIEW).corrected == ""
    write_delta(tmp_path, [], [("h", "a/odd")], built_s=2.0, source={})
    hits = Catalog.open(tmp_path).search(Query("bret"), VIEW)
    assert (hits.corrected, hits.total) == ("bert", 50)


WRITER = """
import pathlib, resource, sys
from hubexplorer.catalog import compact, write_delta
from tests.benchmarks.synthetic import catalog_rows

folder = pathlib.Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
if sys.argv[2] == "compact":
    compact(folder)
else:
    write_delta(folder, catalog_rows(200, seed=2), built_s=3.0, source={})
"""


@pytest.mark.parametrize("how", ["delta", "compact"])
def test_a_full_disk_leaves_base_and_changes(tmp_path: Path, how: str) -> None:
    write_snapshot(tmp_path, catalog_rows(1000, seed=1), built_s=1.0, source={})
    write_delta(tmp_path, catalog_rows(10, seed=2), built_s=2.0, source={})
    before = list(Catalog.open(tmp_path).rows())
    done = subprocess.run(
        [sys.executable, "-c", WRITER, tmp_path, how],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "DiskFull" in done.stderr, done.stderr
    assert "free some space" in done.stderr
    catalog = Catalog.open(tmp_path)
    catalog.verify()
    assert list(catalog.rows()) == before
    assert len(list(tmp_path.glob("snapshot-*"))) == 2


def test_changes_to_nothing_are_a_catalog(tmp_path: Path) -> None:
    write_delta(tmp_path, catalog_rows(20), built_s=1.0, source={"from": "x"})
    catalog = Catalog.open(tmp_path)
    assert (catalog.size, catalog.generation, catalog.source) == (20, 1, {"from": "x"})


def test_many_changes_are_written_into_one(tmp_path: Path) -> None:
    rows = list(catalog_rows(1000))
    write_snapshot(tmp_path, rows, built_s=1.0, source={})
    for round_number, count in enumerate((10, 10, 40)):
        changed = [replace(row, likes=round_number + 7) for row in rows[:count]]
        write_delta(tmp_path, changed, built_s=2.0, source={})
        assert len(list(tmp_path.glob("snapshot-*"))) == (1 if count == 40 else 2)
    catalog = Catalog.open(tmp_path)
    catalog.verify()
    assert catalog.size == 1000
    assert catalog.generation == 4


def test_the_base_of_changes_is_guarded_too(tmp_path: Path) -> None:
    base = write_snapshot(tmp_path, catalog_rows(100), built_s=1.0, source={})
    write_delta(tmp_path, [CatalogRow("h", "a/b")], built_s=2.0, source={})
    content = (base / "arrays.bin").read_bytes()
    (base / "arrays.bin").write_bytes(content[:-1])
    with pytest.raises(SnapshotDamaged, match=r"arrays\.bin has"):
        Catalog.open(tmp_path)
    (base / "arrays.bin").unlink()
    with pytest.raises(SnapshotDamaged, match=f"{base.name} is gone"):
        Catalog.open(tmp_path)
