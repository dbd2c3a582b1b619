"""Published scores as a figure."""

import pytest

import hubexplorer as hx
from hubexplorer.records import EvalResult
from hubexplorer.ui.card.results import results_figure

RESULTS = (
    EvalResult("text-classification", "intents", "accuracy", 0.91, "model-index", "en"),
    EvalResult("speech", "calls", "wer", 12.5, ".eval_results/calls.yaml"),
    EvalResult("text-generation", "letters", "perplexity", 21.4, "model-index"),
)


def test_shares_stand_on_one_axis_and_others_on_their_own():
    figure = results_figure(RESULTS)
    share, other = figure.data
    assert list(share.x) == [0.91, 0.125]
    assert list(share.y) == ["intents en · accuracy", "calls · wer"]
    assert (list(other.x), other.xaxis) == ([21.4], "x2")
    assert share.customdata[1][2] == ".eval_results/calls.yaml"


def test_it_follows_a_dark_host():
    dark = results_figure(RESULTS, is_dark=True).layout
    assert dark.template != results_figure(RESULTS).layout.template
    assert dark.paper_bgcolor == "rgba(0,0,0,0)"


def test_the_viewer_draws_what_it_shows(workspace):
    viewer = hx.CardViewer(workspace, "demo/support-intent-en-nano")
    assert len(viewer.results_figure().data[0].x) == len(viewer.page.results)
    with pytest.raises(ValueError, match="no published scores"):
        hx.CardViewer(workspace).results_figure()
