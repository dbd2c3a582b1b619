"""The job that lets models answer rows: through the model host, kept as it goes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
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
from hubexplorer.runtime.requests import RunRequest
from hubexplorer.settings import Settings
from hubexplorer.workspace.running import Runner
from hubexplorer.workspace.read import Reader
from hubexplorer.workspace.sync import finder_of

ENTRY = "hubexplorer.workspace.measuring:measure_job"
_TOP = 5
_POLL_S = 0.2


class HostedModel:
    """A model behind the model host, asked for rows of one task."""

    def __init__(self, runner: Runner, ref: ModelRef, task: Task, job: JobContext) -> None:
        """Fetch and check the model's files; nothing is loaded yet.

        Raises:
            CannotRunHere: it does something else than the task.
        """
        page = runner.page(ref)
        info = runner.task(page)
        if task_of(info.name) is not task:
            raise CannotRunHere(
                f"{ref.repo} is for {info.name}, not for {task.name}",
                hint="measure models of one task against each other",
            )
        folder = runner.folder(
            page,
            lambda done, total: job.progress(0, 0, f"downloading {ref.repo}: {done} of {total}"),
            lambda: _is_canceled(job),
        )
        runner.require_pinned(page, folder)
        self._runner, self._job, self._task = runner, job, task
        self._request = RunRequest(
            ref=page.ref,
            folder=folder,
            files=runner.expected(page),
            task=info.name,
            inputs={},
            allowed=runner.allowed(page),
        )

    def predict(self, rows: Sequence[Row]) -> Reply:
        """The model's answers to rows.

        Raises:
            RunError: it could not be run.
            JobCanceled: somebody asked the job to stop.
        """
        inputs, read = _CALLS[self._task.name]
        handles = [
            self._runner.host.run(replace(self._request, inputs=given), lambda _event: None)
            for given in inputs(rows)
        ]
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
        return _reply(answers, read(answers))


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
        for ref, store in args["models"].items():
            try:
                _answer_all(job, runner, rows, ModelRef.parse(ref), Path(store))
            except JobCanceled:
                raise
            except HubExplorerError as error:
                failed[ref] = {"message": error.message, "hint": error.hint}
    finally:
        runner.close()
        reader.close()
        hubs.close()
    return {"failed": failed}


def _answer_all(
    job: JobContext, runner: Runner, rows: Sequence[Row], ref: ModelRef, path: Path
) -> None:
    task, labels = task_of(job.args["task"]), job.args["labels"]
    models = list(job.args["models"])
    number = models.index(str(ref))
    with _only_one(job, path):
        store = Store.open(path, len(rows))
        before, started_s = len(store.answers), time.monotonic()

        def progress(answered: int) -> None:
            new, spent_s = answered - before, time.monotonic() - started_s
            left = f", {_time_text(spent_s / new * (len(rows) - answered))} left" if new else ""
            text = f"{ref.name}: {answered:,} of {len(rows):,} rows{left}"
            job.progress(number * len(rows) + answered, len(models) * len(rows), text)

        def check(known: Sequence[str]) -> None:
            if labels and known:
                match_labels(labels, known, job.args["given"])

        predict = _unloaded if store.is_whole else HostedModel(runner, ref, task, job).predict
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


def _texts(rows: Sequence[Row]) -> list[dict[str, Any]]:
    # A blank text has no answer of its own, and a batch must not fail for it.
    return [{"texts": [row["text"] if row["text"].strip() else "." for row in rows]}]


def _single_texts(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [{"text": row["text"] if row["text"].strip() else "."} for row in rows]


def _pairs(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [{"texts": [row[role] or "." for row in rows for role in ("text", "other")]}]


def _labels(answers: Sequence[Answer]) -> list[Any]:
    return [
        {
            "label": item["scores"][0]["label"],
            "scores": [[s["label"], round(s["score"], 6)] for s in item["scores"][:_TOP]],
        }
        for item in answers[0].output["items"]
    ]


def _spans(answers: Sequence[Answer]) -> list[Any]:
    return [
        [[entity["start"], entity["end"], entity["label"]] for entity in answer.output["entities"]]
        for answer in answers
    ]


def _similarities(answers: Sequence[Answer]) -> list[Any]:
    matrix = answers[0].output["matrix"]
    return [matrix[place][place + 1] for place in range(0, len(matrix), 2)]


_Inputs = Callable[[Sequence[Row]], list[dict[str, Any]]]
_Read = Callable[[Sequence[Answer]], list[Any]]
_CALLS: Mapping[str, tuple[_Inputs, _Read]] = {
    "text-classification": (_texts, _labels),
    "token-classification": (_single_texts, _spans),
    "sentence-similarity": (_pairs, _similarities),
}


def _reply(answers: Sequence[Answer], read: Sequence[Any]) -> Reply:
    items = answers[0].output.get("items") or [{}]
    return Reply(
        read,
        latency_s=sum(answer.latency_s for answer in answers),
        load_s=max(answer.load_s for answer in answers),
        peak_bytes=max(answer.peak_bytes for answer in answers),
        device=answers[0].device,
        dtype=answers[0].dtype,
        labels=[score["label"] for score in items[0].get("scores", ())],
    )


def _is_canceled(job: JobContext) -> bool:
    try:
        job.check()
    except JobCanceled:
        return True
    return False


def _time_text(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
