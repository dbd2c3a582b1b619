"""Everything that a benchmark found, computed from truths and answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hubexplorer.bench.intervals import LEVEL, Floats
from hubexplorer.bench.labels import LabelMap
from hubexplorer.bench.metrics import Metric
from hubexplorer.bench.metrics.classes import Calibration, calibration, f1_by_label, f1_stats
from hubexplorer.bench.standings import Rules, Standings, judge, judge_slices
from hubexplorer.bench.store import Speed

_LENGTHS = ("short texts", "middling texts", "long texts")
_MIN_LENGTH_ROWS = 90


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate and what it answered."""

    name: str
    """Short, and no other's."""
    ref: str
    """Hub, repository and commit; empty for a file or a function."""
    answers: tuple[Any, ...]
    """In the order of the rows, with the data's label names; None: no answer."""
    labels: LabelMap | None = None
    speed: Speed | None = None
    published: tuple[str, ...] = ()
    """Scores that its author published, as text: not on this data."""
    findings: tuple[str, ...] = ()
    """What its card leaves open."""
    cost_of_1000: float | None = None
    """Of a thousand answers, in the currency of the prices given."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The labeled rows that were measured on."""

    inputs: tuple[Mapping[str, str], ...]
    truths: tuple[Any, ...]
    numbers: tuple[int, ...]
    slices: Mapping[str, tuple[str, ...]]
    """Column to each row's value."""
    clusters: tuple[Any, ...] | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """The figures of a benchmark."""

    metric: Metric
    standings: Standings
    slices: Mapping[str, Standings]
    """By "column: value"."""
    others: Mapping[str, tuple[Metric, Standings]]
    """Further metrics by name; nobody is ranked by them."""
    scores: Floats
    """(candidates, rows): each row's own score."""
    by_label: Mapping[str, tuple[float, ...]]
    """Label to each candidate's F1."""
    calibrations: tuple[Calibration | None, ...]

    def disagreements(self) -> list[int]:
        """The places of rows on which candidates differ, where those at the top do so first."""
        spread = self.scores.var(0)
        top = self.scores[list(self.standings.top)]
        among_top = top.var(0) if len(top) else spread
        found = np.lexsort((-spread, -among_top))
        return [int(place) for place in found if spread[place] > 0]


def work_out(
    candidates: Sequence[Candidate],
    rows: Rows,
    metrics: Sequence[Metric],
    *,
    margin: float | None = None,
    seed: int = 0,
) -> Results:
    """All figures from the answers; equal answers and seed give equal figures.

    Args:
        metrics: the one that decides first.
        margin: differences below this do not matter.
    """

    def rules(metric: Metric) -> Rules:
        return Rules(
            metric.value, metric.is_share, metric.is_higher_better, margin=margin, seed=seed
        )

    def stats(metric: Metric) -> list[Floats]:
        return [metric.stats(rows.truths, candidate.answers) for candidate in candidates]

    decisive, *others = metrics
    own = stats(decisive)
    is_labels = bool(candidates[0].labels) or _gives_labels(candidates)
    return Results(
        decisive,
        judge(own, rules(decisive), rows.clusters),
        judge_slices(own, rules(decisive), _places(rows), rows.clusters),
        {m.name: (m, judge(stats(m), rules(m), rows.clusters)) for m in others},
        np.array([column[:, 0] for column in own]),
        _by_label(candidates, rows) if is_labels else {},
        tuple(calibration(rows.truths, c.answers) if is_labels else None for c in candidates),
    )


def percent_or_number(metric: Metric) -> Callable[[float], str]:
    """How a value of the metric is written."""
    if metric.is_percent:
        return lambda value: f"{100 * value:.1f} %"
    return lambda value: f"{value:.3f}"


def level_text() -> str:
    """The confidence of every interval, as text."""
    return f"{100 * LEVEL:.0f} %"


def _places(rows: Rows) -> dict[str, np.ndarray]:
    found: dict[str, np.ndarray] = {}
    for column, values in rows.slices.items():
        held = np.array(values, dtype=object)
        for value in sorted(set(values)):
            found[f"{column}: {value or '(empty)'}"] = np.flatnonzero(held == value)
    is_text = not {"image", "audio"} & set(rows.inputs[0])
    if is_text and len(rows.truths) >= _MIN_LENGTH_ROWS:
        lengths = np.array([sum(map(len, row.values())) for row in rows.inputs])
        if np.ptp(lengths):
            parts = np.array_split(np.argsort(lengths, kind="stable"), len(_LENGTHS))
            found |= dict(zip((f"length: {name}" for name in _LENGTHS), parts, strict=True))
    return found


def _gives_labels(candidates: Sequence[Candidate]) -> bool:
    answers = (answer for candidate in candidates for answer in candidate.answers)
    first = next((answer for answer in answers if answer is not None), None)
    return isinstance(first, Mapping) and "label" in first


def _by_label(candidates: Sequence[Candidate], rows: Rows) -> dict[str, tuple[float, ...]]:
    columns = [f1_by_label(f1_stats(rows.truths, c.answers).sum(0)) for c in candidates]
    labels = sorted(set(rows.truths))
    return {
        label: tuple(float(own[place]) for own in columns) for place, label in enumerate(labels)
    }
