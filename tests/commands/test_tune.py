"""tune: runs listed side by side, gone on with and kept from the command line."""

from __future__ import annotations

import json

from hubexplorer.jobs import Job, JobContext
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.tune.tuner import Tuner
from tests.workspace.tune.test_runs import SCRIPT

NANO = "demo/support-intent-en-nano"


def as_if_tracked(job: Job) -> None:
    path = job.folder / "job.json"
    request = json.loads(path.read_text())
    request["args"]["track"] = "mlflow"
    path.write_text(json.dumps(request))
    JobContext(job.folder, {}, {}).emit("tracker", name="mlflow", problem="")


def test_runs_are_listed_and_misuse_is_told(hubexplorer, objects, workspace, tmp_path):
    assert hubexplorer("tune", "list").stdout == ""
    rows = "".join(f"where is parcel {n},{('late', 'lost')[n % 2]}\n" for n in range(60))
    (tmp_path / "mine.csv").write_text("text,label\n" + rows, "utf-8")
    opened = Workspace.open(tmp_path, shortlist=False, settings=workspace.settings)
    tuner = Tuner(opened)
    for gain in (0.1, 0.12):
        starter = tuner.starter(opened.finder.ref(NANO), tuner.in_project("mine.csv"))
        starter.script.write_text(SCRIPT.format(gain=gain, half=0.05, truth=["a", "b"]))
        job = tuner.start(starter)
        job.wait(60)
    as_if_tracked(job)
    opened.close()

    listed = hubexplorer("tune", "list")
    assert "(+0.120, +0.070 to +0.170), tied" in listed.stdout
    assert "intervals overlap" in listed.stderr
    shown = f"cd {tmp_path / 'tuned'} && mlflow ui --backend-store-uri sqlite:///mlflow.db"
    assert f"also in MLflow: {shown}" in listed.stderr
    one, two = objects(hubexplorer("tune", "list", "--json"))
    assert (one["status"], one["standing"], one["data"]) == ("done", "tied", "mine.csv")
    assert (one["tracked"], two["tracked"]) == (shown, None)
    assert {one["change"][0], two["change"][0]} == {0.1, 0.12}

    lost = hubexplorer("tune", "keep", "nowhere")
    assert lost.returncode == 1
    assert one["run"] in lost.stderr
    assert hubexplorer("tune").returncode == 2


def test_a_folder_without_runs_says_so(hubexplorer):
    done = hubexplorer("tune", "list")
    assert done.returncode == 0
    assert done.stdout == ""
    assert "no fine-tuning runs" in done.stderr
