"""Every answer equals what looking at all rows gives."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from hubexplorer.catalog import FACETS, RANGES, SORTS, Catalog, Query, View, write_snapshot
from hubexplorer.records import CatalogRow
from tests.benchmarks.synthetic import catalog_rows
from tests.catalog import oracle
from tests.catalog.oracle import Oracle

VIEW = View(
    {
        "apache-2.0": "commercial",
        "mit": "commercial",
        "llama3.1": "conditional",
        "cc-by-nc-4.0": "noncommercial",
    },
    (4 * 10**9, 8 * 10**9, 30 * 10**9),
)
TEXTS = (
    "",
    "",
    "",
    "bert",
    "b",
    "lam",
    "bret",  # a swap
    "clasification",  # a letter less
    "trnslation fast",
    "custmer supp",
    '"small fast"',
    '"fast accurate" vit',
    "ubersetzung",
    "日本",
    "qwertzuiop",
    "topic 1",
    "author1 base",
)


@pytest.fixture(scope="module")
def rows() -> list[CatalogRow]:
    made = list(catalog_rows(2000, seed=5, hubs=("demo", "hf")))
    # What a hub does not know, and one repository listed by two hubs.
    made[7] = replace(made[7], parameters=None, memory_bytes=None, updated_s=0.0)
    made[8] = replace(made[8], hub="demo", repo="solo-model", task="", library="")
    made[9] = replace(made[8], hub="hf", downloads=made[8].downloads, base_model="x/y")
    return made


@pytest.fixture(scope="module")
def catalog(rows: list[CatalogRow], tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder = tmp_path_factory.mktemp("catalog")
    write_snapshot(folder, rows, built_s=1.0, source={})
    return Catalog.open(folder)


@pytest.fixture(scope="module")
def truth(rows: list[CatalogRow]) -> Oracle:
    return Oracle(rows, VIEW)


def random_query(chance: random.Random, rows: list[CatalogRow]) -> Query:
    def some_values(name: str) -> tuple[str, ...]:
        drawn = chance.sample(rows, chance.randint(1, 3))
        values = [value for row in drawn for value in oracle.values_of(row, VIEW)[name]]
        return tuple(values) or ("no such value",)

    def some_bounds(name: str) -> tuple[float | None, float | None]:
        field = oracle.RANGE_FIELDS[name]
        numbers = sorted(getattr(row, field) or 0 for row in chance.sample(rows, 2))
        return chance.choice(((None, numbers[1]), (numbers[0], None), (numbers[0], numbers[1])))

    return Query(
        text=chance.choice(TEXTS),
        any_of={name: some_values(name) for name in FACETS if chance.random() < 0.12},
        none_of={name: some_values(name) for name in FACETS if chance.random() < 0.05},
        ranges={name: some_bounds(name) for name in RANGES if chance.random() < 0.12},
        sort=chance.choice(SORTS),
        descending=chance.random() < 0.5,
        offset=chance.choice((0, 0, 0, 5, 50, 3000)),
        limit=chance.choice((0, 1, 10, 50, 5000)),
    )


def test_random_queries_equal_brute_force(
    rows: list[CatalogRow], catalog: Catalog, truth: Oracle
) -> None:
    chance = random.Random(11)
    totals = []
    for _ in range(200):
        query = random_query(chance, rows)
        top = chance.choice((0, 1, 3, 20, 10_000))
        expected = truth.search(query)
        hits = catalog.search(query, VIEW, top=top, ranges=tuple(RANGES))
        assert list(hits.rows) == expected.rows, query
        assert hits.total == expected.counts["total"][""], query
        assert hits.corrected == expected.corrected, query
        assert hits.size == 2000
        for name in FACETS:
            counts = expected.counts[name]
            ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            shown = dict(ranked[:top])
            for value in (*query.any_of.get(name, ()), *query.none_of.get(name, ())):
                shown[value] = counts[value]
            in_order = sorted(shown.items(), key=lambda item: (-item[1], item[0]))
            assert [(v.value, v.count) for v in hits.facets[name]] == in_order, (query, name)
            assert hits.facet_sizes[name] == len(counts), (query, name)
        for name in RANGES:
            bins = [(item.lo, item.hi, item.count) for item in hits.histograms[name]]
            assert bins == expected.bins[name], (query, name)
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


def test_page_as_a_frame(catalog: Catalog) -> None:
    hits = catalog.search(Query(limit=20), VIEW)
    frame = hits.to_pandas()
    assert list(frame["repo"]) == [row.repo for row in hits]
    assert frame["parameters"].dtype == "Int64"
    assert frame["languages"][0] == hits[0].languages
    assert catalog.search(Query(limit=0), VIEW).to_pandas().empty
