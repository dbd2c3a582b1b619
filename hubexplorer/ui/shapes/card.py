"""Read: a page, its card, and what is done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

from hubexplorer.ui.shapes.shared import (
    Done,
    DownloadsEvent,
    DownloadView,
    ErrorView,
    FindingView,
    KeyArgs,
    MarkArgs,
    ModelKey,
)


class RejectArgs(TypedDict):
    key: ModelKey
    reason: str


class FileView(TypedDict):
    path: str
    size_bytes: int
    sha256: str
    kind: str
    why: str
    """Why it is fetched; empty where it is left out."""
    here_bytes: int
    refusal: str
    """Why it is not loaded by default; empty where it may be."""
    is_allowable: bool
    is_allowed: bool
    hub_says: str


class FilesData(TypedDict):
    files: list[FileView]
    is_scanned: bool
    total_bytes: int
    missing_bytes: int
    free_bytes: int
    left_bytes: int
    download: DownloadView | None


class ScanArgs(TypedDict):
    key: ModelKey
    path: str


class ScanData(TypedDict):
    refused: ErrorView | None
    """Why the file cannot be allowed; None where nothing but tensors was found."""


class AllowArgs(TypedDict):
    key: ModelKey
    path: str
    on: bool
    seen: list[str]


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


class LicenseSourceView(TypedDict):
    where: str
    name: str
    says: str
    license_class: str
    category: str
    quote: str
    line: int | None


class PartView(TypedDict):
    kind: str
    label: str
    said: Literal["stated", "partly", "missing"]


class CompletenessView(TypedDict):
    score: float
    parts: list[PartView]


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
    license_sources: list[LicenseSourceView]
    library: str
    base_models: list[str]
    findings: list[FindingView]
    completeness: CompletenessView
    gated: str
    access_url: str
    """Where a gated model's access is asked for."""
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
    plain: str
    """Why the card is shown as plain text; empty where it is laid out."""
    images_withheld: int


class DifferenceArgs(TypedDict):
    key: ModelKey
    old: str
    new: str


class LicenseChangeView(TypedDict):
    where: str
    name: str
    old: str
    new: str


class FileChangeView(TypedDict):
    change: str
    path: str
    old_bytes: int | None
    new_bytes: int | None


class LineView(TypedDict):
    change: str
    text: str
    old_line: int | None
    new_line: int | None


class DifferenceData(TypedDict):
    old_class: str
    new_class: str
    licenses: list[LicenseChangeView]
    appeared: list[FindingView]
    gone: list[FindingView]
    files: list[FileChangeView]
    lines: list[LineView]
    is_cut: bool


class PinArgs(TypedDict):
    key: ModelKey
    seen: list[str]


OPS: Mapping[str, tuple[type, type]] = {
    "load": (KeyArgs, PageData),
    "card": (CardArgs, CardData),
    "difference": (DifferenceArgs, DifferenceData),
    "files": (KeyArgs, FilesData),
    "download": (KeyArgs, FilesData),
    "pause": (KeyArgs, FilesData),
    "resume": (KeyArgs, FilesData),
    "cancel": (KeyArgs, FilesData),
    "scan": (ScanArgs, ScanData),
    "allow": (AllowArgs, FilesData),
    "see": (PinArgs, Done),
    "pin": (PinArgs, Done),
    "mark": (MarkArgs, Done),
    "reject": (RejectArgs, Done),
    "try": (KeyArgs, Done),
    "tune": (KeyArgs, Done),
}
"""Op -> (shape of its args, shape of its reply's data)."""

EVENTS: Mapping[str, type] = {"downloads": DownloadsEvent}
"""Event -> the shape of its data."""
