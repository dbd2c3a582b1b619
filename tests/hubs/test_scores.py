"""Published scores in rows of a hub, as models publish them and as they should not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hubexplorer.hubs.parsing import model_from
from hubexplorer.hubs.scores import MAX_SCORES, scores_from
from hubexplorer.records import Score


def index(*results: object) -> list[object]:
    return [{"name": "m", "results": [*results]}]


def result(dataset: object, *metrics: tuple[object, object]) -> dict[str, object]:
    return {"dataset": dataset, "metrics": [{"type": t, "value": v} for t, v in metrics]}


GLUE = {"type": "glue", "name": "GLUE MRPC", "config": "mrpc"}


def test_model_index_and_eval_results_are_read() -> None:
    row = {
        "id": "a/b",
        "cardData": {"model-index": index(result(GLUE, ("accuracy", 0.87), ("f1", 90)))},
        "evalResults": [
            {"data": {"dataset": {"id": "cais/hle", "task_id": "hle"}, "value": 20.9}},
            {"dataset": {"id": "org/plain"}, "value": 1},
            {"error": "broken", "filename": ".eval_results/x.yaml"},
        ],
    }
    model = model_from("hub", row)
    assert model is not None
    assert model.scores == (
        Score("cais/hle", "hle", 20.9),
        Score("org/plain", "value", 1.0),
        Score("GLUE MRPC", "accuracy", 0.87),
        Score("GLUE MRPC", "f1", 90.0),
    )


def test_the_index_may_stand_beside_the_card() -> None:
    listed = index(result({"type": "squad"}, ("em", 80.1)))
    assert scores_from({"model-index": listed}, {}) == (Score("squad", "em", 80.1),)


def test_of_a_thousand_numbers_every_data_set_keeps_its_first_ones() -> None:
    results = [
        result({"name": f"MTEB {number}"}, *[(f"map_at_{k}", k / 40) for k in range(30)])
        for number in range(40)
    ]
    scores = scores_from({}, {"model-index": index(*results)})
    assert len(scores) == MAX_SCORES
    assert {score.dataset for score in scores} == {f"MTEB {number}" for number in range(40)}
    assert [score.metric for score in scores[:3]] == ["map_at_0", "map_at_1", "map_at_2"]
    assert [score.metric for score in scores[-2:]] == ["map_at_0", "map_at_1"]


def test_what_is_no_score_is_left_out() -> None:
    odd = index(
        result(GLUE, ("f1", "0.9"), ("f1", True), ("f1", float("nan")), ("f1", 10**400)),
        result({}, ("f1", 1.0)),
        result(GLUE, ("", 1.0), (None, 1.0), ("f1", 0.5), ("f1", 0.6)),
        result(7, ("f1", 1.0)),
        "text",
        {"dataset": GLUE, "metrics": {"f1": 1}},
    )
    assert scores_from({}, {"model-index": odd}) == (Score("GLUE MRPC", "f1", 0.5),)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(10**400),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(("results", "dataset", "metrics", "value", "type", "data", "id")),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None)
@given(JSON)
def test_no_json_raises(value: object) -> None:
    scores = scores_from({"evalResults": value}, {"model-index": value})
    assert len(scores) <= MAX_SCORES
