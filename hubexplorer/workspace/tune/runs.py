"""The fine-tuning runs of a project folder, side by side: what was set, what came of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubexplorer import jobs, tuning
from hubexplorer.errors import NotFound
from hubexplorer.records import ModelRef
from hubexplorer.workspace.tune.held_out import HeldOut, held_out
from hubexplorer.workspace.tune.keep import keep
from hubexplorer.workspace.tune.tuner import Tuner

if TYPE_CHECKING:
    from hubexplorer.workspace.parts import Parts

_MAX_ANSWERS_BYTES = 200 * 10**6


@dataclass(frozen=True, slots=True)
class Run:
    """One fine-tuning of this folder, finished or not."""

    name: str
    """What it is asked for by: its folder under `tuned/`."""
    job: jobs.Job
    status: str
    ref: ModelRef
    """The base, at its commit."""
    family: tuning.Family
    settings: Mapping[str, int | float | str]
    data: str
    """The table's name."""
    started_s: float
    result: Mapping[str, Any] | None
    rows_key: str
    """Equal for runs that were measured on the same rows from the same base; empty without."""

    @property
    def metric(self) -> tuning.Metric:
        """What it is judged by."""
        return self.family.metrics[0]

    @property
    def tracked(self) -> tuning.Tracked | None:
        """Where else it is kept: the place, and the command that shows it; None if nowhere."""
        is_there = tuning.problem_of(self.job.events()) == ""
        return tuning.tracked(self.job.args) if is_there else None

    @property
    def change(self) -> tuple[float, float, float] | None:
        """The metric's change with the ends of its interval; None while there is no result."""
        if self.result is None:
            return None
        change, low, high = (
            float(self.result[part][self.metric.name]) for part in ("difference", "low", "high")
        )
        return change, low, high

    def __str__(self) -> str:
        words = f"{self.name}: {self.ref.repo}, {self.status}"
        if self.result is None or self.change is None:
            return words
        before, after = (self.result[part][self.metric.name] for part in ("before", "after"))
        change, low, high = self.change
        return (
            f"{words}, {self.metric.title} {before:.3f} -> {after:.3f} "
            f"({change:+.3f}, {low:+.3f} to {high:+.3f})"
        )


class Runs(Sequence[Run]):
    """The runs of a workspace's folder, the newest first; also by name."""

    def __init__(self, workspace: Parts) -> None:
        self._workspace = workspace
        newest: dict[str, jobs.Job] = {}
        for job in Tuner(workspace).jobs():
            newest.setdefault(str(job.args["output"]), job)
        known = tuning.all_families()
        self._runs = tuple(_run(job) for job in newest.values() if job.args["family"] in known)

    def __len__(self) -> int:
        return len(self._runs)

    def __repr__(self) -> str:
        return "\n  ".join([f"Runs({len(self._runs)})", *map(str, self._runs[:10])])

    def __iter__(self) -> Iterator[Run]:
        return iter(self._runs)

    def __getitem__(self, which: Any) -> Any:
        if not isinstance(which, str):
            return self._runs[which]
        found = next((run for run in self._runs if run.name == which), None)
        if found is None:
            names = ", ".join(dict.fromkeys(run.name for run in self._runs[:10]))
            raise NotFound(f"there is no run {which!r} here", hint=f"there are: {names or 'none'}")
        return found

    def top(self) -> tuple[frozenset[str], ...]:
        """The names of the best runs of each group that can be compared; several are tied.

        Runs can be compared that were measured on the same rows against the same answers of the
        base. One is behind the best where the intervals of their changes do not overlap; as rows
        are paired, this says "tied" rather too often than too rarely.
        """
        groups: dict[str, list[Run]] = {}
        for run in self._runs:
            if run.rows_key:
                groups.setdefault(run.rows_key, []).append(run)
        return tuple(_top(group) for group in groups.values() if len(group) > 1)

    def go_on(self, name: str) -> jobs.Job:
        """A run that ended early, from its last whole checkpoint."""
        return Tuner(self._workspace).start_again(self[name].job)

    def held_out(self, name: str) -> HeldOut:
        """The rows that a run never learned from, to measure the base and the result on.

        Raises:
            DataError: its family has no such benchmark, or its rows are gone.
            NotFound: there is no such run.
        """
        return held_out(self._workspace, self[name].job)

    def keep(self, name: str) -> ModelRef:
        """A finished run's model, committed to the embedded hub."""
        return keep(self._workspace, self[name].job)


def _run(job: jobs.Job) -> Run:
    args, state = job.args, job.state()
    result = state.result if state.status == "done" else None
    events = job.events()
    return Run(
        name=Path(args["output"]).parent.name,
        job=job,
        status=state.status,
        ref=ModelRef(args["hub"], args["repo"], args["commit"]),
        family=tuning.all_families()[args["family"]],
        settings=args["settings"],
        data=Path(args["data"]).name,
        started_s=events[0].time_s if events else 0.0,
        result=result,
        rows_key=_rows_key(Path(args["output"])) if result else "",
    )


def _rows_key(folder: Path) -> str:
    """A digest of the held-out rows, what is right for them, and the base's own answers."""
    path = folder / "answers.json"
    try:
        if path.stat().st_size > _MAX_ANSWERS_BYTES:
            return ""
        answers = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):  # removed, or written by an edited script
        return ""
    if not isinstance(answers, dict):
        return ""
    asked = {name: values for name, values in answers.items() if name != "after"}
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def _top(group: Sequence[Run]) -> frozenset[str]:
    sign = -1 if group[0].metric.lower_is_better else 1
    spans = {
        run.name: sorted((sign * end for end in run.change), key=float)
        for run in group
        if run.change is not None
    }
    best = max(spans.values(), key=lambda span: span[1])
    return frozenset(name for name, span in spans.items() if span[2] >= best[0])
