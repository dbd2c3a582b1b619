from __future__ import annotations

import pytest

import hubexplorer as hx
from hubexplorer.records import ModelRef
from hubexplorer.ui.filters import query_of, search_code
from tests.shipped import SHIPPED


@pytest.fixture
def browser(workspace, front):
    screen = hx.ModelBrowser(workspace)
    workspace.finder.ready()
    return front(screen)


FACETS = ["task", "license_class", "language", "fit"]


def search(browser, filters, **changes):
    args = {"filters": filters, "offset": 0, "limit": 50, "facets": FACETS, "ranges": [], **changes}
    return browser.data("search", **args)


def test_a_search_gives_rows_and_exact_counts(browser, filters):
    data = search(browser, filters(any={"task": ["text-classification"]}))
    assert data["total"] == len(data["rows"]["repo"]) == 5
    assert {len(column) for column in data["rows"].values()} == {5}
    assert data["size"] == SHIPPED
    task = next(facet for facet in data["facets"] if facet["name"] == "task")
    counts = {item["value"]: item["count"] for item in task["values"]}
    assert counts["text-classification"] == 5
    assert counts["image-to-text"] == 1  # a facet's counts ignore its own choice
    classes = next(facet for facet in data["facets"] if facet["name"] == "license_class")
    assert sum(item["count"] for item in classes["values"]) == 5
    assert data["hubs"][0]["rows"] == SHIPPED


def test_a_count_is_what_choosing_it_gives(browser, filters):
    chosen = filters(any={"language": ["de"]})
    data = search(browser, chosen)
    for facet in data["facets"]:
        for item in facet["values"]:
            if facet["name"] == "language":
                continue
            narrowed = filters(any={"language": ["de"], facet["name"]: [item["value"]]})
            assert search(browser, narrowed, facets=[])["total"] == item["count"]


def test_values_that_would_give_nothing_stay_in_a_short_facet(browser, filters):
    plain, german = (search(browser, made) for made in (filters(), filters("german")))
    for before, after in zip(plain["facets"], german["facets"], strict=True):
        names = [{item["value"] for item in facet["values"]} for facet in (before, after)]
        assert names[0] == names[1] or len(before["values"]) > 6
        counts = [item["count"] for item in after["values"]]
        assert counts == sorted(counts, reverse=True)
    classes = {item["value"]: item["count"] for item in german["facets"][1]["values"]}
    assert 0 in classes.values()


def test_one_action_is_one_message_out(browser, filters):
    before = len(browser.comm.sent)
    search(browser, filters("support"))
    assert len(browser.comm.sent) - before == 1


def test_the_filters_of_a_search_are_the_trait_and_python_can_set_it(browser, filters):
    search(browser, filters("support"))
    assert browser.screen.filters["text"] == "support"
    assert browser.updates() == []
    browser.screen.filters = filters("entities")
    assert [state["filters"]["text"] for state in browser.updates()] == ["entities"]
    assert browser.screen.hits.total == 1


def test_marking_and_opening_reach_the_desk_and_the_file(browser, workspace, tmp_path):
    ref = ModelRef("embedded", "demo/entities-multi-mini")
    key = {"hub": ref.hub, "repo": ref.repo, "commit": None}
    browser.data("mark", key=key, on=True)
    browser.data("open", key=key)
    assert browser.screen.selection == (ref,)
    assert browser.screen.opened == key
    again = hx.Workspace.open(tmp_path, settings=workspace.settings)
    assert again.shortlist.marked == [ref]
    assert again.shortlist.opened == ref
    again.close()


def test_a_long_facet_can_be_searched(browser, filters):
    values = browser.data("facet", filters=filters(), facet="task", contains="token")["values"]
    assert [item["value"] for item in values] == ["token-classification"]


def test_the_code_gives_the_same_rows(browser, filters, workspace):
    chosen = filters(
        "support",
        any={"task": ["text-classification"]},
        none={"license_class": ["noncommercial"]},
        ranges={"parameters": [None, 500_000]},
        sort="name",
    )
    rows = search(browser, chosen)["rows"]["repo"]
    call = next(line for line in search_code(chosen).splitlines() if line.startswith("hits = "))
    found = eval(call.removeprefix("hits = "), {"ws": workspace})
    assert [row.repo for row in found.rows] == rows
    assert rows


def test_hostile_filters_stay_literals_in_the_code():
    value = "x'); import os; os.system('touch PWNED') #\n"
    code = search_code({"text": value, "any": {"task": [value]}})
    compile(code, "code", "exec")
    assert repr(value) in code


def test_what_no_facet_is_called_is_left_out_of_the_query():
    assert query_of({"text": "nofacet:x small"}).text == "small"
    assert query_of({"text": "task:fill-mask"}).any_of == {"task": ("fill-mask",)}


def test_a_refused_message_is_answered_or_shown_in_the_strip(browser):
    reply = browser.ask("shell")
    assert not reply["ok"]
    assert "refused" in reply["error"]["message"]
    browser.send("not even a message")
    assert "refused" in browser.screen.problem["message"]


def test_an_unusable_search_is_an_error_reply(browser, filters):
    reply = browser.ask(
        "search",
        filters=filters(any={"nope": ["x"]}),
        offset=0,
        limit=5,
        facets=[],
        ranges=[],
    )
    assert not reply["ok"]
    assert "nope" in reply["error"]["message"]


def test_it_reads_without_a_widget_manager(browser):
    data, _metadata = browser.screen._repr_mimebundle_()
    assert "demo/entities-multi-mini" in data["text/html"]
    assert data["text/plain"] == repr(browser.screen) == f"ModelBrowser({SHIPPED} models)"


def test_only_what_is_in_sight_is_counted(browser, filters):
    data = search(browser, filters(), facets=["license", "relation"], ranges=["updated", "memory"])
    assert [facet["name"] for facet in data["facets"]] == ["license", "relation"]
    assert [item["name"] for item in data["ranges"]] == ["updated", "memory"]
    named = {section["name"] for section in browser.screen.sections}
    assert {"task", "gated", "relation", "likes", "downloads"} <= named


def test_a_typed_query_becomes_filters_and_comes_back_as_text(browser, filters):
    text = "support license_class:commercial params:<1B -task:fill-mask"
    before = filters(
        any={"license_class": ["unknown"]}, ranges={"memory": [None, 1e9]}, sort="name"
    )
    read = browser.data("read", text=text, filters=before)
    assert read["problem"] == ""
    assert read["filters"] == filters(
        "support",
        any={"license_class": ["unknown", "commercial"]},
        none={"task": ["fill-mask"]},
        ranges={"memory": [None, 1e9], "parameters": [None, 1e9]},
        sort="name",
    )
    query = browser.data("code", filters=read["filters"])["query"]
    again = browser.data("read", text=query, filters=filters(sort="name"))["filters"]
    assert again == read["filters"]


def test_typed_filters_act_before_they_are_taken_out_of_the_text(browser, filters):
    typed = search(browser, filters("support license_class:commercial"))
    chosen = search(browser, filters("support", any={"license_class": ["commercial"]}))
    assert typed["rows"] == chosen["rows"]
    assert typed["hint"] == ""


def test_a_filter_that_is_none_is_left_out_and_explained_and_the_others_act(browser, filters):
    typed = "support licens:mit task:text-classification params:<big"
    data = search(browser, filters(typed))
    whole = search(browser, filters("support task:text-classification"))
    assert data["total"] == whole["total"] > 0
    assert data["corrected"] == ""
    assert "licens:mit" in data["hint"] and "did you mean license?" in data["hint"]
    assert "params:<big" in data["hint"]
    read = browser.data("read", text=typed, filters=filters(sort="name"))
    assert "licens" in read["problem"]
    assert read["filters"] == filters(
        "support licens:mit params:<big", any={"task": ["text-classification"]}, sort="name"
    )
    code = browser.data("code", filters=filters(typed))["code"]
    assert "'support task:text-classification'" in code


def test_a_misspelt_value_has_the_nearest_one_offered(browser, filters):
    data = search(browser, filters("task:text-classifcation"))
    assert data["total"] == 0
    near = {
        "facet": "task",
        "value": "text-classifcation",
        "meant": "text-classification",
    }
    assert data["near"] == [near]
    assert search(browser, filters("task:text-classification"))["near"] == []
    assert search(browser, filters("task:zzz"))["near"] == []
