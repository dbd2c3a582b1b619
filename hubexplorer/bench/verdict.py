"""What a benchmark shows, in one plain paragraph, and what it cannot show."""

from __future__ import annotations

from collections.abc import Sequence

from hubexplorer.bench.metrics import Metric
from hubexplorer.bench.results import Candidate, Results, percent_or_number
from hubexplorer.bench.standings import MIN_RANKED, Standings

_MAX_SLICES = 4


def verdict(candidates: Sequence[Candidate], results: Results, data: str) -> str:
    """The paragraph.

    Args:
        data: the name of what was measured on.
    """
    names = [candidate.name for candidate in candidates]
    standings = results.standings
    parts = [_leader(names, results, data)]
    if not standings.is_ranked:
        return " ".join(parts)
    parts += _others(names, standings)
    if standings.smallest_difference is not None and len(names) > 1:
        least = points(results.metric, standings.smallest_difference)
        parts.append(
            f"With so many rows a true difference of {least} between candidates as alike as those"
            " at the top would be found four times out of five; smaller ones may exist unseen."
        )
    parts += _slices(names, results)
    return " ".join([*parts, *_fastest(candidates, standings), *_cheapest(candidates, standings)])


def points(metric: Metric, difference: float) -> str:
    """A difference of the metric's values, as text."""
    return f"{100 * difference:.1f} points" if metric.is_percent else f"{difference:.3f}"


def listed(names: Sequence[str], limit: int = 6) -> str:
    """Names as people list them."""
    shown = list(names[:limit])
    if len(names) > limit:
        shown.append(f"{len(names) - limit} more")
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]


def order(results: Results, standings: Standings | None = None) -> list[int]:
    """The candidates' places, the best observed value first: of all rows, or of a slice."""
    sign = -1 if results.metric.is_higher_better else 1
    estimates = (standings or results.standings).estimates
    return sorted(range(len(estimates)), key=lambda place: sign * estimates[place].value)


def _leader(names: Sequence[str], results: Results, data: str) -> str:
    standings, show = results.standings, percent_or_number(results.metric)
    first = order(results)[0]
    estimate = standings.estimates[first]
    value = (
        f"{results.metric.title} {show(estimate.value)},"
        f" 95 % interval {show(estimate.interval.low)} to {show(estimate.interval.high)}"
    )
    on = f"On {standings.rows:,} rows of {data}"
    if standings.units != standings.rows:
        on += f" in {standings.units:,} groups"
    if not standings.is_ranked:
        many = "rows" if standings.units == standings.rows else "groups of rows"
        return (
            f"{on} nobody is ranked: {MIN_RANKED} {many} are the least that say anything about"
            f" who is better. {names[first]} has {value}."
        )
    if len(names) == 1:
        return f"{on}, {names[0]} has {value}. With one candidate there is nothing to compare."
    top = standings.top
    if len(top) == 1:
        return f"{on}, {names[top[0]]} is clearly best ({value})."
    if len(top) == len(names):
        return (
            f"{on} all {len(names)} candidates are tied: the data cannot tell them apart."
            f" {names[first]} happens to come first ({value})."
        )
    tied = listed([names[place] for place in order(results) if place in top])
    return (
        f"{on}, {tied} are tied at the top: the data cannot tell them apart."
        f" {names[first]} happens to come first ({value})."
    )


def _others(names: Sequence[str], standings: Standings) -> list[str]:
    told = []
    behind = [names[place] for place in range(len(names)) if place not in standings.top]
    if behind:
        verb = "is" if len(behind) == 1 else "are"
        told.append(f"{listed(behind)} {verb} clearly beaten.")
    same = [
        f"{names[pair.first]} and {names[pair.second]}"
        for pair in standings.pairs
        if pair.is_equivalent
    ]
    if same:
        told.append(f"Alike within the margin that matters: {listed(same)}.")
    return told


def _slices(names: Sequence[str], results: Results) -> list[str]:
    """Where a part of the rows says something else than the whole."""
    overall = set(results.standings.top)
    told = []
    for name, standings in results.slices.items():
        lost = [names[place] for place in sorted(overall - set(standings.top))]
        if not standings.is_ranked:
            continue
        if lost:
            verb = "falls" if len(lost) == 1 else "fall"
            told.append(f"Within {name} {listed(lost)} {verb} behind.")
        first = order(results, standings)[0]
        if first not in overall:
            value = percent_or_number(results.metric)(standings.estimates[first].value)
            told.append(f"Within {name} {names[first]} comes first ({value}).")
    small = [name for name, standings in results.slices.items() if not standings.is_ranked]
    if small:
        told.append(f"Too few rows to rank within {listed(small, 3)}.")
    return told[:_MAX_SLICES]


def _fastest(candidates: Sequence[Candidate], standings: Standings) -> list[str]:
    timed = [
        (seconds, candidates[place].name)
        for place in standings.top
        if (speed := candidates[place].speed) and (seconds := speed.alone(0.5)) is not None
    ]
    if len(timed) < 2:
        return []
    seconds, name = min(timed)
    return [f"Of those at the top {name} answers fastest: {1e3 * seconds:.1f} ms for a single row."]


def _cheapest(candidates: Sequence[Candidate], standings: Standings) -> list[str]:
    priced = [
        (cost, candidates[place].name)
        for place in standings.top
        if (cost := candidates[place].cost_of_1000) is not None
    ]
    if len(priced) < 2:
        return []
    cost, name = min(priced)
    return [f"By the prices given {name} is the cheapest of them: {cost:,.4g} for 1,000 answers."]
