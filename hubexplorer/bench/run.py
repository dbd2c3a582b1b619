"""Asking a candidate for the answers it has not given yet, in batches of like lengths."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from hubexplorer.bench.store import Reply, Store

BATCH_ROWS = 64
_BATCH_CHARACTERS = 200_000
_ALONE_CALLS = 20
_WARM_UP_CALLS = 2

Row = Mapping[str, str]
Predict = Callable[[Sequence[Row]], Reply]
"""From rows (role to text) to their answers."""


def complete(
    predict: Predict,
    rows: Sequence[Row],
    store: Store,
    *,
    check: Callable[[Sequence[str]], None] = lambda _labels: None,
    progress: Callable[[int], None] = lambda _rows: None,
) -> None:
    """Fill a store with a candidate's answers to all rows, and the time of single calls.

    The first call only warms the candidate up: its time counts nowhere.

    Args:
        check: called with the labels that the model knows before the work begins; may refuse.
        progress: called with how many rows have an answer.
    """
    if store.is_whole:
        check(store.labels)
        return
    warm = predict([rows[0]])
    check(warm.labels)
    store.keep_start(warm)
    progress(len(store.answers))
    for places in batches(rows, store.missing):
        store.keep(places, predict([rows[place] for place in places]))
        progress(len(store.answers))
    by_length = _by_length(rows, range(len(rows)))
    step = max(1, len(rows) // _ALONE_CALLS)
    single = by_length[::step][:_ALONE_CALLS]
    for place in single[:_WARM_UP_CALLS]:
        predict([rows[place]])
    store.keep_alone([predict([rows[place]]).latency_s for place in single])


def batches(rows: Sequence[Row], places: Sequence[int]) -> Iterator[list[int]]:
    """The places in batches of rows that are about as long, the shortest first."""
    batch: list[int] = []
    size = 0
    for place in _by_length(rows, places):
        length = _length(rows[place])
        if batch and (len(batch) == BATCH_ROWS or size + length > _BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(place)
        size += length
    if batch:
        yield batch


def predictor(candidate: Any, answer: Callable[[Any], Any], main: str) -> Predict:
    """A Python object as a candidate.

    Args:
        candidate: has `predict(list of texts)`, or is a function of one text (of a mapping, where
            a row has several inputs).
        answer: from what it returns to an answer that the metrics take.
        main: the role of the text.

    Raises:
        TypeError: it is neither.
    """
    many = getattr(candidate, "predict", None)
    if not callable(many) and not callable(candidate):
        raise TypeError(f"{candidate!r} is no candidate: it neither predicts nor can be called")

    def predict(rows: Sequence[Row]) -> Reply:
        started = time.perf_counter()
        inputs = [row[main] if len(row) == 1 else dict(row) for row in rows]
        found = list(many(inputs)) if callable(many) else [candidate(value) for value in inputs]
        latency_s = time.perf_counter() - started
        if len(found) != len(rows):
            raise ValueError(f"{candidate!r} gave {len(found)} answers to {len(rows)} rows")
        return Reply([answer(value) for value in found], latency_s, device="this process")

    return predict


def _by_length(rows: Sequence[Row], places: Sequence[int]) -> list[int]:
    return sorted(places, key=lambda place: _length(rows[place]))


def _length(row: Row) -> int:
    return sum(map(len, row.values()))
