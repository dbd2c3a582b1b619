"""A report as one HTML file with its pictures drawn inside: nothing is loaded from anywhere."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from hubexplorer.bench.results import Candidate, Results, percent_or_number
from hubexplorer.bench.standings import Standings
from hubexplorer.bench.tables import Table
from hubexplorer.bench.verdict import order

_STYLE = """
:root { color-scheme: light dark; --ink: light-dark(#1b1f24, #e6e8eb);
  --soft: light-dark(#5b6570, #a3adb8); --line: light-dark(#d5dae0, #3a424b);
  --top: light-dark(#0b62c4, #6cb2ff); --page: light-dark(#fff, #14181d); }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page);
  max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: .5rem 0; font-size: 14px; }
th, td { text-align: left; padding: .2rem .9rem .2rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; }
.wide { overflow-x: auto; } .note { color: var(--soft); font-size: 13px; }
.verdict { font-size: 17px; border-left: 4px solid var(--top); padding-left: 1rem; }
svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
svg line { stroke: var(--line); } svg .bar { stroke: var(--soft); stroke-width: 3; }
svg .bar.top { stroke: var(--top); } svg circle { fill: var(--soft); }
svg circle.top { fill: var(--top); } svg .soft { fill: var(--soft); font-size: 12px; }
"""
_WIDTH, _LEFT, _RIGHT, _STEP = 860, 250, 60, 28


def html(
    title: str,
    paragraphs: Sequence[str],
    *,
    candidates: Sequence[Candidate],
    results: Results,
    tables: Sequence[Table],
) -> str:
    """The whole page; the first paragraph is the verdict."""
    drawing = intervals(candidates, results, results.standings, results.metric.title)
    return document(title, paragraphs, tables, drawing)


def document(
    title: str, paragraphs: Sequence[str], tables: Sequence[Table], drawing: str = ""
) -> str:
    """A page of paragraphs, the first set off, and tables.

    Args:
        drawing: SVG of our own making, between the two.
    """
    verdict, *notes = paragraphs
    parts = [f"<h1>{escape(title)}</h1>", f'<p class="verdict">{escape(verdict)}</p>']
    parts += [f'<p class="note">{escape(note)}</p>' for note in notes]
    parts.append(drawing)
    for table in tables:
        parts.append(f"<h2>{escape(table.title)}</h2>{_table(table)}")
        if table.note:
            parts.append(f'<p class="note">{escape(table.note)}</p>')
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>"
        + "\n".join(parts)
        + "</main></body></html>\n"
    )


def intervals(
    candidates: Sequence[Candidate], results: Results, standings: Standings, title: str
) -> str:
    """A drawing of each candidate's interval, the best first, the top group in color."""
    show = percent_or_number(results.metric)
    places = order(results)
    shown = [standings.estimates[place] for place in places]
    low = min(estimate.interval.low for estimate in shown)
    high = max(estimate.interval.high for estimate in shown)
    room = max(high - low, 1e-9) * 0.06
    low, high = low - room, high + room
    height = _STEP * (len(places) + 2)

    def x(value: float) -> float:
        return _LEFT + (value - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)

    marks = []
    for row, (place, estimate) in enumerate(zip(places, shown, strict=True)):
        y = _STEP * (row + 1)
        name = candidates[place].name
        short = name if len(name) <= 34 else name[:31] + "..."
        kind = " top" if place in standings.top else ""
        ends = f'x1="{x(estimate.interval.low):.1f}" x2="{x(estimate.interval.high):.1f}"'
        marks.append(
            f'<text x="{_LEFT - 12}" y="{y + 4}" text-anchor="end">{escape(short)}</text>'
            f'<line class="bar{kind}" {ends} y1="{y}" y2="{y}"/>'
            f'<circle class="{kind.strip()}" cx="{x(estimate.value):.1f}" cy="{y}" r="5">'
            f"<title>{escape(name)}: {show(estimate.value)}</title></circle>"
        )
    bottom = _STEP * (len(places) + 1)
    axis = [f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{bottom - 10}" y2="{bottom - 10}"/>']
    axis += [
        f'<text class="soft" x="{x(value):.1f}" y="{bottom + 8}" text-anchor="middle">'
        f"{show(value)}</text>"
        for value in _ticks(low, high)
    ]
    label = f"{title} of each candidate with its 95 % interval"
    colors = "in color: the top group" if standings.is_ranked else "too few rows to rank anybody"
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" width="100%" role="img"'
        f' aria-label="{escape(label)}">{"".join(marks)}{"".join(axis)}</svg>'
        f'<p class="note">{escape(label)}; {colors}.</p>'
    )


def _ticks(low: float, high: float) -> list[float]:
    """Some round values between the two."""
    power: float = 10 ** math.floor(math.log10((high - low) / 4))
    step = next(power * by for by in (1, 2, 5, 10) if power * by >= (high - low) / 6)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [number * step for number in range(first, last + 1)]


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in table.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    return (
        f'<div class="wide"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
