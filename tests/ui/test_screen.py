"""What every screen answers when something is wrong: a message, a hint, and nothing lost."""

from __future__ import annotations

import os
import signal
from dataclasses import replace

import pytest

import hubexplorer as hx
from hubexplorer import services
from hubexplorer.errors import HubUnreachable, NotFound
from hubexplorer.ui.filters import NO_FILTERS
from hubexplorer.ui.screen import error_view
from hubexplorer.workspace import Workspace
from tests.shipped import SHIPPED
from tests.workspace.other_hub import BROKEN_CARD, NANO, NO_WEIGHTS, other_hub

LONG = ["Where is my order? " * 30] * 1_000


@pytest.fixture
def two(settings, shared_home, tmp_path):
    """A workspace over the embedded hub and another one, and that other hub."""
    with other_hub(tmp_path / "store") as hub:
        opened = Workspace.open(tmp_path / "p", settings=replace(settings, hub=hub.url))
        opened.finder.ready()
        opened.finder.sync_remote(opened.hubs.names[1])
        yield opened, hub
        opened.close()


def key(workspace, repo):
    (name,) = set(workspace.hubs.names) - {"embedded"}
    return {"hub": name, "repo": repo, "commit": None}


def test_a_refused_message_is_answered_and_nothing_changes(workspace, front):
    browser = front(hx.ModelBrowser(workspace))
    browser.send({"v": 1, "id": 3, "seq": 3, "op": "mark", "args": {"key": 7}})
    reply = browser.wait(lambda content: content.get("id") == 3)
    assert not reply["ok"]
    assert reply["error"]["hint"]
    browser.send("no message at all")
    assert browser.screen.problem["message"]
    assert browser.screen.marked == []


def test_a_reply_of_one_screen_is_not_held_up_by_another(two, front):
    workspace, hub = two
    hub.delay_s = 0.5
    slow = [front(hx.CardViewer(workspace)) for _ in range(8)]
    for number, card in enumerate(slow):
        asked = {"key": key(workspace, (NANO, NO_WEIGHTS, BROKEN_CARD)[number % 3])}
        card.send({"v": 1, "id": 1, "seq": 1, "op": "load", "args": asked})
    for card in slow:
        assert card.wait(lambda content: content.get("id") == 1)["ok"]


def test_a_hub_that_is_away_leaves_everything_on_the_desk(two, front, filters):
    workspace, hub = two
    card, browser = front(hx.CardViewer(workspace)), front(hx.ModelBrowser(workspace))
    browser.data("mark", key=key(workspace, NANO), on=True)
    browser.screen.filters = {**NO_FILTERS, "text": "typed"}
    hub.stop()
    for op, more in (("load", {}), ("card", {"images": False}), ("pin", {"seen": []})):
        reply = card.ask(op, key=key(workspace, NANO), **more)
        assert not reply["ok"]
        assert "127.0.0.1" in reply["error"]["message"]
    assert browser.screen.marked == [key(workspace, NANO)]
    assert browser.screen.filters["text"] == "typed"
    assert not workspace.lock_path.exists()
    found = browser.data("search", filters=filters(), offset=0, limit=50, facets=[], ranges=[])
    assert found["total"] == SHIPPED + 3
    hub.start()
    assert card.data("load", key=key(workspace, NANO))["key"]["repo"] == NANO


def test_a_wrong_token_and_a_missing_model_say_so(two, front):
    workspace, hub = two
    card = front(hx.CardViewer(workspace))
    missing = card.ask("load", key=key(workspace, "other/never"))["error"]
    assert "other/never" in missing["message"]
    hub.wanted = "hf_right"
    denied = card.ask("load", key=key(workspace, NANO))["error"]
    assert "wants a token" in denied["message"]
    assert "token" in denied["hint"]


def test_models_that_cannot_be_run_say_so_before_they_are_tried(two, front):
    workspace, _hub = two
    card = front(hx.CardViewer(workspace))
    without = card.data("load", key=key(workspace, NO_WEIGHTS))
    assert "safetensors" in without["can_run"]
    assert not without["can_tune"]
    broken = card.data("load", key=key(workspace, BROKEN_CARD))
    assert "front_matter" in {item["kind"] for item in broken["findings"]}
    plain = card.data("card", key=key(workspace, BROKEN_CARD), images=False)
    assert "no YAML" in plain["srcdoc"]


def test_a_dead_model_host_is_told(workspace, front):
    workspace.run("demo/sentence-embed-multi-mini", ["a b", "c d"])  # the host is up
    screen = front(hx.Compare(workspace, ["demo/support-intent-multi-small", NANO]))
    screen.data("run", run=1, input={"texts": LONG})
    screen.wait(lambda content: _state(content, 1) == "running")
    address = services.find(workspace.settings.home, "model-host")
    os.kill(address.pid, signal.SIGKILL)
    content = screen.wait(lambda content: _state(content, 1) == "failed", 10)
    error = content["data"]["panes"][0]["error"]
    assert "ended" in error["message"]
    assert error["hint"]
    screen.data("run", run=2, input={"text": "Where is my order?"})
    screen.wait(lambda content: _state(content, 2) == "done", 60)


def test_errors_are_a_message_and_a_hint():
    assert error_view(NotFound("gone", hint="look")) == {"message": "gone", "hint": "look"}
    assert error_view(ValueError("bad")) == {"message": "bad", "hint": ""}
    assert error_view(HubUnreachable("away"))["hint"] == ""


def _state(content, run):
    data = content.get("data") or {}
    if content.get("event") != "panes" or data["run"] != run:
        return ""
    return data["panes"][0]["state"]
