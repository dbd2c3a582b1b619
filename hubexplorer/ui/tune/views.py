"""What the Tune screen shows, as messages: a base, a check, a run, all runs side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hubexplorer.cards import forbids_derivatives, judged_class, license_key, obligations
from hubexplorer.jobs import Event, Job
from hubexplorer.records import ModelPage, ModelRef
from hubexplorer.tuning import (
    Estimate,
    Family,
    Metric,
    all_families,
    all_trackers,
    problem_of,
    tracked,
)
from hubexplorer.ui.desk import key_of
from hubexplorer.ui.thumbnails import thumbnails
from hubexplorer.workspace.tune.held_out import can_measure
from hubexplorer.workspace.tune.runs import Run, Runs
from hubexplorer.workspace.tune.tuner import TunePlan, can_resume, has_sample

_PREVIEW_ROWS = 5
_LOG_BYTES = 20_000


NO_CHECK: dict[str, Any] = {
    "family": "",
    "rows": 0,
    "columns": [],
    "roles": [],
    "labels": [],
    "preview": [],
    "pictures": {},
    "warnings": [],
    "problem": None,
    "seconds": 0.0,
    "memory_bytes": 0,
    "disk_bytes": 0,
    "free_bytes": 0,
    "basis": "",
    "train_rows": 0,
    "test_rows": 0,
    "settings": [],
}


def check_view(plan: TunePlan, data_id: str) -> dict[str, Any]:
    """A plan as the browser shows it."""
    check = plan.check
    return {
        **NO_CHECK,
        "family": plan.family.title,
        "rows": check.rows,
        "columns": list(plan.table.columns),
        "roles": roles_view(plan.family, plan.columns),
        "labels": [{"label": label, "rows": rows} for label, rows in check.labels.items()],
        "preview": preview(plan.table.rows),
        "pictures": _pictures(plan),
        "warnings": [*check.problems, *check.warnings],
        **estimate_view(plan.estimate),
        "free_bytes": plan.free_bytes,
        "train_rows": check.train + check.validation,
        "test_rows": check.test,
        "data": data_id,
        "settings": [
            {
                "name": name,
                "about": setting.about,
                "value": plan.settings[name],
                "at_least": _finite(setting.at_least),
                "at_most": _finite(setting.at_most),
                "is_whole": isinstance(setting.default, int),
            }
            for name, setting in plan.family.settings.items()
        ],
    }


def estimate_view(estimate: Estimate) -> dict[str, Any]:
    """What a training will take."""
    return {
        "seconds": estimate.seconds,
        "memory_bytes": estimate.memory_bytes,
        "disk_bytes": estimate.disk_bytes,
        "basis": estimate.basis,
    }


def roles_view(family: Family, columns: Mapping[str, str]) -> list[dict[str, str]]:
    """What each column of the data is for."""
    return [
        {"role": column.role, "about": column.about, "column": columns.get(column.role, "")}
        for column in family.columns
    ]


def _finite(bound: float) -> float | None:
    return bound if math.isfinite(bound) else None


def run_view(job: Job | None) -> dict[str, Any]:
    """A run as the browser shows it: progress, loss so far, before and after."""
    view: dict[str, Any] = {
        "status": "idle", "name": "", "key": None, "data": "",
        "done": 0.0, "total": 0.0, "text": "", "left_s": None, "can_resume": False,
        "losses": [], "watched": [],
        "tracked": None, "result": None, "error": None,
    }  # fmt: skip
    if job is None:
        return view
    state = job.state()
    args = job.args
    events = job.events()
    view |= {
        "status": state.status,
        "name": Path(args["output"]).parent.name,
        "key": key_of(ModelRef(args["hub"], args["repo"], args["commit"])),
        "data": Path(args["data"]).name,
        "done": state.done,
        "total": state.total,
        "text": state.text,
        "losses": _curve(events, "loss"),
        "watched": _curve(events, "eval"),
        "left_s": _left_s(events),
        "can_resume": state.status in ("failed", "canceled") and can_resume(job),
        "tracked": tracked_view(job, events),
    }
    if state.status == "failed":
        view["error"] = {"message": state.message, "hint": state.hint}
    if state.status == "done":
        view["result"] = result_view(job)
    return view


def result_view(job: Job) -> dict[str, Any]:
    """Before and after on the same rows: the first metric, the others, and each language."""
    result = job.state().result
    first, *others = all_families()[job.args["family"]].metrics
    languages = result["languages"]
    parts = [change_view(result, metric, "") for metric in others]
    if len(languages) > 1:
        parts += [change_view(languages[one], first, one) for one in languages]
    return {
        "whole": change_view(result, first, ""),
        "parts": parts,
        "folder": result["folder"],
        "before_note": str(result["baseline"]),
        "can_measure": can_measure(job),
    }


def change_view(result: Mapping[str, Any], metric: Metric, part: str) -> dict[str, Any]:
    """One metric before and after, with the interval of the difference."""
    figures = ("before", "after", "difference", "low", "high")
    return {
        "part": part,
        "metric": metric.title,
        "lower_is_better": metric.lower_is_better,
        **{figure: result[figure][metric.name] for figure in figures},
        "rows": result["rows"],
    }


def trackers_view() -> list[dict[str, Any]]:
    """Where runs can also be kept, and what installs that."""
    return [
        {
            "name": tracker.name,
            "title": tracker.title,
            "is_installed": tracker.is_installed,
            "install": f'pip install "hubexplorer[{tracker.extra}]"',
        }
        for tracker in all_trackers().values()
    ]


def tracked_view(job: Job, events: Sequence[Event]) -> dict[str, str] | None:
    """Where a run is also kept; None where nowhere, or not yet known."""
    found, problem = tracked(job.args), problem_of(events)
    if found is None or problem is None:
        return None
    return {
        "title": found.tracker.title,
        "place": str(found.place),
        "command": found.command,
        "about": found.tracker.about,
        "problem": problem,
    }


def _curve(events: Sequence[Event], kind: str) -> list[dict[str, float]]:
    return [
        {"step": event.data["step"], "loss": event.data["loss"]}
        for event in events
        if event.kind == kind
    ]


def _left_s(events: Sequence[Event]) -> float | None:
    """Seconds until the last step, at the pace so far; None while there is none."""
    steps = [event for event in events if event.kind == "loss"]
    if len(steps) < 2 or steps[-1].data["step"] == steps[0].data["step"]:
        return None
    first, last = steps[0], steps[-1]
    pace_s = (last.time_s - first.time_s) / (last.data["step"] - first.data["step"])
    left = max(0, last.data["total"] - last.data["step"])
    return float(pace_s * left)


def preview(rows: tuple[tuple[str, ...], ...]) -> list[list[str]]:
    return [[field[:200] for field in row] for row in rows[:_PREVIEW_ROWS]]


def _pictures(plan: TunePlan) -> dict[str, str]:
    """Those that the first rows name."""
    if plan.family.input != "image":
        return {}
    place = plan.table.columns.index(plan.columns["image"])
    names = [row[place] for row in plan.table.rows[:_PREVIEW_ROWS]]
    return thumbnails(Path(plan.table.folder), names)


def terms_view(page: ModelPage) -> dict[str, Any]:
    """What the base's license says of a model made from it."""
    model = page.model
    key = license_key(model.license_id, model.license_name)
    return {
        "license_id": model.license_id,
        "license_class": str(judged_class(page.license_sources)),
        "forbids_derivatives": forbids_derivatives(key),
        "duties": list(obligations(key)),
    }


def family_view(family: Family) -> dict[str, Any]:
    """What a model becomes, and what a file for it holds."""
    return {
        "family": family.named,
        "has_sample": has_sample(family),
        "names_files": family.names_files,
        "needs": [
            {
                "role": column.role,
                "about": column.about,
                "names": list(column.names),
                "example": column.example,
            }
            for column in family.columns
        ],
    }


def runs_view(runs: Runs) -> dict[str, Any]:
    """All runs, with the settings in which they differ and the best of each group marked."""
    groups = runs.top()
    values = [_values(run) for run in runs]
    names = dict.fromkeys(name for one in values for name in one)
    differing = [name for name in names if len({one.get(name) for one in values}) > 1]
    return {"settings": differing, "runs": [_run_row(run, groups, differing) for run in runs]}


def _run_row(run: Run, groups: Sequence[frozenset[str]], settings: Sequence[str]) -> dict[str, Any]:
    top = next((group for group in groups if run.name in group), frozenset())
    change = run.change
    result = run.result
    values = _values(run)
    return {
        "name": run.name,
        "repo": run.ref.repo,
        "status": run.status,
        "started_s": run.started_s,
        "metric": run.metric.title,
        "values": [str(values.get(name, "")) for name in settings],
        "after": result["after"][run.metric.name] if result else None,
        "change": list(change) if change else None,
        "standing": ("tied" if len(top) > 1 else "best") if top else "",
    }


def _values(run: Run) -> Mapping[str, Any]:
    return {"model": run.ref.name, **run.settings, "data": run.data}


def log_text(job: Job | None) -> str:
    """The end of what the training printed; before it printed anything, of what its job did."""
    if job is None:
        return ""
    for name in ("train.log", "job.log"):
        path = job.folder / name
        if path.is_file() and (size := path.stat().st_size) > 0:
            with path.open("rb") as file:
                file.seek(max(0, size - _LOG_BYTES))
                text = file.read().decode("utf-8", "replace")
            return text if size <= _LOG_BYTES else f"...{text.partition(chr(10))[2]}"
    return ""
