"""Card metadata: read as the real hub reads it, within limits whatever it is."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from hubexplorer.hubserver.frontmatter import YamlRefused, front_matter, read_yaml

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)
LONG = "a: &a " + "x" * 100_000 + "\nb: [" + ", ".join(["*a"] * 10_000) + "]"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("language: no", {"language": "no"}),
        ("a: true\nb: False\nc: yes", {"a": True, "b": False, "c": "yes"}),
        ("a: 1\nb: -2.5\nc: 1e3\nd: .5", {"a": 1, "b": -2.5, "c": 1000.0, "d": 0.5}),
        ("a: '1'\nb: \"true\"\nc: |\n  1\n", {"a": "1", "b": "true", "c": "1\n"}),
        ("a: ~\nb:\nc: null", {"a": None, "b": None, "c": None}),
        ("date: 2024-01-31", {"date": "2024-01-31"}),
        ("a: .nan\nb: 1e999\nc: 0x1F", {"a": ".nan", "b": "1e999", "c": "0x1F"}),
        ("1: a\ntrue: b", {"1": "a", "true": "b"}),
        ("a: &x [1]\nb: *x", {"a": [1], "b": [1]}),
        ("a: 1\na: 2", {"a": 2}),
        ("- 1\n- [2, {b: 3}]", [1, [2, {"b": 3}]]),
        ("", None),
        ("n: " + "9" * 5000, {"n": "9" * 5000}),
    ],
)
def test_values(text: str, value: Any) -> None:
    assert read_yaml(text) == value
    assert json.dumps(read_yaml(text))


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "a: b: c",
        "\x00",
        "[" * 10_000,
        "a: &a [*a]",
        "? [1, 2]\n: x",
        "--- 1\n--- 2",
        "x: " + "y" * 300_000,
        "[" + "1, " * 60_000 + "]",
        BOMB,
        LONG,
        "a: !!python/object:os.system {}\nb: [",
        "\ud800: 1",
    ],
    ids=range(13),
)
def test_refused_within_limits(text: str) -> None:
    began = time.process_time()
    with pytest.raises(YamlRefused):
        read_yaml(text)
    assert time.process_time() - began < 2.0


@pytest.mark.parametrize(
    ("card", "value"),
    [
        ("---\nlicense: mit\n---\n# T", {"license": "mit"}),
        ("\ufeff---\r\nlicense: mit\r\n---\r\n# T", {"license": "mit"}),
        ("---\nlicense: mit\n---", {"license": "mit"}),
        ("---\n---\n# T", {}),
        ("# T\n---\nlicense: mit\n---\n", {}),
        ("---\nlicense: mit\n# never closed", {}),
        ("---\nlicense: [\n---\n", {}),
        ("---\n- a list\n---\n", {}),
        ("", {}),
    ],
)
def test_front_matter(card: str, value: dict[str, Any]) -> None:
    assert front_matter(card) == value
