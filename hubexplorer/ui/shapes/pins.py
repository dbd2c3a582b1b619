"""Pins: the lock file, what lies on this disk, and the hubs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

from hubexplorer.ui.shapes.shared import (
    Done,
    DownloadsEvent,
    DownloadView,
    FindingView,
    KeyArgs,
    ModelKey,
)


class PinView(TypedDict):
    key: ModelKey
    hub_title: str
    pinned_s: float
    license_id: str
    license_class: str
    files: int
    size_bytes: int
    findings_seen: list[str]
    exceptions: list[str]
    installed: bool
    status: Literal["unchecked", "ok", "differs", "unreachable"]
    differences: list[str]
    gravest: FindingView | None
    """Where its card was read in this session."""
    snippet: str


class DiskView(TypedDict):
    key: ModelKey
    size_bytes: int
    pinned: bool


class AccountView(TypedDict):
    hub: str
    title: str
    endpoint: str
    signed_in: bool
    place: str


class PinsData(TypedDict):
    path: str
    pins: list[PinView]
    downloads: list[DownloadView]
    disk: list[DiskView]
    accounts: list[AccountView]


class UpdateView(TypedDict):
    """What moving a pin to the newest commit changes."""

    to: ModelKey
    needed: bool
    differences: list[str]
    opened: list[str]
    settled: list[str]
    card: list[str]


class UpdateArgs(TypedDict):
    key: ModelKey
    to: ModelKey


class SignInArgs(TypedDict):
    hub: str
    token: str


class SignOutArgs(TypedDict):
    hub: str


OPS: Mapping[str, tuple[type, type]] = {
    "list": (Done, PinsData),
    "verify": (Done, PinsData),
    "diff": (KeyArgs, UpdateView),
    "update": (UpdateArgs, PinsData),
    "install": (KeyArgs, PinsData),
    "pause": (KeyArgs, PinsData),
    "resume": (KeyArgs, PinsData),
    "cancel": (KeyArgs, PinsData),
    "delete": (KeyArgs, PinsData),
    "sign_in": (SignInArgs, PinsData),
    "sign_out": (SignOutArgs, PinsData),
    "remove": (KeyArgs, PinsData),
    "open": (KeyArgs, Done),
}
"""Op -> (shape of its args, shape of its reply's data)."""

EVENTS: Mapping[str, type] = {"downloads": DownloadsEvent}
"""Event -> the shape of its data."""
