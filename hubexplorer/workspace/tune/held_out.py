"""The held-out rows of a fine-tuning run as a table to measure on, its base beside the result."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubexplorer.errors import DataError
from hubexplorer.jobs import Job
from hubexplorer.tuning.families import all_families
from hubexplorer.tuning.families.base import Family
from hubexplorer.workspace.measure import FOLDER
from hubexplorer.workspace.parts import Parts
from hubexplorer.workspace.writing import write_error, write_whole

_TABLE = "metadata.jsonl"
_WHAT = "the held-out rows"
_HINT = "see that this folder can be written to"


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Rows that a run never learned from."""

    path: Path
    """A table, or a folder of files with their table."""
    columns: Mapping[str, str]
    """The column of each role of a benchmark."""


def can_measure(job: Job) -> bool:
    """Whether a run's held-out rows can be measured on."""
    family = _family(job)
    return family is not None and family.measured is not None and _rows(job).is_file()


def held_out(workspace: Parts, job: Job) -> HeldOut:
    """A copy of a run's held-out rows in `measured/`, named after the run.

    Raises:
        DataError: the run's family has no such benchmark, its rows or their files are gone, or
            the copy cannot be written.
        DiskFull: there is no room for the copy.
    """
    family = _family(job)
    if family is None or family.measured is None or not _rows(job).is_file():
        raise DataError(
            "this run's held-out rows cannot be measured on",
            hint="compare the two models, or measure them on a file of yours",
        )
    name = f"{Path(job.args['output']).parent.name}-held-out"
    rows = [json.loads(line) for line in _rows(job).read_text("utf-8").splitlines()]
    if not any(row["language"] for row in rows):
        rows = [{key: row[key] for key in row if key != "language"} for row in rows]
    table = family.measured.rows(rows)
    if family.names_files:
        path = workspace.folder / FOLDER / name
        _write_files(path, table, family.input)
    else:
        path = workspace.folder / FOLDER / f"{name}.jsonl"
        write_whole(path, _text(table), _WHAT, hint=_HINT)
    return HeldOut(path, family.measured.columns)


def _family(job: Job) -> Family | None:
    return all_families().get(job.args["family"])


def _write_files(folder: Path, table: Iterable[Mapping[str, Any]], column: str) -> None:
    """A folder with a copy of each row's file and the table of them, whole or not at all."""
    if (folder / _TABLE).is_file():
        return  # a run's held-out rows are the same for ever
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            copied = [
                {**row, column: _copied(Path(row[column]), partial, number)}
                for number, row in enumerate(table, start=1)
            ]
            (partial / _TABLE).write_text(_text(copied), "utf-8")
            partial.chmod(0o755)
            partial.rename(folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    except FileNotFoundError as error:
        raise DataError(
            f"{Path(str(error.filename)).name!a}, a file of the run's data, is gone",
            hint="put it back to measure on it",
        ) from None
    except OSError as error:
        raise write_error(error, _WHAT, hint=_HINT) from None


def _copied(file: Path, folder: Path, number: int) -> str:
    """The name that a copy of the file has in the folder."""
    name = f"{number:06}{file.suffix.lower()}"
    shutil.copyfile(file, folder / name)
    return name


def _text(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def _rows(job: Job) -> Path:
    return job.folder / "rows" / "test.jsonl"
