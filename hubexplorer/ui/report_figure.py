"""A benchmark's report as Plotly figures: intervals, slices, quality against what it costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hubexplorer.bench.report import Report
from hubexplorer.bench.results import Candidate
from hubexplorer.bench.tradeoffs import BYTES, MONEY, SECONDS, Gap, tradeoffs
from hubexplorer.bench.verdict import order

_ROW_PX = 30
_MARGIN_PX = 110
_TOP, _BEATEN = "#0b62c4", "#8a94a0"


def report_figure(report: Report, show: str = "intervals", *, is_dark: bool = False) -> Any:
    """A report's picture as a `plotly.graph_objects.Figure`.

    Args:
        report: of `ws.measure(...)`.
        show: "intervals", "slices", "latency", "memory" or "cost".

    Raises:
        ValueError: there is no such picture, or nothing of the kind was measured.
    """
    # Half a second to import: only who draws pays for it.
    from plotly.graph_objects import Figure

    draw = {"intervals": _intervals, "slices": _slices} | dict.fromkeys(_COSTS, _tradeoff)
    if show not in draw:
        raise ValueError(f"no picture {show!r}; there are {', '.join(draw)}")
    traces, layout = draw[show](report, show)
    if not traces:
        raise ValueError(f"this report has nothing to show for {show}")
    metric = report.results.metric
    value_axis = {"tickformat": ".0%"} if metric.is_percent else {}
    return Figure(
        traces,
        {
            "template": "plotly_dark" if is_dark else "plotly_white",
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 8, "r": 16, "t": 48, "b": 32},
            "title": {"text": _plain(report.title), "font": {"size": 13}},
            "xaxis": {"automargin": True, **(value_axis if show not in _COSTS else {})},
            "yaxis": {"automargin": True, **(value_axis if show in _COSTS else {})},
            **layout,
        },
    )


def _intervals(report: Report, _show: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    results, places = report.results, order(report.results)
    estimates = [results.standings.estimates[place] for place in places]
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [one.value for one in estimates],
        "y": _names(report, places),
        "error_x": {
            "array": [one.interval.high - one.value for one in estimates],
            "arrayminus": [one.value - one.interval.low for one in estimates],
        },
        "marker": {"size": 10, "color": _colors(report, places)},
        "customdata": [[one.best_rank, one.worst_rank] for one in estimates],
        "hovertemplate": "%{x}, rank %{customdata[0]} to %{customdata[1]}<extra></extra>",
    }
    return [trace], {
        "height": _MARGIN_PX + _ROW_PX * len(places),
        "yaxis": {"automargin": True, "autorange": "reversed"},
    }


def _slices(report: Report, _show: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    ranked = {name: one for name, one in report.results.slices.items() if one.is_ranked}
    places = order(report.results)
    traces = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [one.estimates[place].value for one in ranked.values()],
            "y": list(ranked),
            "marker": {"size": 9},
        }
        for place, name in zip(places, _names(report, places), strict=True)
    ]
    return (traces if ranked else []), {
        "height": _MARGIN_PX + _ROW_PX * len(ranked),
        "yaxis": {"automargin": True, "autorange": "reversed"},
    }


def _tradeoff(report: Report, show: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Quality against a cost; those beaten on both are hollow and say by whom."""
    title, cost, gap = _COSTS[show]
    qualities = [one.value for one in report.results.standings.estimates]
    costs = [cost(one) for one in report.candidates]
    is_higher_better = report.results.metric.is_higher_better
    known = tradeoffs(qualities, costs, gap=gap, is_higher_better=is_higher_better)
    places = [one.place for one in known]
    told = [
        "" if one.beaten_by is None else f"beaten by {report.candidates[one.beaten_by].name}"
        for one in known
    ]
    trace = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [one.cost for one in known],
        "y": [one.quality for one in known],
        "text": _names(report, places),
        "textposition": "top center",
        "customdata": [_plain(one) for one in told],
        "hovertemplate": "%{text}: %{y}, %{x}<br>%{customdata}<extra></extra>",
        "marker": {
            "size": 10,
            "color": _colors(report, places),
            "symbol": ["circle" if one.beaten_by is None else "circle-open" for one in known],
        },
    }
    return ([trace] if known else []), {"xaxis": {"title": {"text": title}, "automargin": True}}


def _names(report: Report, places: list[int]) -> list[str]:
    return [_plain(report.candidates[place].name) for place in places]


def _plain(text: str) -> str:
    """Text that Plotly does not take for its markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _colors(report: Report, places: list[int]) -> list[str]:
    return [_TOP if place in report.results.standings.top else _BEATEN for place in places]


def _ms(one: Candidate) -> float | None:
    seconds = one.speed.alone(0.5) if one.speed else None
    return None if seconds is None else 1e3 * seconds


def _mb(one: Candidate) -> float | None:
    return one.speed.peak_bytes / 1e6 if one.speed and one.speed.peak_bytes else None


_COSTS: Mapping[str, tuple[str, Callable[[Candidate], float | None], Gap]] = {
    "latency": ("ms for a single row", _ms, SECONDS.times(1e3)),
    "memory": ("peak memory, MB", _mb, BYTES.times(1e-6)),
    "cost": ("cost of 1,000 answers", lambda one: one.cost_of_1000, MONEY),
}
