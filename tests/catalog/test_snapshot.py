"""Snapshots on disk: written whole or not at all, read by many, damage always named."""

import hashlib
import json
import os
import random
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import filelock
import pytest

from hubexplorer.catalog import Catalog, Query, View, write_snapshot
from hubexplorer.errors import CatalogError, DiskFull, SnapshotDamaged
from hubexplorer.records import CatalogRow, Score
from tests.benchmarks.synthetic import catalog_rows

PROJECT = Path(__file__).parents[2]
HOSTILE = PROJECT.parent / "shared" / "data" / "hostile_metadata.json"
VIEW = View({"mit": "commercial"}, (10**9, 2 * 10**9, 3 * 10**9))
SOURCE = {"hubs": {"demo": {"rows": 100, "of": 8000}}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_snapshot(tmp_path, catalog_rows(100), built_s=12.5, source=SOURCE)
    return tmp_path


def test_what_was_written_is_read(folder: Path) -> None:
    catalog = Catalog.open(folder)
    expected = sorted(catalog_rows(100), key=lambda row: (-row.downloads, row.hub, row.repo))
    assert list(catalog.rows()) == expected
    assert (catalog.size, catalog.built_s, catalog.generation) == (100, 12.5, 1)
    assert catalog.source == SOURCE
    catalog.verify()


def test_nothing_written_is_an_empty_catalog(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path / "not yet")
    hits = catalog.search(Query.parse("bert task:x"), VIEW, ranges=("parameters", "updated"))
    assert (hits.total, hits.size, hits.rows, hits.next_offset) == (0, 0, (), None)
    assert [(v.value, v.count) for v in hits.facets["task"]] == [("x", 0)]
    assert hits.histograms == {"parameters": (), "updated": ()}
    assert (catalog.size, catalog.source, catalog.built_s, catalog.generation) == (0, {}, 0.0, 0)
    assert list(catalog.rows()) == []
    assert catalog.get("h", "a/b") is None
    assert not catalog.refresh()
    catalog.verify()
    write_snapshot(tmp_path / "not yet", [], built_s=1.0, source={})
    assert catalog.refresh()
    assert (catalog.size, catalog.generation) == (0, 1)


def test_refresh_takes_the_new_snapshot_and_the_old_one_goes(folder: Path) -> None:
    catalog = Catalog.open(folder)
    assert not catalog.refresh()
    written = write_snapshot(folder, catalog_rows(50), built_s=13.0, source={})
    assert [path.name for path in folder.glob("snapshot-*")] == [written.name]
    assert catalog.size == len(list(catalog.rows())) == 100
    catalog.verify()
    assert catalog.refresh()
    assert (catalog.size, catalog.generation) == (50, 2)


def test_the_same_rows_are_the_same_bytes(tmp_path: Path) -> None:
    rows = list(catalog_rows(300))
    one = write_snapshot(tmp_path / "one", rows, built_s=1.0, source={})
    random.Random(1).shuffle(rows)
    other = write_snapshot(tmp_path / "other", rows, built_s=1.0, source={})
    for path in one.iterdir():
        assert path.read_bytes() == (other / path.name).read_bytes()


def test_rows_are_tidied(tmp_path: Path) -> None:
    odd = CatalogRow(
        "h",
        "a/b",
        languages=("de", "", "de"),
        parameters=-5,
        memory_bytes=2**70,
        downloads=2**70,
        likes=-1,
        updated_s=float("inf"),
        base_models=("", "a/base"),
        scores=(
            Score("set", "f1", 0.5),
            Score("set", "f1", 0.7),
            Score("set", "", 1.0),
            Score("", "f1", 1.0),
            Score("other", "f1", float("nan")),
        ),
    )
    write_snapshot(tmp_path, [replace(odd, summary="old"), odd], built_s=1.0, source={})
    (row,) = Catalog.open(tmp_path).rows()
    assert row == CatalogRow(
        "h",
        "a/b",
        languages=("de",),
        downloads=2**63 - 1,
        base_models=("a/base",),
        scores=(Score("set", "f1", 0.5),),
    )


@pytest.mark.skipif(not HOSTILE.exists(), reason=f"NOT TESTED: {HOSTILE.name} is not here")
def test_hostile_strings_round_trip(tmp_path: Path) -> None:
    values = [entry["value"] for entry in json.loads(HOSTILE.read_text())["strings"]]
    values = [*dict.fromkeys(value for value in values if value), "\ud800 lone", "\U0010ffff"]
    rows = [
        CatalogRow(
            "h",
            value,
            commit=value,
            task=value,
            library=value,
            license_id=value,
            languages=(value,),
            tags=(value, "x"),
            datasets=("x", value),
            formats=(value,),
            base_models=(value,),
            base_relation=value,
            parameters_source=value,
            scores=(Score("x", value, -1.5), Score(value, "x", 1e300)),
            summary=value,
        )
        for value in values
    ]
    write_snapshot(tmp_path, rows, built_s=1.0, source={value: value for value in values})
    catalog = Catalog.open(tmp_path)
    assert set(catalog.source) == set(values)
    for row in rows:
        assert catalog.get("h", row.repo) == row
        for facet in ("task", "dataset"):
            assert list(catalog.search(Query(any_of={facet: (row.repo,)}), VIEW)) == [row]
        words = catalog.search(Query(row.repo, limit=1000), VIEW)
        assert row in list(words)
        assert not words.corrected
    hits = catalog.search(Query(), VIEW, top=1000)
    assert {item.value for item in hits.facets["task"]} == set(values)


@pytest.mark.parametrize("name", ["CURRENT", "manifest.json", "arrays.bin"])
@pytest.mark.parametrize("keep", [0.0, 0.5, 0.999])
def test_a_truncated_file_is_named_damage(folder: Path, name: str, keep: float) -> None:
    (path,) = folder.rglob(name)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    with pytest.raises(SnapshotDamaged, match=r"damaged.*sync again"):
        Catalog.open(folder)
    write_snapshot(folder, catalog_rows(20), built_s=1.0, source={})
    assert Catalog.open(folder).size == 20


def test_a_catalog_of_another_version_says_so(folder: Path) -> None:
    (path,) = folder.rglob("manifest.json")
    content = json.dumps({**json.loads(path.read_text()), "format": 5}).encode()
    path.write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    (folder / "CURRENT").write_text(f"{path.parent.name} {sha256}\n")
    with pytest.raises(SnapshotDamaged, match=r"another version.*format 5.*sync again"):
        Catalog.open(folder)
    write_snapshot(folder, catalog_rows(20), built_s=1.0, source={})
    assert Catalog.open(folder).size == 20


@pytest.mark.parametrize("name", ["manifest.json", "arrays.bin"])
def test_a_missing_file_is_named_damage(folder: Path, name: str) -> None:
    (path,) = folder.rglob(name)
    path.unlink()
    with pytest.raises(SnapshotDamaged, match="is gone"):
        Catalog.open(folder)


def test_a_garbled_file_is_named_damage_or_does_not_show(folder: Path) -> None:
    (path,) = folder.rglob("arrays.bin")
    whole = path.read_bytes()
    (manifest,) = folder.rglob("manifest.json")
    for name, section in json.loads(manifest.read_text())["sections"].items():
        if not section["length"]:
            continue
        garbled = bytearray(whole)
        start = section["start"]
        garbled[start : start + 4] = b"\xff\xff\xff\x7f"
        path.write_bytes(garbled)
        with pytest.raises(SnapshotDamaged, match=f"array {name}"):  # noqa: PT012 - where varies
            catalog = Catalog.open(folder)
            list(catalog.rows())
            catalog.search(Query.parse("bert lama"), VIEW)
            catalog.search(Query.parse("-task:fill-mask"), VIEW, ranges=("updated", "memory"))
            catalog.verify()


READER = """
import os, pathlib, sys
from hubexplorer.catalog import Catalog, Query, View

folder, view = pathlib.Path(sys.argv[1]), View({}, (1, 2, 3))
catalog, swaps, generation = Catalog.open(folder), 0, 0
while not (folder / "done").exists():
    assert Catalog.open(folder).generation >= catalog.generation
    swaps += catalog.refresh()
    if swaps > 10:
        (folder / f"reading-{os.getpid()}").touch()
    hits = catalog.search(Query.parse("gated:no a"), view, facets=("gated",))
    counts = {item.value: item.count for item in hits.facets["gated"]}
    assert counts["no"] == hits.total
    assert catalog.size == catalog.source["rows"] == hits.size
    assert catalog.generation >= generation
    generation = catalog.generation
catalog.verify()
print(swaps)
"""


def test_a_writer_and_two_reading_processes(folder: Path) -> None:
    sizes = {size: list(catalog_rows(size)) for size in (150, 200, 300)}
    write_snapshot(folder, sizes[150], built_s=1.0, source={"rows": 150})
    with ExitStack() as stack:
        readers = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", READER, folder],
                    cwd=PROJECT,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(2)
        ]
        stack.callback((folder / "done").touch)
        started = time.monotonic()
        while len(list(folder.glob("reading-*"))) < len(readers):
            assert time.monotonic() < started + 60, "a reader sees no new snapshot"
            for size, rows in sizes.items():
                write_snapshot(folder, rows, built_s=1.0, source={"rows": size})
        (folder / "done").touch()
        for process in readers:
            out, errors = process.communicate(timeout=60)
            assert process.returncode == 0, errors
            assert int(out) > 10


def test_writers_take_turns(folder: Path) -> None:
    with (
        filelock.FileLock(folder / "writer.lock"),
        pytest.raises(CatalogError, match="Another process is writing"),
    ):
        write_snapshot(folder, [], built_s=1.0, source={}, lock_timeout_s=0.1)
    assert Catalog.open(folder).size == 100


WRITER = """
import pathlib, resource, sys
from hubexplorer.catalog import write_snapshot
from tests.benchmarks.synthetic import catalog_rows

resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
write_snapshot(pathlib.Path(sys.argv[1]), catalog_rows(500), built_s=1.0, source={})
"""


def test_a_full_disk_leaves_the_old_snapshot(folder: Path) -> None:
    before = sorted(path.name for path in folder.rglob("*"))
    done = subprocess.run(
        [sys.executable, "-c", WRITER, folder],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "DiskFull" in done.stderr, done.stderr
    assert "free some space" in done.stderr
    assert sorted(path.name for path in folder.rglob("*")) == before
    catalog = Catalog.open(folder)
    catalog.verify()
    assert catalog.size == 100


@pytest.mark.skipif(os.geteuid() != 0, reason="NOT TESTED: mounting a full disk needs root")
def test_a_full_tmpfs_leaves_the_old_snapshot(tmp_path: Path) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", tmp_path],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"NOT TESTED: no tmpfs here: {mounted.stderr.decode().strip()}")
    try:
        write_snapshot(tmp_path, catalog_rows(50), built_s=1.0, source={})
        with pytest.raises(DiskFull, match="unchanged"):
            write_snapshot(tmp_path, catalog_rows(5000), built_s=1.0, source={})
        assert Catalog.open(tmp_path).size == 50
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def test_a_folder_that_cannot_be_used_is_a_catalog_error(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(CatalogError, match="cannot be written"):
        write_snapshot(file / "catalog", [], built_s=1.0, source={})
    with pytest.raises(CatalogError, match="cannot be read"):
        Catalog.open(file / "catalog")


def test_leftovers_of_a_killed_writer_are_removed(folder: Path) -> None:
    (folder / "writing").mkdir()
    (folder / "writing" / "arrays.bin").write_bytes(b"half")
    (folder / "snapshot-00000009").mkdir()
    assert Catalog.open(folder).size == 100
    written = write_snapshot(folder, catalog_rows(10), built_s=1.0, source={})
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == [written.name]
    assert Catalog.open(folder).generation == 10
