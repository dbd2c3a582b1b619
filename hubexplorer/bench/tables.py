"""The tables of a report: what every format of it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hubexplorer.bench.results import Candidate, Results, Rows, percent_or_number
from hubexplorer.bench.standings import Standings
from hubexplorer.bench.tradeoffs import tradeoffs
from hubexplorer.bench.verdict import order, points

_MAX_ROWS_SHOWN = 20
_MAX_TEXT = 160


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under a title."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def tables(candidates: Sequence[Candidate], rows: Rows, results: Results) -> list[Table]:
    """Every table that has rows, the ranking first."""
    found = [
        _ranking(candidates, results),
        _pairs(candidates, results),
        _slices(candidates, results),
        _other_metrics(candidates, results),
        _labels(candidates, results),
        _speeds(candidates),
        _costs(candidates, results),
        _who(candidates),
        _published(candidates),
        _disagreements(candidates, rows, results),
    ]
    return [table for table in found if table.rows]


def records(candidates: Sequence[Candidate], results: Results) -> list[dict[str, Any]]:
    """One mapping a candidate, for a data frame; numbers as numbers."""
    found = []
    for place in order(results):
        candidate, estimate = candidates[place], results.standings.estimates[place]
        speed = candidate.speed
        found.append(
            {
                "candidate": candidate.name,
                "model": candidate.ref or None,
                results.metric.name: estimate.value,
                "low": estimate.interval.low,
                "high": estimate.interval.high,
                "best_rank": estimate.best_rank,
                "worst_rank": estimate.worst_rank,
                "top_group": place in results.standings.top,
                **{
                    name: standings.estimates[place].value
                    for name, (_, standings) in results.others.items()
                },
                "p50_s": speed.alone(0.5) if speed else None,
                "p95_s": speed.alone(0.95) if speed else None,
                "rows_per_s": (speed.rows_per_s or None) if speed else None,
                "peak_bytes": (speed.peak_bytes or None) if speed else None,
                "cost_of_1000": candidate.cost_of_1000,
            }
        )
    return found


def _ranking(candidates: Sequence[Candidate], results: Results) -> Table:
    show, standings = percent_or_number(results.metric), results.standings
    rows = []
    for place in order(results):
        estimate = standings.estimates[place]
        rows.append(
            (
                _rank(standings, place),
                candidates[place].name,
                show(estimate.value),
                f"{show(estimate.interval.low)} to {show(estimate.interval.high)}",
                "top group" if place in standings.top else "",
            )
        )
    columns = ("rank", "candidate", results.metric.title, "95 % interval", "")
    return Table("Ranking", columns, tuple(rows), "A rank from 1 to 3: the data allow any of them.")


def _pairs(candidates: Sequence[Candidate], results: Results) -> Table:
    rows = []
    for pair in sorted(results.standings.pairs, key=lambda pair: pair.p_adjusted):
        told = "different" if pair.is_different else "alike" if pair.is_equivalent else "tied"
        values = (pair.difference, pair.interval.low, pair.interval.high)
        names = [candidates[pair.first].name, candidates[pair.second].name]
        if (pair.difference < 0) == results.metric.is_higher_better:  # the better one goes first
            names.reverse()
            values = (-pair.difference, -pair.interval.high, -pair.interval.low)
        difference, low, high = (points(results.metric, value) for value in values)
        rows.append((" - ".join(names), difference, f"{low} to {high}", _p(pair.p_adjusted), told))
    columns = ("pair", "difference", "95 % interval", "p after Holm", "")
    test = "McNemar's exact test" if results.metric.is_share else "a paired bootstrap"
    return Table("Pairs on the same rows", columns, tuple(rows), f"By {test}.")


def _slices(candidates: Sequence[Candidate], results: Results) -> Table:
    show, places = percent_or_number(results.metric), order(results)
    rows = []
    for name, standings in results.slices.items():
        values = tuple(
            show(standings.estimates[place].value) + (" *" if place in standings.top else "")
            for place in places
        )
        rows.append((name, f"{standings.rows:,}", *values))
    columns = ("slice", "rows", *(candidates[place].name for place in places))
    note = "* top group of that slice; without any *, too few rows to rank."
    return Table(f"{results.metric.title} by slice", columns, tuple(rows), note)


def _other_metrics(candidates: Sequence[Candidate], results: Results) -> Table:
    rows = [
        (
            candidates[place].name,
            *(
                f"{show(estimate.value)} ({show(estimate.interval.low)} to"
                f" {show(estimate.interval.high)})"
                for metric, standings in results.others.values()
                for show, estimate in [(percent_or_number(metric), standings.estimates[place])]
            ),
            *([_calibration(results, place)] if any(results.calibrations) else []),
        )
        for place in order(results)
    ]
    titles = tuple(metric.title for metric, _ in results.others.values())
    last = ("mean gap of score and truth",) if any(results.calibrations) else ()
    columns = ("candidate", *titles, *last)
    return Table("Other metrics", columns, tuple(rows) if len(columns) > 1 else ())


def _calibration(results: Results, place: int) -> str:
    found = results.calibrations[place]
    return f"{100 * found.error:.1f} points" if found else "not known"


def _labels(candidates: Sequence[Candidate], results: Results) -> Table:
    places = order(results)
    rows = [
        (label, *(f"{100 * values[place]:.1f} %" for place in places))
        for label, values in results.by_label.items()
    ]
    return Table("F1 by label", ("label", *(candidates[p].name for p in places)), tuple(rows))


def _speeds(candidates: Sequence[Candidate]) -> Table:
    rows = []
    for candidate in candidates:
        speed = candidate.speed
        if speed is None:
            continue
        p50, p95 = speed.alone(0.5), speed.alone(0.95)
        rows.append(
            (
                candidate.name,
                "" if p50 is None else f"{1e3 * p50:.1f} ms",
                "" if p95 is None else f"{1e3 * p95:.1f} ms",
                f"{speed.rows_per_s:,.0f}" if speed.rows_per_s else "",
                f"{speed.peak_bytes / 1e6:,.0f} MB" if speed.peak_bytes else "",
                f"{speed.load_s:.1f} s" if speed.load_s else "",
                f"{speed.device} {speed.dtype}".strip(),
            )
        )
    columns = ("candidate", "p50", "p95", "rows a second", "peak memory", "load", "on")
    return Table(
        "Speed and memory", columns, tuple(rows), "p50, p95: calls with one row, warmed up before."
    )


def _costs(candidates: Sequence[Candidate], results: Results) -> Table:
    known = [place for place in order(results) if candidates[place].cost_of_1000 is not None]
    qualities = [estimate.value for estimate in results.standings.estimates]
    costs = [candidate.cost_of_1000 for candidate in candidates]
    beaten = {
        one.place: candidates[one.beaten_by].name
        for one in tradeoffs(qualities, costs, is_higher_better=results.metric.is_higher_better)
        if one.beaten_by is not None
    }
    rows = [
        (
            candidates[place].name,
            f"{candidates[place].cost_of_1000:,.4g}",
            f"{beaten[place]} is no worse and no dearer" if place in beaten else "",
        )
        for place in known
    ]
    note = "From the prices given; those by the hour at the throughput measured here."
    return Table("Cost", ("candidate", "1,000 answers", ""), tuple(rows), note)


def _who(candidates: Sequence[Candidate]) -> Table:
    rows = [
        (candidate.name, candidate.ref or "(no model of a hub)", " ".join(candidate.findings))
        for candidate in candidates
    ]
    return Table("Candidates", ("candidate", "at commit", "open findings of its card"), tuple(rows))


def _published(candidates: Sequence[Candidate]) -> Table:
    rows = tuple((c.name, text) for c in candidates for text in c.published)
    note = (
        "Its author's figures on its author's data: not your data, not comparable with the above."
    )
    return Table("Published scores (not your data)", ("candidate", "published"), rows, note)


def _disagreements(candidates: Sequence[Candidate], rows: Rows, results: Results) -> Table:
    found = results.disagreements()
    shown = [
        (
            str(rows.numbers[place]),
            short(" / ".join(rows.inputs[place].values())),
            short(rows.truths[place]),
            *(short(said(candidate.answers[place])) for candidate in candidates),
        )
        for place in found[:_MAX_ROWS_SHOWN]
    ]
    columns = ("row", "input", "truth", *(candidate.name for candidate in candidates))
    note = f"{len(found):,} rows; these are the {len(shown)} with the widest gap."
    return Table("Where the candidates disagree", columns, tuple(shown), note)


def _rank(standings: Standings, place: int) -> str:
    estimate = standings.estimates[place]
    if not standings.is_ranked:
        return "not ranked"
    if estimate.best_rank == estimate.worst_rank:
        return str(estimate.best_rank)
    return f"{estimate.best_rank} to {estimate.worst_rank}"


def _p(value: float) -> str:
    return "< 0.0001" if value < 1e-4 else f"{value:.4f}"


def said(answer: Any) -> Any:
    """What a table shows of a candidate's answer: its label where it has one."""
    if answer is None:
        return "(no answer)"
    return answer["label"] if isinstance(answer, Mapping) and "label" in answer else answer


def short(value: Any, most: int = _MAX_TEXT) -> str:
    """A value on one line of at most so many characters."""
    text = " ".join(str(value).split())
    return text if len(text) <= most else text[: most - 1] + "…"
