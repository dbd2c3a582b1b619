"""The job that lets models answer rows: through the model host, kept as it goes."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from hubexplorer.bench.labels import match_labels
from hubexplorer.bench.run import Row, complete
from hubexplorer.bench.store import Reply, Store
from hubexplorer.bench.tasks import Task, task_of
from hubexplorer.errors import CannotRunHere, HubExplorerError, JobCanceled
from hubexplorer.jobs import JobContext
from hubexplorer.pins import LockFile
from hubexplorer.records import Answer, ModelRef
from hubexplorer.runtime.call_settings import check_settings
from hubexplorer.runtime.client import RunHandle
from hubexplorer.settings import Settings
from hubexplorer.workspace.compare.facts import bytes_text
from hubexplorer.workspace.measure.asking import ASKED, calls, media_calls, reply
from hubexplorer.workspace.read.reader import Reader
from hubexplorer.workspace.run.runner import Runner
from hubexplorer.workspace.run.served import is_served
from hubexplorer.workspace.sync.listing import finder_of

ENTRY = "hubexplorer.workspace.measure.answering:measure_job"
_POLL_S = 0.2
_WRITTEN = frozenset({"text-generation", "text-to-text"})
WRITING = "text-generation"
"""The runtime's task that a chat is."""


class ServedModel:
    """A model behind an endpoint, asked for rows of a task that writes text."""

    def __init__(
        self, runner: Runner, asked: Mapping[str, Any], task: Task, job: JobContext
    ) -> None:
        """Check that it can be asked for the task at all.

        Raises:
            CannotRunHere: the task is none that a chat can answer.
        """
        if task.name not in _WRITTEN:
            raise CannotRunHere(
                f"an endpoint writes text, and {task.name} wants something else",
                hint=f"measure it on {' or '.join(sorted(_WRITTEN))}",
            )
        self._runner, self._asked, self._job = runner, asked, job

    def predict(self, rows: Sequence[Row]) -> Reply:
        """The model's answers to rows.

        Raises:
            HubError: the endpoint cannot be asked, or its answer cannot be used.
            JobCanceled: somebody asked the job to stop.
        """
        ref, settings = ModelRef.parse(self._asked["ref"]), self._asked["settings"]
        answers = [
            self._runner.endpoints.answer(
                ref, given, settings, canceled=lambda: _is_canceled(self._job)
            )
            for given in calls(WRITING, rows, ())
        ]
        return reply(WRITING, answers)


class HostedModel:
    """A model behind the model host, asked for rows of one task."""

    def __init__(
        self, runner: Runner, asked: Mapping[str, Any], task: Task, job: JobContext
    ) -> None:
        """Fetch and check the model's files; nothing is loaded yet.

        Args:
            asked: {"ref": which model, "settings": of its task}.

        Raises:
            CannotRunHere: it does something else than the task.
            DataError: its task has no such setting.
        """
        ref = ModelRef.parse(asked["ref"])
        page = runner.page(ref)
        info = runner.task(page)
        if info.name not in ASKED or task_of(info.name) is not task:
            raise CannotRunHere(
                f"{ref.repo} is for {info.name}, not for {task.name}",
                hint="measure models of one task against each other",
            )
        check_settings(asked["settings"], info.settings, info.name)
        self._runner, self._job = runner, job
        self._request = runner.request(
            page,
            info.name,
            asked["settings"],
            lambda done, total: job.progress(0, 0, _fetching(ref, done, total)),
            lambda: _is_canceled(job),
        )

    def predict(self, rows: Sequence[Row]) -> Reply:
        """The model's answers to rows.

        Raises:
            RunError: it could not be run.
            JobCanceled: somebody asked the job to stop.
        """
        task, labels = self._request.task, self._job.args["labels"]
        if task_of(task).media:
            folder = Path(self._job.args["folder"])
            answers = [self._wait([self._ask(one)])[0] for one in media_calls(task, rows, folder)]
        else:
            answers = self._wait([self._ask(one) for one in calls(task, rows, labels)])
        return reply(task, answers)

    def _ask(self, inputs: Mapping[str, Any]) -> RunHandle:
        return self._runner.host.run(replace(self._request, inputs=inputs), lambda _event: None)

    def _wait(self, handles: Sequence[RunHandle]) -> list[Answer]:
        answers = []
        for handle in handles:
            while True:
                try:
                    answers.append(handle.wait(_POLL_S))
                    break
                except TimeoutError:
                    if _is_canceled(self._job):
                        for other in handles:
                            other.cancel()
                        raise JobCanceled("canceled") from None
        return answers


def measure_job(job: JobContext) -> Mapping[str, Any]:
    """Let every model answer every row (a job entry); what failed, by model."""
    args = job.args
    finder, hubs = finder_of(args)
    settings = Settings(
        home=Path(args["home"]),
        hub=args["hub"],
        is_offline=args["offline"],
        budget_bytes=args["budget_bytes"],
        reserve_bytes=args["reserve_bytes"],
        idle_s=args["idle_s"],
    )
    lines = Path(args["inputs"]).read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    reader = Reader(hubs, finder)
    runner = Runner(settings, hubs, reader, lambda: LockFile.load(Path(args["lock"])))
    failed: dict[str, dict[str, str]] = {}
    try:
        for key in args["models"]:
            try:
                _answer_all(job, runner, rows, key)
            except JobCanceled:
                raise
            except HubExplorerError as error:
                failed[key] = {"message": error.message, "hint": error.hint}
    finally:
        runner.close()
        reader.close()
        hubs.close()
    return {"failed": failed}


def _answer_all(job: JobContext, runner: Runner, rows: Sequence[Row], key: str) -> None:
    task, labels, models = task_of(job.args["task"]), job.args["labels"], job.args["models"]
    asked, number = models[key], list(models).index(key)
    path, name = Path(asked["store"]), ModelRef.parse(asked["ref"]).name
    with _only_one(job, path):
        store = Store.open(path, len(rows))
        before, started_s = len(store.answers), time.monotonic()

        def progress(answered: int) -> None:
            new, spent_s = answered - before, time.monotonic() - started_s
            left = f", {_time_text(spent_s / new * (len(rows) - answered))} left" if new else ""
            text = f"{name}: {answered:,} of {len(rows):,} rows{left}"
            job.progress(number * len(rows) + answered, len(models) * len(rows), text)

        def check(known: Sequence[str]) -> None:
            if labels and known:
                match_labels(labels, known, job.args["given"])

        kind = ServedModel if is_served(ModelRef.parse(asked["ref"])) else HostedModel
        predict = _unloaded if store.is_whole else kind(runner, asked, task, job).predict
        complete(predict, rows, store, check=check, progress=progress)


def _unloaded(_rows: Sequence[Row]) -> Reply:
    raise AssertionError("a whole store asks nobody")


def _only_one(job: JobContext, path: Path) -> FileLock:
    """The lock of a store, waited for in a way that can be canceled."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(path.with_suffix(".lock"))
    while True:
        try:
            lock.acquire(timeout=_POLL_S)
            return lock
        except Timeout:
            job.progress(0, 0, "another process measures the same; waiting for it")


def _is_canceled(job: JobContext) -> bool:
    try:
        job.check()
    except JobCanceled:
        return True
    return False


def _fetching(ref: ModelRef, done: int, total: int) -> str:
    if done >= total:
        return f"loading {ref.repo}"
    return f"downloading {ref.repo}: {bytes_text(done)} of {bytes_text(total)}"


def _time_text(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
