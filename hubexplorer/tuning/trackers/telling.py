"""What of a fine-tuning's events trackers are told, and what the events tell of trackers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from hubexplorer.jobs import Event
from hubexplorer.tuning.trackers.base import Point, clean_name, clean_value

_CURVES = {"loss": "train", "eval": "watched"}
_VALUES = ("loss", "learning_rate")
_MOST_LANGUAGES = 20
_ENDS = {
    "before": "before",
    "after": "after",
    "difference": "change",
    "low": "change_low",
    "high": "change_high",
}


def parameters(arguments: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, str]:
    """What was asked for, and what the data check found: no path, and nothing but one line each.

    Args:
        arguments: the job's.
        data: of its "data" event.
    """
    known = {
        "family": arguments["family"],
        "base_model": arguments["repo"],
        "base_commit": arguments["commit"],
        "hub": arguments["hub"],
        "data": Path(arguments["data"]).name,
        "data_sha256": data["sha256"],
        "test_data_sha256": data["test_sha256"],
        "train_rows": data["train"],
        "watched_rows": data["validation"],
        "test_rows": data["test"],
        "labels": json.dumps(list(data["labels"]), ensure_ascii=False),
        "seed": arguments["seed"],
        "output": "/".join(Path(arguments["output"]).parts[-2:]),
        **arguments["settings"],
    }
    return {clean_name(name): clean_value(str(value)) for name, value in known.items()}


def points(events: Iterable[Event], last_step: int = 0) -> list[Point]:
    """The values of these events; those of the result stand at the last step.

    Args:
        last_step: of the events before them.
    """
    found = []
    for event in events:
        step = event.data.get("step")
        if event.kind in _CURVES and isinstance(step, int):
            last_step = max(last_step, step)
            kind = _CURVES[event.kind]
            values = {f"{kind}/{name}": event.data.get(name) for name in _VALUES}
        elif event.kind == "result":
            kind = event.kind
            values = _result(event.data)
        else:
            continue
        numbers: dict[str, float] = {}
        for name, one in values.items():
            if isinstance(one, int | float) and not isinstance(one, bool):
                numbers.setdefault(clean_name(name), float(one))
        if numbers:
            found.append(Point(kind, last_step, event.time_s, numbers))
    return found


def problem_of(events: Iterable[Event]) -> str | None:
    """What keeps a run out of its tracker; empty for nothing, None while nothing is known."""
    told = [str(event.data["problem"]) for event in events if event.kind == "tracker"]
    return told[-1] if told else None


def _result(result: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of all rows by "after/accuracy", those of a language by "after/accuracy/de"."""
    languages = sorted(result.get("languages", {}).items())[:_MOST_LANGUAGES]
    slices = [("", result), *((f"/{language}", part) for language, part in languages)]
    return {
        f"{title}/{metric}{language}": value
        for language, part in slices
        for end, title in _ENDS.items()
        for metric, value in part[end].items()
    }
