"""Measure: data and its mapping, a run, the report and what a person chose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

from hubexplorer.ui.shapes.shared import (
    DataFile,
    Done,
    ErrorView,
    FindingView,
    ModelKey,
    UploadArgs,
    UploadData,
    UploadId,
    UploadLimits,
)


class MeasureCheckArgs(TypedDict):
    data: str
    """The id of data given before; empty for the sample or the file."""
    file: DataFile | None
    columns: dict[str, str]
    metric: str
    slices: list[str] | None
    labels: dict[str, str]


class MeasureRoleView(TypedDict):
    role: str
    column: str


class MetricView(TypedDict):
    name: str
    title: str


class LabelPairView(TypedDict):
    label: str
    """The model's."""
    data: str
    """The data's; empty where it stands for none."""


class MeasureCandidateView(TypedDict):
    key: ModelKey
    name: str
    gravest: FindingView | None
    answered: int
    labels: list[LabelPairView]
    labels_how: str
    labels_missing: list[str]
    """Labels of the data that it never gives: such rows count as wrong."""


class MeasureCheckData(TypedDict):
    data: str
    name: str
    task: str
    rows: int
    columns: list[str]
    roles: list[MeasureRoleView]
    preview: list[list[str]]
    pictures: dict[str, str]
    """Small ones of the first rows, as data URLs by file name."""
    metric: str
    metrics: list[MetricView]
    slices: list[str]
    notes: list[str]
    labels: list[str]
    candidates: list[MeasureCandidateView]
    can_label: bool
    """Whether rows of it can be given labels by hand."""
    upload: UploadLimits
    problem: ErrorView | None


class CandidateFigures(TypedDict):
    name: str
    key: ModelKey | None
    value: float
    low: float
    high: float
    best_rank: int
    worst_rank: int
    in_top: bool
    p50_s: float | None
    peak_bytes: int | None
    cost_of_1000: float | None
    slower_than: str
    """Who is no worse and no slower; empty if nobody is."""
    larger_than: str
    dearer_than: str


class SliceView(TypedDict):
    name: str
    rows: int
    is_ranked: bool
    values: list[float]
    in_top: list[bool]


class TableView(TypedDict):
    title: str
    columns: list[str]
    rows: list[list[str]]
    note: str


class ChoiceView(TypedDict):
    candidate: str
    reason: str
    in_top: bool | None
    """None where nobody is ranked."""


class ReportView(TypedDict):
    title: str
    verdict: str
    notes: list[str]
    metric: str
    is_percent: bool
    higher_is_better: bool
    rows: int
    standings: list[CandidateFigures]
    slices: list[SliceView]
    tables: list[TableView]
    published: list[TableView]
    has_confusion: bool
    disagreements: int
    choice: ChoiceView | None


class MeasureEvent(TypedDict):
    status: Literal["idle", "running", "done", "failed", "canceled"]
    done: float
    total: float
    text: str
    report: ReportView | None
    error: ErrorView | None


class RowsArgs(TypedDict):
    contains: str
    wrong_for: str
    """A candidate's name: only the rows that it got wrong; empty: where candidates differ."""
    offset: int


class AnswerCell(TypedDict):
    text: str
    is_right: bool


class MeasuredRow(TypedDict):
    number: int
    input: str
    truth: str
    answers: list[AnswerCell]


class RowsData(TypedDict):
    names: list[str]
    pictures: dict[str, str]
    """Small ones of these rows, as data URLs by input."""
    has_sounds: bool
    """Whether these rows can be listened to."""
    rows: list[MeasuredRow]
    total: int


class ListenArgs(TypedDict):
    number: int
    """Of a row."""


class ListenData(TypedDict):
    url: str


class ConfusionArgs(TypedDict):
    candidate: str


class ConfusionData(TypedDict):
    truths: list[str]
    answers: list[str]
    counts: list[list[int]]


class ReportFileArgs(TypedDict):
    format: Literal["html", "md", "csv", "yaml", "decision", "spec"]


class ReportFileData(TypedDict):
    name: str
    type: str
    text: str


class ChooseArgs(TypedDict):
    candidate: str
    reason: str


class LabelOpenArgs(TypedDict):
    data: str
    """The id of data given before."""
    labels: list[str]
    text: str
    """The column that is shown; found if empty."""
    wanted: int


class LabelArgs(TypedDict):
    place: int
    label: str
    """Empty: the row is skipped."""


class LabelRow(TypedDict):
    place: int
    number: int
    text: str
    label: str
    is_picked: bool
    """Picked because candidates disagree: no estimate holds it."""


class LabelingView(TypedDict):
    data: str
    """The id under which the labels are measured on."""
    text_column: str
    label_column: str
    labels: list[str]
    rows: list[LabelRow]
    recent: list[LabelRow]
    labeled: int
    picked: int
    skipped: int
    wanted: int
    progress: str
    kept_in: str


OPS: Mapping[str, tuple[type, type]] = {
    "upload": (UploadArgs, UploadData),
    "upload_cancel": (UploadId, Done),
    "check": (MeasureCheckArgs, MeasureCheckData),
    "start": (MeasureCheckArgs, Done),
    "stop": (Done, Done),
    "state": (Done, MeasureEvent),
    "rows": (RowsArgs, RowsData),
    "listen": (ListenArgs, ListenData),
    "confusion": (ConfusionArgs, ConfusionData),
    "export": (ReportFileArgs, ReportFileData),
    "choose": (ChooseArgs, ReportView),
    "label_open": (LabelOpenArgs, LabelingView),
    "label": (LabelArgs, LabelingView),
    "label_undo": (Done, LabelingView),
    "label_disagreements": (Done, LabelingView),
}
"""Op -> (shape of its args, shape of its reply's data)."""

EVENTS: Mapping[str, type] = {"measured": MeasureEvent}
"""Event -> the shape of its data."""
