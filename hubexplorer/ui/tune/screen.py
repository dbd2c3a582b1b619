"""Tune: check the data, see what it will take, train with live loss, read before and after."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import traitlets

from hubexplorer.errors import DataError, HubExplorerError
from hubexplorer.jobs import ENDED, Job
from hubexplorer.records import ModelRef
from hubexplorer.ui.desk import Desk, key_of, ref_of
from hubexplorer.ui.findings import gravest_view
from hubexplorer.ui.following import Follower
from hubexplorer.ui.lab import lab_path
from hubexplorer.ui.screen import Screen, error_view
from hubexplorer.ui.tune.views import (
    NO_CHECK,
    check_view,
    estimate_view,
    family_view,
    log_text,
    preview,
    run_view,
    runs_view,
    terms_view,
    trackers_view,
)
from hubexplorer.ui.uploading import Uploads
from hubexplorer.workspace.find.finder import Model
from hubexplorer.workspace.tune.held_out import held_out
from hubexplorer.workspace.tune.keep import keep
from hubexplorer.workspace.tune.runs import Runs
from hubexplorer.workspace.tune.tuner import (
    SAMPLE,
    TuneData,
    TunePlan,
    Tuner,
    has_sample,
    uploads_for,
)
from hubexplorer.workspace.uploads import MAX_BYTES


class Tune(Screen):
    """Fine-tune the chosen model on a CSV file; the run goes on when the kernel ends."""

    stem = "tune"

    model = traitlets.Instance(
        dict, allow_none=True, help="The base model, as {hub, repo, commit}."
    ).tag(sync=True)
    marked: traitlets.List[dict[str, Any]] = traitlets.List(
        help="The marked models, to choose a base from; each as {hub, repo, commit}."
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
        self._checked: tuple[dict[str, Any], str, TunePlan] | None = None
        self._uploads = Uploads(self.desk.workspace.settings.home, MAX_BYTES)
        self._follower = Follower(lambda: run_view(self.job), lambda view: self.event("tune", view))
        self.job: Job | None = None
        """The run shown, if there is one: `.state()`, `.events()`, `.cancel()`."""
        if model is not None:
            self.model = key_of(self.desk.workspace.finder.ref(model))
        self._follows_desk = model is None
        self.host = "voila" if "voila" in os.environ.get("SERVER_SOFTWARE", "").lower() else "lab"
        self._show_desk()
        self.desk.observe(self._show_desk, ["tuning", "marked"])

    def on_choose(self, args: dict[str, Any]) -> None:
        self.desk.tuning = ref_of(args["key"])

    def on_base(self, args: dict[str, Any]) -> dict[str, Any]:
        workspace = self.desk.workspace
        page = workspace.reader.page(ref_of(args["key"]))
        view = {
            **terms_view(page),
            **_NO_FAMILY,
            "trackers": trackers_view(),
            "upload": self._uploads.limits(),
            "gravest": gravest_view(page, workspace.shortlist.seen.get(str(page.ref), ())),
        }
        try:
            family = self._tuner.family(page.ref)
        except HubExplorerError as error:
            return {**view, "problem": error_view(error)}
        endings = uploads_for(family)
        return {**view, **family_view(family), "upload": self._uploads.limits(endings)}

    def on_upload(self, args: dict[str, Any]) -> dict[str, Any]:
        return self._uploads.receive(args)

    def on_upload_cancel(self, args: dict[str, Any]) -> None:
        self._uploads.drop(args["id"])

    def on_open(self, args: dict[str, Any]) -> None:
        self.desk.open(ref_of(args["key"]))
        self.desk.tab = "find"

    def on_check(self, args: dict[str, Any]) -> dict[str, Any]:
        try:
            data_id = self._take_data(args)
        except HubExplorerError as error:
            return {**NO_CHECK, "problem": error_view(error), "data": ""}
        try:
            plan = self._tuner.plan(ref_of(args["key"]), self._data[data_id], args["columns"])
        except HubExplorerError as error:
            return {
                **NO_CHECK,
                "problem": error_view(error),
                "data": data_id,
                **self._columns(data_id),
            }
        self._checked = (args["key"], data_id, plan)
        return check_view(plan, data_id)

    def on_estimate(self, args: dict[str, Any]) -> dict[str, Any]:
        if self._checked is None or self._checked[:2] != (args["key"], args["data"]):
            raise DataError("these rows were not checked", hint="choose the file again")
        with _settings_named():
            plan = self._checked[2]
            return estimate_view(self._tuner.estimate(ref_of(args["key"]), plan, args["settings"]))

    def on_notebook(self, args: dict[str, Any]) -> dict[str, Any]:
        path = self._starter(args).notebook
        return {
            "path": str(path),
            "lab_path": lab_path(path, os.environ),
            "ipynb": path.read_text("utf-8"),
            "name": path.name,
        }

    def on_start(self, args: dict[str, Any]) -> None:
        self._refuse_two()
        self.job = self._tuner.start(self._starter(args))
        self._follower.start()

    def on_resume(self, _args: dict[str, Any]) -> None:
        if self.job is None or self.job.state().status not in ENDED:
            raise DataError("there is no stopped run to go on with")
        self._refuse_two()
        self.job = self._tuner.start_again(self.job)
        self._follower.start()

    def on_stop(self, _args: dict[str, Any]) -> None:
        if self.job is not None:
            self.job.cancel()

    def on_state(self, _args: dict[str, Any]) -> dict[str, Any]:
        if self.job is None:
            self.job = self._tuner.newest()
        return self._shown()

    def on_runs(self, _args: dict[str, Any]) -> dict[str, Any]:
        return runs_view(Runs(self.desk.workspace))

    def on_show(self, args: dict[str, Any]) -> dict[str, Any]:
        self.job = Runs(self.desk.workspace)[args["name"]].job
        return self._shown()

    def on_log(self, _args: dict[str, Any]) -> dict[str, Any]:
        return {"text": log_text(self.job)}

    def on_try(self, _args: dict[str, Any]) -> None:
        self._keep()
        self.desk.tab = "compare"

    def on_measure(self, _args: dict[str, Any]) -> None:
        self.desk.measuring = held_out(self.desk.workspace, self._ended())
        self._keep()
        self.desk.tab = "measure"

    def summary(self) -> str:
        return f"Tune({ref_of(self.model)})" if self.model else "Tune(no model chosen)"

    def _shown(self) -> dict[str, Any]:
        """The state of the run shown; while it goes on, events tell the rest."""
        if self.job is not None and self.job.state().status not in ENDED:
            self._follower.start()
        return run_view(self.job)

    def _ended(self) -> Job:
        if self.job is None or self.job.state().status != "done":
            raise DataError("there is no result yet", hint="start a run first")
        return self.job

    def _keep(self) -> None:
        """The result and its base on the tray, side by side."""
        job = self._ended()
        tuned = keep(self.desk.workspace, job)
        self.desk.catalog_generation += 1
        self.desk.mark(ModelRef(job.args["hub"], job.args["repo"], job.args["commit"]), True)
        self.desk.mark(tuned, True)

    def _refuse_two(self) -> None:
        if any(job.state().status not in ENDED for job in self._tuner.jobs()):
            raise DataError("a run is under way", hint="stop it first, or wait for it")

    def _starter(self, args: dict[str, Any]) -> Any:
        data, settings = self._known(args["data"]), {**args["settings"], "track": args["track"]}
        with _settings_named():
            return self._tuner.starter(ref_of(args["key"]), data, args["columns"], **settings)

    def _take_data(self, args: dict[str, Any]) -> str:
        """The id under which this session knows the data that a check names or brings."""
        if args["path"]:
            data_id = f"project-{args['path']}"
            self._data[data_id] = self._tuner.in_project(args["path"])
            return data_id
        if args["sample"] or args["file"] is None:
            family = self._tuner.family(ref_of(args["key"]))
            if not has_sample(family):
                raise DataError(f"no rows ship for {family.named}", hint="give a file of your own")
            self._data[SAMPLE] = self._tuner.data(SAMPLE)
            return SAMPLE
        return self._take_upload(args["file"])

    def _take_upload(self, file: dict[str, str]) -> str:
        data_id = f"upload-{file['id']}"
        if data_id not in self._data:
            with self._uploads.whole(file["id"]) as content:
                self._data[data_id] = TuneData(self._tuner.keep_upload(file["name"], content))
            self._uploads.drop(file["id"])
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
        return {"columns": list(table.columns), "preview": preview(table.rows)}

    def _show_desk(self, _change: Any = None) -> None:
        self.marked = [key_of(ref) for ref in self.desk.marked]
        if self._follows_desk:
            chosen = self.desk.tuning
            self.model = key_of(chosen) if chosen else None


@contextmanager
def _settings_named() -> Iterator[None]:
    """Turn the errors of settings into one that is shown."""
    try:
        yield
    except (TypeError, ValueError) as error:
        raise DataError(f"a setting cannot be used: {error}") from None


_NO_FAMILY: dict[str, Any] = {
    "family": "",
    "has_sample": False,
    "names_files": False,
    "needs": [],
    "problem": None,
}
