"""Tuning: a model and a data file become a notebook beside a script, and a run of them."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubexplorer import demo, jobs, tuning
from hubexplorer.errors import CannotRunHere, DataError, JobError, MissingExtra
from hubexplorer.records import ModelPage, ModelRef
from hubexplorer.workspace.uploads import keep_upload, safe_name
from hubexplorer.workspace.writing import write_error

if TYPE_CHECKING:
    from hubexplorer.workspace.parts import Parts

SAMPLE = "sample"
"""The name of the data that ships: support tickets in four languages, with a test file."""
_SAMPLE_FILES = ("tickets_train.csv", "tickets_test.csv")
_ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson")
_FOLDER = "tuned"
_OWN = ("held_out", "seed")
_SEED = 0


@dataclass(frozen=True, slots=True)
class TuneData:
    """A data file, and the file of held-out rows where there is one."""

    path: Path
    test_path: Path | None = None


@dataclass(frozen=True, slots=True)
class TunePlan:
    """What is known before anything is started."""

    data: TuneData
    table: tuning.Table
    test_table: tuning.Table | None
    family: tuning.Family
    columns: Mapping[str, str]
    """The column of each of the family's roles."""
    check: tuning.DataCheck
    estimate: tuning.Estimate
    settings: Mapping[str, int | float | str]
    """All of them, as they suit a model of this size."""


class Tuner:
    """Fine-tuning for a workspace; runs are kept under `tuned/` of its folder."""

    def __init__(self, workspace: Parts) -> None:
        self._workspace = workspace

    def data(self, name: str | Path, test: str | Path = "") -> TuneData:
        """The data of a name: the sample, or a CSV file's path.

        Raises:
            DataError: there is no such file.
        """
        if str(name) in (SAMPLE, _SAMPLE_FILES[0]) and not Path(name).exists():
            return TuneData(*map(demo.data_file, _SAMPLE_FILES))
        path = Path(name).expanduser()
        if not path.is_file():
            raise DataError(f"there is no file {str(name)!r}", hint="give the path of a CSV file")
        return TuneData(path, Path(test).expanduser() if test else None)

    def keep_upload(self, name: str, content: bytes) -> Path:
        """Where an uploaded file is kept, under a name of our own making."""
        return keep_upload(self._workspace.settings.home, name, content, _ENDINGS)

    def plan(
        self, ref: ModelRef, data: TuneData, columns: Mapping[str, str] | None = None
    ) -> TunePlan:
        """Check the data for this model and say what the training will take.

        Args:
            columns: the column of each role; guessed by its name where there is none.

        Raises:
            DataError: the data cannot be used; the message says where.
            CannotRunHere: no starter fits this model.
        """
        page, family = self._page(ref)
        table = tuning.read_table(data.path)
        test = tuning.read_table(data.test_path) if data.test_path else None
        given = {role: name for role, name in (columns or {}).items() if name}
        chosen = {**tuning.guess_columns(family, table.columns), **given}
        check = tuning.check_data(family, table, chosen, seed=_SEED, test=test)
        settings = family.filled(family.defaults(sum(page.model.parameters_by_dtype.values())))
        estimate = tuning.estimate_run(self._workspace.runner.folder(page), check, settings)
        return TunePlan(data, table, test, family, chosen, check, estimate, settings)

    def starter(
        self,
        ref: ModelRef,
        data: TuneData,
        columns: Mapping[str, str] | None = None,
        **settings: Any,
    ) -> tuning.Starter:
        """Write the notebook and its train.py into a new folder under `tuned/`.

        Args:
            columns: as in `plan`.
            settings: the family's, and `held_out` and `seed`.

        Raises:
            TypeError: a setting that a starter does not have.
            ValueError: one has a value that cannot be used.
        """
        page, family = self._page(ref)
        own = {name: settings.pop(name) for name in _OWN if name in settings}
        family.filled(settings)
        plan = self.plan(ref, data, columns)
        model_folder = self._workspace.runner.folder(page)
        self._workspace.runner.require_loadable(page, model_folder)
        self._workspace.runner.require_pinned(page, model_folder)
        with self._new_folder(page.ref.name) as folder:
            paths = (data.path, data.test_path)
            if not family.names_files:
                paths = _copy_data(data, folder)
            spec = tuning.StarterSpec(
                family=family.name,
                ref=page.ref,
                model_folder=str(model_folder),
                data=str(paths[0].absolute()),
                test_data=str(paths[1].absolute()) if paths[1] else "",
                columns=plan.columns,
                settings={**plan.settings, **settings},
                output=str(folder / "model"),
                **own,
            )
            return tuning.write_starter(spec, folder)

    def start(self, starter: tuning.Starter) -> jobs.Job:
        """Run a starter as a job that outlives this kernel.

        Raises:
            MissingExtra: what training needs is not installed.
        """
        if importlib.util.find_spec("accelerate") is None:
            raise MissingExtra("tune", what="Fine-tuning")
        return jobs.start(
            self._workspace.settings.home,
            tuning.ENTRY,
            starter.arguments,
            title=f"Fine-tune {starter.arguments['repo']}",
        )

    def start_again(self, job: jobs.Job) -> jobs.Job:
        """A run that failed or was stopped, going on from its last whole checkpoint."""
        return jobs.start(self._workspace.settings.home, tuning.ENTRY, job.args, title=job.title)

    def newest(self) -> jobs.Job | None:
        """The newest fine-tuning job of this folder, whoever started it."""
        base = str((self._workspace.folder / _FOLDER).absolute())
        for job in jobs.all_jobs(self._workspace.settings.home):
            if job.entry == tuning.ENTRY and str(job.args.get("output", "")).startswith(base):
                return job
        return None

    def notebook(
        self, ref: ModelRef, data: str | Path, *, test_data: str | Path = "", **given: Any
    ) -> Path:
        """The path of a new notebook that fine-tunes the model on the data.

        Args:
            given: columns by role (`text="message"`) and settings by name (`epochs=3`).
        """
        found = self.data(data, test_data)
        _, family = self._page(ref)
        roles = [column.role for column in family.columns]
        columns = {role: given.pop(role) for role in roles if role in given}
        return self.starter(ref, found, columns, **given).notebook

    def _page(self, ref: ModelRef) -> tuple[ModelPage, tuning.Family]:
        page = self._workspace.reader.page(ref)
        info = self._workspace.runner.task(page)
        family = tuning.family_for(info.name)
        if family is None:
            tasks = sorted(task for one in tuning.all_families().values() for task in one.tasks)
            raise CannotRunHere(
                f"there is no fine-tuning starter for {info.name} yet",
                hint=f"choose a model for {', '.join(tasks)}",
            )
        return page, family

    @contextmanager
    def _new_folder(self, name: str) -> Iterator[Path]:
        """A new folder to fill; what cannot be written whole leaves none behind."""
        base = self._workspace.folder / _FOLDER
        folder = None
        try:
            base.mkdir(parents=True, exist_ok=True)
            folder = _first_free(base, safe_name(name))
            yield folder
        except OSError as error:
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
            raise write_error(error, "the notebook", hint=f"it would be under {base}") from None


def can_tune(task: str) -> bool:
    """Whether there is a starter for a task."""
    return tuning.family_for(task) is not None


def can_resume(job: jobs.Job) -> bool:
    """Whether a run that ended early left a checkpoint to go on from."""
    return any(tuning.checkpoints_of(job.args).glob("checkpoint-*/whole.json"))


def _first_free(base: Path, name: str) -> Path:
    for number in range(1, 10_000):
        folder = base / f"{name}-{number}"
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return folder
    raise JobError(f"{base} is full of runs", hint="remove some that are no longer needed")


def _copy_data(data: TuneData, folder: Path) -> tuple[Path, Path | None]:
    """Put the data beside the notebook, so that the run stays whole; where it is then."""
    copy = shutil.copyfile(data.path, folder / data.path.name)
    if data.test_path is None:
        return copy, None
    return copy, shutil.copyfile(data.test_path, folder / data.test_path.name)
