from __future__ import annotations

import pytest

from hubexplorer.errors import CannotRunHere, DataError
from tests.workspace.other_hub import NANO


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "mine.csv"
    rows = "".join(f"where is parcel {n},{('late', 'lost')[n % 2]}\n" for n in range(60))
    path.write_text("words,kind\n" + rows, "utf-8")
    return path


def test_a_notebook_beside_its_script_and_data(workspace, table):
    notebook = workspace.tune(NANO, table, text="words", label="kind", epochs=2)
    assert notebook.is_relative_to(workspace.folder / "tuned")
    assert {path.name for path in notebook.parent.iterdir()} == {
        notebook.name,
        "train.py",
        "training.py",
        "checkpoints.py",
        "before_after.py",
        "mine.csv",
    }
    again = workspace.tune(NANO, table, text="words", label="kind")
    assert again.parent != notebook.parent


@pytest.mark.parametrize("columns", [{"text": "message"}, {"label": "intent"}])
def test_a_table_without_the_named_column_names_those_it_has(workspace, table, columns):
    before = table.read_bytes()
    with pytest.raises(DataError) as caught:
        workspace.tune(NANO, table, **columns)
    told = str(caught.value)
    assert next(iter(columns.values())) in told
    assert "words" in told
    assert "kind" in told
    assert table.read_bytes() == before
    assert not (workspace.folder / "tuned").exists()


@pytest.mark.parametrize("content", [b"", b"words,kind\n", b"\x00\x01", b"words,kind\na,b\nc\n"])
def test_a_file_that_is_no_table_is_refused(workspace, table, content):
    table.write_bytes(content)
    with pytest.raises(DataError):
        workspace.tune(NANO, table, text="words", label="kind")
    assert not (workspace.folder / "tuned").exists()


def test_data_and_settings_that_are_not_there(workspace, table):
    with pytest.raises(DataError, match=r"nowhere\.csv"):
        workspace.tune(NANO, "nowhere.csv")
    with pytest.raises(DataError, match=r"nowhere\.csv"):
        workspace.tune(NANO, table, test_data="nowhere.csv", text="words", label="kind")
    with pytest.raises(TypeError, match="epoch"):
        workspace.tune(NANO, table, text="words", label="kind", epoch=3)
    with pytest.raises(ValueError, match="track='wandb' is none of mlflow, trackio"):
        workspace.tune(NANO, table, text="words", label="kind", track="wandb")
    with pytest.raises(TypeError, match="a model that marks words has no label, text"):
        workspace.tune("demo/entities-multi-mini", table, text="words", label="kind")
    with pytest.raises(CannotRunHere, match="no fine-tuning starter for object-detection"):
        workspace.tune("demo/shapes-detector-nano", table)
    assert not (workspace.folder / "tuned").exists()
