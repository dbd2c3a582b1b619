"""What a thousand answers cost, where somebody gave a price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hubexplorer.bench.store import Speed
from hubexplorer.errors import DataError

PER_HOUR, PER_1000_CALLS = "per_hour", "per_1000_calls"
Prices = Mapping[str, Mapping[str, float]]
"""A candidate's name or reference to {"per_hour": of the machine} or {"per_1000_calls": ...}."""


def check_prices(raw: Any) -> dict[str, dict[str, float]]:
    """Prices as a spec gives them.

    Raises:
        DataError: one is none; the message names the candidate.
    """
    found: dict[str, dict[str, float]] = {}
    for name, price in raw.items() if isinstance(raw, Mapping) else [("prices", raw)]:
        if not _is_price(price):
            raise DataError(
                f"the price of {name} cannot be {price!a}",
                hint=f"write {name}: {{{PER_HOUR}: 0.90}} or {{{PER_1000_CALLS}: 0.15}}",
            )
        found[str(name)] = {str(unit): float(value) for unit, value in price.items()}
    return found


def check_names(prices: Prices, candidates: Sequence[tuple[str, str]]) -> None:
    """Raise DataError for prices that are none, or of no candidate.

    Args:
        candidates: the name and reference of each.
    """
    for key, price in check_prices(prices).items():
        if all(price_of({key: price}, name, ref) is None for name, ref in candidates):
            names = ", ".join(name for name, _ in candidates)
            raise DataError(f"there is a price of {key}, which is no candidate", hint=names)


def price_of(prices: Prices, name: str, ref: str) -> Mapping[str, float] | None:
    """The price of a candidate by its name, its repository or its full reference."""
    bare = ref.partition("@")[0]
    known = (name, ref, bare, bare.partition(":")[2])
    return next((prices[one] for one in known if one and one in prices), None)


def cost_of_1000(price: Mapping[str, float] | None, speed: Speed | None) -> float | None:
    """The price of a thousand answers; None where it, or the throughput, is not known.

    A price by the hour is of a machine as fast as the one that measured, always busy.
    """
    if price is None:
        return None
    if PER_1000_CALLS in price:
        return price[PER_1000_CALLS]
    if speed is None or not speed.rows_per_s:
        return None
    return price[PER_HOUR] / 3600 * 1000 / speed.rows_per_s


def _is_price(price: Any) -> bool:
    if not isinstance(price, Mapping) or len(price) != 1:
        return False
    ((unit, value),) = price.items()
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return unit in (PER_HOUR, PER_1000_CALLS) and is_number and 0 <= value < float("inf")
