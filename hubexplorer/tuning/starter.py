"""A fine-tuning notebook and its training script, filled in for one model and one data file.

Everything that comes from a model, a hub or a file enters one cell of the notebook, as literals
that `ascii()` writes; every other cell, and the script, are the template's own, character by
character.
"""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from hubexplorer.errors import DiskFull, JobError
from hubexplorer.tuning.digests import script_digest
from hubexplorer.tuning.families.base import SHARED, TEMPLATES
from hubexplorer.tuning.spec import StarterSpec

_CELL = re.compile(r"^# %%(?: \[(markdown|parameters)\])?\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Starter:
    """What `write_starter` wrote."""

    notebook: Path
    script: Path
    arguments: Mapping[str, Any]
    """For `jobs.start(home, tuning.ENTRY, arguments, ...)`: the run without the notebook."""


def write_starter(spec: StarterSpec, folder: Path) -> Starter:
    """Write `tune.ipynb`, `train.py` and what it imports for `spec` into `folder`.

    Raises:
        JobError: the folder holds a starter already, perhaps an edited one.
        DiskFull: the two did not fit.
    """
    template = spec.kind.folder
    notebook, script = folder / "tune.ipynb", folder / "train.py"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _write_new(script, (template / "train.py").read_text("utf-8"))
        for path in sorted(SHARED.glob("*.py")):
            _write_new(folder / path.name, path.read_text("utf-8"))
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
    return {**arguments, "script_sha256": script_digest(script)}


def notebook_of(spec: StarterSpec) -> dict[str, Any]:
    """The notebook, as the JSON of nbformat 4.5."""
    family = spec.kind
    words = {
        "title": family.named,
        "story": family.story,
        "trial": family.trial,
        "measures": "; ".join(f"`{one.name}`: {one.about}" for one in family.metrics) + ".",
    }
    source = Template((TEMPLATES / "notebook.py").read_text("utf-8"))
    _, *parts = _CELL.split(source.safe_substitute(words))
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
        text = _parameters(spec)
    return {
        "cell_type": "code",
        **cell,
        "source": _lines(text),
        "outputs": [],
        "execution_count": None,
    }


def _parameters(spec: StarterSpec) -> str:
    """The one cell in which anything of this model and this data stands, all as literals."""
    family = spec.kind
    roles = {column.role: column.about for column in family.columns}
    return "\n".join(
        [
            "# The model, at exactly one commit, and where its files are on this machine.",
            f"FAMILY = {spec.family!a}",
            f"HUB = {spec.ref.hub!a}",
            f"REPO = {spec.ref.repo!a}",
            f"COMMIT = {spec.ref.commit!a}",
            f"MODEL_FOLDER = {spec.model_folder!a}",
            "",
            "# The data: a CSV or JSONL file, and which of its columns holds what. Without a test",
            "# file, the share HELD_OUT of the rows is kept away from training.",
            f"DATA = {spec.data!a}",
            f"TEST_DATA = {spec.test_data!a}",
            f"HELD_OUT = {spec.held_out!a}",
            *_literal("COLUMNS", spec.columns, roles),
            "",
            "# The training, and the folder that its result goes to.",
            *_literal(
                "SETTINGS",
                spec.settings,
                {name: setting.about for name, setting in family.settings.items()},
            ),
            f"SEED = {spec.seed!a}",
            f"OUTPUT = {spec.output!a}",
            "",
            "# Where it is also tracked: '' for nowhere, 'mlflow' or 'trackio'.",
            f"TRACK = {spec.track!a}",
        ]
    )


def _literal(name: str, values: Mapping[str, Any], about: Mapping[str, str]) -> list[str]:
    """A dictionary, an entry a line with what it is; keys and comments are the family's own."""
    lines = [f"    {key!a}: {value!a},  # {about[key]}" for key, value in values.items()]
    return [f"{name} = {{", *lines, "}"]


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _write_new(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
