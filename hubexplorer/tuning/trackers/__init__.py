"""Trackers beside events.jsonl: where else the runs of a project are kept, for who wants it.

The built-in ones are listed here; others come in through the entry point group
"hubexplorer.trackers", whose entries name a `Tracker`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hubexplorer.errors import MissingExtra
from hubexplorer.tuning.trackers import mlflow, trackio
from hubexplorer.tuning.trackers.base import FOLDER, Log, Point, TrackedRun, Tracker

GROUP = "hubexplorer.trackers"
_BUILT_IN = (mlflow.TRACKER, trackio.TRACKER)

__all__ = [
    "FOLDER",
    "GROUP",
    "Log",
    "Point",
    "Tracked",
    "TrackedRun",
    "Tracker",
    "all_trackers",
    "require_installed",
    "tracked",
    "tracker_named",
]


@dataclass(frozen=True, slots=True)
class Tracked:
    """Where else a run is kept."""

    tracker: Tracker
    folder: Path
    """The project's folder of runs."""

    @property
    def place(self) -> Path:
        return self.folder / self.tracker.place

    @property
    def command(self) -> str:
        """What a shell is told to see it."""
        return self.tracker.command(self.folder)


@cache
def all_trackers() -> Mapping[str, Tracker]:
    """Every tracker by name: the built-in ones and those that installed packages add."""
    trackers = {tracker.name: tracker for tracker in _BUILT_IN}
    for entry in entry_points(group=GROUP):
        tracker = entry.load()
        if isinstance(tracker, Tracker):
            trackers.setdefault(tracker.name, tracker)
    return MappingProxyType(trackers)


def tracker_named(name: str) -> Tracker | None:
    """The tracker of this name; None for "", which is none.

    Raises:
        ValueError: there is no such tracker.
    """
    if name == "":
        return None
    if name not in all_trackers():
        raise ValueError(f"track={name!a} is none of {', '.join(all_trackers())}")
    return all_trackers()[name]


def require_installed(name: str) -> None:
    """Nothing, where this tracker can be used, or none is asked for.

    Raises:
        ValueError: there is no such tracker.
        MissingExtra: its packages are not installed.
    """
    tracker = tracker_named(name)
    if tracker is not None and not tracker.is_installed:
        raise MissingExtra(tracker.extra, what=f"Tracking in {tracker.title}")


def tracked(arguments: Mapping[str, Any]) -> Tracked | None:
    """Where else the run with these arguments is kept; None where nowhere."""
    tracker = all_trackers().get(str(arguments.get("track", "")))
    if tracker is None:
        return None
    output = Path(arguments["output"])
    beside = next((folder for folder in output.parents if folder.name == FOLDER), output.parent)
    return Tracked(tracker, beside)
