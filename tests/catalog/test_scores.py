"""Published scores: chosen by data set and metric, bounded, sorted by, drawn."""

from pathlib import Path

import pytest

from hubexplorer.catalog import Catalog, Query, score_name, score_parts, write_snapshot
from hubexplorer.records import CatalogRow, Score
from tests.catalog.comparing import VIEW

ROWS = (
    CatalogRow("h", "a/best", scores=(Score("glue", "f1", 0.9), Score("my set", "wer", 12.5))),
    CatalogRow("h", "a/good", scores=(Score("glue", "f1", 0.8),), downloads=5),
    CatalogRow("h", "a/weak", scores=(Score("glue", "f1", 0.35),), downloads=9),
    CatalogRow("h", "a/silent", downloads=7),
    CatalogRow("h", "a/quiet", scores=(Score("glue", "accuracy", 0.1),), downloads=6),
)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder = tmp_path_factory.mktemp("catalog")
    write_snapshot(folder, ROWS, built_s=1.0, source={})
    return Catalog.open(folder)


def names(catalog: Catalog, query: Query) -> list[str]:
    return [row.name for row in (hit.ref for hit in catalog.search(query, VIEW))]


def test_a_range_hides_only_models_with_another_score(catalog: Catalog) -> None:
    found = names(catalog, Query.parse("score:glue/f1:>=0.8"))
    assert found == ["silent", "quiet", "good", "best"]
    assert names(catalog, Query.parse("score:glue/f1:>0.8")) == ["silent", "quiet", "best"]
    assert len(names(catalog, Query.parse("score:nobody/knows:>1"))) == 5
    both = Query.parse('score:glue/f1:<0.85 score:"my set"/wer:<10')
    assert names(catalog, both) == ["weak", "silent", "quiet", "good"]


def test_sorted_by_a_score_the_silent_come_last(catalog: Catalog) -> None:
    query = Query(scores={"glue/f1": (None, None)}, sort="score")
    assert names(catalog, query) == ["best", "good", "weak", "silent", "quiet"]
    rising = Query(scores={"glue/f1": (None, None)}, sort="score", descending=False, limit=4)
    assert names(catalog, rising) == ["weak", "good", "best", "silent"]
    with pytest.raises(ValueError, match="name one"):
        Query(sort="score")


def test_scores_are_listed_with_the_models_that_publish_them(catalog: Catalog) -> None:
    query = Query.parse("score:glue/f1:>0.85")
    listed = {value.value: value.count for value in catalog.scores(query, VIEW)}
    assert listed == {"glue/f1": 3, "glue/accuracy": 1, '"my set"/wer': 1}
    (found,) = catalog.scores(Query(), VIEW, contains="ACC")
    assert found.value == "glue/accuracy"


def test_a_bin_chosen_as_bounds_gives_its_count(catalog: Catalog) -> None:
    query = Query(scores={"glue/f1": (0.5, None)})
    bins = catalog.search(query, VIEW, scores=("glue/f1",)).histograms["glue/f1"]
    assert 10 <= len(bins) <= 22
    assert sum(item.count for item in bins) == 3, "its own bounds do not count"
    assert bins[0].lo <= 0.35
    assert bins[-1].hi > 0.9
    silent = catalog.search(Query(), VIEW).total - 3
    for item in bins:
        inside = Query(scores={"glue/f1": (item.lo, item.hi)})
        assert catalog.search(inside, VIEW).total == item.count + silent
    (only,) = catalog.search(query, VIEW, scores=('"my set"/wer',)).histograms['"my set"/wer']
    assert (only.count, only.lo <= 12.5 < only.hi) == (1, True)
    assert catalog.search(query, VIEW, scores=("a/b",)).histograms["a/b"] == ()


@pytest.mark.parametrize(
    "values",
    [
        (0.0,), (0.5,), (-3.0,), (5e-324,), (0.0, 5e-324), (-1e300, 1e300), (1e9, 1e9 + 1e-6),
        (0.1, 0.2, 0.30000000000000004), (0, 100), (-0.5, 0.95), (87, 0.87), (1e-310, 3),
    ],
)  # fmt: skip
def test_bins_hold_whatever_is_published(tmp_path: Path, values: tuple[float, ...]) -> None:
    rows = [
        CatalogRow("h", f"a/m{n}", scores=(Score("d", "m", value),))
        for n, value in enumerate(values)
    ]
    write_snapshot(tmp_path, rows, built_s=1.0, source={})
    catalog = Catalog.open(tmp_path)
    bins = catalog.search(Query(), VIEW, scores=("d/m",)).histograms["d/m"]
    assert sum(item.count for item in bins) == len(values)
    assert 1 <= len(bins) <= 25
    assert all(item.lo < item.hi for item in bins)
    for item in bins:
        inside = Query(scores={"d/m": (item.lo, item.hi)})
        assert catalog.search(inside, VIEW).total == item.count
        assert Query.parse(str(inside)) == inside


@pytest.mark.parametrize(
    ("dataset", "metric", "name"),
    [
        ("glue", "accuracy", "glue/accuracy"),
        ("mteb/banking77", "f1", "mteb/banking77/f1"),
        ("a:b", "f1", "a:b/f1"),
        ("MTEB Test (en)", "main score", '"MTEB Test (en)"/"main score"'),
        ("glue", "f1:macro", 'glue/"f1:macro"'),
        ("glue", "a/b", 'glue/"a/b"'),
        ('say "x"', "f1", '"say ""x"""/f1'),
    ],
)
def test_names_of_scores(dataset: str, metric: str, name: str) -> None:
    assert score_name(dataset, metric) == name
    assert score_parts(name) == (dataset, metric)
    query = Query.parse(f"bert score:{name}:>0.8 score:x/y")
    assert list(query.scores) == [name, "x/y"]
    assert str(query) == f"bert score:{name}:>0.8 score:x/y"


@pytest.mark.parametrize("text", ["score:glue", "score:a/b:many", "-score:a/b:>1", "score:a/b:>8B"])
def test_what_is_no_score_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a score|not a bound|cannot be excluded"):
        Query.parse(text)
