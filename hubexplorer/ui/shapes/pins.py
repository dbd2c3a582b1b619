"""Pins: the lock file."""

from __future__ import annotations

from typing import Literal, TypedDict

from hubexplorer.ui.shapes.shared import ModelKey


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
