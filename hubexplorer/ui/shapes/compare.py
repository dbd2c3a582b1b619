"""Compare: candidates, an input that fits their task, panes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NotRequired, TypedDict

from hubexplorer.ui.shapes import comparing
from hubexplorer.ui.shapes.comparing import TallyData, VoteArgs
from hubexplorer.ui.shapes.shared import (
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


class MessageView(TypedDict):
    role: Literal["system", "user", "assistant"]
    content: str


class SampleView(TypedDict):
    text: str
    question: str
    context: str
    labels: list[str]
    messages: list[MessageView]
    media: str
    """An image or a sound as base64; empty for none."""
    name: str


class SettingView(TypedDict):
    name: str
    kind: Literal["whole", "number", "flag", "text", "choice"]
    default: str | float | bool
    about: str
    low: float
    high: float
    choices: list[str]


class CandidateView(TypedDict):
    id: str
    key: ModelKey
    settings: dict[str, str | float | bool]
    task: str
    is_served: bool
    """Whether it is behind an endpoint: nobody can tell its weights, license or memory."""
    license_class: str
    gravest: FindingView | None
    memory_bytes: int | None
    problem: str
    hint: str
    snippet: str


class PlanData(TypedDict):
    kind: str
    task: str
    candidates: list[CandidateView]
    samples: list[SampleView]
    begin: int
    """Grows when the first sample is what shall be asked next, whatever was written before."""
    settings: list[SettingView]
    """Of the tasks of these candidates, to be set for all that have them."""
    upload: UploadLimits


class RunInput(TypedDict):
    text: NotRequired[str]
    texts: NotRequired[list[str]]
    labels: NotRequired[list[str]]
    question: NotRequired[str]
    context: NotRequired[str]
    messages: NotRequired[list[MessageView]]
    image: NotRequired[str]
    """The id of an upload."""
    audio: NotRequired[str]
    """The id of an upload."""


class RunArgs(TypedDict):
    run: int
    input: RunInput
    settings: NotRequired[dict[str, str | float | bool]]


class StopArgs(TypedDict):
    run: int


class IdArgs(TypedDict):
    id: str


class ChangeArgs(TypedDict):
    id: str
    commit: str | None
    settings: dict[str, str | float | bool]


class CommitChoice(TypedDict):
    commit: str
    title: str
    tags: list[str]


class ChoicesData(TypedDict):
    commits: list[CommitChoice]
    settings: list[SettingView]


class ScoreView(TypedDict):
    label: str
    score: float


class EntityView(TypedDict):
    start: int
    end: int
    label: str
    score: float
    text: str


class BoxView(TypedDict):
    label: str
    score: float
    box: list[float]


class MaskView(TypedDict):
    label: str
    score: float | None
    share: float
    png: str


class CutView(TypedDict):
    """How many tokens of the input the model read."""

    read: int
    of: int


class OutputView(TypedDict):
    kind: str
    scores: NotRequired[list[ScoreView]]
    text: NotRequired[str]
    prompt: NotRequired[str]
    finish: NotRequired[str]
    answer: NotRequired[str]
    entities: NotRequired[list[EntityView]]
    texts: NotRequired[list[str]]
    matrix: NotRequired[list[list[float]]]
    boxes: NotRequired[list[BoxView]]
    masks: NotRequired[list[MaskView]]
    width: NotRequired[int]
    height: NotRequired[int]
    png: NotRequired[str]
    least: NotRequired[float]
    most: NotRequired[float]
    wav: NotRequired[str]
    seconds: NotRequired[float]
    cut: NotRequired[CutView]
    """Absent where the model read the input whole."""
    left_out: NotRequired[str]
    """What was cut off because it is too long to be shown; absent where nothing was."""


class AnswerView(TypedDict):
    output: OutputView
    device: str
    dtype: str
    speedup: float | None
    """Of ONNX Runtime: times as fast as torch on one short text; null where torch answered."""
    latency_s: float
    load_s: float
    first_token_s: float | None
    tokens_per_s: float | None
    tokens: int | None
    estimate_bytes: int
    peak_bytes: int
    weights_sha256: str
    base: str
    """Of an adapter: the model and commit that it changed; else empty."""


class PaneView(TypedDict):
    id: str
    key: ModelKey
    state: Literal["waiting", "downloading", "loading", "running", "done", "failed", "canceled"]
    text: str
    done: float
    total: float
    estimate_bytes: int | None
    answer: AnswerView | None
    error: ErrorView | None
    snippet: str


class GpuView(TypedDict):
    name: str
    used_bytes: int
    budget_bytes: int


class HostView(TypedDict):
    gpus: list[GpuView]
    loaded: int
    used_bytes: int
    budget_bytes: int


class PanesEvent(TypedDict):
    run: int
    panes: list[PaneView]
    """Those that changed since the last event of this run; all of them in a reply."""
    host: HostView


class BlindEvent(TypedDict):
    """A run in blind mode: nothing in it tells candidates apart but what they answered."""

    run: int
    answered: int
    of: int
    is_ended: bool
    outputs: list[OutputView]
    """In a shuffled order; empty until all have ended."""


class RevealData(TypedDict):
    order: list[str]
    """The candidate of each answer, as they were shown; the panes come as an event."""
    tally: TallyData


OPS: Mapping[str, tuple[type, type]] = {
    "plan": (Done, PlanData),
    "panes": (Done, PanesEvent),
    "run": (RunArgs, Done),
    "stop": (StopArgs, Done),
    "upload": (UploadArgs, UploadData),
    "upload_cancel": (UploadId, Done),
    "open": (KeyArgs, Done),
    "remove": (IdArgs, Done),
    "choices": (IdArgs, ChoicesData),
    "duplicate": (ChangeArgs, Done),
    "edit": (ChangeArgs, Done),
    "vote": (VoteArgs, RevealData),
    **comparing.OPS,
}
"""Op -> (shape of its args, shape of its reply's data)."""

EVENTS: Mapping[str, type] = {"panes": PanesEvent, "blind": BlindEvent}
"""Event -> the shape of its data."""
