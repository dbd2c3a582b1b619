"""Saved searches, collections and the machine, as the browser asks for them."""

from __future__ import annotations

import pytest

import hubexplorer as hx
from hubexplorer.ui.filters import search_code
from tests.shipped import SHIPPED

NANO = "embedded:demo/support-intent-en-nano"


@pytest.fixture
def browser(workspace, front):
    screen = hx.ModelBrowser(workspace)
    workspace.finder.ready()
    return front(screen)


def search(browser, filters, facets=()):
    asked = {"offset": 0, "limit": 50, "facets": list(facets), "ranges": []}
    return browser.data("search", filters=filters, **asked)


def test_filters_saved_under_a_name_come_back(browser, filters):
    chosen = filters(
        "support",
        any={"license_class": ["commercial"]},
        none={"language": ["fr"]},
        ranges={"parameters": [None, 1e9]},
        sort="name",
        collection="Starter",
        machine="8 GB GPU",
        fold=True,
    )
    (saved,) = browser.data("save", name=" Intents ", filters=chosen)["saved"]
    assert (saved["name"], saved["new"]) == ("Intents", 0)
    assert saved["total"] == search(browser, chosen)["total"]
    assert browser.data("reopen", name="Intents", only_new=False)["filters"] == chosen
    assert browser.data("forget", name="Intents")["saved"] == []
    assert not browser.ask("reopen", name="Intents", only_new=False)["ok"]


def test_what_is_new_stays_new_until_it_is_opened(browser, workspace, filters):
    browser.data("save", name="All", filters=filters())
    path = workspace.folder / "hubexplorer-searches.json"
    newest = max(row.updated_s for row in workspace.search(limit=None))
    path.write_text(path.read_text().replace(str(newest), str(newest - 1)))
    assert [one["new"] for one in browser.data("shelf")["saved"]] == [1]
    assert [one["new"] for one in browser.data("shelf")["saved"]] == [1]
    only_new = browser.data("reopen", name="All", only_new=True)["filters"]
    assert search(browser, only_new)["total"] == 1
    assert [one["new"] for one in browser.data("shelf")["saved"]] == [0]


def test_a_collection_is_counted_and_chosen_like_a_value(browser, workspace, filters):
    text = f'["Ours"]\nabout = "Tried"\nmodels = ["{NANO}", "embedded:demo/no-such"]\n'
    (workspace.folder / "hubexplorer-collections.toml").write_text(text)
    shelf = browser.data("shelf")["collections"]
    assert {"name": "Ours", "about": "Tried", "total": 1, "source": ""} in shelf
    narrowed = filters(any={"task": ["text-classification"]})
    (facet,) = search(browser, narrowed, ["collection"])["facets"]
    assert {item["value"]: item["count"] for item in facet["values"]} == {"Starter": 5, "Ours": 1}
    chosen = search(browser, filters(collection="Ours"))
    assert chosen["rows"]["repo"] == ["demo/support-intent-en-nano"]
    found = browser.data("facet", filters=filters(), facet="collection", contains="our")
    assert [item["value"] for item in found["values"]] == ["Ours"]


def test_lists_are_followed_and_given_up(browser, workspace):
    shared = workspace.folder / "team.toml"
    shared.write_text(f'["Team"]\nmodels = ["{NANO}"]\n')
    (_starter, team) = browser.data("follow", where="team.toml")["collections"]
    assert team == {"name": "Team", "about": "", "total": 1, "source": str(shared)}
    (_starter,) = browser.data("unfollow", where=team["source"])["collections"]
    for where in ("team.toml?", "nowhere:team/lists", "never.toml", ""):
        error = browser.ask("follow", where=where)["error"]
        assert error["message"]


def test_a_broken_file_says_which_and_what_to_do(browser, workspace):
    (workspace.folder / "hubexplorer-collections.toml").write_text("[")
    error = browser.ask("shelf")["error"]
    assert "hubexplorer-collections.toml" in error["message"]
    assert error["hint"]


def test_fit_is_judged_for_the_machine_in_words(browser, workspace, filters):
    assert browser.data("machine", machine="8 GB GPU")["problem"] == ""
    assert "big one" in browser.data("machine", machine="big one")["problem"]
    tiny = filters(machine="2 GB, keep 2 GB free")
    data = search(browser, tiny, ["fit"])
    assert set(data["rows"]["fit"]) == {"no"}
    assert [item["value"] for item in data["facets"][0]["values"]] == ["no"]
    call = search_code({**tiny, "any": {"fit": ["no"]}, "collection": "Starter"}).splitlines()[3]
    found = eval(call.removeprefix("hits = "), {"ws": workspace})
    assert found.total == SHIPPED
