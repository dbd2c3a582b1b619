"""Models behind an endpoint in Compare: planned as chats, added on screen, their key."""

from __future__ import annotations

from contextlib import closing

import pytest

import hubexplorer as hx
from hubexplorer.errors import DataError
from hubexplorer.hubs.credentials import Credentials
from hubexplorer.settings import Settings
from hubexplorer.ui.compare.plan import plan_of
from hubexplorer.workspace.compare.candidate import Candidate
from hubexplorer.workspace.run.served import Endpoints
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


def test_its_key_is_forgotten_in_the_form(compare, server, workspace):
    server.wanted, url = TOKEN, f"{server.url}/v1"
    nothing = {"origin": "", "hub": ""}
    assert compare.data("endpoint_kept", url=url) == nothing
    compare.data("endpoint_key", url=url, token=TOKEN)
    kept = compare.data("endpoint_kept", url=f" {url}/chat ")
    assert kept == {"origin": server.url, "hub": ""}
    for other in ("", "http:", f"{server.url}1/v1", "https://models.example/v1"):
        assert compare.data("endpoint_kept", url=other) == nothing
    assert compare.data("endpoint_forget", url=url) == nothing
    assert workspace.hubs.credentials.get(url) is None
    assert TOKEN not in (workspace.settings.home / "credentials.json").read_text()
    assert compare.data("endpoint", url=url)["wants_key"]
    assert TOKEN not in repr((compare.comm.sent, compare.screen.get_state()))


def test_a_hub_s_sign_in_is_not_forgotten_as_an_endpoint_s_key(tmp_path, front):
    settings = Settings(home=tmp_path / "home", hub="https://hub.example", is_offline=True)
    with closing(hx.Workspace.open(tmp_path, shortlist=False, settings=settings)) as workspace:
        workspace.hubs.credentials.set("https://hub.example", TOKEN)
        compare, url = front(hx.Compare(workspace, [])), "https://hub.example/v1"
        kept = compare.data("endpoint_kept", url=url)
        assert kept == {"origin": "https://hub.example", "hub": "hub.example"}
        reply = compare.ask("endpoint_forget", url=url)
        assert "sign-in to hub.example" in reply["error"]["message"]
        assert workspace.hubs.credentials.get(url) == TOKEN


def test_a_key_that_stays_is_not_said_to_be_gone(tmp_path):
    class Locked(Credentials):
        def remove(self, endpoint):
            """As where the keyring does not let go."""

    credentials = Locked(tmp_path)
    endpoints = Endpoints(Settings(home=tmp_path), credentials)
    credentials.set("https://models.example", TOKEN)
    with pytest.raises(DataError, match="could not be forgotten") as caught:
        endpoints.sign_out("https://models.example/v1")
    assert TOKEN not in str(caught.value)


def test_nothing_is_forgotten_for_what_is_no_address(compare):
    error = compare.ask("endpoint_forget", url="models.example")["error"]
    assert "not an http(s) address" in error["message"]
    assert "http://127.0.0.1:8000/v1" in error["hint"]


def test_marking_another_model_leaves_it(workspace, front, server):
    compare = front(hx.Compare(workspace))
    compare.data("endpoint_add", url=f"{server.url}/v1", model="tiny/llama")
    compare.screen.desk.mark(workspace.finder.ref(NANO), True)
    assert [one["repo"] for one in compare.screen.candidates] == ["tiny/llama", NANO]
    ids = [view["id"] for view in compare.data("plan")["candidates"]]
    compare.data("remove", id=ids[0])
    assert [one["repo"] for one in compare.screen.candidates] == [NANO]
