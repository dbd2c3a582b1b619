"""The mixed queries that the catalog and its peers are asked, the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass

from hubexplorer.catalog import FACETS, Hits, Query, View
from tests.benchmarks.synthetic import FORMATS, LICENSES, TASKS

VIEW = View(
    {"apache-2.0": "commercial", "mit": "commercial", "cc-by-nc-4.0": "noncommercial"},
    (4 * 10**9, 8 * 10**9, 16 * 10**9),
)
TOP = 20
RANGE = "parameters"
"""Its histogram is the tenth facet."""
TEN = tuple(
    name
    for name in (
        "task",
        "library",
        "license",
        "license_class",
        "language",
        "tag",
        "dataset",
        "author",
        "format",
    )
    if name in FACETS
)
MISTYPED = ("clasification", "sentense simil", "tickts", "robertto fast", "trnslation co")
_TEXTS = ("", "", "b", "be", "bert", "classif", "intent tick", "author1", "quen chat", "fast acc")


@dataclass(frozen=True, slots=True)
class Found:
    """What is compared between two that were asked the same."""

    total: int
    page: list[tuple[str, str]]
    facets: dict[str, list[tuple[str, int]]]
    bins: list[tuple[float, int]]
    """Lower edge and count, empty ones left out."""

    @classmethod
    def of(cls, hits: Hits) -> Found:
        return cls(
            hits.total,
            [(row.hub, row.repo) for row in hits],
            {name: [(v.value, v.count) for v in values] for name, values in hits.facets.items()},
            [(item.lo, item.count) for item in hits.histograms[RANGE] if item.count],
        )


def mixed_queries(count: int, *, seed: int) -> list[Query]:
    """Typed words, no to three filters, exclusions, ranges and sorts, as people mix them."""
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        choices: dict[str, tuple[str, ...]] = {
            "task": (chance.choice(TASKS[:12]),),
            "license": tuple(chance.sample(LICENSES[:10], 2)),
            "license_class": ("commercial",),
            "language": tuple(chance.sample(("en", "de", "fr", "zh"), 2)),
            "fit": ("fits", "tight"),
            "format": (chance.choice(FORMATS),),
            "author": (f"author{chance.randrange(20)}",),
            "gated": ("no",),
        }
        chosen = chance.sample(list(choices), chance.choice((0, 1, 1, 2, 3)))
        query = Query(
            text=chance.choice(_TEXTS),
            any_of={name: choices[name] for name in chosen},
            none_of={"task": ("fill-mask",)} if chance.random() < 0.2 else {},
            ranges={RANGE: (None, 3e9)} if chance.random() < 0.3 else {},
            sort=chance.choice(("downloads", "downloads", "likes", "updated")),
        )
        found.append(query)
    return found
