"""A report's pictures as figures."""

from __future__ import annotations

import pytest

from hubexplorer.ui.report_figure import report_figure

ROWS = [
    {"message": f"{word} {n}", "intent": word, "language": language}
    for n in range(40)
    for word, language in (("cancel", "en"), ("refund", "de"))
]


def right(text):
    return text.split()[0]


def half(_text):
    return "refund"


@pytest.fixture
def report(workspace):
    return workspace.measure(
        {"right": right, "<b>half</b>": half},
        ROWS,
        text="message",
        label="intent",
        prices={"right": {"per_1000_calls": 1.0}, "<b>half</b>": {"per_1000_calls": 2.0}},
    )


def test_intervals_stand_best_first_with_the_top_group_in_color(report):
    (trace,) = report_figure(report).data
    assert list(trace.y) == ["right", "&lt;b>half&lt;/b>"]
    assert list(trace.x) == [1.0, 0.5]
    assert trace.marker.color[0] != trace.marker.color[1]
    low = report.results.standings.estimates[1].interval.low
    assert trace.error_x.arrayminus[1] == pytest.approx(0.5 - low)


def test_slices_have_a_dot_a_candidate(report):
    figure = report_figure(report, "slices")
    assert [trace.name for trace in figure.data] == ["right", "&lt;b>half&lt;/b>"]
    by_slice = dict(zip(figure.data[1].y, figure.data[1].x, strict=True))
    assert (by_slice["language: de"], by_slice["language: en"]) == (1.0, 0.0)


def test_who_is_beaten_on_quality_and_cost_is_hollow(report):
    (trace,) = report_figure(report, "cost", is_dark=True).data
    assert sorted(zip(trace.x, trace.y, trace.marker.symbol, strict=True)) == [
        (1.0, 1.0, "circle"),
        (2.0, 0.5, "circle-open"),
    ]
    assert "beaten by right" in trace.customdata
    assert len(report_figure(report, "latency").data[0].x) == 2


def test_what_was_not_measured_is_not_drawn(report):
    with pytest.raises(ValueError, match="nothing to show for memory"):
        report_figure(report, "memory")
    with pytest.raises(ValueError, match="no picture 'cake'; there are intervals"):
        report_figure(report, "cake")
