"""A report's figures in the formats that hubs and spreadsheets read."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

import yaml

from hubexplorer.bench.cells import harmless
from hubexplorer.bench.results import Candidate, Results, Rows


def eval_results(results: Results, place: int, data: str, task: str, date: str) -> str:
    """One candidate's value as a `.eval_results/*.yaml` of its repository."""
    estimate = results.standings.estimates[place]
    entry = {
        "dataset": {"id": _dataset_id(data), "task_id": task},
        "value": round(estimate.value, 6),
        "date": date,
        "notes": _note(results, place),
    }
    return yaml.safe_dump([entry], sort_keys=False, allow_unicode=True)


def model_index(results: Results, place: int, name: str, data: str, task: str) -> dict[str, Any]:
    """One candidate's values as the `model-index` of a card's front matter."""
    deciding = (results.metric, results.standings)
    metrics = [
        {
            "type": metric.name,
            "name": metric.title,
            "value": round(standings.estimates[place].value, 6),
        }
        for metric, standings in (deciding, *results.others.values())
    ]
    result = {
        "task": {"type": task},
        "dataset": {"name": PurePath(data).name, "type": _dataset_id(data)},
        "metrics": metrics,
    }
    return {"model-index": [{"name": name, "results": [result]}]}


def rows_csv(candidates: Sequence[Candidate], rows: Rows, results: Results) -> str:
    """Every row with its truth, each candidate's answer and score, safe to open anywhere."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    names = [candidate.name for candidate in candidates]
    roles = list(rows.inputs[0])
    writer.writerow(
        map(harmless, ["row", *roles, "truth", *names, *(f"{name}: score" for name in names)])
    )
    for place, inputs in enumerate(rows.inputs):
        answers = [candidate.answers[place] for candidate in candidates]
        writer.writerow(
            map(
                harmless,
                [
                    rows.numbers[place],
                    *inputs.values(),
                    rows.truths[place],
                    *(a["label"] if isinstance(a, dict) and "label" in a else a for a in answers),
                    *(f"{score:.6g}" for score in results.scores[:, place]),
                ],
            )
        )
    return text.getvalue()


def _note(results: Results, place: int) -> str:
    estimate, rows = results.standings.estimates[place], results.standings.rows
    low, high = estimate.interval.low, estimate.interval.high
    return f"{results.metric.name} on {rows} rows, 95 % interval {low:.4f} to {high:.4f}"


def _dataset_id(data: str) -> str:
    return PurePath(data).stem
