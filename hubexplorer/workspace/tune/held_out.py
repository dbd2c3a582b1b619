"""The held-out rows of a fine-tuning run as a file to measure on, its base beside the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hubexplorer.errors import DataError
from hubexplorer.jobs import Job
from hubexplorer.workspace.measure import FOLDER
from hubexplorer.workspace.parts import Parts
from hubexplorer.workspace.writing import write_whole

_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "text_classification": {"text": "text", "label": "label"},
    "text_to_text": {"text": "source", "reference": "target"},
    "causal_lora": {"text": "prompt", "reference": "response"},
}
"""Of a family: the roles of a benchmark and the columns of a run's own rows."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Rows that a run never learned from."""

    path: Path
    columns: Mapping[str, str]
    """The column of each role of a benchmark."""


def can_measure(job: Job) -> bool:
    """Whether a run's held-out rows can be measured on."""
    return job.args["family"] in _COLUMNS and _rows(job).is_file()


def held_out(workspace: Parts, job: Job) -> HeldOut:
    """A copy of a run's held-out rows in `measured/`, named after the run.

    Raises:
        DataError: the run's family has no such benchmark, its rows are gone, or the copy cannot
            be written.
        DiskFull: there is no room for the copy.
    """
    if not can_measure(job):
        raise DataError(
            "this run's held-out rows cannot be measured on",
            hint="compare the two models, or measure them on a file of yours",
        )
    path = workspace.folder / FOLDER / f"{Path(job.args['output']).parent.name}-held-out.jsonl"
    text = _rows(job).read_text("utf-8")
    write_whole(path, text, "the held-out rows", hint="see that this folder can be written to")
    return HeldOut(path, _COLUMNS[job.args["family"]])


def _rows(job: Job) -> Path:
    return job.folder / "rows" / "test.jsonl"
