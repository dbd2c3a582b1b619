"""Explorer: tabs and doors."""

from __future__ import annotations

from typing import Literal, TypedDict


class TabArgs(TypedDict):
    tab: str


class ThemeArgs(TypedDict):
    dark: bool


class DoorArgs(TypedDict):
    door: Literal["find", "try", "tune"]
