"""Tune: data, settings, a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

from hubexplorer.ui.shapes.shared import Done, ErrorView, FindingView, KeyArgs, ModelKey


class DataFile(TypedDict):
    name: str
    base64: str


class CheckArgs(TypedDict):
    key: ModelKey
    sample: bool
    file: DataFile | None
    text: str
    label: str


class LabelView(TypedDict):
    label: str
    rows: int


class CheckData(TypedDict):
    rows: int
    columns: list[str]
    text: str
    label: str
    labels: list[LabelView]
    preview: list[list[str]]
    warnings: list[str]
    problem: ErrorView | None
    seconds: float
    memory_bytes: int
    basis: str
    train_rows: int
    test_rows: int
    data: str
    epochs: int
    learning_rate: float
    batch_size: int


class BaseData(TypedDict):
    """What is to be known of the base model before anything is built on it."""

    license_id: str
    license_class: str
    gravest: FindingView | None


class TuneArgs(TypedDict):
    key: ModelKey
    data: str
    text: str
    label: str
    epochs: int
    learning_rate: float
    batch_size: int


class NotebookData(TypedDict):
    path: str
    lab_path: str
    ipynb: str
    name: str


class LossView(TypedDict):
    step: int
    loss: float


class TuneResult(TypedDict):
    metric: str
    before: float
    after: float
    difference: float
    low: float
    high: float
    rows: int
    folder: str
    before_note: str


class TuneEvent(TypedDict):
    status: Literal["idle", "running", "done", "failed", "canceled"]
    key: ModelKey | None
    done: float
    total: float
    text: str
    losses: list[LossView]
    result: TuneResult | None
    error: ErrorView | None


OPS: Mapping[str, tuple[type, type]] = {
    "base": (KeyArgs, BaseData),
    "open": (KeyArgs, Done),
    "check": (CheckArgs, CheckData),
    "start": (TuneArgs, Done),
    "stop": (Done, Done),
    "notebook": (TuneArgs, NotebookData),
    "state": (Done, TuneEvent),
    "try": (Done, Done),
}
"""Op -> (shape of its args, shape of its reply's data)."""

EVENTS: Mapping[str, type] = {"tune": TuneEvent}
"""Event -> the shape of its data."""
