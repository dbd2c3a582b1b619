"""Published scores in a hub's JSON, whatever the JSON is: a few of each model, for the catalog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hubexplorer.hubs.values import mapping, text
from hubexplorer.records import Score

MAX_SCORES = 100
_MAX_READ = 5_000
_LARGEST = 1e300


def scores_from(row: Mapping[str, Any], card: Mapping[str, Any]) -> tuple[Score, ...]:
    """The scores of a model, each data set and metric once, at most `MAX_SCORES`.

    Of more, the first ones of every data set stay: some publish thirty numbers for each of a
    hundred data sets.

    Args:
        row: a row of `GET /api/models`, where the hub may have put its model-index and results.
        card: its card's front matter, where a model-index is by itself.
    """
    by_dataset: dict[str, dict[str, Score]] = {}
    for number, (dataset, metric, value) in enumerate(_published(row, card)):
        if number >= _MAX_READ:
            break
        score = _score(dataset, metric, value)
        if score is not None:
            by_dataset.setdefault(score.dataset, {}).setdefault(score.metric, score)
    ranked = [
        (place, number, score)
        for number, scores in enumerate(by_dataset.values())
        for place, score in enumerate(scores.values())
    ]
    kept = sorted(sorted(ranked, key=lambda item: item[:2])[:MAX_SCORES], key=lambda item: item[1])
    return tuple(score for _, _, score in kept)


def _published(row: Mapping[str, Any], card: Mapping[str, Any]) -> Iterator[tuple[Any, Any, Any]]:
    """Data set, metric and value as they are written."""
    for item in _items(row.get("evalResults")):
        result = mapping(item.get("data", item))
        dataset = mapping(result.get("dataset"))
        yield dataset.get("id"), dataset.get("task_id") or "value", result.get("value")
    for model in _items(card.get("model-index", row.get("model-index"))):
        for result in _items(model.get("results")):
            dataset = mapping(result.get("dataset"))
            name = dataset.get("name") or dataset.get("type")
            for metric in _items(result.get("metrics")):
                yield name, metric.get("type") or metric.get("name"), metric.get("value")


def _items(value: Any) -> Iterator[Mapping[str, Any]]:
    return map(mapping, value) if isinstance(value, list) else iter(())


def _score(dataset: Any, metric: Any, value: Any) -> Score | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    names = text(dataset), text(metric)
    # A whole number may be larger than any float.
    if not all(names) or not -_LARGEST < value < _LARGEST:
        return None
    return Score(*names, float(value))
