"""What a notebook prints of values: short, and what hubs say escaped."""

from __future__ import annotations

from dataclasses import replace

import hubexplorer as hx
from tests.shipped import SHIPPED


def test_hits_are_a_short_text_and_a_plain_table(workspace):
    hits = workspace.search()
    assert repr(hits).startswith(f"Hits({SHIPPED} of {SHIPPED} models)\n  demo/")
    assert len(repr(hits)) < 1_000
    hostile = replace(hits, rows=[replace(hits[0], task="<img src=x onerror=alert(1)>")])
    shown = hostile._repr_html_()
    assert "<img" not in shown
    assert "&lt;img" in shown
    assert "did you mean text-classification?" in repr(workspace.search("task:text-classifcation"))


def test_pins_checks_and_runs_are_a_line_each(workspace):
    pin = workspace.pin("demo/support-intent-en-nano")
    assert "sha256" not in repr(pin)
    assert len(repr(pin)) < 160
    (check,) = workspace.verify()
    assert repr(check) == f"PinCheck({pin.ref}: as pinned)"
    assert repr(workspace.runs) == "Runs(0)"


def test_what_a_notebook_keeps_of_the_explorer_counts_the_models(workspace):
    screen = hx.Explorer(workspace)
    if not workspace.finder.catalog.size:
        assert screen.summary() == "Explorer(models not listed yet, 0 marked)"
    workspace.finder.ready()
    assert screen.summary() == f"Explorer({SHIPPED} models, 0 marked)"
