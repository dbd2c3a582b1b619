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


class DataFile(TypedDict):
    name: str
    base64: str
