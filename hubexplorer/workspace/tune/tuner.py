"""Tuning: a model and a data file become a notebook beside a script, and a run of them."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from hubexplorer import demo, jobs, tuning
from hubexplorer.errors import CannotRunHere, DataError, JobError, MissingExtra, UnsafeModel
from hubexplorer.records import ModelPage, ModelRef
from hubexplorer.workspace.archives import TABLES, only_table
from hubexplorer.workspace.uploads import ARCHIVE, keep_upload, safe_name
from hubexplorer.workspace.writing import write_error

if TYPE_CHECKING:
    from hubexplorer.workspace.parts import Parts

SAMPLE = "sample"
"""The name of the data that ships: support tickets in four languages, with a test file."""
_SAMPLE_FILES = ("tickets_train.csv", "tickets_test.csv")
_SAMPLE_FAMILY = "text_classification"
_OWN = ("held_out", "seed", "track")
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
    free_bytes: int
    """Of the disk that the result goes to."""


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

    def family(self, ref: ModelRef) -> tuning.Family:
        """What a model becomes when it is tuned.

        Raises:
            CannotRunHere: no starter fits it.
            UnsafeModel: its weights are in a format that training does not read.
        """
        return self._page(ref)[1]

    def in_project(self, name: str) -> TuneData:
        """A table in the project folder, by its path in it; nothing outside is looked at.

        Raises:
            DataError: it is no table of that folder.
        """
        folder, home = (
            path.resolve() for path in (self._workspace.folder, self._workspace.settings.home)
        )
        refused = DataError(
            f"there is no table {name[:200]!a} in the project folder",
            hint=f"a {', '.join(TABLES)} file, by its path there: data/mine.csv",
        )
        try:
            path = (folder / name.strip()).resolve()
            inside = path.relative_to(folder)
        except (OSError, ValueError):  # outside, or a NUL in the name
            raise refused from None
        is_hidden = any(part.startswith(".") for part in inside.parts)
        is_ours = path.is_relative_to(home) and not folder.is_relative_to(home)
        if is_hidden or is_ours or path.suffix.lower() not in TABLES or not path.is_file():
            raise refused
        return TuneData(path)

    def keep_upload(self, name: str, content: BinaryIO) -> Path:
        """Where an uploaded table is kept, or the table of an archive, unpacked."""
        home = self._workspace.settings.home
        path = keep_upload(home, name, content, (*TABLES, ARCHIVE))
        return only_table(path) if path.is_dir() else path

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
        free_bytes = shutil.disk_usage(_nearest(self._workspace.folder)).free
        return TunePlan(data, table, test, family, chosen, check, estimate, settings, free_bytes)

    def estimate(
        self, ref: ModelRef, plan: TunePlan, settings: Mapping[str, Any]
    ) -> tuning.Estimate:
        """What a training of the plan's rows will take with other settings.

        Raises:
            TypeError: a setting that the family does not have.
            ValueError: one has a value that cannot be used.
        """
        page, family = self._page(ref)
        wanted = family.filled({**plan.settings, **settings})
        return tuning.estimate_run(self._workspace.runner.folder(page), plan.check, wanted)

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
            settings: the family's, and `held_out`, `seed` and `track`.

        Raises:
            MissingExtra: the tracker that `track` names is not installed.
            TypeError: a setting that a starter does not have.
            ValueError: one has a value that cannot be used.
        """
        page, family = self._page(ref)
        own = {name: settings.pop(name) for name in _OWN if name in settings}
        family.filled(settings)
        tuning.require_installed(own.get("track", ""))
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
        tuning.require_installed(starter.arguments["track"])
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
        return next(self.jobs(), None)

    def jobs(self) -> Iterator[jobs.Job]:
        """The fine-tuning jobs of this folder, the newest first, whoever started them."""
        base = (self._workspace.folder / tuning.FOLDER).resolve()
        for job in jobs.all_jobs(self._workspace.settings.home):
            output = Path(str(job.args.get("output", "")))
            if job.entry == tuning.ENTRY and output.is_relative_to(base):
                yield job

    def notebook(
        self, ref: ModelRef, data: str | Path, *, test_data: str | Path = "", **given: Any
    ) -> Path:
        """The path of a new notebook that fine-tunes the model on the data.

        Args:
            given: columns by role (`text="message"`), settings by name (`epochs=3`), and `track`
                for a tracker that the run is also kept in ("mlflow", "trackio").
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
        if self._workspace.runner.base(page) is not None:
            raise CannotRunHere(
                f"{page.ref.repo} is an adapter; training one further is not offered",
                hint="open its base model and tune that",
            )
        if not any(entry.path.endswith(".safetensors") for entry in page.files):
            raise UnsafeModel(
                f"{page.ref.repo} has no safetensors weights; what its pin allows is for running",
                hint="ask its author for safetensors, or save it once with save_pretrained() and "
                "publish that: fine-tuning starts from safetensors alone",
            )
        return page, family

    @contextmanager
    def _new_folder(self, name: str) -> Iterator[Path]:
        """A new folder to fill; what cannot be written whole leaves none behind."""
        base = self._workspace.folder / tuning.FOLDER
        folder = None
        try:
            base.mkdir(parents=True, exist_ok=True)
            folder = _first_free(base, safe_name(name))
            yield folder
        except OSError as error:
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
            raise write_error(error, "the notebook", hint=f"it would be under {base}") from None


def has_sample(family: tuning.Family) -> bool:
    """Whether the rows that ship fit a family."""
    return family.name == _SAMPLE_FAMILY


def uploads_for(family: tuning.Family) -> tuple[str, ...]:
    """The endings of files that a browser may hand over for a family."""
    return (ARCHIVE,) if family.names_files else TABLES


def can_tune(task: str) -> bool:
    """Whether there is a starter for a task."""
    return tuning.family_for(task) is not None


def can_resume(job: jobs.Job) -> bool:
    """Whether a run that ended early left a checkpoint to go on from, or all but its last word."""
    if tuning.result_of(job.args) is not None:
        return True
    return any(tuning.checkpoints_of(job.args).glob("checkpoint-*/whole.json"))


def _nearest(folder: Path) -> Path:
    """The folder, or what is there of the way to it."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())


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
