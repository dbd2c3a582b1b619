"""The generated notebook: only its parameter cell depends on anything, and only in literals."""

from __future__ import annotations

import ast
import dataclasses
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from hubexplorer.errors import JobError
from hubexplorer.records import ModelRef
from hubexplorer.tuning import StarterSpec, write_starter
from hubexplorer.tuning.families.base import SHARED, TEMPLATES
from hubexplorer.tuning.starter import notebook_of

HOSTILE = Path(__file__).parents[2].parent / "shared" / "data" / "hostile_metadata.json"
STRINGS = [
    "x'); import os; os.system('touch PWNED') #",
    'x"""\nimport os\nos.system("touch PWNED")\n"""',
    "a\n!touch PWNED",
    "\\",
    "\\'",
    "{open('PWNED', 'w')}",
    "\u2028import os",
    "nul\x00",
    "\ud800",
    "${IFS}$(touch PWNED)",
    "%run x.py",
    "",
]
PATHS = ("model_folder", "data", "test_data", "output")
COLUMNS = ("text", "label")
TEMPLATE = TEMPLATES / "text_classification"


def code_cells(spec: StarterSpec) -> list[str]:
    cells = notebook_of(spec)["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def masked(code: str) -> str:
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            node.value = None
    return ast.dump(tree)


def hostile_strings() -> list[str]:
    if not HOSTILE.exists():
        return STRINGS
    return STRINGS + [entry["value"] for entry in json.loads(HOSTILE.read_text())["strings"]]


def hostile(spec: StarterSpec, text: str) -> StarterSpec:
    fields: dict[str, Any] = dict.fromkeys(PATHS, text)
    fields["columns"] = dict.fromkeys(COLUMNS, text)
    return dataclasses.replace(spec, ref=ModelRef(text, "a/b", "0" * 40), **fields)


@pytest.mark.parametrize("text", hostile_strings(), ids=lambda text: ascii(text)[:30])
def test_hostile_strings_are_literals_and_nothing_else(
    spec: StarterSpec, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    plain, filled = notebook_of(spec), notebook_of(hostile(spec, text))
    for before, after in zip(plain["cells"], filled["cells"], strict=True):
        if after["metadata"].get("tags") != ["parameters"]:
            assert before == after
    (parameters, *_), (template, *_) = code_cells(hostile(spec, text)), code_cells(spec)
    assert masked(parameters) == masked(template)
    names: dict[str, Any] = {}
    exec(compile(parameters, "cell", "exec"), names)
    assert {names[name.upper()] for name in (*PATHS, "hub")} == {text}
    assert set(names["COLUMNS"].values()) == {text}
    assert list(tmp_path.iterdir()) == []


def test_the_cells_are_the_template_s(spec: StarterSpec) -> None:
    source = (TEMPLATES / "notebook.py").read_text("utf-8").replace("$parameters", "")
    _, *cells = code_cells(spec)
    assert masked("\n".join(cells)) == masked(source)


def test_every_argument_is_a_parameter_and_reaches_the_run(spec: StarterSpec) -> None:
    parameters, *others = code_cells(spec)
    launch = next(cell for cell in others if "launch(" in cell)
    assigned = {
        node.targets[0].id.lower()
        for node in ast.parse(parameters).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    call = next(node for node in ast.walk(ast.parse(launch)) if isinstance(node, ast.Call))
    passed = {keyword.arg for keyword in call.keywords}
    assert assigned | {"script"} == passed
    assert spec.to_arguments().keys() | {"script"} == passed


def test_written_files_are_a_valid_notebook_and_the_template_s_script(
    spec: StarterSpec, tmp_path: Path
) -> None:
    starter = write_starter(spec, tmp_path / "a folder")
    nbformat.validate(nbformat.read(starter.notebook, as_version=4))
    assert starter.script.read_bytes() == (TEMPLATE / "train.py").read_bytes()
    assert Path(starter.arguments["script"]).is_absolute()
    starter.script.write_text("# edited")
    with pytest.raises(JobError, match="is there already"):
        write_starter(spec, tmp_path / "a folder")
    assert starter.script.read_text() == "# edited"


def test_arguments_are_the_spec_as_json(spec: StarterSpec) -> None:
    arguments = json.loads(json.dumps(spec.to_arguments()))
    assert StarterSpec.from_arguments(arguments) == spec


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"commit": None}, ValueError),
        ({"commit": "main"}, ValueError),
        ({"repo": "a/../b"}, ValueError),
        ({"family": "../secret"}, ValueError),
        ({"family": "poetry"}, ValueError),
        ({"held_out": 1.0}, ValueError),
        ({"settings": {"learning_rate": float("nan")}}, ValueError),
        ({"settings": {"epochs": 0}}, ValueError),
        ({"settings": {"epochs": 1.5}}, TypeError),
        ({"settings": {"epochs": True}}, TypeError),
        ({"settings": {"unheard_of": 3}}, TypeError),
        ({"columns": {"text": 3, "label": "a"}}, TypeError),
        ({"columns": {"text": "a"}}, TypeError),
        ({"unheard_of": 3}, TypeError),
    ],
)
def test_arguments_that_are_none_are_refused(
    spec: StarterSpec, change: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        StarterSpec.from_arguments({**spec.to_arguments(), **change})


def test_templates_are_linted_and_short() -> None:
    ruff = shutil.which(
        "ruff", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    assert ruff is not None
    scripts = sorted([*TEMPLATES.glob("*/train.py"), *SHARED.glob("*.py")])
    rules = ["--isolated", "--select", "E,F,B,I,PL,S,UP,T10", "--ignore", "E402,S101,PLR,PTH,UP015"]
    run = subprocess.run(
        [ruff, "check", "--line-length", "100", *rules, *map(str, scripts)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
    assert all(len(script.read_text().splitlines()) <= 220 for script in scripts)
