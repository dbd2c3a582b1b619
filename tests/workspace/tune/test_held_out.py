"""Held-out rows of every kind of run, measured on with the base they came from."""

from __future__ import annotations

import csv
import io
import json
import wave

import numpy as np
import pytest
from PIL import Image

from hubexplorer import demo
from hubexplorer.errors import DataError
from hubexplorer.workspace.tune.tuner import Tuner

TOWNS = ("Lisbon", "Oslo", "Paris", "Berlin", "Rome", "Vienna", "Prague", "Bern", "Kyiv", "Riga")
NAMES = ("Ana", "Maria", "Peter", "Anna", "John")
SCRIPT = """\
import json, sys
params = json.load(open(sys.argv[1]))
figures = {metrics}
result = {{"baseline": "as it was", "rows": 9, "languages": {{}}, "before": figures,
          "after": figures, "difference": figures, "low": figures, "high": figures}}
with open(params["events"], "a") as events:
    events.write(json.dumps({{"kind": "result", "data": result}}) + "\\n")
"""


def entities(folder):
    """Sentences of words, some of which are names and towns."""
    for name in NAMES:
        for town in TOWNS:
            yield {"tokens": f"{name} lives in New {town} .", "tags": "B-PER O O B-LOC I-LOC O"}


def pairs(folder):
    for town in TOWNS:
        for asked, told in (("Where is", "lies on the river"), ("How do I get to", "by train")):
            yield {"anchor": f"{asked} {town}?", "positive": f"{town} {told}"}


def pictures(folder):
    """Digits, each a little darker than the one before."""
    for digit in "3578":
        pixels = np.asarray(Image.open(demo.data_file(f"digit-{digit}.png")).convert("L"))
        for number in range(10):
            name = f"{digit}-{number}.{('png', 'bmp')[number % 2]}"
            Image.fromarray((pixels * (1 - number / 50)).astype("uint8")).save(folder / name)
            yield {"image": name, "label": digit}


def recordings(folder):
    """Spoken rows, each a little quieter than the one before."""
    for text in ("nine zero two six", "three one four"):
        content = demo.data_file(f"spoken-row-{text.replace(' ', '-')}.wav").read_bytes()
        with wave.open(io.BytesIO(content)) as file:
            form, sound = file.getparams(), np.frombuffer(file.readframes(10**7), "<i2")
        for number in range(12):
            name = f"{len(text)}-{number}.wav"
            with wave.open(str(folder / name), "wb") as file:
                file.setparams(form)
                file.writeframes((sound * (1 - number / 50)).astype("<i2").tobytes())
            yield {"audio": name, "text": text}


KINDS = {
    "demo/entities-multi-mini": (entities, "span_f1", 0.3),
    "demo/sentence-embed-multi-mini": (pairs, "spearman", 0.3),
    "demo/handwritten-digits-vit": (pictures, "accuracy", 0.75),
    "demo/spoken-digits-en-ctc": (recordings, "wer", 0.3),
}


def ran(workspace, repo, rows):
    """The name of a run of that model whose script only says that it went."""
    with (workspace.folder / "own.csv").open("w", encoding="utf-8") as file:
        rows = list(rows(workspace.folder))
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    tuner = Tuner(workspace)
    ref = workspace.finder.ref(repo)
    starter = tuner.starter(ref, tuner.in_project("own.csv"))
    metrics = {metric.name: 0.5 for metric in tuner.family(ref).metrics}
    starter.script.write_text(SCRIPT.format(metrics=metrics))
    tuner.start(starter).wait(60)
    return starter.script.parent.name


@pytest.mark.parametrize("repo", KINDS)
def test_rows_of_words_pairs_and_files_are_measured_on(workspace, repo):
    rows, metric, bound = KINDS[repo]
    name = ran(workspace, repo, rows)
    held = workspace.runs.held_out(name)
    assert held.path.name.startswith(f"{name}-held-out")
    for path in workspace.folder.glob("*.[wb]*"):  # the copy needs none of the first files
        path.unlink()
    assert workspace.runs.held_out(name) == held
    report = workspace.measure([repo], held.path, columns=held.columns)
    rows_file = workspace.runs[name].job.folder / "rows" / "test.jsonl"
    expected = len(rows_file.read_text().splitlines()) * (2 if metric == "spearman" else 1)
    assert len(report.rows.truths) == expected
    assert report.results.metric.name == metric
    value = report.value(repo)
    assert value <= bound if metric == "wer" else value >= bound


def test_marks_stand_where_their_words_are(workspace):
    name = ran(workspace, "demo/entities-multi-mini", entities)
    held = workspace.runs.held_out(name)
    for line in held.path.read_text("utf-8").splitlines():
        row = json.loads(line)
        (person, town) = row["entities"]
        assert row["text"][person[0] : person[1]] in NAMES
        assert row["text"][town[0] : town[1]].removeprefix("New ") in TOWNS
        assert (person[2], town[2]) == ("PER", "LOC")


def test_a_file_that_is_gone_is_named_and_nothing_is_left(workspace):
    name = ran(workspace, "demo/handwritten-digits-vit", pictures)
    for path in workspace.folder.glob("3-*"):
        path.unlink()
    with pytest.raises(DataError, match=r"'3-\d\.(png|bmp)', a file of the run's data, is gone"):
        workspace.runs.held_out(name)
    assert not list((workspace.folder / "measured").iterdir())


def test_words_of_several_pieces_are_marked_whole_by_the_model_host(workspace):
    def towns(folder):
        for name in ("Przemyslawa", "Quetzalcoatl", "Wojciechowski", "Xiuhtecuhtli", "Zbigniewa"):
            for town in TOWNS:
                yield {"tokens": f"{name} lives in {town} .", "tags": "B-WHO O O B-WHERE O"}

    with (workspace.folder / "towns.csv").open("w", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["tokens", "tags"])
        writer.writeheader()
        writer.writerows(towns(workspace.folder))
    tuner = Tuner(workspace)
    model = workspace.finder.ref("demo/entities-multi-mini")
    starter = tuner.starter(model, tuner.in_project("towns.csv"), epochs=15)
    tuner.start(starter).wait(300)
    (run,) = workspace.runs
    kept = workspace.runs.keep(run.name)
    held = workspace.runs.held_out(run.name)
    report = workspace.measure([kept], held.path, columns=held.columns)
    assert run.result["after"]["span_f1"] >= 0.9
    assert report.value(kept) == pytest.approx(run.result["after"]["span_f1"], abs=0.1)
