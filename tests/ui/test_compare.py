from __future__ import annotations

import base64

import pytest

import hubexplorer as hx
from hubexplorer import demo
from hubexplorer.errors import DataError
from hubexplorer.ui.compare import inputs_of

ENDED = ("done", "failed", "canceled")


@pytest.fixture
def five(workspace, front):
    hits = workspace.search("support", task="text-classification", sort="name")
    return front(hx.Compare(workspace, hits.rows))


def last(front, run):
    """The last panes event of a run, once every pane has ended."""
    return front.wait(
        lambda content: (
            content.get("event") == "panes"
            and content["data"]["run"] == run
            and all(pane["state"] in ENDED for pane in content["data"]["panes"])
        ),
        120,
    )["data"]


def test_a_plan_names_the_task_and_the_gravest_finding(five):
    plan = five.data("plan")
    assert (plan["kind"], plan["task"]) == ("text", "text-classification")
    assert len(plan["candidates"]) == 5
    assert all(item["problem"] == "" for item in plan["candidates"])
    assert all(item["gravest"] for item in plan["candidates"])
    assert len(plan["samples"]) >= 4


def test_five_answers_each_with_the_model_that_gave_it(five, workspace):
    five.data("run", run=1, input={"text": "I want my money back"})
    data = last(five, 1)
    assert [pane["state"] for pane in data["panes"]] == ["done"] * 5
    digests = {pane["answer"]["weights_sha256"] for pane in data["panes"]}
    assert len(digests) == 5
    for pane in data["panes"]:
        answer = pane["answer"]
        page = workspace.card(f"embedded:{pane['key']['repo']}@{pane['key']['commit']}")
        weights = next(f for f in page.files if f.path == "model.safetensors")
        assert answer["weights_sha256"] == weights.sha256
        assert answer["output"]["kind"] == "scores"
        assert answer["output"]["scores"][0]["score"] >= answer["output"]["scores"][1]["score"]
        assert answer["latency_s"] > 0
    assert data["host"]["loaded"] >= 1


def test_panes_travel_together(five):
    five.data("run", run=2, input={"text": "where is my parcel"})
    last(five, 2)
    events = [item for item in five.customs() if item.get("event") == "panes"]
    assert all(len(item["data"]["panes"]) == 5 for item in events)


def test_pictures_and_sentences_have_their_own_kind(workspace, front):
    digits = front(hx.Compare(workspace, ["demo/handwritten-digits-vit"]))
    assert digits.data("plan")["kind"] == "image"
    image = demo.samples("image-classification")[0].read_bytes()
    digits.data("run", run=1, input={"base64": base64.b64encode(image).decode()})
    (pane,) = last(digits, 1)["panes"]
    assert pane["answer"]["output"]["scores"][0]["label"].isdigit()

    alike = front(hx.Compare(workspace, ["demo/sentence-embed-multi-mini"]))
    assert alike.data("plan")["kind"] == "texts"
    alike.data("run", run=1, input={"texts": ["where is my order", "wo ist meine Bestellung"]})
    (pane,) = last(alike, 1)["panes"]
    assert pane["answer"]["output"]["kind"] == "similarity"


def test_a_candidate_of_another_kind_says_so_in_its_place(workspace, front):
    mixed = front(
        hx.Compare(
            workspace,
            [
                "demo/support-intent-en-nano",
                "demo/entities-multi-mini",
                "demo/handwritten-digits-vit",
            ],
        )
    )
    plan = mixed.data("plan")
    assert plan["kind"] == "text"
    assert "image" in plan["candidates"][2]["problem"]
    mixed.data("run", run=1, input={"text": "Anna Schmidt lives in Berlin"})
    states = [pane["state"] for pane in last(mixed, 1)["panes"]]
    assert states == ["done", "done", "failed"]


def test_an_empty_input_is_refused_with_a_hint(five):
    reply = five.ask("run", run=9, input={"text": "  "})
    assert not reply["ok"]
    assert reply["error"]["hint"]
    with pytest.raises(DataError):
        inputs_of({"texts": ["only one"]})
    with pytest.raises(DataError):
        inputs_of({"base64": "not base64!"})


def test_it_follows_the_tray_unless_it_was_given_models(workspace, front, five):
    follower = hx.Compare(workspace)
    ref = workspace.card("demo/support-intent-en-nano").ref
    follower.desk.mark(ref, True)
    assert [item["repo"] for item in follower.candidates] == [ref.repo]
    assert len(five.screen.candidates) == 5


def test_the_same_model_at_two_commits(workspace):
    page = workspace.card("demo/support-intent-multi-mini")
    first = hx.ModelRef("embedded", page.ref.repo, page.commits[-1].commit)
    comparison = workspace.compare([page.ref, first], "Where is my order?")
    one, other = comparison.answers
    assert one.ref.commit != other.ref.commit
    assert one.weights_sha256 != other.weights_sha256
    assert list(comparison.to_pandas()["commit"]) == [one.ref.commit, other.ref.commit]
