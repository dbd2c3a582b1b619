"""Prices: what is refused, and what a thousand answers cost."""

from __future__ import annotations

import pytest

from hubexplorer.bench.prices import check_names, check_prices, cost_of_1000, price_of
from hubexplorer.bench.spec import Spec, load_spec, spec_text
from hubexplorer.bench.store import Speed
from hubexplorer.errors import DataError

SPEED = Speed(50.0, (0.02,), 1.0, 0, "cpu", "float32")


def test_a_price_by_the_hour_goes_by_the_throughput_that_was_measured():
    assert cost_of_1000({"per_hour": 1.8}, SPEED) == pytest.approx(0.01)
    assert cost_of_1000({"per_1000_calls": 0.15}, None) == 0.15
    assert cost_of_1000({"per_hour": 1.8}, None) is None
    assert cost_of_1000(None, SPEED) is None


def test_a_candidate_is_named_shortly_or_in_full():
    prices = {"team/model": {"per_hour": 1.0}}
    assert price_of(prices, "model", "hub:team/model@abc") == {"per_hour": 1.0}
    assert price_of(prices, "other", "hub:team/other@abc") is None
    check_names(prices, [("model", "hub:team/model@abc")])
    with pytest.raises(DataError, match="price of team/model, which is no candidate"):
        check_names(prices, [("other", "hub:team/other@abc")])


@pytest.mark.parametrize(
    "price",
    [1.0, {}, {"per_day": 1}, {"per_hour": -1}, {"per_hour": True}, {"per_hour": float("nan")}],
)
def test_what_is_no_price_is_refused(price):
    with pytest.raises(DataError, match="the price of a cannot be"):
        check_prices({"a": price})


def test_prices_and_schema_are_kept_in_a_spec(tmp_path):
    path = tmp_path / "spec.yaml"
    spec = Spec("x.csv", prices={"a": {"per_hour": 2.0}}, schema={"type": "object"})
    path.write_text(spec_text(spec), "utf-8")
    again = load_spec(path)
    assert (again.prices, again.schema) == (spec.prices, spec.schema)
