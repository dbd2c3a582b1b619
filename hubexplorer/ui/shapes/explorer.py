"""Explorer: tabs and doors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

from hubexplorer.ui.shapes.shared import Done, MarkArgs


class TabArgs(TypedDict):
    tab: str


class ArriveArgs(TypedDict):
    """`tab` is the one that the page's address names, or empty."""

    tab: str


class DoorArgs(TypedDict):
    door: Literal["find", "try", "measure", "tune"]


OPS: Mapping[str, tuple[type, type]] = {
    "arrive": (ArriveArgs, Done),
    "tab": (TabArgs, Done),
    "mark": (MarkArgs, Done),
    "door": (DoorArgs, Done),
}
"""Op -> (shape of its args, shape of its reply's data)."""

EVENTS: Mapping[str, type] = {}
"""Event -> the shape of its data."""
