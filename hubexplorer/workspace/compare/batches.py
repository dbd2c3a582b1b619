"""Several inputs in one run: sent in portions, answered in their order, a row each as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from hubexplorer.records import Answer
from hubexplorer.runtime.task import TaskInfo

PORTION = 64
"""Texts a call: enough to sort by length, few enough to show progress and to stop between."""
_BINARY = (bytes, bytearray)


def portions(given: Mapping[str, Any], info: TaskInfo) -> list[Mapping[str, Any]]:
    """The calls that an input takes: one, or several where it is many texts or many inputs."""
    if "inputs" in given:
        return list(given["inputs"])
    texts = given.get("texts")
    is_together = info.input_kind == "texts"
    if not isinstance(texts, list) or is_together or len(texts) <= PORTION:
        return [given]
    starts = range(0, len(texts), PORTION)
    return [{**given, "texts": texts[start : start + PORTION]} for start in starts]


def size_of(given: Mapping[str, Any]) -> int:
    """How many inputs it is."""
    if "inputs" in given:
        return sum(map(size_of, given["inputs"]))
    return len(given["texts"]) if isinstance(given.get("texts"), list) else 1


def merged(answers: Sequence[Answer]) -> Answer:
    """The answers to portions as one answer: a batch, with the times added up."""
    first = answers[0]
    if len(answers) == 1:
        return first
    return replace(
        first,
        output={"kind": "batch", "items": [item for one in answers for item in _items(one.output)]},
        latency_s=sum(one.latency_s for one in answers),
        load_s=max(one.load_s for one in answers),
        peak_bytes=max(one.peak_bytes for one in answers),
        tokens=sum(one.tokens or 0 for one in answers) or None,
        first_token_s=None,
        tokens_per_s=None,
    )


def rows(given: Mapping[str, Any], output: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Each input as a table can show it, with its output; {} where there is none."""
    shown = list(_shown(given))
    items = _items(output)
    if len(items) != len(shown):  # one output about all of them, or none yet
        return iter([(shown if len(shown) > 1 else shown[0], output)])
    return zip(shown, items, strict=True)


def _items(output: Mapping[str, Any]) -> list[Any]:
    return list(output["items"]) if output.get("kind") == "batch" else [output]


def _shown(given: Mapping[str, Any]) -> Iterator[Any]:
    if "inputs" in given:
        for one in given["inputs"]:
            yield from _shown(one)
    elif isinstance(given.get("texts"), list):
        yield from given["texts"]
    elif given.keys() == {"text"}:
        yield given["text"]
    else:
        yield {
            name: f"{len(value):,} bytes" if isinstance(value, _BINARY) else value
            for name, value in given.items()
        }
