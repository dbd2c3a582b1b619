"""What is known of candidates before they answer, side by side, the best marked where that means
something: size, license, fit, the gravest finding, what they publish, downloads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hubexplorer.cards import judged_class
from hubexplorer.errors import HubExplorerError
from hubexplorer.records import EvalResult, FitClass, Gravity, LicenseClass, ModelPage
from hubexplorer.runtime.sizes import size_of
from hubexplorer.workspace.compare.candidate import Candidate

MAX_SCORES = 6
"""Rows of published scores; the rest are a click away, on the Results tab of each."""
_LICENSES = (LicenseClass.COMMERCIAL, LicenseClass.CONDITIONAL, LicenseClass.NONCOMMERCIAL)
_FITS = (FitClass.FITS, FitClass.TIGHT, FitClass.OFFLOAD, FitClass.NO)
_GRAVITIES = (Gravity.GOOD, Gravity.NOTE, Gravity.WARNING, Gravity.GRAVE)
_TONES = {"commercial": "ok", "conditional": "warn", "noncommercial": "bad"} | {
    "fits": "ok",
    "tight": "warn",
    "offload": "warn",
    "no": "bad",
    "grave": "bad",
    "warning": "warn",
}
_UP = frozenset(
    {"accuracy", "acc", "f1", "precision", "recall", "em", "exact", "bleu", "sacrebleu", "chrf"}
    | {"rouge", "rouge1", "rouge2", "rougel", "meteor", "map", "ndcg", "mrr", "auc", "spearman"}
    | {"pearson", "spearmanr", "pearsonr", "matthews", "mcc", "iou", "pass"}
)
_DOWN = frozenset({"loss", "wer", "cer", "ter", "perplexity", "ppl", "error", "mae", "mse", "rmse"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell: what is known of one candidate."""

    text: str
    tone: str = ""
    """ok, warn, bad or nothing."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact of every candidate.

    Attributes:
        facts: one a candidate, in their order.
        best: the places of the best; empty where none is, or where best means nothing.
        why: what makes it best, or why none is marked.
        is_published: a score that its author published, not measured here.
    """

    label: str
    facts: tuple[Fact, ...]
    best: frozenset[int] = frozenset()
    why: str = ""
    is_published: bool = False


def facts_of(
    candidates: Sequence[Candidate], read: Callable[[Candidate], ModelPage]
) -> tuple[FactRow, ...]:
    """The rows of the table; a candidate whose hub does not answer has dashes.

    Args:
        read: the page of a candidate.
    """
    pages: list[ModelPage | None] = []
    for candidate in candidates:
        try:
            pages.append(read(candidate))
        except HubExplorerError:
            pages.append(None)
    return (
        _parameters(pages),
        _memory(pages),
        _fit(pages),
        _license(pages),
        _finding(pages),
        *_scores(pages),
        _downloads(pages),
    )


Pages = Sequence[ModelPage | None]


def _parameters(pages: Pages) -> FactRow:
    sizes = [None if page is None else size_of(page.model) for page in pages]
    facts = [
        Fact("–")
        if size is None or size.parameters is None
        else Fact(
            ("" if size.source == "stated" else "about ") + count_text(size.parameters),
            detail=f"{size.parameters:,}, {_source(size.source)}",
        )
        for size in sizes
    ]
    return FactRow("Parameters", tuple(facts), why="Not marked: more is not better.")


def _source(source: str) -> str:
    return {"config": "worked out from its configuration", "name": "by its name"}.get(
        source, "stated by its hub"
    )


def _memory(pages: Pages) -> FactRow:
    needs = [None if page is None else page.memory_bytes for page in pages]
    facts = tuple(Fact("–" if need is None else bytes_text(need)) for need in needs)
    return FactRow("Memory needed", facts, _lowest(needs), "Best: the least, as estimated.")


def _fit(pages: Pages) -> FactRow:
    fits = [FitClass.UNKNOWN if page is None else page.fit for page in pages]
    ranks = [_FITS.index(fit) if fit in _FITS else None for fit in fits]
    facts = tuple(Fact(str(fit), _TONES.get(fit, "")) for fit in fits)
    return FactRow("Fits this machine", facts, _lowest(ranks), "Best: fits most easily.")


def _license(pages: Pages) -> FactRow:
    classes = [
        LicenseClass.UNKNOWN if page is None else judged_class(page.license_sources)
        for page in pages
    ]
    ranks = [_LICENSES.index(one) if one in _LICENSES else None for one in classes]
    facts = tuple(
        Fact(str(one), _TONES.get(one, ""), page.model.license_id if page else "")
        for one, page in zip(classes, pages, strict=True)
    )
    return FactRow("License", facts, _lowest(ranks), "Best: fewest conditions on use.")


def _finding(pages: Pages) -> FactRow:
    gravest = [page.findings[0] if page and page.findings else None for page in pages]
    ranks = [None if one is None else _GRAVITIES.index(one.gravity) for one in gravest]
    facts = tuple(
        Fact("–")
        if one is None
        else Fact(one.title.rstrip("."), _TONES.get(one.gravity, ""), one.quote or one.detail)
        for one in gravest
    )
    return FactRow("Gravest finding", facts, _lowest(ranks), "Best: weighs least.")


def _downloads(pages: Pages) -> FactRow:
    counts = [None if page is None else page.model.downloads for page in pages]
    facts = tuple(Fact("–" if count is None else f"{count:,}") for count in counts)
    return FactRow("Downloads", facts, why="Not marked: use, not quality.")


def _scores(pages: Pages) -> Iterator[FactRow]:
    """A row for each data set and metric that two candidates or more publish."""
    published: dict[tuple[str, str, str], list[list[EvalResult]]] = {}
    for place, page in enumerate(pages):
        for result in page.results if page else ():
            name = (result.dataset, result.metric or result.task, result.language)
            key = (name[0].casefold(), name[1].casefold(), name[2].casefold())
            published.setdefault(key, [[] for _ in pages])[place].append(result)
    shared = [found for found in published.values() if sum(map(bool, found)) > 1]
    # Scores whose metric says which way is better come first; else the order of the cards.
    shared.sort(key=lambda found: _direction(_first(found)) == 0)
    for found in shared[:MAX_SCORES]:
        yield _score_row(found)


def _first(found: Sequence[Sequence[EvalResult]]) -> EvalResult:
    return next(results[0] for results in found if results)


def _score_row(found: Sequence[Sequence[EvalResult]]) -> FactRow:
    first = _first(found)
    values = [[one.value for one in results] for results in found]
    facts = tuple(
        Fact(" / ".join(dict.fromkeys(f"{value:g}" for value in some)) or "–") for some in values
    )
    language = f" ({first.language})" if first.language else ""
    label = f"{first.metric or first.task}{language}, {first.dataset}"
    flat = [value for some in values for value in some]
    direction = _direction(first)
    if any(len(set(some)) > 1 for some in values):
        why, direction = "Not marked: published twice, differently.", 0
    elif direction == 0:
        why = "Not marked: metric not known."
    elif max(flat) > 1.5 and any(0 < value <= 1 for value in flat):
        why, direction = "Not marked: some write 0.87, some 87.", 0
    else:
        why = f"Best: the {'highest' if direction > 0 else 'lowest'}."
    ranks = [-direction * some[0] if some else None for some in values]
    return FactRow(label, facts, _lowest(ranks) if direction else frozenset(), why, True)


def _direction(result: EvalResult) -> int:
    """1 where more is better, -1 where less is, 0 where the metric's name does not tell."""
    words = set(re.split(r"[^a-z0-9]+", result.metric.casefold()))
    return -1 if words & _DOWN else 1 if words & _UP else 0


def _lowest(values: Sequence[float | None]) -> frozenset[int]:
    """The places of the lowest value; none where all that are known are alike."""
    known = [value for value in values if value is not None]
    if len(set(known)) < 2:
        return frozenset()
    return frozenset(place for place, value in enumerate(values) if value == min(known))


def count_text(count: int) -> str:
    """172_000 -> "172 K"."""
    return _scaled(count, ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"))) or str(count)


def bytes_text(size: int) -> str:
    """14_600_000_000 -> "14.6 GB", 700_000 -> "0.7 MB"."""
    if 99_950 <= size < 1e6:
        return f"{size / 1e6:.1f} MB".replace(".0 ", " ")
    return _scaled(size, ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"))) or f"{size} B"


def _scaled(value: float, units: Sequence[tuple[float, str]]) -> str:
    for divisor, unit in units:
        if value >= divisor * 0.9995:
            scaled = value / divisor
            return f"{scaled:.{0 if scaled >= 99.95 else 1}f}".removesuffix(".0") + f" {unit}"
    return ""
