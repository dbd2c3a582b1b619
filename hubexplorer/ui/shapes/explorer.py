"""Explorer: tabs and doors."""

from __future__ import annotations

from typing import Literal, TypedDict


class TabArgs(TypedDict):
    tab: str


class DoorArgs(TypedDict):
    door: Literal["find", "try", "tune"]
