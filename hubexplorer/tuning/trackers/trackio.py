"""trackio: runs in one folder, an SQLite file a project.

Written through its storage, not `trackio.init` and `log`: these start threads, record the
machine, say nothing of a failure, and know a run by its name alone.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from hubexplorer.tuning.trackers.base import PROJECT, Log, Point, TrackedRun, Tracker

_FOLDER = "trackio"


class _Log:
    def __init__(self, run: TrackedRun) -> None:
        self._run = run
        self._config = {**run.parameters, "_Created": _iso(run.started_s)}

    def put(self, points: Sequence[Point]) -> None:
        from trackio.sqlite_storage import SQLiteStorage

        SQLiteStorage.bulk_log(
            PROJECT,
            self._run.name,
            [dict(point.values) for point in points],
            steps=[point.step for point in points],
            timestamps=[_iso(point.time_s) for point in points],
            config=self._config,
            # A row whose id is there already is left alone.
            log_ids=[f"{self._run.id} {point.kind} {point.step}" for point in points],
            run_id=self._run.id,
        )

    def close(self, status: str, time_s: float) -> None:
        """Nothing is left to write; trackio has no word for how a run ended."""


def _open(_folder: Path, run: TrackedRun) -> Log:
    return _Log(run)


def _environment(folder: Path) -> Mapping[str, str]:
    return {"TRACKIO_DIR": str(folder / _FOLDER)}


def _command(folder: Path) -> str:
    where = shlex.quote(str(folder / _FOLDER))
    return f"TRACKIO_DIR={where} trackio show --project {PROJECT}"


def _iso(time_s: float) -> str:
    return datetime.fromtimestamp(time_s, UTC).isoformat()


TRACKER = Tracker(
    name="trackio",
    title="trackio",
    packages=("trackio",),
    extra="trackio",
    place=_FOLDER,
    environment=_environment,
    open=_open,
    command=_command,
)
