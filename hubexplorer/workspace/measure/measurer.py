"""Measuring: models, files of answers and functions on somebody's own rows, as one report."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubexplorer import demo, jobs
from hubexplorer.bench import columns as bench_columns
from hubexplorer.bench.dataset import Dataset
from hubexplorer.bench.folders import SHA256
from hubexplorer.bench.labeling import estimable
from hubexplorer.bench.prices import check_names
from hubexplorer.bench.report import Choice, Report
from hubexplorer.bench.spec import Spec, load_spec, spec_text
from hubexplorer.bench.store import Store, json_lines, key_of
from hubexplorer.bench.tasks import Task, task_of
from hubexplorer.errors import DataError, HubExplorerError
from hubexplorer.records import ModelRef
from hubexplorer.workspace.compare.candidate import Candidate as Asked
from hubexplorer.workspace.find.finder import several
from hubexplorer.workspace.measure import FOLDER
from hubexplorer.workspace.measure.answering import ENTRY, WRITING
from hubexplorer.workspace.measure.gathering import Gathered, Plan, Subject, gather
from hubexplorer.workspace.measure.last_table import LastTable
from hubexplorer.workspace.measure.measurable import (
    files_of,
    function_of,
    metrics_of,
    with_schema,
)
from hubexplorer.workspace.run.served import is_served
from hubexplorer.workspace.sync.listing import settings_args
from hubexplorer.workspace.writing import write_whole

if TYPE_CHECKING:
    from hubexplorer.workspace.find.finder import Model
    from hubexplorer.workspace.parts import Parts

_LAST = "last.yaml"
_QUIET_S = 2.0
_FILES = {".csv", ".tsv", ".jsonl", ".parquet"}

Candidates = Sequence["Model | Callable[..., Any] | Path"] | Mapping[str, Any]
"""Models; functions or objects with `predict`; paths of files with answers; or names to these."""


class Measurer:
    """Benchmarks for a workspace; answers are kept under the home and never computed twice."""

    def __init__(self, workspace: Parts) -> None:
        self._workspace = workspace
        self._kept = workspace.settings.home / FOLDER
        self._table = LastTable()

    def plan(
        self,
        spec: Spec,
        *,
        data: Any = None,
        candidates: Candidates = (),
        metric: Callable[[Any, Any], float] | None = None,
    ) -> Plan:
        """Check the data and the candidates; nothing is computed yet.

        Args:
            data: an object that holds the rows, instead of the spec's file.
            candidates: besides the spec's own.
            metric: a function that decides, instead of the spec's metric.

        Raises:
            DataError: the data cannot be used; the message says where.
            HubError: a model is not to be had.
        """
        models, others = self._candidates(spec, candidates)
        models = [replace(one, ref=self._at_commit(one.ref)) for one in models]
        task = self._task(spec, models)
        metrics = metrics_of(spec, task, metric)
        columns = {task.truth if role == "label" else role: c for role, c in spec.columns.items()}
        source = self._data_path(spec.data) if data is None else data
        folder = None
        if task.media and (models or any(not isinstance(one, Path) for one in others.values())):
            given, folder, columns[task.media] = files_of(source, task, columns)
        else:
            given = estimable(self._table.read(source))
        if spec.schema:
            given, columns[task.truth] = with_schema(given, spec.schema)
        roles = bench_columns.propose(given, task.roles, columns)
        dataset, truths, notes = self._table.labeled(given, task, roles)
        digests = {SHA256: SHA256} if folder is not None else {}
        asked = {role: roles[role] for role in task.inputs} | digests
        inputs, digest = self._table.inputs(dataset, asked)
        slices = spec.slices
        if slices is None:
            slices = bench_columns.propose_slices(given, tuple(roles.values()))
        for column in (*slices, *([spec.cluster] if spec.cluster else [])):
            given.place(column)
        subjects = []
        for one in models:
            # Labels to choose from are part of what a zero-shot model is asked.
            told = {**one.settings, **({"": sorted(set(truths))} if task.offers_labels else {})}
            if is_served(one.ref):  # no commit says what it holds: what it answered is kept a day
                told["asked"] = time.strftime("%Y-%m-%d", time.gmtime())
            key = key_of(str(one.ref), task.name, digest, told)
            path = self._kept / "answers" / f"{key}.jsonl"
            subjects.append(Subject(one.ref, one.settings, path))
        names = [(one.name_among(subjects), str(one.ref)) for one in subjects]
        check_names(spec.prices, [*names, *((name, "") for name in others)])
        return Plan(
            replace(spec, models=tuple(str(one.ref) for one in models), task=task.name),
            task,
            dataset,
            roles,
            inputs,
            digest,
            truths,
            tuple(slices),
            metrics,
            tuple(subjects),
            others,
            notes,
            folder,
        )

    def start(self, plan: Plan) -> jobs.Job:
        """Let the models answer, in a job; one that does just this already is taken up again."""
        if (job := self.at_work(plan)) is not None:
            return job
        names = ", ".join(one.ref.name for one in plan.models)
        return jobs.start(
            self._workspace.settings.home,
            ENTRY,
            self._job_args(plan),
            title=f"Measuring {names}"[:200],
        )

    def start_missing(self, plan: Plan) -> jobs.Job | None:
        """The job that computes what is missing; None where every answer is kept already."""
        return None if self.is_whole(plan) else self.start(plan)

    def is_whole(self, plan: Plan) -> bool:
        """Whether every answer is kept already."""
        stores = (Store.open(one.store, len(plan.inputs)) for one in plan.models)
        return all(store.is_whole for store in stores)

    def report(self, plan: Plan, job: jobs.Job | None = None) -> Report:
        """The report, from the answers that are kept.

        Args:
            job: the ended job, to say why a model gave no answers.

        Raises:
            RunError: no candidate gave answers.
        """
        failed = dict(job.state().result.get("failed", {})) if job is not None else {}
        path = self._workspace.folder / FOLDER / f"{_name_of(plan)}.json"
        return gather(
            Gathered(plan, failed, time.strftime("%Y-%m-%d", time.gmtime())),
            self._workspace.reader,
            _load_choice(path),
            lambda choice: _save_choice(path, plan, choice),
        )

    def measure(
        self,
        spec: Spec,
        *,
        on_event: Callable[[jobs.Event], None] | None = None,
        **given: Any,
    ) -> Report:
        """Plan, run and report; what was computed before is not computed again.

        Raises:
            JobCanceled: it was interrupted; what was answered is kept.
        """
        plan = self.plan(spec, **given)
        job = self.start_missing(plan)
        if job is not None:
            try:
                job.wait(on_event=on_event)
            except KeyboardInterrupt:
                job.cancel()
                raise
        return self.report(plan, job)

    def remember(self, plan: Plan) -> None:
        """Keep what is measured, so that a later session finds it again."""
        path = self._workspace.folder / FOLDER / _LAST
        write_whole(path, spec_text(plan.spec), "the benchmark", hint=f"it is kept in {path}")

    def remembered(self) -> Plan | None:
        """What was measured last, where its data and models are still to be had."""
        path = self._workspace.folder / FOLDER / _LAST
        if not path.is_file():
            return None
        try:
            return self.plan(load_spec(path))
        except HubExplorerError:
            return None

    def at_work(self, plan: Plan) -> jobs.Job | None:
        """The job that lets the models of a plan answer now, whoever started it."""
        return next((job for job in self._jobs(plan) if job.state().status == "running"), None)

    def last_job(self, plan: Plan) -> jobs.Job | None:
        """The newest job of a plan, ended or not; None where its answers were there before."""
        return next(self._jobs(plan), None)

    def _jobs(self, plan: Plan) -> Iterator[jobs.Job]:
        """Those that let just these models answer just these rows, newest first."""
        args = self._job_args(plan)
        for job in jobs.all_jobs(self._workspace.settings.home):
            if job.entry == ENTRY and job.args == args:
                yield job

    def table(self, path: Path) -> Dataset:
        """The rows of a file; not read again where the last plan was made of them.

        Raises:
            DataError: it cannot be used; the message says at which row.
        """
        return self._table.read(path)

    def sample(self, name: str) -> Path:
        """A file of rows that ships.

        Raises:
            FileNotFoundError: there is none of that name.
        """
        return demo.data_file(name)

    def _job_args(self, plan: Plan) -> dict[str, Any]:
        settings = self._workspace.settings
        inputs = self._kept / "inputs" / f"{plan.sha256}.jsonl"
        if not inputs.exists():
            text = "".join(json_lines(plan.inputs))
            write_whole(inputs, text, "the rows", hint=f"they are kept in {inputs.parent}")
        is_labels = plan.task.truth == "label"
        return {
            "models": {
                one.key: {
                    "ref": str(one.ref),
                    "settings": dict(one.settings),
                    "store": str(one.store),
                }
                for one in plan.models
            },
            "inputs": str(inputs),
            "folder": str(plan.folder or ""),
            "task": plan.task.name,
            "labels": sorted(set(plan.truths)) if is_labels else [],
            "given": dict(plan.spec.labels),
            "lock": str(self._workspace.lock_path),
            "budget_bytes": settings.budget_bytes,
            "reserve_bytes": settings.reserve_bytes,
            "idle_s": settings.idle_s,
            **settings_args(settings),
        }

    def _candidates(self, spec: Spec, given: Candidates) -> tuple[list[Asked], dict[str, Any]]:
        named: list[tuple[str, Any]] = [("", model) for model in spec.models]
        named += [(name, Path(path)) for name, path in spec.predictions.items()]
        named += [(name, function_of(text)) for name, text in spec.functions.items()]
        named += given.items() if isinstance(given, Mapping) else [("", one) for one in given]
        models: list[Asked] = []
        others: dict[str, Any] = {}
        for name, candidate in named:
            if isinstance(candidate, str) and Path(candidate).suffix in _FILES:
                candidate = Path(candidate)
            if isinstance(candidate, Path):
                others[name or candidate.stem] = candidate
            elif callable(candidate) or hasattr(candidate, "predict"):
                others[name or getattr(candidate, "__name__", type(candidate).__name__)] = candidate
            else:
                asked = candidate if isinstance(candidate, Asked) else Asked(candidate)
                asked = replace(asked, ref=self._workspace.finder.ref(asked.ref))
                if asked not in models:
                    models.append(asked)
        if not models and not others:
            raise DataError("there is no candidate to measure", hint="name at least one model")
        return models, others

    def _task(self, spec: Spec, models: Sequence[Asked]) -> Task:
        if spec.task:
            return task_of(spec.task)
        if not models:
            return task_of("text-classification")
        if is_served(models[0].ref):
            return task_of(WRITING)
        page = self._workspace.reader.page(models[0].ref)
        return task_of(self._workspace.runner.task(page).name)

    def _at_commit(self, ref: ModelRef) -> ModelRef:
        return ref if is_served(ref) else self._workspace.reader.page(ref).ref

    def _data_path(self, data: str) -> str | Path:
        """The file, or one that ships under this name (tickets_test.csv)."""
        if not Path(data).expanduser().exists():
            try:
                return demo.data_file(Path(data).name)
            except FileNotFoundError:
                return data
        return data


def measure(
    workspace: Parts,
    models: Model | Candidates,
    data: Any,
    *,
    text: str = "",
    label: str = "",
    metric: str | Sequence[str] | Callable[[Any, Any], float] = "",
    columns: Mapping[str, str] | None = None,
    slices: Sequence[str] | None = None,
    **options: Any,
) -> Report:
    """The report of a benchmark; see `Workspace.measure`."""
    names = (metric,) if isinstance(metric, str) and metric else ()
    is_file = isinstance(data, str | Path)
    spec = Spec(
        data=str(data) if is_file else "",
        columns={"text": text, "label": label, **(columns or {})},
        metrics=names if isinstance(metric, str) or callable(metric) else tuple(metric),
        slices=None if slices is None else tuple(slices),
        **options,
    )
    from tqdm.auto import tqdm

    bar: Any = None

    def show(event: jobs.Event) -> None:
        nonlocal bar
        if event.kind == "progress" and event.data["total"]:
            bar = bar or tqdm(total=event.data["total"], unit="row", delay=_QUIET_S, leave=False)
            bar.set_postfix_str(event.data["text"], refresh=False)
            bar.update(event.data["done"] - bar.n)

    try:
        return Measurer(workspace).measure(
            spec,
            on_event=show,
            data=None if is_file else data,
            candidates=models if isinstance(models, Mapping) else several(models),
            metric=metric if callable(metric) else None,
        )
    finally:
        if bar is not None:
            bar.close()


def _name_of(plan: Plan) -> str:
    told = json.dumps(
        [[one.key for one in plan.models], plan.dataset.sha256, [m.name for m in plan.metrics]]
    )
    return f"{Path(plan.dataset.name).stem}-{key_of(told, plan.task.name, '', {})[:8]}"


def _load_choice(path: Path) -> Choice | None:
    try:
        return Choice(**json.loads(path.read_text("utf-8"))["choice"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _save_choice(path: Path, plan: Plan, choice: Choice) -> None:
    told = {
        "data": plan.dataset.name,
        "sha256": plan.dataset.sha256,
        "models": [one.key for one in plan.models],
        "metric": plan.metrics[0].name,
        "choice": {
            "candidate": choice.candidate,
            "reason": choice.reason,
            "is_in_top_group": choice.is_in_top_group,
        },
    }
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    write_whole(path, text, "the choice", hint=f"it is kept in {path.parent}")
