"""Several inputs in one run: in portions, in their order, a row each in a table."""

from __future__ import annotations

import pytest

from hubexplorer import demo
from hubexplorer.errors import DataError, RunError
from hubexplorer.workspace.compare.batches import PORTION
from hubexplorer.workspace.compare.comparison import Comparison
from tests.workspace.other_hub import NANO
from tests.workspace.waiting import until

ENGLISH = "demo/support-intent-multi-mini"
ALIKE = "demo/sentence-embed-multi-mini"
DIGITS = "demo/handwritten-digits-vit"
ORDERS = [f"Where is my order number {number}?" for number in range(2 * PORTION + 5)]


def test_many_texts_are_answered_in_their_order(workspace):
    answer = workspace.run(NANO, ORDERS)
    assert answer.output["kind"] == "batch"
    assert len(answer.output["items"]) == len(ORDERS)
    for place in (0, PORTION, len(ORDERS) - 1):
        alone = workspace.run(NANO, ORDERS[place]).output["scores"]
        found = answer.output["items"][place]["scores"]
        assert [one["label"] for one in found] == [one["label"] for one in alone]
        assert found[0]["score"] == pytest.approx(alone[0]["score"], abs=1e-4)


def test_inputs_of_any_kind_are_answered_one_after_the_other(workspace):
    pictures = list(demo.samples("image-classification"))[:3]
    answer = workspace.run(DIGITS, [pictures[0], {"image": pictures[1].read_bytes()}, *pictures])
    labels = [item["scores"][0]["label"] for item in answer.output["items"]]
    assert len(labels) == 5
    assert labels[0] == labels[2]
    assert labels[1] == labels[3]


def test_a_table_has_a_row_for_each_candidate_and_input(workspace):
    texts = ORDERS[:3]
    comparison = workspace.compare([NANO, ENGLISH, DIGITS], texts)
    frame = comparison.to_pandas()
    assert list(frame["model"]) == [NANO] * 3 + [ENGLISH] * 3 + [DIGITS]
    assert list(frame["input"])[:6] == texts * 2
    assert frame["label"][:6].notna().all()
    assert isinstance(frame["error"][6], str)
    assert list(workspace.compare([NANO], "hello").to_pandas()["input"]) == ["hello"]


def test_texts_that_are_compared_with_each_other_stay_together(workspace):
    texts = ORDERS[: PORTION + 2]
    answer = workspace.run(ALIKE, texts)
    assert len(answer.output["matrix"]) == len(texts)
    assert len(workspace.compare([ALIKE], texts).to_pandas()) == 1


def test_one_that_is_refused_refuses_all_before_anything_is_run(workspace):
    with pytest.raises(RunError, match="needs a text"):
        workspace.run(NANO, ["a text", {"image": b"none"}])
    comparison = workspace.compare([NANO], [{"text": "a"}, {"text": "b"}])
    with pytest.raises(DataError, match="one by one"):
        comparison.save("several.toml")


def test_it_is_stopped_between_two_portions(workspace):
    comparison = Comparison(workspace.runner, [workspace.finder.ref(ENGLISH)])
    comparison.start([text * 10 for text in ORDERS] * 100)
    until(lambda: comparison.panes[0].state == "running" and comparison.panes[0].done > 0, 60)
    assert comparison.panes[0].total == 100 * len(ORDERS)
    comparison.stop()
    assert until(lambda: comparison.is_ended) < 2.0
    assert comparison.panes[0].state == "canceled"
