"""Shapes that several screens use."""

from __future__ import annotations

from typing import Literal, TypedDict


class ModelKey(TypedDict):
    hub: str
    repo: str
    commit: str | None


class Filters(TypedDict):
    text: str
    any: dict[str, list[str]]
    none: dict[str, list[str]]
    ranges: dict[str, list[float | None]]
    scores: dict[str, list[float | None]]
    fold: bool
    sort: str
    collection: str
    machine: str


class ErrorView(TypedDict):
    message: str
    hint: str


class KeyArgs(TypedDict):
    key: ModelKey


class MarkArgs(TypedDict):
    key: ModelKey
    on: bool


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


class DownloadView(TypedDict):
    key: ModelKey
    status: Literal["running", "paused", "done", "failed"]
    done_bytes: float
    total_bytes: float
    problem: str
    hint: str


class DownloadsEvent(TypedDict):
    downloads: list[DownloadView]


class UploadArgs(TypedDict):
    """A piece of a file on its way to the kernel."""

    id: str
    part: int
    of: int
    base64: str


class UploadData(TypedDict):
    received_bytes: int


class UploadId(TypedDict):
    id: str


class UploadLimits(TypedDict):
    max_bytes: int
    endings: list[str]
    """Those that are taken; any where there are none."""


class DataFile(TypedDict):
    """A file that was uploaded before."""

    name: str
    id: str
