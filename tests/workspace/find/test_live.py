"""Live search: a hub of which the catalog holds a part is asked for the rest, over real HTTP."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from hubexplorer.catalog import Query
from hubexplorer.errors import AccessDenied, BadAnswer, JobCanceled
from hubexplorer.settings import Settings
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.find.live import LiveSearch, ask_of
from tests.hubs.bad_server import answer, serving
from tests.workspace.crowded_hub import crowded_hub, name_of

REPOS = 60
LISTED = 20
CARD = """---
license: [mit, apache-2.0]
language: [de]
pipeline_tag: fill-mask
library_name: transformers
datasets: [team/tickets]
tags: [support]
---
# Rare
"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    with crowded_hub(tmp_path_factory.mktemp("crowded"), repos=REPOS) as hub:
        hub.store.create("team-9/rare-model", created_s=1.0)
        hub.store.commit("team-9/rare-model", {"README.md": CARD.encode()}, title="Add", date_s=2.0)
        yield hub


@pytest.fixture
def workspace(hub, tmp_path, monkeypatch):
    """A workspace that lists the hub's 20 most downloaded models of 61."""
    monkeypatch.setattr("hubexplorer.workspace.find.finder.FIRST_ROWS", LISTED)
    settings = Settings(home=tmp_path / "home", hub=hub.url)
    opened = Workspace.open(tmp_path, settings=settings)
    assert opened.finder.sync_remote(opened.hubs.names[1]) == LISTED
    monkeypatch.setattr(opened.finder, "has_embedded", lambda: True)
    yield opened
    opened.close()
    hub.delay_s, hub.wanted = 0.0, ""
    hub.tokens.clear()


@pytest.fixture
def asking(workspace):
    asking = LiveSearch(workspace.finder, workspace.hubs)
    yield asking
    asking.close()


def test_rows_beyond_the_snapshot_follow_its_own_and_are_marked(workspace):
    hits = workspace.search("model", author="team-3", live=True)
    mine = [number for number in range(REPOS) if number % 7 == 3]
    assert [row.repo for row in hits] == [name_of(number) for number in mine]
    assert [row.is_live for row in hits] == [number >= LISTED for number in mine]
    assert hits.total == len([number for number in mine if number < LISTED])
    assert hits.is_partial
    assert hits.problems == {}
    assert list(hits.to_pandas()["is_live"]) == [row.is_live for row in hits]
    assert len(workspace.search("model", author="team-3", live=True, limit=2)) == 4
    assert not any(row.is_live for row in workspace.search("model", author="team-3"))


@pytest.mark.parametrize(
    "text",
    [
        "rare",
        "rare-model supp mod",  # a tag and parts of the name are judged here
        "task:fill-mask library:transformers language:de dataset:team/tickets author:team-9",
        'license:"apache-2.0, mit"',
        "rar license_class:unknown -language:fr downloads:<5 updated:<2020",
        "author:team-9,team-8 rare task:fill-mask,translation",
    ],
)
def test_what_the_hub_does_not_know_is_filtered_here(asking, text):
    (found,) = asking.ask(Query.parse(text))
    assert [row.repo for row in found.rows] == ["team-9/rare-model"]
    assert found.problem is None


@pytest.mark.parametrize(
    "text",
    [
        "rare license_class:commercial",
        "rare -language:de",
        "rare downloads:>5",
        "rare beetle",
        "rare task:translation,fill-mask author:team-8",
        "rare -hub:{name}",
        "rare hub:embedded",
        "downloads:<5",
        "-language:de",
        "",
    ],
)
def test_what_does_not_match_does_not_come(asking, workspace, text):
    query = Query.parse(text.format(name=workspace.hubs.names[1]))
    assert [row for found in asking.ask(query) for row in found.rows] == []


def test_one_request_says_all_that_the_hub_can_search_for(asking, hub):
    del hub.asked[:]
    asking.ask(Query.parse('team-9 license:"other:acme" task:fill-mask language:de,fr'))
    (asked,) = hub.asked
    for part in ("search=team-9", "filter=fill-mask", "filter=license%3Aother", "sort=downloads"):
        assert part in asked
    assert "filter=de" not in asked
    assert ask_of(Query("a bc", sort="updated"))["sort"] == "lastModified"


def test_a_whole_listing_needs_no_live_search(workspace, hub):
    (name,) = workspace.hubs.names[1:]
    workspace.sync(name).wait(60)
    del hub.asked[:]
    hits = workspace.search("rare", live=True)
    assert [(row.repo, row.is_live) for row in hits] == [("team-9/rare-model", False)]
    assert not hits.is_partial
    assert hub.asked == []


def test_a_newer_question_ends_the_older_one_at_once(asking, hub):
    hub.delay_s = 5.0
    ended = []

    def ask():
        began = time.monotonic()
        with pytest.raises(JobCanceled):
            asking.ask(Query("rare"))
        ended.append(time.monotonic() - began)

    first = threading.Thread(target=ask)
    first.start()
    time.sleep(0.3)
    hub.delay_s = 0.0
    (found,) = asking.ask(Query("rare"))
    first.join()
    assert len(found.rows) == 1
    assert ended[0] < 3
    hub.delay_s = 5.0
    first = threading.Thread(target=ask)
    first.start()
    time.sleep(0.3)
    asking.cancel()
    first.join()
    assert ended[1] < 3


def test_a_hub_that_denies_is_said_beside_the_rows_of_the_catalog(workspace, hub):
    hub.wanted = "hf_secret"
    hits = workspace.search("model", live=True)
    assert len(hits) == LISTED
    assert isinstance(hits.problems[workspace.hubs.names[1]], AccessDenied)


def test_what_came_before_a_break_is_kept(tmp_path):
    def twice(connection, request):
        if "cursor" in request.path:
            answer(connection, {"not": "a list"})
        else:
            link = {"link": '</api/models?cursor=2>; rel="next"'}
            answer(connection, [{"id": "a/rare-one"}], headers=link)

    with serving(twice) as server:
        settings = Settings(home=tmp_path / "home", hub=server.url)
        workspace = Workspace.open(tmp_path, settings=settings)
        (found,) = LiveSearch(workspace.finder, workspace.hubs).ask(Query("rare"))
        workspace.close()
    assert [row.repo for row in found.rows] == ["a/rare-one"]
    assert isinstance(found.problem, BadAnswer)


def test_offline_nothing_beyond_this_machine_is_asked(tmp_path, hub):
    for url, asked in (("https://hub.invalid", 0), (hub.url, 1)):
        settings = Settings(home=tmp_path / "home", hub=url, is_offline=True)
        workspace = Workspace.open(tmp_path, settings=settings)
        assert len(LiveSearch(workspace.finder, workspace.hubs).ask(Query("rare"))) == asked
        workspace.close()


def test_live_rows_need_a_page_of_the_whole_catalog(workspace):
    for wrong in ({"limit": None}, {"collection": "Starter"}):
        with pytest.raises(ValueError, match="live rows"):
            workspace.search("rare", live=True, **wrong)


def test_all_rows_are_partial_too(workspace):
    everything = workspace.search(limit=None)
    assert everything.is_partial
    assert len(everything) == LISTED
    assert replace(everything, rows=()).total == LISTED
