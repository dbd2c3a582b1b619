"""What a benchmark is made of besides models: rows with what is true of them, and functions."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import Any

from hubexplorer.bench.data import Dataset
from hubexplorer.bench.tasks import Task, truth_of
from hubexplorer.errors import DataError


def labeled(
    dataset: Dataset, task: Task, column: str
) -> tuple[Dataset, tuple[Any, ...], tuple[str, ...]]:
    """The rows with a true value, those values, and what was left out.

    Raises:
        DataError: a value cannot be one, by row; or there is none.
    """
    truths, kept, empty = [], [], 0
    for place, value in enumerate(dataset.column(column)):
        try:
            truth = truth_of(task, value)
        except (ValueError, TypeError, KeyError) as error:
            raise DataError(
                f"{dataset.name}: row {dataset.numbers[place]}: {column!a} is no {task.truth}:"
                f" {error}",
                hint=f"is {column!a} the right column? name it: {task.truth}=...",
            ) from None
        if truth is None:
            empty += 1
        else:
            truths.append(truth)
            kept.append(place)
    if not kept:
        raise DataError(f"{dataset.name}: column {column!a} is empty")
    notes = [*dataset.problems]
    if empty:
        notes.append(f"{empty:,} rows have no {task.truth} and are left out")
    some = replace(
        dataset,
        rows=tuple(dataset.rows[place] for place in kept),
        numbers=tuple(dataset.numbers[place] for place in kept),
    )
    return some, tuple(truths), tuple(notes)


def function_of(text: str) -> Any:
    """The function that "module:function" names.

    Raises:
        DataError: it cannot be imported.
    """
    module, _, name = text.partition(":")
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise DataError(
            f"{text!a} cannot be imported: {error}", hint="write module:function"
        ) from None
