"""A hub's record as a row of the catalog."""

from pathlib import Path

import pytest

from hubexplorer.cards import license_classes
from hubexplorer.catalog import Catalog, Query, View, write_snapshot
from hubexplorer.records import HubModel, Score
from hubexplorer.workspace.find.finder import catalog_row

VIEW = View(license_classes(), (10**10, 10**11, 10**12))


@pytest.mark.parametrize(
    ("license_id", "license_name", "kept", "license_class"),
    [
        ("other", "Qwen Research", "other:qwen-research", "noncommercial"),
        ("other", "tongyi-qianwen", "other:tongyi-qianwen", "conditional"),
        ("other", "our own, free", "other:our-own,-free", "unknown"),
        ("other", "", "other", "unknown"),
        ("mit", "ours", "mit", "commercial"),
    ],
)
def test_names_of_other_licenses_are_filtered_by_class(
    tmp_path: Path, license_id: str, license_name: str, kept: str, license_class: str
) -> None:
    row = catalog_row(HubModel("h", "a/b", license_id=license_id, license_name=license_name))
    assert row.license_id == kept
    write_snapshot(tmp_path, [row], built_s=1.0, source={})
    query = Query(any_of={"license_class": (license_class,), "license": (kept,)})
    assert Query.parse(str(query)) == query
    assert Catalog.open(tmp_path).search(query, VIEW).total == 1


def test_a_row_says_how_its_size_is_known_and_what_is_published() -> None:
    scores = (Score("glue", "f1", 0.9),)
    row = catalog_row(HubModel("h", "a/m-7B", base_models=("a/x", "a/y"), scores=scores))
    assert (row.parameters, row.parameters_source) == (7_000_000_000, "name")
    assert row.memory_bytes == 15_400_000_000
    assert (row.base_models, row.scores) == (("a/x", "a/y"), scores)
