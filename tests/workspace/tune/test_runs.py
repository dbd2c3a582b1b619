from __future__ import annotations

import json
import warnings
from pathlib import Path

import nbformat
import pytest

from hubexplorer.errors import DataError, JobError, NotFound
from hubexplorer.workspace.tune.tuner import Tuner, has_sample
from tests.workspace.other_hub import NANO

SCRIPT = """\
import json, pathlib, sys
params = json.load(open(sys.argv[1]))
gain, half, truth = {gain}, {half}, {truth}
row = lambda value: {{"accuracy": value, "macro_f1": value}}
result = {{"baseline": "always the same", "rows": 20, "languages": {{}}, "before": row(0.5),
          "after": row(0.5 + gain), "difference": row(gain), "low": row(gain - half),
          "high": row(gain + half)}}
answers = {{"row": [1, 2], "label": truth, "before": ["a", "a"], "after": ["a", str(gain)]}}
output = pathlib.Path(params["output"], "answers.json")
output.write_text(json.dumps(answers))
with open(params["events"], "a") as events:
    events.write(json.dumps({{"kind": "result", "data": result}}) + "\\n")
"""


@pytest.fixture
def tuner(workspace, tmp_path):
    rows = "".join(f"where is parcel {n},{('late', 'lost')[n % 2]}\n" for n in range(60))
    (workspace.folder / "mine.csv").write_text("text,label\n" + rows, "utf-8")
    return Tuner(workspace)


def ran(tuner: Tuner, workspace, gain: float, half: float, truth: str = "ab", **settings) -> str:
    """A run whose script only says how it went; its name."""
    ref = workspace.finder.ref(NANO)
    starter = tuner.starter(ref, tuner.in_project("mine.csv"), **settings)
    starter.script.write_text(SCRIPT.format(gain=gain, half=half, truth=list(truth)))
    tuner.start(starter).wait(60)
    return starter.script.parent.name


def test_runs_stand_side_by_side_and_those_that_overlap_are_tied(tuner, workspace):
    assert len(workspace.runs) == 0
    first = ran(tuner, workspace, 0.1, 0.02, epochs=2)
    assert workspace.runs.top() == ()  # nothing to compare it with
    second = ran(tuner, workspace, 0.3, 0.05)
    third = ran(tuner, workspace, 0.28, 0.05)
    other = ran(tuner, workspace, 0.9, 0.01, truth="bb")  # measured on other rows
    runs = workspace.runs
    assert {run.name for run in runs} == {first, second, third, other}
    assert runs.top() == (frozenset({second, third}),)
    assert runs[first].settings["epochs"] == 2
    assert "accuracy 0.500 -> 0.600 (+0.100, +0.080 to +0.120)" in str(runs[first])
    assert (runs[first].ref.repo, runs[first].data) == (NANO, "mine.csv")
    with pytest.raises(NotFound, match="'nowhere'"):
        runs["nowhere"]


def test_a_run_that_failed_is_listed_goes_on_and_is_not_kept(tuner, workspace):
    ref = workspace.finder.ref(NANO)
    starter = tuner.starter(ref, tuner.in_project("mine.csv"))
    starter.script.write_text("raise SystemExit('no such luck')")
    with pytest.raises(JobError):
        tuner.start(starter).wait(60)
    (run,) = workspace.runs
    assert (run.status, run.change) == ("failed", None)
    assert str(run) == f"{run.name}: {NANO}, failed"
    with pytest.raises(JobError, match="left no model"):
        workspace.runs.keep(run.name)
    starter.script.write_text(SCRIPT.format(gain=0.1, half=0.1, truth=list("ab")))
    workspace.runs.go_on(run.name).wait(60)
    (again,) = workspace.runs  # one run, though two jobs
    assert again.status == "done"


def test_a_table_of_the_project_is_named_by_its_path_and_nothing_outside_is(tuner, workspace):
    (workspace.folder / ".hidden.csv").write_text("a,b\n")
    outside = workspace.folder.parent / "outside.csv"
    outside.write_text("a,b\n")
    (workspace.folder / "link.csv").symlink_to(outside)
    assert tuner.in_project("mine.csv").path.name == "mine.csv"
    for name in ("../outside.csv", str(outside), "link.csv", ".hidden.csv", "", "a\0.csv", "/"):
        with pytest.raises(DataError, match="no table"):
            tuner.in_project(name)


def test_the_sample_fits_text_classification_alone(tuner, workspace):
    assert has_sample(tuner.family(workspace.finder.ref(NANO)))
    tokens = tuner.family(workspace.finder.ref("demo/entities-multi-mini"))
    assert not has_sample(tokens)
    assert all(column.example for column in tokens.columns)


def test_json_of_a_result_by_an_edited_script_is_not_trusted(tuner, workspace):
    name = ran(tuner, workspace, 0.1, 0.1)
    answers = workspace.folder / "tuned" / name / "model" / "answers.json"
    answers.write_text(json.dumps([1, 2]))
    assert workspace.runs[name].rows_key == ""
    answers.write_text("{")
    assert workspace.runs[name].rows_key == ""


def test_the_held_out_rows_of_a_run_are_a_file_to_measure_on(tuner, workspace):
    name = ran(tuner, workspace, 0.1, 0.02)
    rows = workspace.runs.held_out(name)
    assert rows.path == workspace.folder / "measured" / f"{name}-held-out.jsonl"
    held = [json.loads(line) for line in rows.path.read_text("utf-8").splitlines()]
    taught = workspace.runs[name].job.folder / "rows" / "train.jsonl"
    assert 0 < len(held) < 60
    assert all(row[rows.columns["text"]].startswith("where is parcel") for row in held)
    assert {row[rows.columns["label"]] for row in held} <= {"late", "lost"}
    assert not {row["row"] for row in held} & {
        json.loads(line)["row"] for line in taught.read_text("utf-8").splitlines()
    }


def test_a_notebook_shows_the_change_and_its_last_lines_keep_and_measure_the_result(
    tuner, workspace, monkeypatch
):
    monkeypatch.setenv("HUBEXPLORER_HOME", str(workspace.settings.home))
    monkeypatch.setenv("HUBEXPLORER_HUB", "embedded")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
    path = workspace.tune(NANO, workspace.folder / "mine.csv", epochs=1)
    notebook = nbformat.read(path, as_version=4)
    keep = notebook.cells[-1].source.split("```python")[1].split("```")[0]
    notebook.cells.append(nbformat.v4.new_code_cell(keep))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # jupyter_client's own
        from nbclient import NotebookClient

        folder = {"metadata": {"path": str(path.parent)}}
        NotebookClient(notebook, timeout=300, resources=folder).execute()
    figure = notebook.cells[-3].outputs[0].data["application/vnd.plotly.v1+json"]
    run = workspace.runs[path.parent.name]
    assert figure["data"][0]["x"] == pytest.approx([run.result["difference"]["accuracy"]])
    said = "".join(one.text for one in notebook.cells[-1].outputs if one.output_type == "stream")
    assert f"rows of {run.name}-held-out.jsonl" in said
