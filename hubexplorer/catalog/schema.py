"""What can be filtered, counted and sorted: the facets, the ranges and the sorts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to group models by a value they have."""

    name: str
    label: str
    is_multi: bool = False
    """Whether one model can have several values."""


class Unit(StrEnum):
    """What a range's numbers count, and so how they are written."""

    COUNT = "count"
    BYTES = "bytes"
    SECONDS = "seconds"
    """Since the epoch, UTC; written as dates."""
    SCORE = "score"
    """Of any size, whole or not."""


@dataclass(frozen=True, slots=True)
class Range:
    """One number that models have, to be bounded and drawn as a histogram."""

    name: str
    label: str
    unit: Unit
    alias: str = ""
    """A shorter name that the query text accepts too."""


FACETS: dict[str, Facet] = {
    facet.name: facet
    for facet in (
        Facet("task", "Task"),
        Facet("library", "Library"),
        Facet("license", "License"),
        Facet("license_class", "License class"),
        Facet("language", "Language", is_multi=True),
        Facet("fit", "Fits this machine"),
        Facet("format", "Weight format", is_multi=True),
        Facet("author", "Author"),
        Facet("dataset", "Trained on", is_multi=True),
        Facet("hub", "Hub"),
        Facet("gated", "Gated"),
        Facet("relation", "Derived by"),
        Facet("base_model", "Derived from", is_multi=True),
        Facet("tag", "Tag", is_multi=True),
    )
}
"""By name, in the order in which screens show them. Two are derived at query time from a
`View`: license_class from the license id, fit from the memory a model needs. A model without
a value (no task, no license) is counted under none, except that license_class and fit then say
"unknown"; gated is "yes" or "no"; relation is "base" for a model that names no base model."""

RANGES: dict[str, Range] = {
    bound.name: bound
    for bound in (
        Range("parameters", "Parameters", Unit.COUNT, alias="params"),
        Range("memory", "Memory needed", Unit.BYTES),
        Range("downloads", "Downloads", Unit.COUNT),
        Range("likes", "Likes", Unit.COUNT),
        Range("updated", "Updated", Unit.SECONDS),
    )
}
"""By name. A model without the number (parameters, memory, updated) is outside every range."""

SORTS: tuple[str, ...] = (
    "relevance", "downloads", "likes", "updated", "parameters", "name", "score",
)  # fmt: skip
"""Ties are always broken by more downloads, then hub, then repository id. Models without the
number come last in both directions; relevance without text is downloads; score is the first one
that the query names."""
