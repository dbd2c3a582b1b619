"""Find: filters in, rows and counts out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

from hubexplorer.ui.shapes.shared import (
    Done,
    ErrorView,
    Filters,
    KeyArgs,
    MarkArgs,
    ModelKey,
)


class RowsView(TypedDict):
    """A page of rows, column by column: names that repeat in every row would double the bytes."""

    hub: list[str]
    repo: list[str]
    commit: list[str | None]
    task: list[str]
    parameters: list[int | None]
    parameters_source: list[str]
    license_id: list[str]
    license_class: list[str]
    memory_bytes: list[int | None]
    fit: list[str]
    downloads: list[int]
    updated_s: list[int]
    gated: list[bool]
    # By relation; empty where nothing found was derived from it.
    derived: list[dict[str, int]]


class FacetValueView(TypedDict):
    value: str
    count: int


class FacetView(TypedDict):
    name: str
    values: list[FacetValueView]
    # 0 beside values: too many to have been counted.
    size: int


class BinView(TypedDict):
    lo: float
    hi: float
    count: int


class RangeView(TypedDict):
    name: str
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
    facets: list[str]
    ranges: list[str]


class NearView(TypedDict):
    # A value that no model has, and the one that was probably meant.
    facet: str
    value: str
    meant: str


class SearchData(TypedDict):
    total: int
    folded: int
    size: int
    is_partial: bool
    rows: RowsView
    facets: list[FacetView]
    ranges: list[RangeView]
    corrected: str
    near: list[NearView]
    hint: str
    hubs: list[HubCountView]
    built_s: float


class DerivedArgs(TypedDict):
    filters: Filters
    key: ModelKey
    offset: int
    limit: int


class DerivedData(TypedDict):
    # Rows that can be shown, those derived from each other counted in theirs.
    size: int
    rows: RowsView
    relations: list[str]


class FacetArgs(TypedDict):
    filters: Filters
    facet: str
    contains: str


class FacetData(TypedDict):
    values: list[FacetValueView]


class FiltersArgs(TypedDict):
    filters: Filters


class ReadArgs(TypedDict):
    text: str
    filters: Filters


class ReadData(TypedDict):
    filters: Filters
    problem: str


class CodeData(TypedDict):
    code: str
    query: str


class LiveData(TypedDict):
    rows: RowsView
    has_more: bool
    problem: str


class MachineArgs(TypedDict):
    machine: str


class MachineData(TypedDict):
    problem: str


class SavedView(TypedDict):
    name: str
    query: str
    total: int
    new: int


class CollectionView(TypedDict):
    name: str
    about: str
    total: int
    # Where it is followed from; empty for the folder's own.
    source: str


class ShelfData(TypedDict):
    saved: list[SavedView]
    collections: list[CollectionView]


class SaveArgs(TypedDict):
    name: str
    filters: Filters


class FollowArgs(TypedDict):
    where: str


class ForgetArgs(TypedDict):
    name: str


class ReopenArgs(TypedDict):
    name: str
    only_new: bool


class SectionView(TypedDict):
    name: str
    label: str
    unit: str
    is_open: bool


class SyncEvent(TypedDict):
    status: Literal["idle", "running", "done", "failed", "canceled"]
    done: float
    total: float
    text: str
    error: ErrorView | None


OPS: Mapping[str, tuple[type, type]] = {
    "search": (SearchArgs, SearchData),
    "derived": (DerivedArgs, DerivedData),
    "facet": (FacetArgs, FacetData),
    "read": (ReadArgs, ReadData),
    "code": (FiltersArgs, CodeData),
    "open": (KeyArgs, Done),
    "mark": (MarkArgs, Done),
    "compare": (Done, Done),
    "live": (FiltersArgs, LiveData),
    "machine": (MachineArgs, MachineData),
    "shelf": (Done, ShelfData),
    "save": (SaveArgs, ShelfData),
    "forget": (ForgetArgs, ShelfData),
    "follow": (FollowArgs, ShelfData),
    "unfollow": (FollowArgs, ShelfData),
    "reopen": (ReopenArgs, FiltersArgs),
    "sync": (Done, SyncEvent),
    "sync_state": (Done, SyncEvent),
    "sync_stop": (Done, Done),
}
"""Op -> (shape of its args, shape of its reply's data)."""

EVENTS: Mapping[str, type] = {"sync": SyncEvent}
"""Event -> the shape of its data."""
