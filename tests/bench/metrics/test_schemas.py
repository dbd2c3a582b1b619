"""Answers judged by a JSON schema, offline whatever the schema says."""

from __future__ import annotations

import pytest

from hubexplorer.bench.metrics import metric_of
from hubexplorer.bench.metrics.schemas import check_schema, is_of_schema
from hubexplorer.errors import DataError

SCHEMA = {
    "type": "object",
    "required": ["intent"],
    "properties": {"intent": {"enum": ["refund", "cancel"]}, "sure": {"type": "number"}},
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    ("answer", "is_right"),
    [
        ('{"intent": "refund"}', True),
        ('```json\n{"intent": "cancel", "sure": 0.5}\n```', True),
        ('{"intent": "other"}', False),
        ('{"intent": "refund", "more": 1}', False),
        ('Sure! {"intent": "refund"}', False),
        ('{"intent": "refund", "sure": NaN}', False),
        ("", False),
        ("[" * 100_000, False),
    ],
)
def test_an_answer_is_json_of_the_schema_or_not(answer, is_right):
    assert is_of_schema(SCHEMA, answer) is is_right


def test_the_metric_is_a_share_of_rows():
    metric = metric_of("json_schema")
    stats = metric.stats([check_schema(SCHEMA)] * 3, ['{"intent": "refund"}', "no", None])
    assert metric.is_share
    assert metric.value(stats.sum(0)) == pytest.approx(1 / 3)


def test_what_is_no_schema_is_refused_and_nothing_is_fetched():
    with pytest.raises(DataError, match="no JSON schema"):
        check_schema({"type": "objekt"})
    with pytest.raises(DataError, match="does not hold"):
        is_of_schema({"$ref": "https://example.org/schema.json"}, "1")
