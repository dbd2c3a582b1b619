"""Published scores as a Plotly figure: one row a data set and metric, dots from 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hubexplorer.records import EvalResult

_ROW_PX = 26
_MARGIN_PX = 90


def results_figure(results: Sequence[EvalResult], *, is_dark: bool = False) -> Any:
    """A model's published scores as a `plotly.graph_objects.Figure`.

    Scores between 0 and 1 share one axis, percentages are brought to it; others, such as
    perplexities, have no common scale and stand on an axis of their own.
    """
    # Half a second to import: only who draws pays for it.
    from plotly.graph_objects import Figure, Scatter

    shares = [one for one in results if _share(one) is not None]
    others = [one for one in results if _share(one) is None]
    figure = Figure()
    for name, chosen, axis in (("share", shares, "x"), ("other", others, "x2")):
        if chosen:
            figure.add_trace(
                Scatter(
                    x=[_share(one) if name == "share" else one.value for one in chosen],
                    y=[_label(one) for one in chosen],
                    customdata=[[one.value, one.task, one.source] for one in chosen],
                    hovertemplate="%{customdata[0]} · %{customdata[1]}<br>%{customdata[2]}"
                    "<extra></extra>",
                    mode="markers",
                    marker={"size": 9},
                    xaxis=axis,
                    showlegend=False,
                )
            )
    figure.update_layout(
        template="plotly_dark" if is_dark else "plotly_white",
        height=_MARGIN_PX + _ROW_PX * max(1, len(results)),
        margin={"l": 8, "r": 16, "t": 32, "b": 32},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        title={"text": "Published by the author, not measured here", "font": {"size": 13}},
        xaxis={"range": [0, 1], "title": None, "tickformat": ".0%"},
        xaxis2={"overlaying": "x", "side": "top", "showgrid": False},
        yaxis={"automargin": True, "autorange": "reversed", "title": None},
    )
    return figure


def _share(one: EvalResult) -> float | None:
    """The score from 0 to 1; percentages too, by the metrics that are given so."""
    if 0 <= one.value <= 1:
        return one.value
    is_percent = any(word in one.metric.lower() for word in _IN_PERCENT)
    return one.value / 100 if is_percent and 1 < one.value <= 100 else None


_IN_PERCENT = ("acc", "f1", "exact", "precision", "recall", "rouge", "bleu", "wer", "cer", "map")


def _label(one: EvalResult) -> str:
    language = f" {one.language}" if one.language else ""
    return f"{one.dataset}{language} · {one.metric}"
