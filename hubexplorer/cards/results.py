"""Published scores, from a card's model-index and from `.eval_results/*.yaml`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from hubexplorer.cards.front_matter import read_yaml
from hubexplorer.cards.parse import Card
from hubexplorer.records import EvalResult

MODEL_INDEX = "model-index"
_NUMBER = re.compile(r"\s*([-+]?\d{1,12}(?:\.\d{1,12})?)\s*%?\s*")
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2,4})?")
_MAX_PROBLEMS = 20


def eval_results(
    card: Card, extra: Mapping[str, str] | None = None
) -> tuple[tuple[EvalResult, ...], tuple[str, ...]]:
    """The published scores of a model, and what is malformed among them.

    Args:
        card: the model's card.
        extra: path to text of the repository's `.eval_results/*.yaml`.
    """
    results: list[EvalResult] = []
    problems: list[str] = []
    sources: list[tuple[str, Iterable[EvalResult | str]]] = [
        (MODEL_INDEX, _entries_of_index(card.metadata.get(MODEL_INDEX)))
    ]
    for path, text in sorted((extra or {}).items()):
        value, faults = read_yaml(text)
        is_unread = bool(faults) and value is None
        sources.append((path, chain(faults, () if is_unread else _entries_of_file(value))))
    for source, entries in sources:
        for entry in entries:
            if isinstance(entry, str):
                problems.append(f"{source}: {entry}")
            else:
                results.append(replace(entry, source=source))
    return tuple(results), tuple(problems[:_MAX_PROBLEMS])


def _entries_of_index(index: Any) -> Iterator[EvalResult | str]:
    if index is None:
        return
    if not isinstance(index, list):
        yield "not a list of models."
        return
    for model in index:
        results = model.get("results") if isinstance(model, dict) else None
        if not isinstance(results, list):
            yield "a model has no list of results."
            continue
        for result in results:
            yield from _entries_of_result(result)


def _entries_of_result(result: Any) -> Iterator[EvalResult | str]:
    if not isinstance(result, dict):
        yield "a result is not a mapping."
        return
    task = _name(result.get("task"), "type")
    dataset = _name(result.get("dataset"), "name", "type")
    metrics = result.get("metrics")
    if not isinstance(metrics, list):
        named = dataset or task or "an unnamed data set"
        yield f"the result for {named} has no list of metrics."
        return
    for metric in metrics:
        name = _name(metric, "type", "name")
        value = _number(metric.get("value")) if isinstance(metric, dict) else None
        if not name or not dataset:
            yield f"a score without {'a data set' if name else 'a metric'}."
        elif value is None:
            yield f"{name} on {dataset} is not a number."
        else:
            language = _language(result.get("dataset"))
            yield EvalResult(task, dataset, name, value, language=language)


def _entries_of_file(value: Any) -> Iterator[EvalResult | str]:
    if not isinstance(value, list):
        yield "not a list of results."
        return
    for entry in value:
        dataset = entry.get("dataset") if isinstance(entry, dict) else None
        name = _name(dataset, "id")
        number = _number(entry.get("value")) if isinstance(entry, dict) else None
        if not name:
            yield "a result without a data set."
        elif number is None:
            yield f"the value on {name} is not a number."
        else:
            task = _name(dataset, "task_id")
            yield EvalResult(task, name, _name(entry.get("metric"), "type"), number)


def _name(value: Any, *keys: str) -> str:
    """The first of the keys that names something, or the value itself where it is a text."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        for key in keys:
            if isinstance(value.get(key), (str, int, float)) and str(value[key]).strip():
                return str(value[key]).strip()
    return ""


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        found = _NUMBER.fullmatch(value)
        return float(found[1]) if found else None
    if isinstance(value, (int, float)) and math.isfinite(value):
        return float(value)
    return None


def _language(dataset: Any) -> str:
    if not isinstance(dataset, dict):
        return ""
    arguments = dataset.get("args")
    places: Sequence[Any] = (
        dataset.get("language"),
        arguments.get("language") if isinstance(arguments, dict) else None,
        dataset.get("config"),
    )
    for place in places:
        if isinstance(place, str) and _LANGUAGE.fullmatch(place):
            return place
    return ""
