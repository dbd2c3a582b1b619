from __future__ import annotations

import base64

import pytest
from traitlets import TraitError

import hubexplorer as hx
from hubexplorer import demo
from hubexplorer.errors import DataError
from hubexplorer.records import Answer
from hubexplorer.runtime.tasks.registry import all_tasks
from hubexplorer.ui.compare.inputs import inputs_of
from hubexplorer.ui.compare.panes import answer_view, shown
from hubexplorer.ui.compare.plan import sample_view
from hubexplorer.ui.messages import Refused, check_request
from hubexplorer.ui.uploading import Uploads
from hubexplorer.workspace.compare.candidate import Candidate
from hubexplorer.workspace.run.inputs import check_kind, run_inputs, samples

ENDED = ("done", "failed", "canceled")


@pytest.fixture
def five(workspace, front):
    hits = workspace.search("support", task="text-classification", sort="name")
    return front(hx.Compare(workspace, hits.rows))


def last(front, run):
    """All panes of a run as its events told them, once every one has ended."""

    def whole(content):
        return content.get("event") == "panes" and content["data"]["run"] == run

    def has_ended(_content):
        panes = {}
        for event in filter(whole, front.customs()):
            panes |= {pane["id"]: pane for pane in event["data"]["panes"]}
        return bool(panes) and all(pane["state"] in ENDED for pane in panes.values())

    front.wait(has_ended, 120)
    events = [event["data"] for event in filter(whole, front.customs())]
    panes = {pane["id"]: pane for event in events for pane in event["panes"]}
    return {**events[-1], "panes": list(panes.values())}


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


def test_panes_travel_together_and_only_those_that_changed(five):
    five.data("run", run=2, input={"text": "where is my parcel"})
    last(five, 2)
    events = [item["data"] for item in five.customs() if item.get("event") == "panes"]
    assert len(events[0]["panes"]) == 5
    done = [pane["id"] for event in events for pane in event["panes"] if pane["state"] == "done"]
    assert len(done) == len(set(done)) == 5
    kept = five.data("panes")
    assert kept["run"] == 2
    assert [pane["state"] for pane in kept["panes"]] == ["done"] * 5


def test_pictures_and_sentences_have_their_own_kind(workspace, front):
    digits = front(hx.Compare(workspace, ["demo/handwritten-digits-vit"]))
    assert digits.data("plan")["kind"] == "image"
    image = demo.samples("image-classification")[0].read_bytes()
    sent = digits.give(image, "a.png", size=100)
    digits.data("run", run=1, input={"image": sent["id"]})
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


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"text": " "},
        {"texts": ["only one", " "]},
        {"text": "a", "labels": []},
        {"labels": ["a"]},
        {"question": "who?", "context": ""},
        {"messages": []},
        {"image": "never sent"},
    ],
)
def test_what_cannot_be_run_on_is_refused_with_a_hint(given, tmp_path):
    with pytest.raises(DataError) as refused:
        inputs_of(given, Uploads(tmp_path, 10).read)
    assert refused.value.hint


def test_every_task_begins_with_samples_that_it_can_be_asked():
    for task in all_tasks().values():
        if task.loader.startswith("hubexplorer."):
            views = [sample_view(item) for item in samples(task.name)]
            assert views, task.name
            for view in views:
                check_kind(task, run_inputs(asked(task.input_kind, view)))


def asked(kind, view):
    """What the browser would send of a sample."""
    if kind in {"image", "image-text", "audio"}:
        return {kind.split("-")[0]: base64.b64decode(view["media"])}
    if kind == "texts":
        return {"texts": view["text"].splitlines()}
    return {name: value for name, value in view.items() if value}


def test_what_is_too_long_to_show_is_cut_and_said():
    output = shown(
        {
            "kind": "text",
            "text": "x" * 50_000,
            "entities": [{"label": "y"}] * 700,
            "png": "z" * 13_000_000,
            "wav": "fits",
        }
    )
    assert len(output["text"]) == 20_000
    assert len(output["entities"]) == 500
    assert (output["png"], output["wav"]) == ("", "fits")
    assert output["left_out"] == (
        "30000 characters of text, 200 of entities, png of 13000000 characters"
    )
    assert "left_out" not in shown({"kind": "text", "text": "short"})


def test_the_foot_of_an_answer_has_all_that_it_cost(workspace):
    ref = workspace.card("demo/support-intent-en-nano").ref
    output = {"kind": "text", "text": ""}
    answer = Answer(
        ref, output, "cpu", "float32", 1.0, 0.5, 41, "ab", 44, tokens=7, tokens_per_s=9.5
    )
    view = answer_view(answer)
    assert (view["estimate_bytes"], view["peak_bytes"]) == (44, 41)
    assert (view["tokens"], view["tokens_per_s"], view["first_token_s"]) == (7, 9.5, None)


def test_one_model_at_another_commit_and_dtype_is_a_candidate_of_its_own(workspace, front):
    page = workspace.card("demo/support-intent-multi-mini")
    compare = front(hx.Compare(workspace, [page.ref]))
    (first,) = compare.data("plan")["candidates"]
    choices = compare.data("choices", id=first["id"])
    assert [one["commit"] for one in choices["commits"]] == [one.commit for one in page.commits]
    assert {one["name"] for one in choices["settings"]} == {
        "device",
        "dtype",
        "engine",
        "limit_s",
    }
    older = page.commits[-1].commit
    settings = {"dtype": "bfloat16"}
    compare.data("duplicate", id=first["id"], commit=older, settings=settings)
    assert [one["settings"] for one in compare.screen.candidates] == [{}, settings]
    assert [one["commit"] for one in compare.screen.candidates] == [page.ref.commit, older]
    again = compare.ask("duplicate", id=first["id"], commit=older, settings=settings)
    assert "there already" in again["error"]["message"]
    compare.data("plan")
    compare.data("run", run=1, input={"text": "Where is my order?"}, settings={"limit_s": 60})
    new, old = last(compare, 1)["panes"]
    assert new["id"] == first["id"]
    assert new["answer"]["weights_sha256"] != old["answer"]["weights_sha256"]
    assert [new["answer"]["dtype"], old["answer"]["dtype"]] == ["float32", "bfloat16"]
    asked = [pane.settings for pane in compare.screen.comparison.panes]
    assert asked == [{"limit_s": 60}, {"limit_s": 60, **settings}]
    compare.data("remove", id=new["id"])
    assert len(compare.screen.candidates) == 1


def test_a_setting_that_the_task_does_not_have_is_refused_before_anything_runs(workspace, front):
    compare = front(hx.Compare(workspace, ["demo/support-intent-en-nano"]))
    (one,) = compare.data("plan")["candidates"]
    for settings in ({"temperature": 0.5}, {"dtype": "int3"}, {"limit_s": -1}):
        reply = compare.ask("edit", id=one["id"], commit=one["key"]["commit"], settings=settings)
        assert not reply["ok"]
        assert next(iter(settings)) in reply["error"]["message"]
    assert compare.screen.candidates[0]["settings"] == {}


def test_a_model_behind_an_endpoint_is_changed_without_asking_it(workspace, front):
    served = Candidate.endpoint("http://127.0.0.1:9/v1", "llama3:8b")
    compare = front(hx.Compare(workspace, [served]))
    plan = compare.data("plan")
    assert plan["kind"] == "chat"
    (one,) = plan["candidates"]
    choices = compare.data("choices", id=one["id"])
    assert choices["commits"] == []
    assert "dtype" not in {setting["name"] for setting in choices["settings"]}
    compare.data("edit", id=one["id"], commit=None, settings={"temperature": 0.5})
    assert compare.screen.candidates[0]["settings"] == {**served.settings, "temperature": 0.5}


def test_candidates_are_state_that_a_notebook_reads_and_sets(workspace):
    ref = workspace.card("demo/support-intent-en-nano").ref
    compare = hx.Compare(workspace, [Candidate(ref, {"dtype": "bfloat16"})])
    key = {"hub": ref.hub, "repo": ref.repo, "commit": ref.commit}
    assert compare.candidates == [{**key, "settings": {"dtype": "bfloat16"}}]
    compare.candidates = [key]
    assert compare.candidates == [{**key, "settings": {}}]
    for wrong in ({"hub": 1, "repo": "a/b"}, {**key, "settings": "fast"}, "a/b"):
        with pytest.raises(TraitError):
            compare.candidates = [wrong]


def test_variants_leave_the_tray_with_their_model(workspace, front):
    ref = workspace.card("demo/support-intent-en-nano").ref
    other = workspace.card("demo/support-intent-multi-mini").ref
    compare = front(hx.Compare(workspace))
    compare.screen.desk.mark(ref, True)
    (one,) = compare.data("plan")["candidates"]
    dtype = {"dtype": "float16"}
    compare.data("duplicate", id=one["id"], commit=ref.commit, settings=dtype)
    compare.screen.desk.mark(other, True)
    assert [item["repo"] for item in compare.screen.candidates] == [ref.repo, ref.repo, other.repo]
    compare.data("remove", id=one["id"])
    assert ref in compare.screen.desk.marked
    assert [item["settings"] for item in compare.screen.candidates] == [dtype, {}]
    compare.screen.desk.mark(ref, False)
    assert [item["repo"] for item in compare.screen.candidates] == [other.repo]


def test_hostile_settings_do_not_reach_the_screen():
    args = {"id": "x", "commit": None, "settings": {"dtype": ["float32"]}}
    with pytest.raises(Refused):
        check_request("compare", {"v": 1, "id": 1, "seq": 1, "op": "edit", "args": args})


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
