"""Every answer equals what looking at all rows gives."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from hubexplorer.catalog import RANGES, Catalog, Query, write_snapshot
from hubexplorer.records import CatalogRow
from tests.benchmarks.synthetic import catalog_rows
from tests.catalog.comparing import VIEW, assert_equal, random_query
from tests.catalog.oracle import Oracle


@pytest.fixture(scope="module")
def rows() -> list[CatalogRow]:
    made = list(catalog_rows(2000, seed=5, hubs=("demo", "hf")))
    # What a hub does not know, and one repository listed by two hubs.
    made[7] = replace(made[7], parameters=None, memory_bytes=None, updated_s=0.0)
    made[8] = replace(made[8], hub="demo", repo="solo-model", task="", library="")
    made[9] = replace(made[8], hub="hf", downloads=made[8].downloads, base_models=("x/y", "y/z"))
    return made


@pytest.fixture(scope="module")
def catalog(rows: list[CatalogRow], tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder = tmp_path_factory.mktemp("catalog")
    write_snapshot(folder, rows, built_s=1.0, source={})
    return Catalog.open(folder)


@pytest.fixture(scope="module")
def truth(rows: list[CatalogRow]) -> Oracle:
    return Oracle(rows, VIEW)


def test_random_queries_equal_brute_force(
    rows: list[CatalogRow], catalog: Catalog, truth: Oracle
) -> None:
    chance = random.Random(11)
    totals = []
    for _ in range(200):
        query = random_query(chance, rows)
        top = chance.choice((0, 1, 3, 20, 10_000))
        hits = assert_equal(catalog, truth, query, top)
        totals.append(hits.total)
    assert sum(0 < total < 2000 for total in totals) > 80, "the queries do not tell rows apart"


def test_a_bin_chosen_as_a_range_gives_its_count(catalog: Catalog) -> None:
    query = Query.parse("license_class:commercial")
    hits = catalog.search(query, VIEW, ranges=tuple(RANGES))
    for name, bins in hits.histograms.items():
        fullest = max(bins, key=lambda item: item.count)
        narrowed = replace(query, ranges={name: (fullest.lo, fullest.hi)})
        assert catalog.search(narrowed, VIEW).total == fullest.count > 0


def test_pages_follow_each_other(catalog: Catalog) -> None:
    query = Query(sort="likes", limit=333)
    seen: list[CatalogRow] = []
    offset: int | None = 0
    while offset is not None:
        hits = catalog.search(replace(query, offset=offset), VIEW)
        seen.extend(hits)
        offset = hits.next_offset
    assert seen == list(catalog.search(replace(query, limit=9999), VIEW))
    assert len(seen) == catalog.size


def test_rank_is_id_before_tag_before_summary(tmp_path: Path) -> None:
    places = [
        CatalogRow("h", "a/one", summary="a zebra", downloads=9),
        CatalogRow("h", "a/two", tags=("zebra",), downloads=5),
        CatalogRow("h", "a/zebra", downloads=1),
        CatalogRow("h", "zebras/best", downloads=2),
    ]
    write_snapshot(tmp_path, places, built_s=1.0, source={})
    hits = Catalog.open(tmp_path).search(Query("zebra", sort="relevance"), VIEW)
    assert [row.repo for row in hits] == ["zebras/best", "a/zebra", "a/two", "a/one"]


def test_quoted_words_stand_together_in_one_text(tmp_path: Path) -> None:
    rows = [
        CatalogRow("h", "a/together", summary="a red fox runs"),
        CatalogRow("h", "a/apart", summary="red and fox", tags=("red", "fox")),
        CatalogRow("h", "a/red", tags=("fox",), summary="fox red"),
    ]
    write_snapshot(tmp_path, rows, built_s=1.0, source={})
    hits = Catalog.open(tmp_path).search(Query('"Red fox"'), VIEW)
    assert [row.repo for row in hits] == ["a/together"]


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("brt", "bert"),
        ("bret", "bert"),
        ("berrt", "bert"),
        ("multilignual", "multilingual"),
        ("mutlilingaul bert", "multilingual bert"),
        ("multolingu", "multilingual"),
        ("bert", ""),
        ("bx", ""),
        ('"bret"', ""),
        ("entirely", ""),
    ],
)
def test_a_word_that_nobody_has_is_corrected(tmp_path: Path, typed: str, searched: str) -> None:
    rows = [CatalogRow("h", "a/bert-multilingual"), CatalogRow("h", "a/vit", summary="ber")]
    write_snapshot(tmp_path, [*rows, CatalogRow("h", "b/bert")], built_s=1.0, source={})
    hits = Catalog.open(tmp_path).search(Query(typed), VIEW)
    assert hits.corrected == searched
    assert (hits.total > 0) == (bool(searched) or typed == "bert")


def test_only_what_is_asked_for_is_counted(catalog: Catalog) -> None:
    hits = catalog.search(Query(), VIEW, facets=("task",), rows=False)
    assert set(hits.facets) == {"task"}
    assert hits.rows == ()
    assert hits.total == catalog.size
    with pytest.raises(ValueError, match=r"color.*task, library"):
        catalog.search(Query(), VIEW, facets=("color",))
    with pytest.raises(ValueError, match="parameters, memory"):
        catalog.search(Query(), VIEW, ranges=("task",))


def test_search_inside_a_long_facet(catalog: Catalog, truth: Oracle) -> None:
    query = Query.parse("bert author:author3")
    counts = truth.search(query).counts["author"]
    expected = sorted(
        ((value, n) for value, n in counts.items() if "r1" in value),
        key=lambda item: (-item[1], item[0]),
    )
    found = catalog.facet_values("author", query, VIEW, contains="R1", limit=7)
    assert [(v.value, v.count) for v in found] == expected[:7]


def test_get_finds_every_row_and_no_other(catalog: Catalog, rows: list[CatalogRow]) -> None:
    for row in rows:
        found = catalog.get(row.hub, row.repo)
        assert found is not None
        assert found.summary == row.summary
    assert catalog.get("demo", "nobody/nothing") is None
    assert catalog.get("nowhere", rows[0].repo) is None
