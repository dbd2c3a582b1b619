"""The shapes of everything that crosses between browser and kernel, as typed dictionaries.

One block per screen; `messages.py` says which operation takes and returns which.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class ModelKey(TypedDict):
    hub: str
    repo: str
    commit: str | None


class Filters(TypedDict):
    text: str
    any: dict[str, list[str]]
    none: dict[str, list[str]]
    ranges: dict[str, list[float | None]]
    sort: str


class ErrorView(TypedDict):
    message: str
    hint: str


class RowView(TypedDict):
    hub: str
    repo: str
    commit: str | None
    task: str
    parameters: int | None
    license_id: str
    license_class: str
    memory_bytes: int | None
    fit: str
    downloads: int
    likes: int
    updated_s: float
    gated: bool
    summary: str


class FacetValueView(TypedDict):
    value: str
    count: int


class FacetView(TypedDict):
    name: str
    label: str
    values: list[FacetValueView]
    size: int


class BinView(TypedDict):
    lo: float
    hi: float
    count: int


class RangeView(TypedDict):
    name: str
    label: str
    unit: str
    bins: list[BinView]


class HubCountView(TypedDict):
    name: str
    title: str
    rows: int
    of: int | None
    problem: str


class SearchArgs(TypedDict):
    filters: Filters
    offset: int
    limit: int
    facets: bool


class SearchData(TypedDict):
    total: int
    size: int
    rows: list[RowView]
    facets: list[FacetView]
    ranges: list[RangeView]
    corrected: str
    hubs: list[HubCountView]
    built_s: float


class FacetArgs(TypedDict):
    filters: Filters
    facet: str
    contains: str


class FacetData(TypedDict):
    values: list[FacetValueView]


class CodeArgs(TypedDict):
    filters: Filters


class CodeData(TypedDict):
    code: str


class KeyArgs(TypedDict):
    key: ModelKey


class MarkArgs(TypedDict):
    key: ModelKey
    on: bool


class RejectArgs(TypedDict):
    key: ModelKey
    reason: str


class Done(TypedDict):
    pass


class FindingView(TypedDict):
    kind: str
    gravity: Literal["grave", "warning", "note", "good"]
    title: str
    detail: str
    quote: str
    line: int | None
    seen: bool


class FileView(TypedDict):
    path: str
    size_bytes: int
    sha256: str
    kind: str


class CommitView(TypedDict):
    commit: str
    title: str
    date_s: float
    authors: list[str]
    tags: list[str]


class ResultView(TypedDict):
    task: str
    dataset: str
    metric: str
    value: float
    source: str
    language: str


class PageData(TypedDict):
    key: ModelKey
    hub_title: str
    task: str
    parameters: int | None
    memory_bytes: int | None
    fit: str
    download_bytes: int
    languages: list[str]
    license_id: str
    license_class: str
    obligations: list[str]
    library: str
    base_models: list[str]
    findings: list[FindingView]
    files: list[FileView]
    commits: list[CommitView]
    results: list[ResultView]
    snippet: str
    pinned_commit: str | None
    can_run: str
    can_tune: bool


class CardArgs(TypedDict):
    key: ModelKey
    images: bool


class TocView(TypedDict):
    id: str
    level: int
    text: str


class CardData(TypedDict):
    srcdoc: str
    toc: list[TocView]
    plain: bool
    images_withheld: int


class PinArgs(TypedDict):
    key: ModelKey
    seen: list[str]


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
    kind: Literal["scores", "entities", "similarity"]
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
    test_rows: int
    data: str
    epochs: int
    learning_rate: float
    batch_size: int


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


class PinView(TypedDict):
    key: ModelKey
    hub_title: str
    pinned_s: float
    license_id: str
    license_class: str
    files: int
    size_bytes: int
    findings_seen: list[str]
    status: Literal["unchecked", "ok", "differs", "unreachable"]
    differences: list[str]
    snippet: str


class PinsData(TypedDict):
    path: str
    pins: list[PinView]


class TabArgs(TypedDict):
    tab: str


class ThemeArgs(TypedDict):
    dark: bool


class DoorArgs(TypedDict):
    door: Literal["find", "try", "tune"]
