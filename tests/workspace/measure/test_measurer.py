"""Measuring end to end: real models, one job, answers kept; what may mislead is said."""

from __future__ import annotations

import json
import os
import shutil
import signal

import pandas as pd
import pytest

from hubexplorer import demo, jobs
from hubexplorer.bench.data import read
from hubexplorer.bench.spec import Spec
from hubexplorer.bench.store import Store
from hubexplorer.errors import DataError, JobCanceled, JobError, RunError
from hubexplorer.workspace.compare.candidate import Candidate
from hubexplorer.workspace.measure.measurer import Measurer
from tests.workspace.waiting import until

NANO, MINI = "demo/support-intent-en-nano", "demo/support-intent-multi-mini"
ENTITIES, ALIKE = "demo/entities-multi-mini", "demo/sentence-embed-multi-mini"
TICKETS = read(demo.data_file("tickets_test.csv"))
SOME = [dict(zip(TICKETS.columns, row, strict=True)) for row in TICKETS.rows[:120]]


@pytest.fixture
def measurer(workspace):
    """With no answers kept from an earlier test."""
    shutil.rmtree(workspace.settings.home / "measured", ignore_errors=True)
    return Measurer(workspace)


def started(home):
    return [job for job in jobs.all_jobs(home) if "measuring" in job.entry]


def test_two_models_on_tickets(workspace, measurer):
    report = workspace.measure([NANO, MINI], SOME, text="message", label="intent")
    assert report.top_group == ("support-intent-multi-mini",)
    assert "is clearly best (accuracy" in report.verdict
    assert "support-intent-en-nano is clearly beaten." in report.verdict
    answer = workspace.run(MINI, [row["message"] for row in SOME])
    labels = [item["scores"][0]["label"] for item in answer.output["items"]]
    right = sum(label == row["intent"] for label, row in zip(labels, SOME, strict=True))
    assert report.value(MINI) == pytest.approx(right / len(SOME))
    told = report.to_text()
    assert "language: de" in told
    assert "10 labels by name" in told
    assert "accuracy 0.84 on Support intents" in told
    speed = report.candidates[0].speed
    assert speed.alone(0.5) > 0
    assert speed.rows_per_s > 0
    assert (speed.device, speed.dtype) == ("cpu", "float32")


def test_a_second_run_computes_nothing(workspace, measurer):
    first = workspace.measure([NANO], SOME, text="message", label="intent")
    before = len(started(workspace.settings.home))
    again = workspace.measure([NANO], SOME, text="message", label="intent", metric="macro_f1")
    assert len(started(workspace.settings.home)) == before
    assert again.value(NANO, "accuracy") == first.value(NANO)


def test_a_job_that_runs_is_taken_up_again_and_can_be_canceled(workspace, measurer):
    spec = Spec("", models=(NANO, MINI), columns={"text": "message", "label": "intent"})
    plan = measurer.plan(spec, data=SOME * 40)
    job = measurer.start(plan)
    assert measurer.start(plan).folder == job.folder
    until(lambda: job.state().done > 0)
    job.cancel()
    with pytest.raises(JobCanceled):
        job.wait(10)
    kept = [len(Store.open(path, 4800).answers) for path in [one.store for one in plan.models]]
    assert 0 < sum(kept) < 9600


def test_a_killed_job_is_resumed_with_what_it_has(workspace, measurer):
    spec = Spec("", models=(NANO,), columns={"text": "message", "label": "intent"})
    plan = measurer.plan(spec, data=SOME * 20)
    path = plan.models[0].store
    job = measurer.start(plan)
    until(lambda: path.exists() and len(path.read_text().splitlines()) > 4)
    os.kill(int((job.folder / "pid").read_text()), signal.SIGKILL)
    with pytest.raises(JobError):
        job.wait(10)
    kept = path.read_bytes()
    kept = kept[: kept.rfind(b"\n") + 1]
    measurer.start(plan).wait(60)
    whole = path.read_bytes()
    assert whole.startswith(kept)
    places = [p for line in whole.splitlines() for p in json.loads(line).get("places", ())]
    assert sorted(places) == list(range(len(SOME) * 20))
    assert measurer.report(plan).value(NANO) > 0


def test_files_and_functions_are_candidates_beside_models(workspace, measurer, tmp_path):
    path = tmp_path / "old.csv"
    pd.DataFrame(
        {"id": [r["id"] for r in SOME][::-1], "prediction": [r["intent"] for r in SOME][::-1]}
    ).to_csv(path, index=False)

    def always_delivery(_text):
        return "delivery"

    report = workspace.measure([path, always_delivery, NANO], SOME, text="message", label="intent")
    assert report.value("old") == 1.0
    share = sum(row["intent"] == "delivery" for row in SOME) / len(SOME)
    assert report.value("always_delivery") == pytest.approx(share)
    assert report.top_group == ("old",)
    path.write_text("id,prediction\nE0001,refund\n")
    with pytest.raises(DataError, match="answers 1 of 120 rows; the first without is id 'E0002'"):
        workspace.measure([path], SOME, text="message", label="intent")


def test_labels_that_do_not_meet_fail_the_model_before_the_work(workspace, measurer):
    renamed = [{**row, "intent": row["intent"].upper()[::-1]} for row in SOME]
    with pytest.raises(RunError, match="no label of the data") as caught:
        workspace.measure([NANO], renamed, text="message", label="intent")
    assert caught.value.message == "no candidate gave answers"
    assert "on the Measure screen" in caught.value.hint
    labels = {row["intent"]: row["intent"].upper()[::-1] for row in SOME}
    report = workspace.measure([NANO], renamed, text="message", label="intent", labels=labels)
    plain = workspace.measure([NANO], SOME, text="message", label="intent")
    assert report.value(NANO) == plain.value(NANO)
    assert any("by hand" in note for note in report.facts.notes)


def test_a_label_the_model_never_gives_is_said(workspace, measurer):
    torn = [
        {**row, "intent": "parcel" if row["intent"] == "delivery" else row["intent"]}
        for row in SOME
    ]
    report = workspace.measure([MINI], torn, text="message", label="intent")
    assert any(
        "never answered by it: parcel; not in the data: delivery" in n for n in report.facts.notes
    )
    assert "delivery (not a label of the data)" in report.to_csv()


def test_rows_of_the_training_data_are_named(workspace, measurer, tmp_path):
    train = tmp_path / "train.csv"
    pd.DataFrame(SOME[:7]).to_csv(train, index=False)
    report = workspace.measure([NANO], SOME, text="message", label="intent", train_data=str(train))
    assert any(
        "7 rows repeat training rows of train.csv (7 word for word)" in note
        for note in report.facts.notes
    )


def test_one_that_cannot_answer_is_told_beside_the_others(workspace, measurer):
    report = workspace.measure([NANO, ENTITIES], SOME, text="message", label="intent")
    assert [c.name for c in report.candidates] == ["support-intent-en-nano"]
    assert "is for token-classification" in report.facts.failed["entities-multi-mini"]
    assert "entities-multi-mini gave no answers" in report.to_markdown()


def test_a_model_at_two_commits_is_two_candidates(workspace, measurer):
    commits = [entry.commit for entry in workspace.card(NANO).commits]
    models = [f"embedded:{NANO}@{commits[0]}", f"embedded:{NANO}@{commits[-1]}"]
    report = workspace.measure(models, SOME, text="message", label="intent")
    assert [c.name for c in report.candidates] == [
        f"embedded:{NANO}@{commit[:7]}" for commit in (commits[0], commits[-1])
    ]
    assert report.value(models[0]) != report.value(models[1])


def test_spans_and_similarities_are_measured_too(workspace, measurer):
    text = "Anna Schmidt works for Globex in Berlin."
    spans = [[0, 12, "PER"], [23, 29, "ORG"], [33, 39, "LOC"]]
    rows = [
        {"text": text, "entities": json.dumps(spans)},
        {"text": "Nothing here.", "entities": "[]"},
    ]
    report = workspace.measure([ENTITIES], rows)
    assert report.results.metric.name == "span_f1"
    assert report.value(ENTITIES) == 1.0
    pairs = [
        {"text": "where is my parcel", "other": "wo ist mein Paket", "score": 5},
        {"text": "where is my parcel", "other": "I forgot my password", "score": 0},
        {"text": "wo ist mein Paket", "other": "I forgot my password", "score": 1},
    ]
    assert workspace.measure([ALIKE], pairs).value(ALIKE) == pytest.approx(1.0)


def test_a_choice_is_kept_with_the_benchmark(workspace, measurer):
    report = workspace.measure([NANO, MINI], SOME, text="message", label="intent")
    report.choose(workspace.finder.ref(NANO), "it is small")
    again = workspace.measure([NANO, MINI], SOME, text="message", label="intent")
    assert str(again.choice).endswith("(not in the top group): it is small.")
    (kept,) = (workspace.folder / "measured").glob("*.json")
    assert json.loads(kept.read_text())["choice"]["candidate"] == "support-intent-en-nano"


def test_blank_texts_and_rows_without_a_label_are_left_out_by_number(workspace, measurer):
    blank = [{**SOME[n], "message": " " * n} for n in range(7)]
    rows = [*SOME[:40], *blank, {**SOME[1], "intent": ""}]
    report = workspace.measure([NANO], rows, text="message", label="intent")
    assert report.results.standings.rows == 40
    assert "rows 41, 42, 43, 44, 45 and 2 more have no text and are left out" in report.facts.notes
    assert "row 48 has no label and is left out" in report.facts.notes
    with pytest.raises(DataError, match="column 'message' is empty"):
        workspace.measure([NANO], blank, text="message", label="intent")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"text": "mesage"}, "no column 'mesage'"),
        ({"cluster": "speaker"}, "no column 'speaker'"),
        ({"task": "chess"}, "no benchmark for the task 'chess'"),
    ],
)
def test_what_cannot_be_is_said_before_anything_starts(workspace, measurer, options, told):
    before = len(started(workspace.settings.home))
    with pytest.raises(DataError, match=told):
        workspace.measure([NANO], SOME, **{"text": "message", "label": "intent", **options})
    assert len(started(workspace.settings.home)) == before


def test_no_candidate_and_unknown_metrics_are_refused(workspace, measurer):
    with pytest.raises(DataError, match="no candidate"):
        workspace.measure([], SOME)
    with pytest.raises(ValueError, match="no metric 'acc'"):
        workspace.measure([NANO], SOME, metric="acc")
    with pytest.raises(TypeError, match="colour"):
        workspace.measure([NANO], SOME, colour="red")


def test_one_model_with_other_settings_is_another_candidate(workspace, measurer):
    ref = workspace.card(NANO).ref
    patient, odd = Candidate(ref, {"limit_s": 30}), Candidate(ref, {"temper": 1})
    models = [NANO, patient, patient, odd]
    report = workspace.measure(models, SOME, text="message", label="intent")
    names = [candidate.name for candidate in report.candidates]
    assert names == ["support-intent-en-nano", "support-intent-en-nano limit_s=30"]
    assert "has no setting 'temper'" in report.facts.failed["support-intent-en-nano temper=1"]
