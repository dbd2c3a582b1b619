from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from PIL import Image

import hubexplorer as hx
from hubexplorer.jobs import JobContext, attach
from hubexplorer.ui.tune.views import run_view

NANO = "demo/support-intent-en-nano"
NOTHING = {"sample": True, "file": None, "path": "", "columns": {}}
COLUMNS = {"text": "message", "label": "intent"}


@pytest.fixture
def tune(workspace, front):
    return front(hx.Tune(workspace, NANO))


def test_the_sample_is_checked_and_estimated(tune):
    check = tune.data("check", key=tune.screen.model, **NOTHING)
    assert check["problem"] is None
    assert {role["role"]: role["column"] for role in check["roles"]} == COLUMNS
    assert check["rows"] == 1100
    assert (check["train_rows"], check["test_rows"]) == (500, 600)
    assert len(check["labels"]) == 10
    assert len(check["preview"]) == 5
    assert check["seconds"] > 0


def test_the_gravest_finding_follows_the_model_and_its_card_is_a_click_away(tune, workspace):
    base = tune.data("base", key=tune.screen.model)
    first = workspace.card(NANO).findings[0]
    assert (base["gravest"]["title"], base["gravest"]["seen"]) == (first.title, False)
    assert base["license_class"] == "commercial"
    workspace.shortlist.acknowledge(workspace.card(NANO).ref, [first.kind])
    assert tune.data("base", key=tune.screen.model)["gravest"]["seen"]
    tune.data("open", key=tune.screen.model)
    assert (tune.screen.desk.tab, tune.screen.desk.opened.repo) == ("find", NANO)


def test_a_column_that_is_not_there_names_those_that_are(tune):
    args = {**NOTHING, "columns": {"text": "mesage"}}
    check = tune.data("check", key=tune.screen.model, **args)
    assert "message" in check["problem"]["message"] + check["problem"]["hint"]
    assert "intent" in check["columns"]


def test_a_file_that_is_no_table_says_where(tune):
    broken = {**NOTHING, "sample": False, "file": tune.give("message,intent\n\0\0\n")}
    check = tune.data("check", key=tune.screen.model, **broken)
    assert "NUL" in check["problem"]["message"]


def test_an_uploaded_name_never_leaves_the_uploads(tune, workspace):
    rows = "".join(f"text number {i},{'ab'[i % 2]}\n" for i in range(40))
    file = tune.give("text,label\n" + rows, "../../../etc/x\n.csv")
    check = tune.data("check", key=tune.screen.model, **{**NOTHING, "sample": False, "file": file})
    assert check["problem"] is None
    kept = list((workspace.settings.home / "uploads").rglob("*.csv"))
    assert all(path.resolve().is_relative_to(workspace.settings.home.resolve()) for path in kept)


def test_the_notebook_is_written_beside_its_script(tune, workspace):
    check = tune.data("check", key=tune.screen.model, **NOTHING)
    made = tune.data(
        "notebook",
        key=tune.screen.model,
        data=check["data"],
        columns=COLUMNS,
        settings={"epochs": 2, "learning_rate": 1e-3, "batch_size": 16},
        track="",
    )
    notebook = json.loads(made["ipynb"])
    parameters = next(c for c in notebook["cells"] if "parameters" in c["metadata"].get("tags", []))
    assert "'epochs': 2," in "".join(parameters["source"])
    assert NANO in "".join(parameters["source"])
    (folder,) = (workspace.folder / "tuned").iterdir()
    assert {
        *("tune.ipynb", "train.py", "training.py", "checkpoints.py", "before_after.py"),
        *("tickets_train.csv", "tickets_test.csv"),
    } == {path.name for path in folder.iterdir()}


def test_data_that_was_never_given_is_refused(tune):
    reply = tune.ask(
        "start",
        key=tune.screen.model,
        data="/etc/passwd",
        columns={"text": "a", "label": "b"},
        settings={},
        track="",
    )
    assert not reply["ok"]
    assert tune.screen.job is None


def test_a_run_can_be_stopped_and_is_found_again(tune, workspace, front):
    check = tune.data("check", key=tune.screen.model, **NOTHING)
    tune.data(
        "start",
        key=tune.screen.model,
        data=check["data"],
        columns=COLUMNS,
        settings={"epochs": 50, "learning_rate": 1e-3, "batch_size": 8},
        track="",
    )
    tune.wait(lambda content: content.get("event") == "tune", 60)
    later = front(hx.Tune(workspace, NANO))
    assert later.data("state")["status"] == "running"
    later.data("stop")
    state = later.data("state")
    assert state["status"] == "canceled"
    (row,) = later.data("runs")["runs"]
    assert (row["name"], row["status"], row["change"]) == (state["name"], "canceled", None)
    assert later.data("show", name=row["name"])["status"] == "canceled"
    assert not later.ask("show", name="../x")["ok"]
    assert not list((workspace.folder / "tuned").glob("*/model"))


def test_a_family_without_a_sample_says_what_its_file_must_hold(workspace, front):
    pictures = front(hx.Tune(workspace, "demo/handwritten-digits-vit"))
    base = pictures.data("base", key=pictures.screen.model)
    assert (base["family"], base["has_sample"], base["names_files"]) == (
        "an image classifier",
        False,
        True,
    )
    assert [need["role"] for need in base["needs"]] == ["image", "label"]
    assert all(need["example"] and need["about"] for need in base["needs"])
    assert base["duties"]
    check = pictures.data("check", key=pictures.screen.model, **NOTHING)
    assert check["problem"]["message"] == "no rows ship for an image classifier"


def test_pictures_come_as_an_archive_or_lie_in_the_project(workspace, front):
    pictures = front(hx.Tune(workspace, "demo/handwritten-digits-vit"))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        rows = ["image,label"]
        for number in range(40):
            picture = io.BytesIO()
            Image.new("L", (8, 8), number).save(picture, "PNG")
            archive.writestr(f"pictures/{number}.png", picture.getvalue())
            rows.append(f"pictures/{number}.png,{'ab'[number % 2]}")
        archive.writestr("table.csv", "\n".join(rows))
    packed = content.getvalue()
    asked = {**NOTHING, "sample": False, "file": pictures.give(packed, "mine.zip")}
    check = pictures.data("check", key=pictures.screen.model, **asked)
    assert (check["problem"], check["rows"]) == (None, 40)
    assert list(check["pictures"]) == [f"pictures/{number}.png" for number in range(5)]
    assert check["free_bytes"] > check["disk_bytes"] > 0
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(workspace.folder / "mine")
    asked = {**NOTHING, "sample": False, "path": "mine/table.csv"}
    assert pictures.data("check", key=pictures.screen.model, **asked)["rows"] == 40
    asked["path"] = "../../etc/passwd"
    check = pictures.data("check", key=pictures.screen.model, **asked)
    assert "no table" in check["problem"]["message"]


def test_a_tracker_is_offered_where_installed_and_refused_before_anything_is_written(
    tune, workspace
):
    known = {one["name"]: one for one in tune.data("base", key=tune.screen.model)["trackers"]}
    assert known["trackio"]["install"] == 'pip install "hubexplorer[trackio]"'
    check = tune.data("check", key=tune.screen.model, **NOTHING)
    asked = {"key": tune.screen.model, "data": check["data"], "columns": COLUMNS, "settings": {}}
    refused = {"wandb": "none of mlflow, trackio"}
    refused |= {
        name: "packages that are not installed"
        for name, one in known.items()
        if not one["is_installed"]
    }
    for name, words in refused.items():
        reply = tune.ask("start", **asked, track=name)
        assert words in reply["error"]["message"]
    assert not (workspace.folder / "tuned").exists()


def test_a_tracked_run_names_its_place_and_what_shows_it(tmp_path):
    folder = tmp_path / "jobs" / "1"
    folder.mkdir(parents=True)
    output = tmp_path / "my project" / "tuned" / "nano-1" / "model"
    args = {
        "hub": "embedded",
        "repo": "demo/nano",
        "commit": "0" * 40,
        "output": str(output),
        "data": "tickets.csv",
    }
    request = {"title": "Fine-tune", "entry": "a:b", "args": {**args, "track": "mlflow"}}
    (folder / "job.json").write_text(json.dumps(request))
    job = JobContext(folder, {}, {})
    assert run_view(attach(folder))["tracked"] is None
    job.emit("tracker", name="mlflow", problem="")
    shown = run_view(attach(folder))["tracked"]
    assert shown["place"] == str(output.parents[1] / "mlflow.db")
    assert shown["command"].startswith(f"cd '{output.parents[1]}' && mlflow ui ")
    job.emit("tracker", name="mlflow", problem="no room")
    assert run_view(attach(folder))["tracked"]["problem"] == "no room"


def test_what_it_takes_follows_the_settings_of_the_rows_that_were_checked(tune):
    key = tune.screen.model
    asked = {"key": key, "data": "sample", "settings": {"epochs": 7}}
    assert "were not checked" in tune.ask("estimate", **asked)["error"]["message"]
    check = tune.data("check", key=key, **NOTHING)
    asked["data"] = check["data"]
    once, often = (
        tune.data("estimate", **{**asked, "settings": {"epochs": epochs}}) for epochs in (7, 70)
    )
    steps = [int(re.search(r"(\d+) steps of 16 rows", one["basis"])[1]) for one in (once, often)]
    assert steps[1] == 10 * steps[0] > 0
    assert often["seconds"] > once["seconds"]
    large = tune.data("estimate", **{**asked, "settings": {"batch_size": 512}})
    assert large["memory_bytes"] > once["memory_bytes"]
    refused = tune.ask("estimate", **{**asked, "settings": {"epochs": 0}})
    assert "a setting cannot be used" in refused["error"]["message"]
