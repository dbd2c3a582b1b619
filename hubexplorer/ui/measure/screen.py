"""Measure: candidates on somebody's own rows, and what that honestly shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import traitlets

from hubexplorer.bench.columns import propose_slices
from hubexplorer.bench.labels import match_labels
from hubexplorer.bench.metrics import metric_of
from hubexplorer.bench.report import Report
from hubexplorer.bench.spec import Spec, spec_text
from hubexplorer.bench.store import Store
from hubexplorer.bench.verdict import order
from hubexplorer.errors import DataError, HubExplorerError
from hubexplorer.jobs import ENDED, Job
from hubexplorer.ui.desk import Desk, key_of, ref_of
from hubexplorer.ui.filters import query_of
from hubexplorer.ui.findings import gravest_view
from hubexplorer.ui.following import Follower
from hubexplorer.ui.measure.data import DataDesk, first_rows, rows_of_file
from hubexplorer.ui.measure.labeling import LabelDesk
from hubexplorer.ui.measure.measured import (
    NO_CONFUSION,
    NO_ROWS,
    confusion_view,
    report_view,
    rows_view,
)
from hubexplorer.ui.screen import Screen, error_view
from hubexplorer.ui.thumbnails import playable, thumbnails
from hubexplorer.workspace.find.finder import Model, several
from hubexplorer.workspace.measure.decision import Decision
from hubexplorer.workspace.measure.gathering import Plan
from hubexplorer.workspace.measure.measurer import Measurer

_IDLE: dict[str, Any] = {
    "status": "idle", "done": 0.0, "total": 0.0, "text": "", "report": None, "error": None,
}  # fmt: skip


class Measure(Screen):
    """Measure the marked candidates on your own labeled rows; the run outlives the kernel."""

    stem = "measure"

    candidates: traitlets.List[dict[str, Any]] = traitlets.List(
        help="The candidates, each as {hub, repo, commit}; by default those that are marked."
    ).tag(sync=True)
    offered = traitlets.Dict(
        help="Rows that another screen hands over, as {data, columns}; empty where none did."
    ).tag(sync=True)

    def __init__(
        self,
        workspace: Any = None,
        models: Sequence[Model] | None = None,
        *,
        desk: Desk | None = None,
        **traits: Any,
    ) -> None:
        super().__init__(workspace, desk=desk, **traits)
        self._measurer = Measurer(self.desk.workspace)
        self._data = DataDesk(self.desk.workspace.settings.home, self._measurer.sample)
        self._label_desk = LabelDesk(self.desk)
        self._plan: Plan | None = None
        self._follower = Follower(self._view, lambda view: self.event("measured", view))
        self.job: Job | None = None
        """The run shown, if there is one: `.state()`, `.events()`, `.cancel()`."""
        self.report: Report | None = None
        """The report shown, once there is one."""
        self._follows_desk = models is None
        if models is not None:
            find = self.desk.workspace.finder.ref
            self.candidates = [key_of(find(model)) for model in several(models)]
        self._show_desk()
        self.desk.observe(self._show_desk, "marked")
        self._take_offered()
        self.desk.observe(self._take_offered, "measuring")

    def on_upload(self, args: dict[str, Any]) -> dict[str, Any]:
        return self._data.uploads.receive(args)

    def on_upload_cancel(self, args: dict[str, Any]) -> None:
        self._data.uploads.drop(args["id"])

    def on_check(self, args: dict[str, Any]) -> dict[str, Any]:
        view = {**_NO_CHECK, "upload": self._data.limits}
        try:
            data_id = self._data.take(args)
            view |= {"data": data_id, "can_label": self._data.is_text(data_id)}
            path = self._data.path(data_id)
        except HubExplorerError as error:
            return {**view, "problem": error_view(error)}
        if not self.candidates:
            return {**view, **rows_of_file(path, self._measurer.table)}
        try:
            plan = self._measurer.plan(self._spec(data_id, args))
        except (HubExplorerError, ValueError) as error:
            rows = rows_of_file(path, self._measurer.table)
            return {**view, **rows, "problem": error_view(error)}
        proposed = propose_slices(plan.dataset, tuple(plan.roles.values()))
        return {
            **view,
            **first_rows(plan.dataset, _picture_folder(plan), plan.roles.get("image", "")),
            "task": plan.task.name,
            "rows": len(plan.truths),
            "roles": [{"role": role, "column": column} for role, column in plan.roles.items()],
            "metric": plan.metrics[0].name,
            "metrics": [
                {"name": name, "title": metric_of(name).title} for name in plan.task.metrics
            ],
            "slices": list(dict.fromkeys((*plan.slices, *proposed))),
            "notes": list(plan.notes),
            "labels": sorted(set(map(str, plan.truths))) if plan.task.truth == "label" else [],
            "candidates": self._candidate_views(plan),
        }

    def on_start(self, args: dict[str, Any]) -> None:
        if self.job is not None and self.job.state().status not in ENDED:
            raise DataError("a run is under way", hint="stop it first, or wait for it")
        if not self.candidates:
            raise DataError("no candidates yet", hint="mark models in Find with m")
        plan = self._measurer.plan(self._spec(self._data.take(args), args))
        self._plan, self.report = plan, None
        self.offered = {}  # taken up: a view that opens later shows the report
        self._measurer.remember(plan)
        self.job = self._measurer.start_missing(plan)
        self._follower.start()

    def on_stop(self, _args: dict[str, Any]) -> None:
        if self.job is not None:
            self.job.cancel()

    def on_state(self, _args: dict[str, Any]) -> dict[str, Any]:
        if self._plan is None and self._follows_desk:
            self._take_up(self._measurer.remembered())
        view = self._view()
        if view["status"] == "running":
            self._follower.start()
        return view

    def on_rows(self, args: dict[str, Any]) -> dict[str, Any]:
        if self.report is None:  # it was asked of a report that a new run has just replaced
            return NO_ROWS
        view = rows_view(self.report, args)
        plan = self._plan
        folder = _picture_folder(plan) if plan is not None else None
        return {
            **view,
            "pictures": thumbnails(folder, [row["input"] for row in view["rows"]]),
            "has_sounds": plan is not None and plan.folder is not None and folder is None,
        }

    def on_listen(self, args: dict[str, Any]) -> dict[str, str]:
        rows, plan = self._shown().rows, self._plan
        if plan is None or plan.folder is None or args["number"] not in rows.numbers:
            raise DataError("there is no such recording")
        name = rows.inputs[rows.numbers.index(args["number"])][plan.task.media]
        return {"url": playable(plan.folder, name)}

    def on_confusion(self, args: dict[str, Any]) -> dict[str, Any]:
        if self.report is None:
            return NO_CONFUSION
        return confusion_view(self.report, args["candidate"])

    def on_choose(self, args: dict[str, Any]) -> dict[str, Any]:
        report = self._shown()
        report.choose(args["candidate"], args["reason"])
        return report_view(report)

    def on_export(self, args: dict[str, Any]) -> dict[str, Any]:
        report, kind = self._shown(), args["format"]
        stem = f"{Path(report.facts.data).stem}-measured"
        if kind == "html":
            return _file(f"{stem}.html", "text/html", report.to_html())
        if kind == "md":
            return _file(f"{stem}.md", "text/markdown", report.to_markdown())
        if kind == "csv":
            return _file(f"{stem}.csv", "text/csv", report.to_csv())
        if kind == "decision":
            requirements = str(query_of(self.desk.filters))
            decision = Decision(self.desk.workspace, report, requirements)
            return _file("decision.html", "text/html", decision.to_html())
        if kind == "spec":
            assert self._plan is not None
            return _file(f"{stem}.yaml", "application/yaml", spec_text(self._plan.spec))
        best = report.candidates[order(report.results)[0]].name
        if report.choice:
            best = report.choice.candidate
        return _file("eval_results.yaml", "application/yaml", report.to_eval_results(best))

    def on_label_open(self, args: dict[str, Any]) -> dict[str, Any]:
        data_id, path = self._label_desk.open(self._data.path(args["data"]), args)
        self._data.add(data_id, path)
        return self._label_desk.view()

    def on_label(self, args: dict[str, Any]) -> dict[str, Any]:
        return self._label_desk.answer(args["place"], args["label"])

    def on_label_undo(self, _args: dict[str, Any]) -> dict[str, Any]:
        return self._label_desk.undo()

    def on_label_disagreements(self, _args: dict[str, Any]) -> dict[str, Any]:
        return self._label_desk.pick_disagreements(self.candidates)

    def summary(self) -> str:
        if self.report is not None:
            return f"Measure: {self.report.verdict}"
        return f"Measure({len(self.candidates)} candidates)"

    def facts(self) -> list[tuple[str, ...]]:
        if self.report is None:
            return [(key["repo"], (key["commit"] or "")[:7]) for key in self.candidates]
        return [tuple(row) for row in self.report.tables()[0].rows]

    def _take_up(self, plan: Plan | None) -> None:
        """Show what an earlier session measured, or still measures, or could not."""
        if plan is None:
            return
        is_whole = self._measurer.is_whole(plan)
        job = None if is_whole else self._measurer.last_job(plan)
        if job is None and not is_whole:
            return
        self._plan, self.job = plan, job
        if not self.candidates:
            self.candidates = [key_of(one.ref) for one in plan.models]
        elif self._view()["status"] in ("failed", "canceled"):
            self._plan = self.job = None  # whoever marked others since is spared it

    def _spec(self, data_id: str, args: dict[str, Any]) -> Spec:
        return Spec(
            data=str(self._data.path(data_id)),
            models=tuple(str(ref_of(key)) for key in self.candidates),
            columns={role: column for role, column in args["columns"].items() if column},
            metrics=(args["metric"],) if args["metric"] else (),
            slices=None if args["slices"] is None else tuple(args["slices"]),
            labels=args["labels"],
        )

    def _candidate_views(self, plan: Plan) -> list[dict[str, Any]]:
        workspace = self.desk.workspace
        views = []
        for subject in plan.models:
            page = workspace.reader.page(subject.ref)
            store = Store.open(subject.store, len(plan.inputs))
            views.append(
                {
                    "key": key_of(subject.ref),
                    "name": subject.name_among(plan.models),
                    "gravest": gravest_view(page, workspace.shortlist.seen.get(str(page.ref), ())),
                    "answered": len(store.answers),
                    **self._labels(plan, workspace.runner.labels(page)),
                }
            )
        return views

    @staticmethod
    def _labels(plan: Plan, own: Sequence[str]) -> dict[str, Any]:
        """How a model's labels meet those of the data: a silent mismatch would ruin it all."""
        view: dict[str, Any] = {"labels": [], "labels_how": "", "labels_missing": []}
        if plan.task.truth != "label" or plan.task.offers_labels or not own:
            return view
        try:
            found = match_labels(map(str, plan.truths), own, plan.spec.labels)
        except DataError as error:
            pairs = [{"label": label, "data": ""} for label in own]
            return {**view, "labels": pairs, "labels_how": error.message}
        return {
            "labels": [{"label": label, "data": found.to_data.get(label, "")} for label in own],
            "labels_how": f"{len(found.to_data)} labels met {found.how}",
            "labels_missing": list(found.only_data),
        }

    def _shown(self) -> Report:
        if self.report is None:
            raise DataError("there is no report yet", hint="measure first")
        return self.report

    def _view(self) -> dict[str, Any]:
        """The run as it stands; its report is worked out once it has ended."""
        if self._plan is None:
            return _IDLE
        state = self.job.state() if self.job is not None else None
        if state is not None and state.status not in ENDED:
            progress = {"done": state.done, "total": state.total, "text": state.text}
            return {**_IDLE, "status": "running", **progress}
        if state is not None and state.status == "canceled":
            return {**_IDLE, "status": "canceled", "text": "what was answered is kept"}
        try:
            if self.report is None:
                if state is not None and state.status == "failed":
                    raise DataError(state.message, hint=state.hint)
                self.report = self._measurer.report(self._plan, self.job)
        except HubExplorerError as error:
            return {**_IDLE, "status": "failed", "error": error_view(error)}
        return {**_IDLE, "status": "done", "report": report_view(self.report)}

    def _take_offered(self, _change: Any = None) -> None:
        rows = self.desk.measuring
        if rows is not None:
            self._data.add(rows.path.name, rows.path)
            self.offered = {"data": rows.path.name, "columns": dict(rows.columns)}

    def _show_desk(self, _change: Any = None) -> None:
        if self._follows_desk:
            self.candidates = [key_of(ref) for ref in self.desk.marked]


def _picture_folder(plan: Plan) -> Path | None:
    """Where the pictures lie that its rows name; None where they name none."""
    return plan.folder if plan.task.media == "image" else None


_NO_CHECK: dict[str, Any] = {
    "data": "",
    "name": "",
    "task": "",
    "rows": 0,
    "columns": [],
    "roles": [],
    "preview": [],
    "pictures": {},
    "metric": "",
    "metrics": [],
    "slices": [],
    "notes": [],
    "labels": [],
    "candidates": [],
    "can_label": False,
    "problem": None,
}


def _file(name: str, kind: str, text: str) -> dict[str, str]:
    return {"name": name, "type": kind, "text": text}
