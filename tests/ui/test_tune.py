from __future__ import annotations

import base64
import json

import pytest

import hubexplorer as hx

NANO = "demo/support-intent-en-nano"
NOTHING = {"sample": True, "file": None, "columns": {}}
COLUMNS = {"text": "message", "label": "intent"}


@pytest.fixture
def tune(workspace, front):
    return front(hx.Tune(workspace, NANO))


def upload(text: str, name: str = "mine.csv") -> dict:
    return {"name": name, "base64": base64.b64encode(text.encode()).decode()}


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
    broken = {**NOTHING, "sample": False, "file": upload("message,intent\n\0\0\n")}
    check = tune.data("check", key=tune.screen.model, **broken)
    assert "NUL" in check["problem"]["message"]


def test_an_uploaded_name_never_leaves_the_uploads(tune, workspace):
    rows = "".join(f"text number {i},{'ab'[i % 2]}\n" for i in range(40))
    file = upload("text,label\n" + rows, "../../../etc/x\n.csv")
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
    )
    notebook = json.loads(made["ipynb"])
    parameters = next(c for c in notebook["cells"] if "parameters" in c["metadata"].get("tags", []))
    assert "EPOCHS = 2" in "".join(parameters["source"])
    assert NANO in "".join(parameters["source"])
    (folder,) = (workspace.folder / "tuned").iterdir()
    assert {
        *("tune.ipynb", "train.py", "training.py", "before_after.py"),
        *("tickets_train.csv", "tickets_test.csv"),
    } == {path.name for path in folder.iterdir()}


def test_data_that_was_never_given_is_refused(tune):
    reply = tune.ask(
        "start",
        key=tune.screen.model,
        data="/etc/passwd",
        columns={"text": "a", "label": "b"},
        settings={},
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
    )
    tune.wait(lambda content: content.get("event") == "tune", 60)
    later = front(hx.Tune(workspace, NANO))
    assert later.data("state")["status"] == "running"
    later.data("stop")
    assert later.data("state")["status"] == "canceled"
    assert not list((workspace.folder / "tuned").glob("*/model"))
