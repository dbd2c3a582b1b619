"""Models behind an endpoint in Compare: planned as chats, added on screen, their key."""

from __future__ import annotations

import pytest

import hubexplorer as hx
from hubexplorer.ui.compare.plan import plan_of
from hubexplorer.workspace.compare.candidate import Candidate
from tests.workspace.chat_server import MODELS, chat_server

NANO = "demo/support-intent-en-nano"
TOKEN = "sk-secret-of-one-origin"


@pytest.fixture(scope="module")
def serving(tmp_path_factory):
    # Nothing is asked of its model here: what it answers is looked at in Chromium.
    with chat_server(tmp_path_factory.mktemp("no-model")) as server:
        yield server


@pytest.fixture
def server(serving, workspace):
    yield serving
    serving.wanted = ""
    serving.seen.clear()
    workspace.hubs.credentials.remove(serving.url)


@pytest.fixture
def compare(workspace, front):
    return front(hx.Compare(workspace, []))


def test_it_is_planned_as_a_chat_and_asked_nothing_before_a_run(workspace):
    candidate = Candidate.endpoint("http://127.0.0.1:9/v1", "team/chat", temperature=0.5)
    plan = plan_of(workspace, [candidate])
    assert plan.data["kind"] == "chat"
    (view,) = plan.data["candidates"]
    assert (view["problem"], view["is_served"]) == ("", True)
    assert view["key"] == {"hub": "http://127.0.0.1:9/v1", "repo": "team/chat", "commit": None}
    assert view["settings"] == {"temperature": 0.5}
    assert "temperature" in {one["name"] for one in plan.data["settings"]}


def test_one_is_listed_and_added_once(compare, server):
    url = f"{server.url}/v1"
    assert compare.data("endpoint", url=f" {url} ")["models"] == list(MODELS)
    assert compare.data("endpoint_add", url=url, model="llama3:8b")["problem"] is None
    (added,) = compare.screen.candidates
    assert (added["hub"], added["commit"]) == (url, None)
    twice = compare.data("endpoint_add", url=url, model="llama3:8b")
    assert "there already" in twice["problem"]["message"]


def test_what_cannot_be_added_is_said_in_its_place(compare, server):
    def problem(url, model="x"):
        told = compare.data("endpoint_add", url=url, model=model)["problem"]
        return told["message"] + " " + told["hint"]

    assert "'x' is not served there it serves tiny/llama" in problem(f"{server.url}/v1")
    assert "does it end in /v1" in problem(f"{server.url}/page")
    assert "connection refused" in problem("http://127.0.0.1:9/v1")
    assert "use https" in problem("http://models.example/v1")
    assert "http://127.0.0.1:8000/v1" in problem("127.0.0.1:8000/v1")
    assert "a key is given apart" in problem(f"{server.url}/v1?api_key={TOKEN}")
    assert compare.screen.candidates == []


def test_its_key_is_kept_for_its_origin_and_shown_nowhere(compare, server, workspace):
    server.wanted, url = TOKEN, f"{server.url}/v1"
    asked = compare.data("endpoint", url=url)
    assert asked["wants_key"]
    assert "key below" in asked["problem"]["hint"]
    assert compare.data("endpoint_key", url=url, token="sk-wrong")["wants_key"]
    assert workspace.hubs.credentials.get(url) is None
    assert compare.data("endpoint_key", url=url, token=f" {TOKEN}\n")["models"] == list(MODELS)
    assert compare.data("endpoint_add", url=url, model="tiny/llama")["problem"] is None
    assert workspace.hubs.credentials.get(url) == TOKEN
    assert TOKEN not in repr((compare.comm.sent, compare.screen.get_state()))


def test_marking_another_model_leaves_it(workspace, front, server):
    compare = front(hx.Compare(workspace))
    compare.data("endpoint_add", url=f"{server.url}/v1", model="tiny/llama")
    compare.screen.desk.mark(workspace.finder.ref(NANO), True)
    assert [one["repo"] for one in compare.screen.candidates] == ["tiny/llama", NANO]
    ids = [view["id"] for view in compare.data("plan")["candidates"]]
    compare.data("remove", id=ids[0])
    assert [one["repo"] for one in compare.screen.candidates] == [NANO]
