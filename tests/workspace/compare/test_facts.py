from __future__ import annotations

import pytest

from hubexplorer.errors import HubUnreachable
from hubexplorer.records import (
    EvalResult,
    Finding,
    FitClass,
    Gravity,
    HubModel,
    LicenseClass,
    LicenseSource,
    ModelPage,
    ModelRef,
)
from hubexplorer.workspace.compare.candidate import Candidate
from hubexplorer.workspace.compare.facts import bytes_text, count_text, facts_of


def page(*results, gravity=Gravity.NOTE, memory=10, fit=FitClass.FITS, terms="commercial"):
    return ModelPage(
        ref=ModelRef("h", "o/m"),
        model=HubModel("h", "o/m", parameters_by_dtype={"F32": 172_000}, downloads=1200),
        files=(),
        commits=(),
        tags={},
        card_text="",
        findings=(Finding("bias", gravity, "Bias: not stated."),),
        results=tuple(
            EvalResult("t", dataset, metric, value) for dataset, metric, value in results
        ),
        license_class=LicenseClass(terms),
        memory_bytes=memory,
        fit=fit,
        license_sources=(LicenseSource("hub", "", "x", LicenseClass(terms)),),
    )


def rows(*pages):
    candidates = [Candidate(ModelRef("h", f"o/m{number}")) for number in range(len(pages))]

    def read(candidate):
        found = pages[candidates.index(candidate)]
        if found is None:
            raise HubUnreachable("no answer")
        return found

    return {row.label: row for row in facts_of(candidates, read)}


def test_the_best_is_marked_and_why_is_said():
    found = rows(page(memory=10), page(memory=20, fit=FitClass.TIGHT, gravity=Gravity.GRAVE))
    assert found["Memory needed"].best == {0}
    assert "least" in found["Memory needed"].why
    assert found["Fits this machine"].best == {0}
    assert [fact.tone for fact in found["Fits this machine"].facts] == ["ok", "warn"]
    assert found["Gravest finding"].best == {0}
    assert found["Gravest finding"].facts[1].tone == "bad"


def test_equals_have_no_best_and_neither_have_size_and_downloads():
    found = rows(page(), page())
    assert all(not row.best for row in found.values())
    assert "not quality" in found["Downloads"].why
    assert found["Parameters"].facts[0].text == "172 K"


@pytest.mark.parametrize(
    ("terms", "best"), [("unknown", set()), ("noncommercial", {0, 2}), ("commercial", {1})]
)
def test_an_unknown_license_is_never_the_best(terms, best):
    found = rows(page(terms="conditional"), page(terms=terms), page(terms="conditional"))
    assert found["License"].best == best


@pytest.mark.parametrize(
    ("metric", "values", "best", "why"),
    [
        ("accuracy", (0.8, 0.9), {1}, "highest"),
        ("eval_loss", (0.8, 0.9), {0}, "lowest"),
        ("WER", (12.0, 9.0), {1}, "lowest"),
        ("accuracy", (0.8, 80.0), set(), "some 87"),
        ("vibes", (0.8, 0.9), set(), "not known"),
        ("f1", (0.8, 0.8), set(), "highest"),
    ],
)
def test_scores_of_one_data_set_and_metric_stand_side_by_side(metric, values, best, why):
    found = rows(*(page(("glue", metric, value)) for value in values))
    row = found[f"{metric}, glue"]
    assert row.is_published
    assert (row.best, [fact.text for fact in row.facts]) == (best, [f"{v:g}" for v in values])
    assert why in row.why


def test_scores_that_only_one_publishes_or_publishes_twice():
    found = rows(
        page(("glue", "f1", 0.8), ("glue", "f1", 0.7), ("own", "f1", 1.0)),
        page(("GLUE", "F1", 0.9)),
    )
    row = found["f1, glue"]
    assert [fact.text for fact in row.facts] == ["0.8 / 0.7", "0.9"]
    assert row.best == set()
    assert "f1, own" not in found


def test_a_hub_that_does_not_answer_leaves_dashes():
    found = rows(page(), None)
    assert found["Memory needed"].facts[1].text == "–"
    assert found["License"].facts[1].text == "unknown"


def test_sizes_are_written_as_on_screen():
    assert [count_text(n) for n in (999, 172_000, 7_241_000_000)] == ["999", "172 K", "7.2 B"]
    assert [bytes_text(n) for n in (512, 700_000, 14_600_000_000)] == ["512 B", "0.7 MB", "14.6 GB"]
