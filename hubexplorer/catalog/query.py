"""What is asked of the catalog (`Query`) and through whose eyes (`View`)."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hubexplorer.catalog import syntax
from hubexplorer.catalog.schema import FACETS, RANGES, SORTS
from hubexplorer.catalog.score_names import score_name, score_parts
from hubexplorer.catalog.syntax import Bounds
from hubexplorer.records import CatalogRow, ModelRef


@dataclass(frozen=True, slots=True)
class Query:
    """One search: text and filters joined by AND, values of one facet joined by OR.

    Attributes:
        text: words, the last one also as the beginning of a word; "quoted words" as they stand.
        any_of: facet name to the values of which a model must have one.
        none_of: facet name to the values of which a model must have none.
        ranges: range name to (low, high): low <= number < high, None where unbounded.
        scores: score name (`glue/accuracy`, see `score_name`) to bounds like those of ranges: a
            model that publishes another number is out, one that publishes none stays. Bounds of
            (None, None) choose a score to sort by.
        fold: a model derived from one that is found too is not a row of its own: the row of its
            base says how many there are. Totals and counts stay those of all models.
        sort: one of `SORTS`.
        descending: the largest, newest, most relevant or (by name) last first.
        limit: rows of the page; None for all.

    Raises:
        ValueError: a facet, range or sort does not exist, or a number cannot be used.
    """

    text: str = ""
    any_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    none_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, Bounds] = field(default_factory=dict)
    scores: Mapping[str, Bounds] = field(default_factory=dict)
    fold: bool = False
    sort: str = "downloads"
    descending: bool = True
    offset: int = 0
    limit: int | None = 50

    def __post_init__(self) -> None:
        if self.sort not in SORTS:
            raise ValueError(f"no sort is called {self.sort!r}; there are {', '.join(SORTS)}")
        if self.sort == "score" and not self.scores:
            raise ValueError("to sort by score, name one: score:DATASET/METRIC")
        if self.offset < 0 or (self.limit is not None and self.limit < 0):
            raise ValueError(f"offset and limit count rows: {self.offset}, {self.limit}")
        object.__setattr__(self, "text", " ".join(syntax.chunks(self.text)))
        object.__setattr__(self, "any_of", _checked_values(self.any_of))
        object.__setattr__(self, "none_of", _checked_values(self.none_of))
        object.__setattr__(self, "ranges", _checked_ranges(self.ranges))
        object.__setattr__(self, "scores", _checked_scores(self.scores))

    @classmethod
    def parse(cls, text: str, faults: dict[str, str] | None = None) -> Query:
        """The query that `text` describes, as `str(query)` writes it.

        The text holds what is searched and filtered; sort and page are the defaults.

        Args:
            faults: takes each filter that cannot be read and why, instead of an error.

        Raises:
            ValueError: it names an unknown facet, or bounds that cannot be read.
        """
        parts = syntax.read(text, faults)
        return cls(" ".join(parts.words), parts.any_of, parts.none_of, parts.ranges, parts.scores)

    def derived_from(self, row: CatalogRow | ModelRef) -> Query:
        """The query for what a row of this folded one stands for, from the first page on."""
        chosen = {**self.any_of, "hub": (row.hub,), "base_model": (row.repo,)}
        return replace(self, any_of=chosen, offset=0)

    @property
    def stop(self) -> int:
        """How many rows there are up to the page's end, if so many are found."""
        return sys.maxsize if self.limit is None else self.offset + self.limit

    def __str__(self) -> str:
        return syntax.write(
            syntax.Parts(
                syntax.chunks(self.text),
                dict(self.any_of),
                dict(self.none_of),
                dict(self.ranges),
                dict(self.scores),
            )
        )


@dataclass(frozen=True, slots=True)
class View:
    """Who looks: the license table and the machine, which rows do not store.

    Attributes:
        license_classes: license id to class; an id that is missing is "unknown".
        fit_limits: bytes up to which a model fits, fits tightly, and fits with offloading.
    """

    license_classes: Mapping[str, str]
    fit_limits: tuple[int, int, int]

    def __post_init__(self) -> None:
        if list(self.fit_limits) != sorted(self.fit_limits):
            raise ValueError(f"fit limits must ascend: {self.fit_limits}")


def _checked_values(filters: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    checked = {}
    for name, values in filters.items():
        if name not in FACETS:
            raise ValueError(f"no facet is called {name!r}; there are {', '.join(FACETS)}")
        if isinstance(values, str):
            raise TypeError(f"{name}: give a tuple of values, not one string: {values!r}")
        if unique := tuple(value for value in dict.fromkeys(values) if value):
            checked[name] = unique
    return checked


def _checked_ranges(ranges: Mapping[str, Bounds]) -> dict[str, Bounds]:
    checked = {}
    for name, (low, high) in ranges.items():
        if name not in RANGES:
            raise ValueError(f"no range is called {name!r}; there are {', '.join(RANGES)}")
        if low is not None or high is not None:
            checked[name] = (_checked_bound(name, low), _checked_bound(name, high))
    return checked


def _checked_scores(scores: Mapping[str, Bounds]) -> dict[str, Bounds]:
    return {
        score_name(*score_parts(name)): (_checked_bound(name, low), _checked_bound(name, high))
        for name, (low, high) in scores.items()
    }


def _checked_bound(name: str, bound: float | None) -> float | None:
    if bound is None:
        return None
    if not abs(bound) < sys.float_info.max:
        raise ValueError(f"{name}: not a bound: {bound}")
    return float(bound)
