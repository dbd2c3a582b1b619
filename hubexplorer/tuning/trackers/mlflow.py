"""MLflow: runs in one SQLite file; its file store is no longer written to by MLflow 3."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hubexplorer.tuning.trackers.base import PROJECT, Log, Point, TrackedRun, Tracker

if TYPE_CHECKING:
    from mlflow import MlflowClient

_DATABASE = "mlflow.db"
_ID = "hubexplorer.run"
_STATUS = {"done": "FINISHED", "failed": "FAILED", "canceled": "KILLED"}
_MOST_AT_ONCE = 1_000
_MOST_PARAMETERS_AT_ONCE = 100


class _Log:
    def __init__(self, client: MlflowClient, run_id: str) -> None:
        self._client = client
        self._run_id = run_id
        self._last_step: dict[str, int] = {}

    def put(self, points: Sequence[Point]) -> None:
        from mlflow.entities import Metric

        new = []
        for point in points:
            for name, value in point.values.items():
                if point.step > self._last(name):
                    self._last_step[name] = point.step
                    new.append(Metric(name, value, _milliseconds(point.time_s), point.step))
        for start in range(0, len(new), _MOST_AT_ONCE):
            self._client.log_batch(self._run_id, metrics=new[start : start + _MOST_AT_ONCE])

    def close(self, status: str, time_s: float) -> None:
        self._client.set_terminated(self._run_id, _STATUS[status], _milliseconds(time_s))

    def _last(self, name: str) -> int:
        """The last step at which MLflow has this value."""
        if name not in self._last_step:
            known = self._client.get_metric_history(self._run_id, name)
            self._last_step[name] = max((one.step for one in known), default=-1)
        return self._last_step[name]


def _open(folder: Path, run: TrackedRun) -> Log:
    from mlflow import MlflowClient
    from mlflow.entities import Param

    # Its process works in this folder: a path of the user's is no part of a database's address.
    address = f"sqlite:///{_DATABASE}"
    client = MlflowClient(tracking_uri=address, registry_uri=address)
    experiment = client.get_experiment_by_name(PROJECT)
    experiment_id = (
        client.create_experiment(PROJECT, artifact_location=(folder / "mlflow-files").as_uri())
        if experiment is None
        else experiment.experiment_id
    )
    found = client.search_runs([experiment_id], f"tags.`{_ID}` = '{run.id}'", max_results=1)
    if found:
        run_id = found[0].info.run_id
        client.update_run(run_id, status="RUNNING")
    else:
        begun = client.create_run(
            experiment_id, _milliseconds(run.started_s), tags={_ID: run.id}, run_name=run.name
        )
        run_id = begun.info.run_id
    known = client.get_run(run_id).data.params  # a parameter is written once
    new = [Param(name, text) for name, text in run.parameters.items() if name not in known]
    for start in range(0, len(new), _MOST_PARAMETERS_AT_ONCE):
        client.log_batch(run_id, params=new[start : start + _MOST_PARAMETERS_AT_ONCE])
    return _Log(client, run_id)


def _environment(_folder: Path) -> Mapping[str, str]:
    return {"MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true"}


def _command(folder: Path) -> str:
    return f"cd {shlex.quote(str(folder))} && mlflow ui --backend-store-uri sqlite:///{_DATABASE}"


def _milliseconds(time_s: float) -> int:
    return round(time_s * 1000)


TRACKER = Tracker(
    name="mlflow",
    title="MLflow",
    packages=("mlflow", "sqlalchemy", "alembic"),
    extra="mlflow",
    place=_DATABASE,
    environment=_environment,
    open=_open,
    command=_command,
    about="Its pages are part of the full package: pip install mlflow",
)
