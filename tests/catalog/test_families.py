"""Derived models stand under their base, however a hub ties them together."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from hubexplorer.catalog import Catalog, Query, write_delta, write_snapshot
from hubexplorer.records import CatalogRow
from tests.catalog.comparing import VIEW, assert_equal
from tests.catalog.oracle import Oracle


def model(repo: str, *bases: str, hub: str = "h", relation: str = "finetune") -> CatalogRow:
    return CatalogRow(
        hub, repo, base_models=bases, base_relation=relation if bases else "", downloads=len(repo)
    )


FAMILY = (
    model("a/base"),
    model("b/tuned", "a/base"),
    model("b/tuned-gguf", "b/tuned", relation="quantized"),
    model("c/merged", "a/base", "a/other", relation="merge"),
    model("a/other"),
    model("d/alone", "gone/base"),
    model("a/base", hub="mirror"),
    model("b/tuned", "a/base", "gone/base", hub="mirror", relation=""),
)


def opened(folder: Path, rows: Iterable[CatalogRow]) -> Catalog:
    write_snapshot(folder, rows, built_s=1.0, source={})
    return Catalog.open(folder)


def folded(catalog: Catalog, query: Query) -> dict[str, dict[str, int]]:
    hits = catalog.search(replace(query, fold=True), VIEW)
    pairs = zip(hits, hits.derived, strict=True)
    return {f"{row.hub}:{row.repo}": dict(counts) for row, counts in pairs}


def test_only_models_without_a_found_base_are_rows(tmp_path: Path) -> None:
    catalog = opened(tmp_path, FAMILY)
    assert folded(catalog, Query()) == {
        "h:a/base": {"finetune": 1, "merge": 1},
        "h:a/other": {"merge": 1},
        "h:d/alone": {},
        "mirror:a/base": {"": 1},
    }
    hits = catalog.search(Query(fold=True), VIEW)
    assert (hits.total, hits.folded) == (8, 4)
    assert folded(catalog, Query("tuned")) == {"h:b/tuned": {"quantized": 1}, "mirror:b/tuned": {}}


def test_what_a_row_stands_for_can_be_opened_step_by_step(tmp_path: Path) -> None:
    catalog = opened(tmp_path, FAMILY)
    query = Query(fold=True, limit=1)
    top = catalog.search(query, VIEW)
    while top[0].repo != "a/base" or top[0].hub != "h":
        query = replace(query, offset=query.offset + 1)
        top = catalog.search(query, VIEW)
    below = catalog.search(replace(query.derived_from(top[0]), limit=10), VIEW)
    assert below.total == sum(top.derived[0].values()) == 2
    assert {row.repo for row in below} == {"b/tuned", "c/merged"}
    tuned = next(row for row in below if row.repo == "b/tuned")
    assert below.derived[list(below).index(tuned)] == {"quantized": 1}
    last = catalog.search(query.derived_from(tuned), VIEW)
    assert [row.repo for row in last] == ["b/tuned-gguf"]


def test_pages_of_folded_rows_follow_each_other(tmp_path: Path) -> None:
    catalog = opened(tmp_path, FAMILY)
    query, seen = Query(fold=True, limit=3, sort="name"), []
    offset: int | None = 0
    while offset is not None:
        hits = catalog.search(replace(query, offset=offset), VIEW)
        seen += list(hits)
        offset = hits.next_offset
    assert len(seen) == 4
    every = catalog.search(replace(query, limit=None), VIEW)
    assert list(every) == seen
    assert every.derived == ()


CIRCLES: Sequence[Sequence[CatalogRow]] = (
    (model("a/self", "a/self"), model("b/of-self", "a/self")),
    (model("a/one", "a/two"), model("a/two", "a/one"), model("b/under", "a/one")),
    (model("a/one", "a/two"), model("a/two", "a/three"), model("a/three", "a/one", "c/top")),
)


@pytest.mark.parametrize("rows", CIRCLES)
def test_models_that_name_each_other_stay_rows(tmp_path: Path, rows: Sequence[CatalogRow]) -> None:
    rows = [*rows, model("c/top")]
    catalog = opened(tmp_path, rows)
    assert_equal(catalog, Oracle(rows, VIEW), Query(fold=True), 5)
    assert {name.partition("/")[0] for name in folded(catalog, Query())} == {"h:a", "h:c"}


def test_changes_open_and_close_circles(tmp_path: Path) -> None:
    chance = random.Random(3)
    names = [f"a/m{number}" for number in range(9)]

    def drawn(name: str) -> CatalogRow:
        bases = chance.sample([*names, "gone/base"], chance.choice((0, 0, 1, 2)))
        return replace(model(name, *bases), downloads=chance.randrange(9))

    rows = {name: drawn(name) for name in names}
    catalog = opened(tmp_path, rows.values())
    circles = Counter[bool]()
    for _ in range(30):
        fresh = [drawn(name) for name in chance.sample(names, 3)]
        gone = chance.choice((None, None, chance.choice(names)))
        rows |= {row.repo: row for row in fresh if row.repo != gone}
        rows.pop(gone or "", None)
        fresh = [row for row in fresh if row.repo != gone]
        deletes = [("h", gone)] if gone else []
        write_delta(
            tmp_path, fresh, deletes, built_s=1.0, source={}, compact_above=chance.choice((0, 9))
        )
        catalog.refresh()
        truth = Oracle(rows.values(), VIEW)
        hits = assert_equal(catalog, truth, Query(fold=True), 5)
        circles[
            hits.folded < sum(any(b in rows for b in r.base_models) for r in rows.values())
        ] += 1
    assert min(circles[True], circles[False]) > 2, "circles neither come nor go"
