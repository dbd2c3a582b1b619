"""The metadata block: read whatever it holds, never more than it may."""

import time

import pytest

from hubexplorer.cards.front_matter import MAX_ALIASES, read_yaml, split_front_matter
from hubexplorer.cards.parse import parse_card


def metadata(text: str) -> dict[str, object]:
    return dict(parse_card(f"---\n{text}\n---\nbody").metadata)


def problems(text: str) -> tuple[str, ...]:
    return parse_card(f"---\n{text}\n---\nbody").problems


def test_values_follow_the_core_schema() -> None:
    text = 'a: no\nb: true\nc: 3\nd: 1.5e3\ne: null\nf: "7"\ng: 2024-01-02\nh: [x, {i: y}]\nj: 1_0'
    assert metadata(text) == {
        "a": "no",
        "b": True,
        "c": 3,
        "d": 1500.0,
        "e": None,
        "f": "7",
        "g": "2024-01-02",
        "h": ["x", {"i": "y"}],
        "j": "1_0",
    }


def test_numbers_that_json_cannot_hold_stay_text() -> None:
    assert metadata("a: .nan\nb: 1e999\nc: " + "9" * 5_000)["b"] == "1e999"
    assert metadata("a: .inf") == {"a": ".inf"}


def test_a_few_aliases_are_followed() -> None:
    assert metadata("a: &x [1]\nb: *x") == {"a": [1], "b": [1]}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\nb: 2\na: 3", "'a' is given twice; the first one counts (line 4)."),
        ("a: [b\nc: d", "The YAML is broken at line 3"),
        ("a: !!python/object/apply:os.system [x]", "was ignored (line 2)."),
        ("? [a]\n: b", "where a name should"),
        ("- a", "not a mapping"),
        ("a: \x07", "cannot be read"),
        ("a: &x [*x]", "refers to *x"),
        ("a: " + "[" * 40 + "]" * 40, "deeper than 32 levels"),
        ("a:\n" + "- 1\n" * 20_001, "more than 20,000 values"),
        ("a: " + "x" * 130_000, "larger than 128 kB"),
        ("a: &x [1]\nb: [" + ", ".join(["*x"] * (MAX_ALIASES + 1)) + "]", "more than 16 aliases"),
    ],
)
def test_problems_are_words(text: str, problem: str) -> None:
    assert any(problem in found for found in problems(text)), problems(text)


def test_the_first_of_two_equal_keys_counts() -> None:
    assert metadata("license: cc-by-nc-4.0\nlicense: mit") == {"license": "cc-by-nc-4.0"}


def test_an_alias_costs_what_it_stands_for() -> None:
    doubling = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "\n".join(
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 8)
    )
    value, _ = read_yaml(doubling)
    assert len(value) == 8
    value, found = read_yaml(doubling.replace("[x, ", "[" + "x, " * 400))
    assert value is None
    assert "more than 20,000 values" in found[0]


@pytest.mark.parametrize(
    "mark", ["[", "{a: ", "- ", "&a ", "*a ", "!", "|\n", "? ", "\t", '"', "a: "]
)
def test_hostile_blocks_end_soon(mark: str) -> None:
    started_s = time.perf_counter()
    parse_card(f"---\n{mark * (100_000 // len(mark))}\n---\nbody")
    assert time.perf_counter() - started_s < 2


def test_where_the_body_starts() -> None:
    parts = split_front_matter("---\na: 1\n---\n\nbody")
    assert (parts.yaml_text, parts.yaml_line) == ("a: 1\n", 2)
    assert (parts.body, parts.body_line) == ("\nbody", 4)
    assert split_front_matter("body").body_line == 1
    assert split_front_matter("---\n---\nbody").body == "body"


def test_a_block_that_is_never_closed() -> None:
    assert parse_card("---\nlicense: mit\n\n# A").problems == (
        "The metadata block is opened by --- and never closed.",
    )
    assert parse_card("---\n\nJust a rule above prose.").problems == ()
