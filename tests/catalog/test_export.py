"""Rows as data: whole pages and whole results, in the three libraries, from disk in parts."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from hubexplorer.catalog import Catalog, Hits, Query, View, write_snapshot
from hubexplorer.records import CatalogRow

ROWS = 10_400
FIELDS = list(CatalogRow.__dataclass_fields__)
LARGE = 2**53 + 1  # a float would lose its last digit
VIEW = View({"mit": "commercial"}, (1, 2, 3))
MISSING = """
import sys
sys.modules[sys.argv[1]] = None
from hubexplorer.catalog import Hits
try:
    getattr(Hits(0, 0), sys.argv[2])()
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    folder = tmp_path_factory.mktemp("catalog")
    rows = (
        CatalogRow(
            "hf",
            f"team-{number % 7}/model-{number:05}",
            task="fill-mask" if number % 2 else "",
            languages=("de", "fr")[: number % 3],
            parameters=None if number % 5 == 0 else LARGE + 2 * number,
            downloads=number,
            updated_s=1.5 if number % 3 else 0.0,
        )
        for number in range(ROWS)
    )
    write_snapshot(folder, rows, built_s=1.0, source={})
    return Catalog.open(folder)


def test_all_rows_are_read_when_they_are_asked_for(catalog):
    hits = catalog.search(Query(sort="name", descending=False, limit=None), VIEW)
    assert len(hits) == hits.total == ROWS
    assert hits.next_offset is None
    assert repr(hits.rows) == "<10,400 rows, read when asked for>"
    paged = catalog.search(Query(sort="name", descending=False, offset=9_999, limit=3), VIEW)
    assert hits[9_999:10_002] == paged.rows
    assert hits[-1] == hits.rows[ROWS - 1]
    with pytest.raises(IndexError):
        hits[ROWS]
    rest = catalog.search(Query(sort="name", descending=False, offset=10_390, limit=None), VIEW)
    assert tuple(rest) == hits[10_390:]


def test_they_stay_those_of_their_search(tmp_path):
    write_snapshot(tmp_path, [CatalogRow("hf", "a/old")], built_s=1.0, source={})
    catalog = Catalog.open(tmp_path)
    before = catalog.search(Query(limit=None), VIEW)
    write_snapshot(tmp_path, [CatalogRow("hf", "a/new")], built_s=2.0, source={})
    assert catalog.refresh()
    assert [row.repo for row in before] == ["a/old"]
    assert [row.repo for row in catalog.search(Query(limit=None), VIEW)] == ["a/new"]


def test_every_library_gets_the_same_rows_in_columns_of_their_kind(catalog):
    hits = catalog.search(Query("model", limit=None), VIEW)
    frame, polars, arrow = hits.to_pandas(), hits.to_polars(), hits.to_arrow()
    assert list(frame) == polars.columns == arrow.column_names == FIELDS
    assert len(frame) == len(polars) == len(arrow) == ROWS
    rows = tuple(hits)
    for name in ("repo", "downloads", "updated_s", "parameters", "languages", "is_gated"):
        wanted = [getattr(row, name) for row in rows]
        plain = [list(one) if isinstance(one, tuple) else one for one in wanted]
        assert polars[name].to_list() == arrow[name].to_pylist() == plain
        told = [None if one is pd.NA else one for one in frame[name]]
        assert told == wanted
    assert frame["parameters"].dtype == "Int64"
    assert str(polars["parameters"].dtype) == "Int64"
    assert frame["parameters"].max() == polars["parameters"].max() > LARGE


@pytest.mark.parametrize("hits", [Hits(0, 0), Hits(1, 1, rows=(CatalogRow("hf", "a/b"),))])
def test_few_rows_have_the_same_columns_as_many(catalog, hits):
    many = catalog.search(Query(limit=20), VIEW)
    assert (hits.to_pandas().dtypes == many.to_pandas().dtypes).all()
    assert hits.to_polars().schema == many.to_polars().schema
    assert hits.to_arrow().schema == many.to_arrow().schema


@pytest.mark.parametrize(
    ("package", "method"),
    [("pandas", "to_pandas"), ("polars", "to_polars"), ("pyarrow", "to_arrow")],
)
def test_a_library_that_is_not_installed_is_named(package, method):
    done = subprocess.run(
        [sys.executable, "-c", MISSING, package, method],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"CatalogError {package} is not installed (pip install {package})\n"
