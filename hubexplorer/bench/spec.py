"""What shall be measured, as one value: from Python's keywords or from a YAML file."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from hubexplorer.bench.prices import check_prices
from hubexplorer.errors import DataError

_TABLES = frozenset({"columns", "predictions", "functions", "labels", "thresholds"})
_LISTS = frozenset({"models", "metrics", "slices"})
_NUMBERS = frozenset({"margin", "seed"})
_TEXTS = frozenset({"data", "task", "cluster", "train_data", "must"})
_PATHS = ("data", "train_data")


@dataclass(frozen=True, slots=True)
class Spec:
    """A benchmark that anybody can run again.

    Attributes:
        data: a file of labeled rows.
        models: [HUB:]NAMESPACE/NAME[@COMMIT] of each candidate.
        predictions: name to a file of answers that some other system gave.
        functions: name to "module:function" that answers one text.
        task: what kind of benchmark; found from the models if empty.
        columns: role (text, label, ...) to the data's column; found from the names if absent.
        metrics: the one that decides first; the task's own if empty.
        slices: columns whose values are shown apart; None is language, source and the like.
        cluster: a column of speakers or documents whose rows belong together.
        labels: a model's label to the data's, where the names do not say it.
        margin: differences below this do not matter.
        train_data: rows the candidates may have learned from; repeats are named.
        thresholds: metric to the value that the candidate `must` has to reach (the most it may
            have, where lower is better).
        must: the candidate that the thresholds are for; the first of the ranking if empty.
        schema: the JSON schema that answers are judged by, instead of a column of references;
            the metric is json_schema.
        prices: a candidate to {"per_hour": of its machine} or {"per_1000_calls": ...}.
        seed: of the resampling.
    """

    data: str
    models: tuple[str, ...] = ()
    predictions: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, str] = field(default_factory=dict)
    task: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    metrics: tuple[str, ...] = ()
    slices: tuple[str, ...] | None = None
    cluster: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    margin: float | None = None
    train_data: str = ""
    thresholds: Mapping[str, float] = field(default_factory=dict)
    must: str = ""
    schema: Mapping[str, Any] = field(default_factory=dict)
    prices: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    seed: int = 0


def load_spec(path: Path) -> Spec:
    """The spec of a YAML file; files that it names lie beside it.

    Raises:
        DataError: it is none; the message names the key.
    """
    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read: {error}") from None
    except yaml.YAMLError as error:
        raise DataError(f"{path.name} is not YAML: {error}") from None
    if not isinstance(raw, dict) or not raw.get("data"):
        raise DataError(f"{path.name} names no data", hint="write data: rows.csv")
    known = [entry.name for entry in fields(Spec)]
    for key in raw:
        if key not in known:
            near = difflib.get_close_matches(str(key), known, n=1)
            raise DataError(
                f"{path.name}: there is no key {key!a}; there are {', '.join(known)}",
                hint=f"did you mean {near[0]}?" if near else "",
            )
    beside = path.resolve().parent
    values = {key: _checked(path.name, key, value) for key, value in raw.items()}
    for key in _PATHS:
        if values.get(key):
            values[key] = str(beside / str(values[key]))
    if "predictions" in values:
        values["predictions"] = {n: str(beside / p) for n, p in values["predictions"].items()}
    return Spec(**values)


def spec_text(spec: Spec) -> str:
    """The spec as a YAML file that `load_spec` reads; what has its default is left out."""
    told: dict[str, Any] = {}
    for entry in fields(Spec):
        value = getattr(spec, entry.name)
        if entry.name == "data" or value not in ("", (), {}, None, 0):
            told[entry.name] = list(value) if isinstance(value, tuple) else value
    told = {k: dict(v) if isinstance(v, Mapping) else v for k, v in told.items()}
    return yaml.safe_dump(told, sort_keys=False, allow_unicode=True)


def _checked(name: str, key: str, value: Any) -> Any:
    if key == "thresholds" and isinstance(value, Mapping) and all(map(_is_number, value.values())):
        return {str(metric): float(least) for metric, least in value.items()}
    if key in _TABLES - {"thresholds"} and isinstance(value, Mapping):
        return {str(left): str(right) for left, right in value.items()}
    if key == "prices":
        return check_prices(value)
    if key == "schema" and isinstance(value, dict):
        return value
    if key in _LISTS:
        items = [value] if isinstance(value, str) else value
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return tuple(items)
    if key in _NUMBERS and _is_number(value):
        return value
    if key in _TEXTS and isinstance(value, str):
        return value
    raise DataError(f"{name}: {key} cannot be {value!a}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
