"""Compare: candidates, an input, panes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NotRequired, TypedDict

from hubexplorer.ui.shapes.shared import Done, ErrorView, FindingView, KeyArgs, MarkArgs, ModelKey


class SampleView(TypedDict):
    text: str
    image: str


class CandidateView(TypedDict):
    key: ModelKey
    task: str
    license_class: str
    gravest: FindingView | None
    memory_bytes: int | None
    problem: str


class PlanData(TypedDict):
    kind: str
    task: str
    candidates: list[CandidateView]
    samples: list[SampleView]


class RunInput(TypedDict):
    text: NotRequired[str]
    texts: NotRequired[list[str]]
    base64: NotRequired[str]


class RunArgs(TypedDict):
    run: int
    input: RunInput


class StopArgs(TypedDict):
    run: int


class ScoreView(TypedDict):
    label: str
    score: float


class EntityView(TypedDict):
    start: int
    end: int
    label: str
    score: float
    text: str


class OutputView(TypedDict):
    kind: str
    scores: NotRequired[list[ScoreView]]
    text: NotRequired[str]
    entities: NotRequired[list[EntityView]]
    texts: NotRequired[list[str]]
    matrix: NotRequired[list[list[float]]]


class AnswerView(TypedDict):
    output: OutputView
    device: str
    dtype: str
    latency_s: float
    load_s: float
    peak_bytes: int
    weights_sha256: str


class PaneView(TypedDict):
    key: ModelKey
    state: Literal["waiting", "downloading", "loading", "running", "done", "failed", "canceled"]
    text: str
    done: float
    total: float
    answer: AnswerView | None
    error: ErrorView | None


class HostView(TypedDict):
    loaded: int
    used_bytes: int
    budget_bytes: int


class PanesEvent(TypedDict):
    run: int
    panes: list[PaneView]
    host: HostView


OPS: Mapping[str, tuple[type, type]] = {
    "plan": (Done, PlanData),
    "run": (RunArgs, Done),
    "stop": (StopArgs, Done),
    "open": (KeyArgs, Done),
    "mark": (MarkArgs, Done),
}
"""Op -> (shape of its args, shape of its reply's data)."""

EVENTS: Mapping[str, type] = {"panes": PanesEvent}
"""Event -> the shape of its data."""
