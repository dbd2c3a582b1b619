"""The synthetic hub has the shape that it says, and its dump is read as the hub's own would be."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from hubexplorer.hubs.dump import read_dump
from hubexplorer.records import CatalogRow
from tests.benchmarks.hub_stats import write_dump
from tests.benchmarks.synthetic import catalog_rows

COUNT = 20_000


@pytest.fixture(scope="module")
def rows() -> list[CatalogRow]:
    return list(catalog_rows(COUNT, seed=1))


def test_the_same_seed_gives_the_same_rows(rows: list[CatalogRow]) -> None:
    assert list(catalog_rows(COUNT, seed=1)) == rows
    assert list(catalog_rows(300, seed=2)) != rows[:300]


def test_its_shape(rows: list[CatalogRow]) -> None:
    names = {row.repo for row in rows}
    assert len(names) == COUNT
    assert 13 < sum(len(row.tags) for row in rows) / COUNT < 15
    derived = [row for row in rows if row.base_models]
    assert 0.5 < len(derived) / COUNT < 0.65
    assert all(base in names for row in derived for base in row.base_models)
    downloads = sorted((row.downloads for row in rows), reverse=True)
    assert sum(downloads[: COUNT // 100]) > sum(downloads) / 2
    authors = Counter(row.author for row in rows)
    assert 0.25 < len(authors) / COUNT < 0.4
    assert Counter(row.license_id for row in rows)[""] > COUNT / 20


def test_its_dump_is_read_as_a_hubs(rows: list[CatalogRow], tmp_path: Path) -> None:
    path = tmp_path / "models.parquet"
    write_dump(path, 2_000, seed=1)
    read = [model for part in read_dump(path, "hub") for model in part.models]
    made = list(catalog_rows(2_000, seed=1))
    assert [model.repo for model in read] == [row.repo for row in made]
    for model, row in zip(read, made, strict=True):
        assert (model.task, model.downloads) == (row.task, row.downloads)
        assert (model.license_id, model.base_models) == (row.license_id, row.base_models)
        assert set(model.languages) == set(row.languages)
        assert set(model.formats) == set(row.formats)
