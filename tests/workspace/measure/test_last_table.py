"""What was worked out for a check is there for the next one, while its file is the same."""

from __future__ import annotations

import os

import pytest

from hubexplorer.bench.data import read
from hubexplorer.bench.spec import Spec
from hubexplorer.bench.store import inputs_of, sha256_of
from hubexplorer.bench.tasks import task_of
from hubexplorer.errors import DataError
from hubexplorer.workspace.measure.last_table import LastTable
from hubexplorer.workspace.measure.measurable import labeled
from hubexplorer.workspace.measure.measurer import Measurer

CLASSES = task_of("text-classification")
TEXT = {"text": "text"}
ROLES = {**TEXT, "label": "label"}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("text,label,other\na,x,c\nb,y,\n")
    return path


def test_a_file_is_read_again_once_its_bytes_differ(path):
    table = LastTable()
    first = table.read(path)
    assert table.read(str(path)) is first
    before = path.stat()
    path.write_text("text,label,other\na,x,c\nb,z,\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    second = table.read(path)
    assert second.column("label") == ["x", "z"]
    with path.open("a") as file:
        file.write("d,x,c\n")
    assert len(table.read(path).rows) == 3
    path.unlink()
    with pytest.raises(DataError, match="there is no file"):
        table.read(path)


def test_another_file_of_the_same_bytes_is_another(path, tmp_path):
    table = LastTable()
    twin = tmp_path / "twin.csv"
    twin.write_bytes(path.read_bytes())
    assert (table.read(path).name, table.read(twin).name) == ("rows.csv", "twin.csv")


def test_objects_are_read_each_time():
    table, rows = LastTable(), [{"text": "a"}]
    table.read(rows)
    rows[0]["text"] = "b"
    assert table.read(rows).column("text") == ["b"]


def test_only_what_a_mapping_touches_is_worked_out_again(path):
    table = LastTable()
    given = table.read(path)
    first = table.labeled(given, CLASSES, ROLES)
    asked = table.inputs(first[0], TEXT)
    assert first == labeled(given, CLASSES, ROLES)
    assert asked == (tuple(inputs_of(given, TEXT)), sha256_of(inputs_of(given, TEXT)))
    assert table.labeled(given, CLASSES, ROLES) is first
    assert table.inputs(first[0], dict(TEXT)) is asked
    assert table.inputs(given, {"text": "other"})[0] == ({"text": "c"}, {"text": ""})
    fewer, truths, notes = table.labeled(given, CLASSES, {**ROLES, "label": "other"})
    assert (fewer.numbers, truths) == ((2,), ("c",))
    assert notes == ("row 3 has no label and is left out",)
    assert table.labeled(given, CLASSES, {"text": "other", "label": "label"})[0].numbers == (2,)
    assert table.inputs(given, TEXT)[0] == ({"text": "a"}, {"text": "b"})
    assert table.inputs(fewer, TEXT)[0] == ({"text": "a"},)


def test_a_plan_goes_by_the_file_as_it_is(workspace, path):
    measurer = Measurer(workspace)
    spec = Spec(str(path), functions={"size": "builtins:len"})
    first, again = measurer.plan(spec), measurer.plan(spec)
    assert again.inputs is first.inputs
    assert again.dataset is measurer.table(path)
    path.write_text("text,label,other\na,x,c\nq,y,\n")
    changed = measurer.plan(spec)
    assert changed.inputs == ({"text": "a"}, {"text": "q"})
    assert changed.sha256 == sha256_of(changed.inputs) != first.sha256
    assert changed.dataset == read(path)
