"""A fine-tuning notebook and its training script, filled in for one model and one data file.

Everything that comes from a model, a hub or a file enters one cell of the notebook, as literals
that `ascii()` writes; every other cell, and the script, are the template's own, character by
character.
"""

from __future__ import annotations

import ast
import dataclasses
import errno
import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubexplorer.errors import DiskFull, JobError
from hubexplorer.records import ModelRef

TEMPLATES = Path(__file__).parent / "templates"
_CELL = re.compile(r"^# %%(?: \[(markdown|parameters)\])?\n", re.MULTILINE)
_FAMILY = re.compile(r"[a-z]+(_[a-z]+)*")


@dataclass(frozen=True, slots=True)
class StarterSpec:
    """Which model is to be trained on what, and how."""

    family: str
    """A folder of templates: text_classification."""
    ref: ModelRef
    """With its commit."""
    model_folder: str
    """The model's files at that commit, on this machine."""
    data: str
    text: str
    label: str
    test_data: str = ""
    """A file of held-out rows; without one, a share `held_out` of `data` is."""
    held_out: float = 0.2
    epochs: int = 3
    learning_rate: float = 5e-5
    batch_size: int = 16
    max_length: int = 256
    """Tokens of a text that are read."""
    seed: int = 0
    output: str = "tuned"
    """The folder that the result goes to; it must not exist yet."""

    def __post_init__(self) -> None:
        if self.ref.commit is None:
            raise ValueError(f"{self.ref} has no commit: fine-tuning starts from exactly one")
        if not _FAMILY.fullmatch(self.family) or not (TEMPLATES / self.family).is_dir():
            raise ValueError(f"there are no templates for {self.family!r}")
        if not 0 < self.held_out < 1:
            raise ValueError(f"held_out={self.held_out} is no share between 0 and 1")
        if not (math.isfinite(self.learning_rate) and self.learning_rate > 0):
            raise ValueError(f"learning_rate={self.learning_rate} is no positive number")
        for name in ("epochs", "batch_size", "max_length"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name}={getattr(self, name)} is below 1")

    def to_arguments(self) -> dict[str, Any]:
        """The same as JSON: what the notebook's parameters are, and the job's arguments."""
        arguments = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        del arguments["ref"]
        return {
            "hub": self.ref.hub,
            "repo": self.ref.repo,
            "commit": self.ref.commit,
            **arguments,
        }

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> StarterSpec:
        """The spec of a job's arguments.

        Raises:
            TypeError: one is missing, unknown or of the wrong type.
            ValueError: one has a value that cannot be used.
        """
        rest = dict(arguments)
        try:
            ref = ModelRef(rest.pop("hub"), rest.pop("repo"), rest.pop("commit"))
        except KeyError as missing:
            raise TypeError(f"the argument {missing} is missing") from None
        spec = cls(ref=ref, **rest)
        for field in dataclasses.fields(cls):
            value = getattr(spec, field.name)
            if type(value).__name__ != field.type and (type(value), field.type) != (int, "float"):
                raise TypeError(f"{field.name}={value!r} is not of type {field.type}")
        return spec


@dataclass(frozen=True, slots=True)
class Starter:
    """What `write_starter` wrote."""

    notebook: Path
    script: Path
    arguments: Mapping[str, Any]
    """For `jobs.start(home, tuning.ENTRY, arguments, ...)`: the run without the notebook."""


def write_starter(spec: StarterSpec, folder: Path) -> Starter:
    """Write `tune.ipynb` and `train.py` for `spec` into `folder`.

    Raises:
        JobError: the folder holds a starter already, perhaps an edited one.
        DiskFull: the two did not fit.
    """
    template = TEMPLATES / spec.family
    notebook, script = folder / "tune.ipynb", folder / "train.py"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _write_new(script, (template / "train.py").read_text("utf-8"))
        _write_new(notebook, json.dumps(notebook_of(spec), indent=1) + "\n")
    except FileExistsError as error:
        raise JobError(f"{error.filename} is there already", hint="choose another folder") from None
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise DiskFull(f"the notebook did not fit in {folder}") from error
    return Starter(notebook, script, job_arguments(spec, script))


def job_arguments(spec: StarterSpec, script: Path) -> dict[str, Any]:
    """The job's arguments for a spec and a script, whose paths hold in any working folder."""
    arguments = {**spec.to_arguments(), "script": str(script)}
    for name in ("model_folder", "data", "test_data", "output", "script"):
        if arguments[name]:
            arguments[name] = str(Path(arguments[name]).expanduser().resolve())
    digest = hashlib.sha256(script.read_bytes()).hexdigest()
    return {**arguments, "script_sha256": digest}


def notebook_of(spec: StarterSpec) -> dict[str, Any]:
    """The notebook, as the JSON of nbformat 4.5."""
    source = (TEMPLATES / spec.family / "notebook.py").read_text("utf-8")
    _, *parts = _CELL.split(source)
    cells = [
        _cell(number, kind, text.strip("\n"), spec)
        for number, (kind, text) in enumerate(zip(parts[::2], parts[1::2], strict=True), start=1)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cell(number: int, kind: str | None, text: str, spec: StarterSpec) -> dict[str, Any]:
    cell: dict[str, Any] = {"id": f"cell-{number}", "metadata": {}}
    if kind == "markdown":
        lines = [line.removeprefix("#").removeprefix(" ") for line in text.split("\n")]
        return {"cell_type": "markdown", **cell, "source": _lines("\n".join(lines))}
    if kind == "parameters":
        cell["metadata"] = {"tags": ["parameters"]}
        text = _filled(text, spec.to_arguments())
    return {
        "cell_type": "code",
        **cell,
        "source": _lines(text),
        "outputs": [],
        "execution_count": None,
    }


def _filled(text: str, arguments: Mapping[str, Any]) -> str:
    """The parameter cell with each name's value replaced by that of the same argument."""
    lines = text.split("\n")
    for statement in ast.parse(text).body:
        assert isinstance(statement, ast.Assign)
        (target,) = statement.targets
        assert isinstance(target, ast.Name)
        assert statement.lineno == statement.end_lineno
        lines[statement.lineno - 1] = f"{target.id} = {arguments[target.id.lower()]!a}"
    return "\n".join(lines)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _write_new(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
