"""Around a run: blind rounds that tell nothing before the vote, history, facts, saving."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import hubexplorer as hx
from hubexplorer.hubserver.store import HubStore
from hubexplorer.workspace.compare.spec import parse_comparison
from tests.runtime.models import save_bert
from tests.ui.test_compare import last
from tests.workspace.tiny_hub import add, tiny_hub

TEXT = "my card was lost"
LABELS = ["card", "refund", "other"]
NANO = "demo/support-intent-en-nano"


@pytest.fixture(scope="module")
def commits(shared_settings, tmp_path_factory):
    """A workspace, and a classifier of five commits with other weights each."""
    base = tmp_path_factory.mktemp("commits")
    with HubStore(base / "store") as store:
        found = []
        for seed in range(5):
            folder = save_bert(base / str(seed), "BertForSequenceClassification", LABELS, seed)
            add(store, "intent", folder, "text-classification")
            found.append(store.head("tiny/intent"))
    with tiny_hub(base, shared_settings, {}) as workspace:
        yield workspace, [hx.ModelRef(workspace.hubs.names[1], "tiny/intent", one) for one in found]


@pytest.fixture
def blind(commits, front):
    workspace, refs = commits
    screen = front(hx.Compare(workspace, refs, blind=True, seed=11))
    screen.screen.votes.reset()
    yield screen
    screen.screen.votes.reset()


def ended(front, run):
    """The whole blind event of a run."""
    return front.wait(
        lambda content: (
            content.get("event") == "blind"
            and content["data"]["run"] == run
            and content["data"]["is_ended"]
        ),
        120,
    )["data"]


def test_pane_k_is_answered_by_commit_k(commits, front):
    workspace, refs = commits
    screen = front(hx.Compare(workspace, [refs[place] for place in (3, 0, 4, 1, 2)]))
    alone = {ref.commit: workspace.run(ref, TEXT) for ref in refs}
    plan = screen.data("plan")
    screen.data("run", run=1, input={"text": TEXT})
    panes = {pane["id"]: pane for pane in last(screen, 1)["panes"]}
    for candidate in plan["candidates"]:
        pane, own = panes[candidate["id"]], alone[candidate["key"]["commit"]]
        assert pane["key"]["commit"] == own.ref.commit
        assert pane["answer"]["weights_sha256"] == own.weights_sha256
        assert pane["answer"]["output"] == own.output
    assert len({pane["answer"]["weights_sha256"] for pane in panes.values()}) == 5


def test_nothing_tells_candidates_apart_before_the_vote(blind):
    blind.comm.sent.clear()
    blind.data("run", run=1, input={"text": TEXT})
    round_ = ended(blind, 1)
    assert len(round_["outputs"]) == 5
    sent = json.dumps(blind.comm.sent)
    answers = blind.screen.comparison.answers
    for answer in answers:
        for told in (answer.ref.commit, answer.ref.repo, answer.weights_sha256, "cpu", "float32"):
            assert told not in sent
        for number in (answer.latency_s, answer.load_s, answer.peak_bytes):
            assert not number or repr(number) not in sent
    events = [content["data"] for content in blind.customs() if content.get("event")]
    assert {frozenset(event) for event in events} == {
        frozenset({"run", "answered", "of", "is_ended", "outputs"})
    }
    assert all(event["outputs"] == [] for event in events if not event["is_ended"])
    shown = [json.dumps(one, sort_keys=True) for one in round_["outputs"]]
    whose = [json.dumps(dict(one.output), sort_keys=True) for one in answers]
    assert sorted(shown) == sorted(whose)
    assert shown != whose
    assert blind.data("panes")["panes"] == []


def test_a_vote_says_whose_answers_they_were_and_counts(blind, commits):
    _workspace, refs = commits
    blind.data("run", run=1, input={"text": TEXT})
    outputs = ended(blind, 1)["outputs"]
    told = blind.data("vote", run=1, choice="best", place=2)
    by_id = {pane["id"]: pane for pane in last(blind, 1)["panes"]}
    assert [by_id[one]["answer"]["output"] for one in told["order"]] == outputs
    best = by_id[told["order"][2]]["key"]["commit"]
    (vote,) = blind.screen.votes.all()
    assert vote.candidates[vote.best].ref.commit == best
    assert vote.seed == 11
    assert [one.ref for one in vote.candidates] == refs
    assert TEXT not in blind.screen.votes.path.read_text()
    first = told["tally"]["standings"][0]
    assert (first["best"], first["rounds"], told["tally"]["votes"]) == (1, 1, 1)
    assert best[:7] in first["name"]
    again = blind.ask("vote", run=1, choice="tie", place=None)
    assert "over" in again["error"]["message"]
    assert blind.data("undo")["votes"] == 0
    assert len(blind.data("panes")["panes"]) == 5


def test_each_round_is_shuffled_anew_and_no_place_is_kept(commits, front):
    workspace, refs = commits
    screen = front(hx.Compare(workspace, refs, blind=True))
    orders = set()
    for run in range(1, 7):
        screen.data("run", run=run, input={"text": TEXT})
        ended(screen, run)
        orders.add(tuple(screen.data("vote", run=run, choice="tie", place=None)["order"]))
    assert len(orders) > 1
    screen.data("reset")
    assert screen.data("tally")["kept"] == 0


def test_a_vote_that_cannot_be_is_refused(blind):
    assert "over" in blind.ask("vote", run=1, choice="tie", place=None)["error"]["message"]
    blind.data("run", run=1, input={"text": TEXT})
    ended(blind, 1)
    assert not blind.ask("vote", run=1, choice="best", place=5)["ok"]
    assert not blind.ask("vote", run=1, choice="best", place=None)["ok"]
    assert "vote first" in blind.ask("export", what="html")["error"]["message"]
    assert blind.screen.votes.all() == ()


def test_without_blind_mode_the_names_are_back(blind):
    blind.data("run", run=1, input={"text": TEXT})
    ended(blind, 1)
    blind.screen.blind = False
    assert len(last(blind, 1)["panes"]) == 5


def test_one_answer_is_no_round(commits, front):
    workspace, refs = commits
    gone = hx.ModelRef(refs[0].hub, "tiny/gone")
    screen = front(hx.Compare(workspace, [refs[0], gone], blind=True))
    screen.data("run", run=1, input={"text": TEXT})
    assert sorted(pane["state"] for pane in last(screen, 1)["panes"]) == ["done", "failed"]


def test_history_is_kept_over_sessions_and_reopened(workspace, front, settings, tmp_path):
    screen = front(hx.Compare(workspace, [NANO]))
    screen.data("run", run=1, input={"text": "Where is my parcel?"})
    before = last(screen, 1)["panes"][0]
    later = hx.Workspace.open(tmp_path, settings=settings)
    again = front(hx.Compare(later))
    kept = again.data("history")
    assert kept["is_on"]
    assert [(one["title"], one["answered"]) for one in kept["past"]] == [("Where is my parcel?", 1)]
    again.data("reopen", key=kept["past"][0]["key"])
    assert [key["repo"] for key in again.screen.candidates] == [NANO]
    (pane,) = again.data("panes")["panes"]
    assert pane["answer"] == before["answer"]
    plan = again.data("plan")
    assert plan["begin"] == 1
    assert plan["samples"][0]["text"] == "Where is my parcel?"
    assert again.screen.comparison.to_pandas()["model"][0] == NANO
    assert again.data("forget", key=kept["past"][0]["key"])["past"] == []
    assert not again.ask("reopen", key=kept["past"][0]["key"])["ok"]
    later.close()


def test_history_off_keeps_nothing(settings, front, tmp_path):
    workspace = hx.Workspace.open(tmp_path, settings=replace(settings, history=False))
    screen = front(hx.Compare(workspace, [NANO]))
    screen.data("run", run=1, input={"text": "hello"})
    last(screen, 1)
    assert screen.data("history")["past"] == []
    assert not screen.data("history")["is_on"]
    workspace.close()


def test_what_is_shown_is_saved_and_opened_again(workspace, front, tmp_path):
    screen = front(hx.Compare(workspace, [NANO]))
    assert "run first" in screen.ask("export", what="toml")["error"]["hint"]
    screen.data("run", run=1, input={"text": "hello"}, settings={"limit_s": 30.0})
    last(screen, 1)
    page = screen.data("export", what="html")
    assert page["name"].endswith(".html")
    commit = screen.screen.comparison.answers[0].ref.commit
    assert commit in page["text"]
    spec = screen.data("export", what="toml")["text"]
    (candidate,) = parse_comparison(spec.encode(), "x").candidates
    assert (candidate.ref.commit, candidate.settings) == (commit, {"limit_s": 30.0})
    path = tmp_path / "ours.toml"
    path.write_text(spec)
    again = front(hx.Compare.from_spec(workspace, path, blind=True))
    assert again.screen.candidates[0]["settings"] == {"limit_s": 30.0}
    plan = again.data("plan")
    assert (plan["begin"], plan["samples"][0]["text"]) == (1, "hello")
    assert screen.screen.comparison.save(tmp_path / "out.html").exists()
    with pytest.raises(ValueError, match=r"\.html"):
        screen.screen.comparison.save(tmp_path / "out.pdf")


def test_facts_have_a_column_for_each_candidate(workspace, front):
    names = [NANO, "demo/support-intent-multi-nc"]
    screen = front(hx.Compare(workspace, names))
    ids = [one["id"] for one in screen.data("plan")["candidates"]]
    facts = screen.data("facts")
    assert facts["ids"] == ids
    rows = {row["label"]: row for row in facts["rows"]}
    assert rows["License"]["best"] == [0]
    assert [fact["tone"] for fact in rows["License"]["facts"]] == ["ok", "bad"]
    assert any(row["is_published"] and row["best"] for row in facts["rows"])
