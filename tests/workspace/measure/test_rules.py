"""Answers judged by a schema, and candidates that cost something."""

from __future__ import annotations

import pytest

from hubexplorer.errors import DataError

SCHEMA = {"type": "object", "required": ["intent"]}
ROWS = [{"message": f"where is my parcel, the {n}th"} for n in range(40)]


def json_always(_text):
    return '{"intent": "delivery"}'


def json_at_times(text):
    return '{"intent": "delivery"}' if "1" in text else "I do not know"


def test_a_schema_judges_answers_without_a_column_of_references(workspace):
    report = workspace.measure(
        [json_always, json_at_times],
        ROWS,
        text="message",
        task="text-generation",
        schema=SCHEMA,
        prices={"json_always": {"per_1000_calls": 2.5}, "json_at_times": {"per_hour": 0.5}},
    )
    assert report.results.metric.name == "json_schema"
    assert report.value("json_always") == 1.0
    assert report.value("json_at_times") == pytest.approx(13 / 40)
    assert report.top_group == ("json_always",)
    told = report.to_markdown()
    assert "| json\\_always | 2.5 |" in told
    costs = dict(
        zip(*(report.to_pandas()[name] for name in ("candidate", "cost_of_1000")), strict=True)
    )
    assert costs["json_always"] == 2.5
    assert 0 < costs["json_at_times"] < 0.5


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"task": "text-generation", "schema": {"type": 7}}, "no JSON schema"),
        ({"task": "text-classification", "schema": SCHEMA}, "judged by no schema"),
        (
            {"task": "text-generation", "schema": SCHEMA, "prices": {"x": {"per_hour": 1}}},
            "price of x",
        ),
    ],
)
def test_schemas_and_prices_that_cannot_be_are_refused(workspace, options, told):
    with pytest.raises(DataError, match=told):
        workspace.measure([json_always], ROWS, text="message", **options)
