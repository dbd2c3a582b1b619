"""The query text and the query say the same."""

import json
import pickle
import random
import string
from pathlib import Path

import pytest

from hubexplorer.catalog import FACETS, RANGES, Query, View, score_name

HOSTILE = Path(__file__).parents[2].parent / "shared" / "data" / "hostile_metadata.json"
DAY_S = 86_400.0


def test_a_query_text_is_read_as_it_looks() -> None:
    query = Query.parse(
        'bert license_class:commercial params:<1B -task:fill-mask language:de,fr "exact words"'
    )
    assert query == Query(
        text='bert "exact words"',
        any_of={"license_class": ("commercial",), "language": ("de", "fr")},
        none_of={"task": ("fill-mask",)},
        ranges={"parameters": (None, 1e9)},
    )
    assert str(query) == (
        'bert "exact words" license_class:commercial language:de,fr -task:fill-mask params:<1B'
    )


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("params:<=7B", (None, 7e9 + 1)),
        ("params:>7B", (7e9 + 1, None)),
        ("parameters:1.5b..7B", (1.5e9, 7e9)),
        ("params:100", (100, 101)),
        ("params:>1B params:<3B params:<9B", (1e9 + 1, 3e9)),
        ("memory:<8GiB", (None, 8 * 2**30)),
        ("memory:<8gb", (None, 8e9)),
        ("downloads:>=1e3", (1000, None)),
        ("updated:>=1970-01-02", (DAY_S, None)),
        ("updated:<=1970-01-02", (None, 2 * DAY_S)),
        ("updated:1970", (0, 365 * DAY_S)),
        ("updated:>1970-01", (31 * DAY_S, None)),
        ("updated:<86400.5", (None, DAY_S + 0.5)),
    ],
)
def test_bounds(text: str, bounds: tuple[float | None, float | None]) -> None:
    query = Query.parse(text)
    assert list(query.ranges.values()) == [bounds]
    assert Query.parse(str(query)) == query


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour:red", r"'colour'.*task, library, license.*updated"),
        ("params:<many", "7B"),
        ("memory:<8XB", "8GB"),
        ("updated:<2026-13-01", "2026-01-31"),
        ("updated:>9999-12-31", "not a date"),
        ("params:1.2.3", "not a number"),
        ("params:<1e999", "too large"),
        ("-params:<1B", "cannot be excluded"),
        ("params:<", "not a bound"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Query.parse(text)


def test_misuse_is_refused() -> None:
    with pytest.raises(ValueError, match="task, library"):
        Query(any_of={"colour": ("red",)})
    with pytest.raises(ValueError, match="parameters, memory"):
        Query(ranges={"size": (1, 2)})
    with pytest.raises(ValueError, match="relevance"):
        Query(sort="best")
    with pytest.raises(ValueError, match="offset"):
        Query(offset=-1)
    with pytest.raises(ValueError, match="not a bound"):
        Query(ranges={"likes": (float("nan"), None)})
    with pytest.raises(TypeError, match="tuple"):
        Query(any_of={"task": "fill-mask"})  # type: ignore[dict-item]
    with pytest.raises(ValueError, match="ascend"):
        View({}, (3, 2, 1))


def test_unfinished_typing_is_text() -> None:
    for text in ("task:", 'say "hel', "-", ":", "\\", '"', '""', "params:1..2 task:a,"):
        query = Query.parse(text)
        assert Query.parse(str(query)) == query


def test_random_queries_round_trip() -> None:
    chance = random.Random(3)
    letters = string.ascii_letters + string.digits + ' \t\n\\"":,-.<>=/é日\u2028\x00\ud800'

    def some_text(longest: int) -> str:
        return "".join(chance.choices(letters, k=chance.randint(1, longest)))

    def some_values() -> tuple[str, ...]:
        return tuple(some_text(8) for _ in range(chance.randint(1, 3)))

    def some_number() -> float:
        kind = chance.random()
        if kind < 0.4:
            return chance.choice((1, 2, 5, 1.5, 0.1)) * 10.0 ** chance.randint(0, 14)
        if kind < 0.7:
            return DAY_S * chance.randint(0, 30_000)
        return chance.uniform(-1e3, 1e12)

    def some_bounds() -> tuple[float | None, float | None]:
        low = chance.choice((None, some_number()))
        return low, some_number() if low is None else chance.choice((None, some_number()))

    words = ("task:x", "-license:mit", "\\x", 'say "two words"', "http://x", "params:<1B")
    for _ in range(2000):
        query = Query(
            text=chance.choice((some_text(30), " ".join(chance.sample(words, 3)))),
            any_of={name: some_values() for name in FACETS if chance.random() < 0.2},
            none_of={name: some_values() for name in FACETS if chance.random() < 0.1},
            ranges={name: some_bounds() for name in RANGES if chance.random() < 0.3},
            scores={
                score_name(some_text(8), some_text(8)): chance.choice((some_bounds(), (None, None)))
                for _ in range(chance.choice((0, 0, 1, 2)))
            },
        )
        assert Query.parse(str(query)) == query, str(query)


@pytest.mark.skipif(not HOSTILE.exists(), reason=f"NOT TESTED: {HOSTILE.name} is not here")
def test_hostile_values_round_trip() -> None:
    for entry in json.loads(HOSTILE.read_text())["strings"]:
        value = entry["value"]
        query = Query(value, {"author": (value, "a")}, {"dataset": (value,)})
        assert Query.parse(str(query)) == query


def test_queries_cross_processes() -> None:
    query = Query.parse("bert task:fill-mask params:<1B")
    assert pickle.loads(pickle.dumps(query)) == query
