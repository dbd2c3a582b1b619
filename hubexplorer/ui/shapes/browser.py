"""Find: filters in, rows and counts out."""

from __future__ import annotations

from typing import TypedDict

from hubexplorer.ui.shapes.shared import Filters


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
