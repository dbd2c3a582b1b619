"""Numbers of values, also of those that were put aside meanwhile."""

from __future__ import annotations

import random

import pytest

from hubexplorer.catalog.columns import encoded
from hubexplorer.catalog.vocabulary import Vocabulary

ODD = ("", "\0", "a", "A", "é", "\ud800", "日本", "\U0010ffff", "\xff", "a\0")


@pytest.mark.parametrize("at_once", [1, 7, 100, 10_000])
def test_each_value_has_one_place(at_once: int) -> None:
    chance = random.Random(at_once)
    given = [chance.choice(ODD) + chance.choice(ODD) for _ in range(2000)]
    known = Vocabulary(at_once)
    numbers = [known.number(value) for value in given[:500]]
    for start in range(500, 2000, 5):
        numbers += known.numbers(given[start : start + 5])
    for _ in range(2):  # asking changes nothing
        values, ranks = known.ranked()
        assert list(values) == sorted(set(given), key=encoded)
        assert [values[ranks[number]] for number in numbers] == given


def test_nothing_has_no_place() -> None:
    values, ranks = Vocabulary().ranked()
    assert (list(values), len(ranks)) == ([], 0)
