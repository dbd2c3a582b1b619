"""Tune: check the data, see what it will take, train with live loss, read before and after."""

from __future__ import annotations

import base64
import binascii
import math
import os
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import traitlets

from hubexplorer.cards import judged_class
from hubexplorer.errors import DataError, HubExplorerError
from hubexplorer.jobs import ENDED, Event, Job
from hubexplorer.records import ModelRef
from hubexplorer.tuning import Family, Metric, all_families
from hubexplorer.ui.card import gravest_view
from hubexplorer.ui.desk import Desk, key_of, ref_of
from hubexplorer.ui.lab import lab_path
from hubexplorer.ui.screen import Screen, error_view
from hubexplorer.workspace.find import Model
from hubexplorer.workspace.keep import keep
from hubexplorer.workspace.tune import SAMPLE, TuneData, TunePlan, Tuner, can_resume

FLUSH_S = 0.25
_PREVIEW_ROWS = 5


class Tune(Screen):
    """Fine-tune the chosen model on a CSV file; the run goes on when the kernel ends."""

    stem = "tune"

    model = traitlets.Instance(
        dict, allow_none=True, help="The base model, as {hub, repo, commit}."
    ).tag(sync=True)
    host = traitlets.Unicode("lab", help="Where the view is shown: lab or voila.").tag(sync=True)

    def __init__(
        self,
        workspace: Any = None,
        model: Model | None = None,
        *,
        desk: Desk | None = None,
        **traits: Any,
    ) -> None:
        super().__init__(workspace, desk=desk, **traits)
        self._tuner = Tuner(self.desk.workspace)
        self._data: dict[str, TuneData] = {}
        self._watching = threading.Event()
        self.job: Job | None = None
        """The run shown, if there is one: `.state()`, `.events()`, `.cancel()`."""
        if model is not None:
            self.model = key_of(self.desk.workspace.finder.ref(model))
        self._follows_desk = model is None
        self.host = "voila" if "voila" in os.environ.get("SERVER_SOFTWARE", "").lower() else "lab"
        self._show_desk()
        self.desk.observe(self._show_desk, "tuning")

    def on_base(self, args: dict[str, Any]) -> dict[str, Any]:
        workspace = self.desk.workspace
        page = workspace.reader.page(ref_of(args["key"]))
        return {
            "license_id": page.model.license_id,
            "license_class": str(judged_class(page.license_sources)),
            "gravest": gravest_view(page, workspace.shortlist.seen.get(str(page.ref), ())),
        }

    def on_open(self, args: dict[str, Any]) -> None:
        self.desk.open(ref_of(args["key"]))
        self.desk.tab = "find"

    def on_check(self, args: dict[str, Any]) -> dict[str, Any]:
        data_id = self._take_data(args)
        try:
            plan = self._tuner.plan(ref_of(args["key"]), self._data[data_id], args["columns"])
        except HubExplorerError as error:
            return {
                **_NO_CHECK,
                "problem": error_view(error),
                "data": data_id,
                **self._columns(data_id),
            }
        return check_view(plan, data_id)

    def on_notebook(self, args: dict[str, Any]) -> dict[str, Any]:
        path = self._starter(args).notebook
        return {
            "path": str(path),
            "lab_path": lab_path(path, os.environ),
            "ipynb": path.read_text("utf-8"),
            "name": path.name,
        }

    def on_start(self, args: dict[str, Any]) -> None:
        if self.job is not None and self.job.state().status not in ENDED:
            raise DataError("a run is under way", hint="stop it first, or wait for it")
        self.job = self._tuner.start(self._starter(args))
        self._watch()

    def on_resume(self, _args: dict[str, Any]) -> None:
        if self.job is None or self.job.state().status not in ENDED:
            raise DataError("there is no stopped run to go on with")
        self.job = self._tuner.start_again(self.job)
        self._watch()

    def on_stop(self, _args: dict[str, Any]) -> None:
        if self.job is not None:
            self.job.cancel()

    def on_state(self, _args: dict[str, Any]) -> dict[str, Any]:
        if self.job is None:
            self.job = self._tuner.newest()
        if self.job is not None and self.job.state().status not in ENDED:
            self._watch()
        return run_view(self.job)

    def on_try(self, _args: dict[str, Any]) -> None:
        if self.job is None:
            raise DataError("there is no result yet", hint="start a run first")
        args = self.job.args
        tuned = keep(self.desk.workspace, self.job)
        self.desk.catalog_generation += 1
        self.desk.mark(ModelRef(args["hub"], args["repo"], args["commit"]), True)
        self.desk.mark(tuned, True)
        self.desk.tab = "compare"

    def summary(self) -> str:
        return f"Tune({ref_of(self.model)})" if self.model else "Tune(no model chosen)"

    def _starter(self, args: dict[str, Any]) -> Any:
        data, settings = self._known(args["data"]), args["settings"]
        try:
            return self._tuner.starter(ref_of(args["key"]), data, args["columns"], **settings)
        except (TypeError, ValueError) as error:
            raise DataError(f"a setting cannot be used: {error}") from None

    def _take_data(self, args: dict[str, Any]) -> str:
        """The id under which this session knows the data that a check names or brings."""
        if args["sample"] or args["file"] is None:
            self._data[SAMPLE] = self._tuner.data(SAMPLE)
            return SAMPLE
        try:
            content = base64.b64decode(args["file"]["base64"], validate=True)
        except binascii.Error:
            raise DataError("the file did not arrive whole", hint="choose it again") from None
        path = self._tuner.keep_upload(args["file"]["name"], content)
        data_id = f"upload-{path.parent.name}"
        self._data[data_id] = TuneData(path)
        return data_id

    def _known(self, data_id: str) -> TuneData:
        if data_id not in self._data:
            raise DataError("the data is not here any more", hint="choose the file again")
        return self._data[data_id]

    def _columns(self, data_id: str) -> dict[str, Any]:
        """The columns to choose from, where the table itself can be read."""
        from hubexplorer.tuning import read_table

        try:
            table = read_table(self._data[data_id].path)
        except HubExplorerError:
            return {}
        return {"columns": list(table.columns), "preview": _preview(table.rows)}

    def _watch(self) -> None:
        """Send the run's state while it goes on, from one thread however often asked."""
        if self._watching.is_set():
            return
        self._watching.set()
        threading.Thread(target=self._follow, daemon=True).start()

    def _follow(self) -> None:
        pause = threading.Event()
        try:
            while True:
                view = run_view(self.job)
                self.event("tune", view)
                if view["status"] != "running":
                    return
                pause.wait(FLUSH_S)
        finally:
            self._watching.clear()

    def _show_desk(self, _change: Any = None) -> None:
        if self._follows_desk:
            chosen = self.desk.tuning
            self.model = key_of(chosen) if chosen else None


_NO_CHECK: dict[str, Any] = {
    "family": "",
    "rows": 0,
    "columns": [],
    "roles": [],
    "labels": [],
    "preview": [],
    "warnings": [],
    "problem": None,
    "seconds": 0.0,
    "memory_bytes": 0,
    "basis": "",
    "train_rows": 0,
    "test_rows": 0,
    "settings": [],
}


def check_view(plan: TunePlan, data_id: str) -> dict[str, Any]:
    """A plan as the browser shows it."""
    check, estimate = plan.check, plan.estimate
    return {
        **_NO_CHECK,
        "family": plan.family.title,
        "rows": check.rows,
        "columns": list(plan.table.columns),
        "roles": roles_view(plan.family, plan.columns),
        "labels": [{"label": label, "rows": rows} for label, rows in check.labels.items()],
        "preview": _preview(plan.table.rows),
        "warnings": [*check.problems, *check.warnings],
        "seconds": estimate.seconds,
        "memory_bytes": estimate.memory_bytes,
        "basis": estimate.basis,
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
        "status": "idle", "key": None, "done": 0.0, "total": 0.0, "text": "",
        "losses": [], "watched": [], "left_s": None, "can_resume": False,
        "result": None, "error": None,
    }  # fmt: skip
    if job is None:
        return view
    state = job.state()
    args = job.args
    events = job.events()
    view |= {
        "status": state.status,
        "key": key_of(ModelRef(args["hub"], args["repo"], args["commit"])),
        "done": state.done,
        "total": state.total,
        "text": state.text,
        "losses": _curve(events, "loss"),
        "watched": _curve(events, "eval"),
        "left_s": _left_s(events),
        "can_resume": state.status in ("failed", "canceled") and can_resume(job),
    }
    if state.status == "failed":
        view["error"] = {"message": state.message, "hint": state.hint}
    if state.status == "done":
        view["result"] = result_view(state.result, all_families()[args["family"]].metrics[0])
    return view


def result_view(result: Mapping[str, Any], metric: Metric) -> dict[str, Any]:
    """Before and after on the same rows, with the interval of the difference."""
    parts = ("before", "after", "difference", "low", "high")
    return {
        "metric": metric.title,
        "lower_is_better": metric.lower_is_better,
        **{part: result[part][metric.name] for part in parts},
        "rows": result["rows"],
        "folder": result["folder"],
        "before_note": str(result["baseline"]),
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


def _preview(rows: tuple[tuple[str, ...], ...]) -> list[list[str]]:
    return [[field[:200] for field in row] for row in rows[:_PREVIEW_ROWS]]
