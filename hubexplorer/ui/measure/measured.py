"""A report as the Measure screen shows it, with its figures as numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from hubexplorer.bench.confusion import confusion
from hubexplorer.bench.report import Report
from hubexplorer.bench.results import Candidate
from hubexplorer.bench.tables import Table, said, short
from hubexplorer.bench.tradeoffs import BYTES, MONEY, SECONDS, Gap, tradeoffs
from hubexplorer.bench.verdict import order
from hubexplorer.records import ModelRef
from hubexplorer.ui.desk import key_of

PAGE_ROWS = 50
_MAX_TEXT = 600
_ALMOST = 1e-9
"""Scores that differ by less are alike."""
_PUBLISHED = "Published"
_DRAWN = ("Ranking", "Where the candidates disagree")
"""Tables that the screen draws in its own way."""
NO_ROWS: dict[str, Any] = {
    "names": [], "rows": [], "total": 0, "pictures": {}, "has_sounds": False,
}  # fmt: skip
NO_CONFUSION: dict[str, Any] = {"truths": [], "answers": [], "counts": []}


def report_view(report: Report) -> dict[str, Any]:
    """The whole report but its rows."""
    results, metric = report.results, report.results.metric
    tables = [table for table in report.tables() if table.title not in _DRAWN]
    places = order(results)
    verdict, *notes = report.paragraphs()
    if report.choice:
        notes = notes[1:]
    return {
        "title": report.title,
        "verdict": verdict,
        "notes": notes,
        "metric": metric.title,
        "is_percent": metric.is_percent,
        "higher_is_better": metric.is_higher_better,
        "rows": len(report.rows.truths),
        "standings": _standings(report, places),
        "slices": [
            {
                "name": name,
                "rows": standings.rows,
                "is_ranked": standings.is_ranked,
                "values": [standings.estimates[place].value for place in places],
                "in_top": [place in standings.top for place in places],
            }
            for name, standings in results.slices.items()
        ],
        "tables": [_table_view(one) for one in tables if not one.title.startswith(_PUBLISHED)],
        "published": [_table_view(one) for one in tables if one.title.startswith(_PUBLISHED)],
        "has_confusion": bool(results.by_label),
        "disagreements": len(results.disagreements()),
        "choice": {
            "candidate": report.choice.candidate,
            "reason": report.choice.reason,
            "in_top": report.choice.is_in_top_group,
        }
        if report.choice
        else None,
    }


def rows_view(report: Report, args: Mapping[str, Any]) -> dict[str, Any]:
    """A page of the rows on which candidates differ, or that one of them got wrong."""
    results, rows = report.results, report.rows
    if args["wrong_for"]:
        place = report.place(args["wrong_for"])
        wrong = [row for row in range(len(rows.truths)) if not _is_right(report, place, row)]
        found: Collection[int] = wrong
    else:
        found = results.disagreements()
    wanted = args["contains"].casefold().strip()
    if wanted:
        found = [row for row in found if wanted in _input(report, row).casefold()]
    places = order(results)
    start = max(0, args["offset"])
    return {
        "names": [report.candidates[place].name for place in places],
        "rows": [
            {
                "number": rows.numbers[row],
                "input": short(_input(report, row), _MAX_TEXT),
                "truth": short(rows.truths[row], _MAX_TEXT),
                "answers": [
                    {
                        "text": short(said(report.candidates[place].answers[row]), _MAX_TEXT),
                        "is_right": _is_right(report, place, row),
                    }
                    for place in places
                ],
            }
            for row in list(found)[start : start + PAGE_ROWS]
        ],
        "total": len(found),
    }


def confusion_view(report: Report, name: str) -> dict[str, Any]:
    """Which label a candidate took for which."""
    candidate = report.candidates[report.place(name)]
    found = confusion(report.rows.truths, candidate.answers)
    return {
        "truths": list(found.truths),
        "answers": list(found.answers),
        "counts": [list(line) for line in found.counts],
    }


def _standings(report: Report, places: list[int]) -> list[dict[str, Any]]:
    results, candidates = report.results, report.candidates
    estimates = results.standings.estimates
    slower = _beaten(report, [_p50(candidate) for candidate in candidates], SECONDS)
    dearer = _beaten(report, [candidate.cost_of_1000 for candidate in candidates], MONEY)
    larger = _beaten(report, [_peak(candidate) for candidate in candidates], BYTES)
    return [
        {
            "name": candidates[place].name,
            "key": _key(candidates[place]),
            "value": estimates[place].value,
            "low": estimates[place].interval.low,
            "high": estimates[place].interval.high,
            "best_rank": estimates[place].best_rank,
            "worst_rank": estimates[place].worst_rank,
            "in_top": place in results.standings.top,
            "p50_s": _p50(candidates[place]),
            "peak_bytes": _peak(candidates[place]),
            "cost_of_1000": candidates[place].cost_of_1000,
            "slower_than": slower.get(place, ""),
            "larger_than": larger.get(place, ""),
            "dearer_than": dearer.get(place, ""),
        }
        for place in places
    ]


def _beaten(report: Report, costs: list[Any], gap: Gap) -> dict[int, str]:
    """Who is beaten in quality and cost at once, and the name of who beats it."""
    qualities = [one.value for one in report.results.standings.estimates]
    is_higher_better = report.results.metric.is_higher_better
    found = tradeoffs(qualities, costs, gap=gap, is_higher_better=is_higher_better)
    names = [candidate.name for candidate in report.candidates]
    return {one.place: names[one.beaten_by] for one in found if one.beaten_by is not None}


def _p50(candidate: Candidate) -> float | None:
    return candidate.speed.alone(0.5) if candidate.speed else None


def _peak(candidate: Candidate) -> int | None:
    return (candidate.speed.peak_bytes or None) if candidate.speed else None


def _key(candidate: Candidate) -> dict[str, Any] | None:
    return key_of(ModelRef.parse(candidate.ref)) if candidate.ref else None


def _is_right(report: Report, place: int, row: int) -> bool:
    """Whether an answer is right, or as good as the best of the row where there is no right."""
    scores, metric = report.results.scores[:, row], report.results.metric
    right = 1.0 if metric.is_share else metric.right
    if right is not None:
        return bool(abs(scores[place] - right) < _ALMOST)
    best = scores.max() if metric.is_higher_better else scores.min()
    return bool(scores[place] == best)


def _input(report: Report, row: int) -> str:
    return " / ".join(report.rows.inputs[row].values())


def _table_view(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": list(table.columns),
        "rows": [list(row) for row in table.rows],
        "note": table.note,
    }
