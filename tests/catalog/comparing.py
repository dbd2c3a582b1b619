"""Random queries, and whether the catalog answers them as brute force does."""

import random

from hubexplorer.catalog import FACETS, RANGES, SORTS, Catalog, Hits, Query, View, score_name
from hubexplorer.records import CatalogRow
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


def random_query(chance: random.Random, rows: list[CatalogRow]) -> Query:
    def some_values(name: str) -> tuple[str, ...]:
        drawn = chance.sample(rows, chance.randint(1, 3))
        values = [value for row in drawn for value in oracle.values_of(row, VIEW)[name]]
        return tuple(values) or ("no such value",)

    def some_bounds(name: str) -> tuple[float | None, float | None]:
        field = oracle.RANGE_FIELDS[name]
        numbers = sorted(getattr(row, field) or 0 for row in chance.sample(rows, 2))
        return chance.choice(((None, numbers[1]), (numbers[0], None), (numbers[0], numbers[1])))

    scores = {
        score_name(score.dataset, score.metric): chance.choice(
            ((None, None), (0.5, None), (None, score.value), (0.2, 0.8))
        )
        for row in chance.sample(rows, 20)
        for score in row.scores[:1]
    }
    scores = dict([*scores.items()][: chance.choice((0, 0, 1, 2))])
    return Query(
        text=chance.choice(TEXTS),
        any_of={name: some_values(name) for name in FACETS if chance.random() < 0.12},
        none_of={name: some_values(name) for name in FACETS if chance.random() < 0.05},
        ranges={name: some_bounds(name) for name in RANGES if chance.random() < 0.12},
        scores=scores,
        fold=chance.random() < 0.4,
        sort=chance.choice([sort for sort in SORTS if sort != "score" or scores]),
        descending=chance.random() < 0.5,
        offset=chance.choice((0, 0, 0, 5, 50, 3000)),
        limit=chance.choice((0, 1, 10, 50, 5000)),
    )


def assert_equal(catalog: Catalog, truth: Oracle, query: Query, top: int) -> Hits:
    """The catalog's answer, which is the one that looking at every row gives."""
    expected = truth.search(query)
    hits = catalog.search(query, VIEW, top=top, ranges=tuple(RANGES), scores=tuple(query.scores))
    assert list(hits.rows) == expected.rows, query
    assert hits.total == expected.counts["total"][""], query
    assert hits.corrected == expected.corrected, query
    assert hits.folded == expected.folded, query
    assert [*hits.derived] == expected.derived, query
    if query.limit:
        following = query.offset + query.limit
        is_last = following >= hits.total - hits.folded
        assert hits.next_offset == (None if is_last else following), query
    counts = [(score_name(*score), count) for score, count in expected.scores.items()]
    listed = [(value.value, value.count) for value in catalog.scores(query, VIEW, limit=top)]
    assert listed == sorted(counts, key=lambda item: (-item[1], item[0]))[:top], query
    assert hits.size == len(truth.rows)
    for name in FACETS:
        counts = expected.counts[name]
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        shown = dict(ranked[:top])
        for value in query.any_of.get(name, ()):
            shown[value] = counts[value]
        for value in query.none_of.get(name, ()):
            shown[value] = expected.excluded[name][value]
        in_order = sorted(shown.items(), key=lambda item: (-item[1], item[0]))
        assert [(v.value, v.count) for v in hits.facets[name]] == in_order, (query, name)
        assert hits.facet_sizes.get(name, len(counts)) == len(counts), (query, name)
    for name in RANGES:
        bins = [(item.lo, item.hi, item.count) for item in hits.histograms[name]]
        assert bins == expected.bins[name], (query, name)
    return hits
