"""The browser beyond plain rows: derived models grouped, published scores, rows asked of a hub."""

from __future__ import annotations

import time

import pytest

import hubexplorer as hx
from hubexplorer import __version__, services
from hubexplorer.catalog import write_snapshot
from hubexplorer.records import CatalogRow, Score
from hubexplorer.settings import Settings
from hubexplorer.ui.filters import read_text, search_code
from tests.workspace.crowded_hub import crowded_hub
from tests.workspace.waiting import until

GLUE = "glue/accuracy"


def row(name, downloads, *, base="", relation="finetune", score=None, source="stated"):
    return CatalogRow(
        hub="embedded",
        repo=f"lab/{name}",
        downloads=downloads,
        base_models=(f"lab/{base}",) if base else (),
        base_relation=relation if base else "",
        parameters=7_000_000_000,
        parameters_source=source,
        scores=(Score("glue", "accuracy", score),) if score is not None else (),
    )


ROWS = [
    row("base", 100, score=0.7),
    row("tuned", 50, base="base", score=0.9),
    row("merged-7b", 40, base="base", source="name"),
    row("small", 30, base="tuned", relation="quantized"),
    row("other", 10, base="nowhere", score=0.8),
]


@pytest.fixture
def browser(tmp_path, front):
    settings = Settings(home=tmp_path / "home", hub="embedded")
    listed = {"embedded": {"rows": len(ROWS), "of": len(ROWS), "version": __version__}}
    write_snapshot(settings.home / "catalog", ROWS, built_s=time.time(), source={"hubs": listed})
    workspace = hx.Workspace.open(tmp_path, settings=settings)
    yield front(hx.ModelBrowser(workspace))
    workspace.close()


def search(browser, filters, facets=(), offset=0):
    asked = {"offset": offset, "limit": 30, "facets": list(facets), "ranges": []}
    return browser.data("search", filters=filters, **asked)


def derived(browser, filters, repo, offset=0, limit=30):
    key = {"hub": "embedded", "repo": repo, "commit": None}
    return browser.data("derived", filters=filters, key=key, offset=offset, limit=limit)


def test_derived_models_fold_under_their_base_and_unfold(browser, filters):
    data = search(browser, filters(fold=True))
    assert (data["total"], data["folded"]) == (5, 3)
    assert data["rows"]["repo"] == ["lab/base", "lab/other"]
    assert data["rows"]["derived"] == [{"finetune": 2}, {}]
    under = derived(browser, filters(fold=True), "lab/base")
    assert under["rows"]["repo"] == ["lab/tuned", "lab/merged-7b"]
    assert (under["size"], under["relations"]) == (2, ["finetune", "finetune"])
    assert under["rows"]["derived"] == [{"quantized": 1}, {}]
    below = derived(browser, filters(fold=True), "lab/tuned")
    assert (below["rows"]["repo"], below["relations"]) == (["lab/small"], ["quantized"])
    assert search(browser, filters())["rows"]["derived"] == [{}] * 5


def test_a_family_comes_in_pages_under_the_filters_in_use(browser, filters):
    page = derived(browser, filters(fold=True, sort="name"), "lab/base", offset=1, limit=1)
    assert (page["rows"]["repo"], page["size"]) == (["lab/tuned"], 2)
    named = filters("merged", fold=True, any={"hub": ["embedded"]})
    assert derived(browser, named, "lab/base")["rows"]["repo"] == ["lab/merged-7b"]
    assert browser.screen.filters["text"] == ""  # no search of its own


def test_where_a_size_is_from_is_told(browser, filters):
    sources = search(browser, filters())["rows"]["parameters_source"]
    assert sources == ["stated", "stated", "name", "stated", "stated"]


def test_published_scores_are_chosen_bounded_and_sorted_by(browser, filters):
    (facet,) = search(browser, filters(), ["score"])["facets"]
    assert facet["values"] == [{"value": GLUE, "count": 3}]
    found = browser.data("facet", filters=filters(), facet="score", contains="squad")["values"]
    assert found == []
    chosen = search(browser, filters(scores={GLUE: [0.75, None]}, sort="score"), ["score"])
    assert [item["name"] for item in chosen["ranges"]] == [GLUE]
    # What publishes none stays, after what does.
    assert chosen["rows"]["repo"] == ["lab/tuned", "lab/other", "lab/merged-7b", "lab/small"]
    page = search(browser, filters(scores={GLUE: [0.75, None]}, sort="score"), offset=1)
    assert page["rows"]["repo"] == ["lab/other", "lab/merged-7b", "lab/small"]


def test_scores_and_folds_read_back_from_text_and_code(browser, filters):
    text = 'score:glue/accuracy:>=0.75 lab score:"my set"/f1'
    read = read_text(text, filters(fold=True))
    assert read == filters(
        "lab", fold=True, scores={GLUE: [0.75, None], '"my set"/f1': [None, None]}
    )
    code = search_code(filters("lab", fold=True, scores={GLUE: [0.75, None]}))
    call = next(line for line in code.splitlines() if line.startswith("hits = "))
    found = eval(call.removeprefix("hits = "), {"ws": browser.screen.desk.workspace})
    assert [row.repo for row in found.rows] == ["lab/tuned", "lab/merged-7b", "lab/other"]


def test_rows_beyond_a_partial_list_come_live(tmp_path, front, filters, monkeypatch):
    monkeypatch.setattr("hubexplorer.workspace.find.finder.FIRST_ROWS", 4)
    settings = Settings(home=tmp_path / "home", hub="embedded")
    with crowded_hub(tmp_path / "hub", repos=12) as hub:
        settings = Settings(home=tmp_path / "home", hub=hub.url)
        workspace = hx.Workspace.open(tmp_path, settings=settings)
        browser = front(hx.ModelBrowser(workspace))
        name = workspace.hubs.names[1]
        until(lambda: workspace.finder.listed(name) and workspace.finder.has_embedded())
        beyond = filters("model", any={"hub": [name]})
        here = search(browser, beyond)
        assert (here["total"], here["is_partial"]) == (4, True)
        live = browser.data("live", filters=beyond)
        assert len(live["rows"]["repo"]) == 8
        assert set(live["rows"]["repo"]).isdisjoint(here["rows"]["repo"])
        assert live["problem"] == ""
        in_starter = filters("model", collection="Starter")
        assert not search(browser, in_starter)["is_partial"]
        assert browser.data("live", filters=in_starter)["rows"]["repo"] == []
        workspace.close()
    services.stop(settings.home, "embedded")
