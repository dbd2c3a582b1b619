"""Tune: data, settings, a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

from hubexplorer.ui.shapes.shared import (
    DataFile,
    Done,
    ErrorView,
    FindingView,
    KeyArgs,
    ModelKey,
    UploadArgs,
    UploadData,
    UploadId,
    UploadLimits,
)


class NeedView(TypedDict):
    """A column that a file must have, with a field of it."""

    role: str
    about: str
    names: list[str]
    example: str


class TrackerView(TypedDict):
    """Somewhere that runs can also be kept, and what installs it."""

    name: str
    title: str
    is_installed: bool
    install: str


class BaseData(TypedDict):
    """What is to be known of the base model before anything is built on it."""

    license_id: str
    license_class: str
    forbids_derivatives: bool
    duties: list[str]
    gravest: FindingView | None
    family: str
    has_sample: bool
    names_files: bool
    needs: list[NeedView]
    upload: UploadLimits
    trackers: list[TrackerView]
    problem: ErrorView | None


class CheckArgs(TypedDict):
    key: ModelKey
    sample: bool
    file: DataFile | None
    path: str
    columns: dict[str, str]


class LabelView(TypedDict):
    label: str
    rows: int


class RoleView(TypedDict):
    role: str
    about: str
    column: str


class TuneSettingView(TypedDict):
    name: str
    about: str
    value: float | str
    at_least: float | None
    at_most: float | None
    is_whole: bool


class CheckData(TypedDict):
    family: str
    rows: int
    columns: list[str]
    roles: list[RoleView]
    labels: list[LabelView]
    preview: list[list[str]]
    pictures: dict[str, str]
    """Small ones of the first rows, as data URLs by file name."""
    warnings: list[str]
    problem: ErrorView | None
    seconds: float
    memory_bytes: int
    disk_bytes: int
    free_bytes: int
    basis: str
    train_rows: int
    test_rows: int
    data: str
    settings: list[TuneSettingView]


class TuneArgs(TypedDict):
    key: ModelKey
    data: str
    columns: dict[str, str]
    settings: dict[str, float | str]
    track: str


class EstimateArgs(TypedDict):
    key: ModelKey
    data: str
    settings: dict[str, float | str]


class EstimateData(TypedDict):
    seconds: float
    memory_bytes: int
    disk_bytes: int
    basis: str


class NotebookData(TypedDict):
    path: str
    lab_path: str
    ipynb: str
    name: str


class LossView(TypedDict):
    step: int
    loss: float


class TuneChange(TypedDict):
    """One metric before and after on the same rows; `part` says which, "" for all of them."""

    part: str
    metric: str
    lower_is_better: bool
    before: float
    after: float
    difference: float
    low: float
    high: float
    rows: int


class TuneResult(TypedDict):
    whole: TuneChange
    parts: list[TuneChange]
    folder: str
    before_note: str
    can_measure: bool


class TrackedView(TypedDict):
    """Where a run is also kept, and the command that shows it there."""

    title: str
    place: str
    command: str
    about: str
    problem: str


class TuneLog(TypedDict):
    """The end of what the training printed."""

    text: str


class RunRow(TypedDict):
    """One run beside the others."""

    name: str
    repo: str
    status: Literal["running", "done", "failed", "canceled"]
    started_s: float
    metric: str
    values: list[str]
    after: float | None
    change: list[float] | None
    standing: Literal["best", "tied", ""]


class RunsData(TypedDict):
    """All runs of the project; `settings` names those in which they differ."""

    settings: list[str]
    runs: list[RunRow]


class RunName(TypedDict):
    name: str


class TuneEvent(TypedDict):
    status: Literal["idle", "running", "done", "failed", "canceled"]
    name: str
    key: ModelKey | None
    data: str
    """The name of its file."""
    done: float
    total: float
    text: str
    losses: list[LossView]
    watched: list[LossView]
    left_s: float | None
    can_resume: bool
    tracked: TrackedView | None
    result: TuneResult | None
    error: ErrorView | None


OPS: Mapping[str, tuple[type, type]] = {
    "base": (KeyArgs, BaseData),
    "choose": (KeyArgs, Done),
    "open": (KeyArgs, Done),
    "upload": (UploadArgs, UploadData),
    "upload_cancel": (UploadId, Done),
    "check": (CheckArgs, CheckData),
    "estimate": (EstimateArgs, EstimateData),
    "start": (TuneArgs, Done),
    "stop": (Done, Done),
    "resume": (Done, Done),
    "notebook": (TuneArgs, NotebookData),
    "state": (Done, TuneEvent),
    "runs": (Done, RunsData),
    "show": (RunName, TuneEvent),
    "log": (Done, TuneLog),
    "try": (Done, Done),
    "measure": (Done, Done),
}
"""Op -> (shape of its args, shape of its reply's data)."""

EVENTS: Mapping[str, type] = {"tune": TuneEvent}
"""Event -> the shape of its data."""
