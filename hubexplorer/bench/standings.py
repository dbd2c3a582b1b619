"""Who stands where, and what the data cannot tell: estimates, pairs, ranks and the top group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from hubexplorer.bench.intervals import (
    RESAMPLES,
    Floats,
    Interval,
    Value,
    paired_share_error,
    paired_share_interval,
    percentile_interval,
    resampled,
    share_interval,
    summed_by,
)
from hubexplorer.bench.significance import ALPHA, holm, mcnemar, smallest_difference, t_test

MIN_RANKED = 30
_EQUIVALENCE_LEVEL = 0.90
"""Two one-sided tests at 5 % are one interval of 90 %."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One candidate's value on the rows."""

    value: float
    interval: Interval
    best_rank: int
    """The best place among all candidates that the data allow; 1 is first."""
    worst_rank: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two candidates, by their places, on the same rows."""

    first: int
    second: int
    difference: float
    """First minus second, in the metric's own unit and direction."""
    interval: Interval
    p: float
    error: float
    """The difference's standard error."""
    p_adjusted: float = 1.0
    """After Holm, over every pair that was looked at."""
    is_equivalent: bool = False
    """Closer to each other than the margin, beyond doubt."""

    @property
    def is_different(self) -> bool:
        return self.p_adjusted <= ALPHA


@dataclass(frozen=True, slots=True)
class Standings:
    """All candidates on the same rows."""

    rows: int
    units: int
    """What was resampled: rows, or clusters of them."""
    estimates: tuple[Estimate, ...]
    pairs: tuple[Pair, ...]
    """Empty where there are too few rows to rank anybody."""
    smallest_difference: float | None
    """A difference as it is between those at the top, that these rows would show in four of five
    cases; None where nothing is compared."""

    @property
    def is_ranked(self) -> bool:
        return self.units >= MIN_RANKED

    @property
    def top(self) -> tuple[int, ...]:
        """The places of the candidates that nobody is shown to beat."""
        if not self.is_ranked:
            return ()
        return tuple(i for i, estimate in enumerate(self.estimates) if estimate.best_rank == 1)


@dataclass(frozen=True, slots=True)
class Rules:
    """How candidates are judged."""

    value: Value
    """From sums of the statistics' columns to the metric."""
    is_share: bool = False
    """Each row is right (1 in the first column) or wrong, and the metric is the share of right."""
    is_higher_better: bool = True
    margin: float | None = None
    """Differences below this do not matter to whoever asked."""
    resamples: int = RESAMPLES
    seed: int = 0


def judge(
    stats: Sequence[Floats], rules: Rules, clusters: Sequence[object] | None = None
) -> Standings:
    """The standings of candidates from their statistics (rows, columns) of the same rows.

    Args:
        clusters: what each row belongs to, where rows share a speaker or a document.
    """
    return judge_slices(stats, rules, {"": np.arange(len(stats[0]))}, clusters)[""]


def judge_slices(
    stats: Sequence[Floats],
    rules: Rules,
    slices: Mapping[str, np.ndarray],
    clusters: Sequence[object] | None = None,
) -> dict[str, Standings]:
    """The standings within each slice; Holm's correction is over the pairs of all of them.

    Args:
        slices: name to the places of its rows.
    """
    raw = {
        name: _look(
            [own[places] for own in stats],
            rules,
            None if clusters is None else [clusters[place] for place in places],
        )
        for name, places in slices.items()
        if len(places)
    }
    adjusted = iter(holm([pair.p for standings in raw.values() for pair in standings.pairs]))
    return {
        name: _ranked(
            replace(
                standings,
                pairs=tuple(replace(pair, p_adjusted=next(adjusted)) for pair in standings.pairs),
            ),
            rules,
        )
        for name, standings in raw.items()
    }


def _look(stats: Sequence[Floats], rules: Rules, clusters: Sequence[object] | None) -> Standings:
    rows = len(stats[0])
    if clusters is not None:
        stats = [summed_by(own, clusters) for own in stats]
    units = len(stats[0])
    values = [float(rules.value(own.sum(0))) for own in stats]
    count = len(stats)
    if rules.is_share and clusters is None:
        intervals = [share_interval(float(own[:, 0].sum()), rows) for own in stats]
        compare = _compare_shares(stats, rules)
    elif units < 2:
        intervals = [Interval(float("-inf"), float("inf"))] * count
        compare = None
    else:
        draws = resampled(stats, rules.value, resamples=rules.resamples, seed=rules.seed)
        intervals = [percentile_interval(draws[:, place], units) for place in range(count)]
        compare = _compare_draws(values, draws, units, rules)
    estimates = tuple(
        Estimate(value, interval, 1, count)
        for value, interval in zip(values, intervals, strict=True)
    )
    if units < MIN_RANKED or compare is None or count < 2:
        return Standings(rows, units, estimates, (), None)
    pairs = tuple(compare(first, second) for first, second in combinations(range(count), 2))
    return Standings(rows, units, estimates, pairs, None)


def _compare_shares(stats: Sequence[Floats], rules: Rules) -> Callable[[int, int], Pair]:
    rows = len(stats[0])

    def compare(first: int, second: int) -> Pair:
        lead = stats[first][:, 0] - stats[second][:, 0]
        wins, losses = int((lead > 0).sum()), int((lead < 0).sum())
        return Pair(
            first,
            second,
            (wins - losses) / rows,
            paired_share_interval(wins, losses, rows),
            mcnemar(wins, losses),
            paired_share_error(wins, losses, rows),
            is_equivalent=rules.margin is not None
            and paired_share_interval(wins, losses, rows, _EQUIVALENCE_LEVEL).within(rules.margin),
        )

    return compare


def _compare_draws(
    values: Sequence[float], draws: Floats, units: int, rules: Rules
) -> Callable[[int, int], Pair]:
    def compare(first: int, second: int) -> Pair:
        differences = draws[:, first] - draws[:, second]
        difference = values[first] - values[second]
        error = float(differences.std(ddof=1))
        return Pair(
            first,
            second,
            difference,
            percentile_interval(differences, units),
            t_test(difference, error, units),
            error,
            is_equivalent=rules.margin is not None
            and percentile_interval(differences, units, _EQUIVALENCE_LEVEL).within(rules.margin),
        )

    return compare


def _ranked(standings: Standings, rules: Rules) -> Standings:
    """With the ranks that the pairs found different still allow."""
    count = len(standings.estimates)
    better, worse = [0] * count, [0] * count
    for pair in standings.pairs:
        if pair.is_different:
            leads = (pair.difference > 0) == rules.is_higher_better
            winner, loser = (pair.first, pair.second) if leads else (pair.second, pair.first)
            worse[winner] += 1
            better[loser] += 1
    estimates = tuple(
        replace(estimate, best_rank=1 + better[place], worst_rank=count - worse[place])
        for place, estimate in enumerate(standings.estimates)
    )
    ranked = replace(standings, estimates=estimates)
    # Two that are nearly alike differ on few rows, and smaller gaps show between them.
    close = [p for p in ranked.pairs if {p.first, p.second} <= set(ranked.top)] or ranked.pairs
    if not close:
        return ranked
    error = max(pair.error for pair in close)
    return replace(ranked, smallest_difference=smallest_difference(error, len(ranked.pairs)))
