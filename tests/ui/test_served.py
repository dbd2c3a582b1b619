"""A model behind an endpoint stands among the candidates of Compare without a card to read."""

from __future__ import annotations

from hubexplorer.ui.compare_plan import plan_of
from hubexplorer.workspace.compare.candidate import Candidate


def test_it_is_planned_as_a_chat_and_asked_nothing_before_a_run(workspace):
    candidate = Candidate.endpoint("http://127.0.0.1:9/v1", "team/chat", temperature=0.5)
    plan = plan_of(workspace, [candidate])
    assert plan.data["kind"] == "chat"
    (view,) = plan.data["candidates"]
    assert view["problem"] == ""
    assert view["key"] == {"hub": "http://127.0.0.1:9/v1", "repo": "team/chat", "commit": None}
    assert view["settings"] == {"temperature": 0.5}
    assert "temperature" in {one["name"] for one in plan.data["settings"]}
