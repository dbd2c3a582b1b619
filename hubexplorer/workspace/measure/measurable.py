"""What a benchmark is made of besides models: rows with what is true of them, and functions."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hubexplorer.bench.dataset import Dataset
from hubexplorer.bench.folders import read_files
from hubexplorer.bench.metrics import Metric, metric_of
from hubexplorer.bench.metrics.schemas import check_schema
from hubexplorer.bench.spec import Spec
from hubexplorer.bench.tasks import Task, truth_of
from hubexplorer.bench.verdict import listed
from hubexplorer.errors import DataError

_SCHEMA = "json_schema"
_NAMED = 5
"""Rows that a note names."""


def files_of(source: Any, task: Task, columns: Mapping[str, str]) -> tuple[Dataset, Path, str]:
    """Rows that name pictures or sounds, the folder they lie in, and the column of their names.

    Raises:
        DataError: the source is neither a folder nor a table beside the files, or is not usable.
    """
    if not isinstance(source, str | Path):
        raise DataError(
            f"{task.name} needs {task.media} files, which a {type(source).__name__} does not hold",
            hint="give a folder, or the path of a table beside the files",
        )
    path = Path(source).expanduser()
    if not path.exists():
        raise DataError(f"there is no folder or file {str(source)!r}")
    return read_files(path, task.media, columns.get(task.media, ""))


def metrics_of(
    spec: Spec, task: Task, decides: Callable[[Any, Any], float] | None
) -> tuple[Metric, ...]:
    """What is measured, the deciding metric first.

    Args:
        decides: a function, instead of the spec's metric.

    Raises:
        DataError: answers of the task are no texts, which a schema could judge.
        ValueError: there is no such metric.
    """
    if spec.schema:
        if task.truth != "reference":
            raise DataError(f"answers of {task.name} are judged by no schema")
        return (metric_of(decides or _SCHEMA),)
    chosen = decides or (spec.metrics or task.metrics)[0]
    rest = [name for name in (*spec.metrics[1:], *task.metrics) if name != chosen]
    return tuple(metric_of(one) for one in (chosen, *dict.fromkeys(rest)))


def with_schema(dataset: Dataset, schema: Mapping[str, Any]) -> tuple[Dataset, str]:
    """The rows with the schema as what is true of each, and the name of that column.

    Raises:
        DataError: it is no JSON schema, or the data has such a column.
    """
    text = check_schema(schema)
    if _SCHEMA in dataset.columns:
        raise DataError(f"{dataset.name} has a column {_SCHEMA} beside the schema of the spec")
    return replace(
        dataset,
        columns=(*dataset.columns, _SCHEMA),
        rows=tuple((*row, text) for row in dataset.rows),
    ), _SCHEMA


def labeled(
    dataset: Dataset, task: Task, roles: Mapping[str, str]
) -> tuple[Dataset, tuple[Any, ...], tuple[str, ...]]:
    """The rows with something to answer and a true value, those values, and what was left out.

    Args:
        roles: of the task, to their columns; only the main input must not be blank.

    Raises:
        DataError: a value cannot be one, by row; or there is none.
    """
    column, main = roles[task.truth], task.inputs[0]
    truths, asked = _truths(dataset, task, column), dataset.column(roles[main])
    blank = {place for place, value in enumerate(asked) if _is_blank(value)}
    untold = [place for place, one in enumerate(truths) if one is None and place not in blank]
    if len(blank) + len(untold) == len(truths):
        empty = column if untold else roles[main]
        raise DataError(f"{dataset.name}: column {empty!a} is empty")
    notes = dataset.problems
    for role, places in ((main, sorted(blank)), (task.truth, untold)):
        if places:
            notes += (_left_out([dataset.numbers[place] for place in places], role),)
    if blank or untold:
        kept = sorted({*range(len(truths))} - blank - {*untold})
        truths = [truths[place] for place in kept]
        dataset = replace(
            dataset,
            rows=tuple(dataset.rows[place] for place in kept),
            numbers=tuple(dataset.numbers[place] for place in kept),
        )
    return dataset, tuple(truths), notes


def _truths(dataset: Dataset, task: Task, column: str) -> list[Any]:
    values = dataset.column(column)
    if task.truth == "label" and set(map(type, values)) == {str}:  # few, each read once
        labels = {value: truth_of(task, value) for value in set(values)}
        return [labels[value] for value in values]
    truths = []
    for place, value in enumerate(values):
        try:
            truths.append(truth_of(task, value))
        except (ValueError, TypeError, KeyError) as error:
            raise DataError(
                f"{dataset.name}: row {dataset.numbers[place]}: {column!a} is no {task.truth}:"
                f" {error}",
                hint=f"is {column!a} the right column? name it: {task.truth}=...",
            ) from None
    return truths


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _left_out(numbers: Sequence[int], role: str) -> str:
    """Which rows lack what, the first of them by number."""
    if len(numbers) == 1:
        return f"row {numbers[0]:,} has no {role} and is left out"
    return f"rows {listed([f'{n:,}' for n in numbers], _NAMED)} have no {role} and are left out"


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
