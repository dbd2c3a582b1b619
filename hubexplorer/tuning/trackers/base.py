"""What a tracker is: somewhere that keeps runs of its own, and how one is written there.

`events.jsonl` stays the one source. A tracker is told what stands in it, by a process beside the
job (`mirror`), and may be told the same thing twice.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

PROJECT = "fine-tuning"
"""What the runs of one project folder are together: MLflow's experiment, trackio's project."""
FOLDER = "tuned"
"""The folder of a project that its runs are in, and what trackers keep of them."""
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_./ -]+")
_LONGEST_NAME = 200
_LONGEST_VALUE = 2_000


@dataclass(frozen=True, slots=True)
class Point:
    """Values at one step of a training; a run has each kind of them once a step."""

    kind: str
    step: int
    time_s: float
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class TrackedRun:
    """One run as a tracker is told of it; every text in it may be shown as it is."""

    id: str
    """Equal for the attempts of one run: what was killed and gone on with is one run."""
    name: str
    parameters: Mapping[str, str]
    started_s: float


class Log(Protocol):
    """A tracked run that is open for writing."""

    def put(self, points: Sequence[Point]) -> None:
        """Add points, but for those that are there."""

    def close(self, status: str, time_s: float) -> None:
        """Write all that is left, and how it ended: done, failed or canceled."""


@dataclass(frozen=True, slots=True)
class Tracker:
    """One kind of tracker. Its functions are given the project's folder of runs, `tuned/`."""

    name: str
    title: str
    packages: tuple[str, ...]
    """Top-level; without any of these it is not offered."""
    extra: str
    """What to install for these packages."""
    place: str
    """What it keeps its runs in there."""
    environment: Callable[[Path], Mapping[str, str]]
    """What its process is given: where to write, and that nobody is to be told."""
    open: Callable[[Path, TrackedRun], Log]
    """The tracked run of this id, begun or gone on with."""
    command: Callable[[Path], str]
    """What a shell is told to see its runs."""
    about: str = ""
    """What that command needs, in a sentence."""

    @property
    def is_installed(self) -> bool:
        return all(importlib.util.find_spec(name) is not None for name in self.packages)


def clean_name(text: str) -> str:
    """The text as the name of a value or a setting that every tracker accepts."""
    parts = (part.strip(" .") for part in _NOT_IN_A_NAME.sub("_", text).split("/"))
    return "/".join(part for part in parts if part)[:_LONGEST_NAME].rstrip(" ./") or "_"


def clean_value(text: str) -> str:
    """The text on one line, without what a database or a terminal could stumble over."""
    flat = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))
    return flat if len(flat) <= _LONGEST_VALUE else flat[: _LONGEST_VALUE - 1] + "…"
