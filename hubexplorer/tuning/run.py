"""The job that runs a starter's train.py, and lets its result appear only when it is whole."""

from __future__ import annotations

import errno
import importlib.util
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hubexplorer import jobs
from hubexplorer.errors import DiskFull, JobError, MissingExtra
from hubexplorer.settings import Settings
from hubexplorer.tuning.card import Training, card_text
from hubexplorer.tuning.data import check_data, read_examples
from hubexplorer.tuning.digests import run_digest
from hubexplorer.tuning.estimate import model_size, needed_bytes
from hubexplorer.tuning.script import run_script
from hubexplorer.tuning.spec import StarterSpec
from hubexplorer.tuning.split import split
from hubexplorer.tuning.starter import job_arguments
from hubexplorer.tuning.tables import Table, read_table
from hubexplorer.tuning.trackers import require_installed
from hubexplorer.tuning.trackers.mirror import mirrored

ENTRY = "hubexplorer.tuning.run:main"
_SMALL = 1_000_000
_RUN = "run.json"
"""In a result's folder: which run it is of."""


def launch(*, script: str, home: Path | None = None, **arguments: Any) -> jobs.Job:
    """The run with these arguments: the one at work or finished, else a new one.

    A run is taken up again, whoever started it, when neither the arguments nor the script have
    changed since, it has not failed, and its result is still there. One that failed, was stopped
    or killed is followed by a new one, which goes on from its last whole checkpoint. One that is
    taken up stays tracked as it was.

    Args:
        script: the train.py to run.
        home: the user's folder; by default, what the environment says.
        arguments: those of `StarterSpec.to_arguments`.

    Raises:
        MissingExtra: the tracker that it names is not installed.
    """
    spec = StarterSpec.from_arguments(arguments)
    require_installed(spec.track)
    asked = job_arguments(spec, Path(script))
    home = home or Settings.load(os.environ).home
    for job in jobs.all_jobs(home):
        if job.entry == ENTRY and run_digest(job.args) == run_digest(asked):
            status = job.state().status
            if status == "running" or (status == "done" and Path(asked["output"]).is_dir()):
                return job
    return jobs.start(home, ENTRY, asked, title=f"Fine-tune {arguments['repo']}")


def main(job: jobs.JobContext) -> Mapping[str, Any]:
    """Train as the arguments say; the comparison before and after, and the result's folder.

    Raises:
        DataError: the data cannot be used.
        DiskFull: rows or weights did not fit; nothing is left under the final name.
        JobError: train.py failed, or the output folder is taken.
        MissingExtra: torch or transformers is not installed.
    """
    arguments = dict(job.args)
    script = Path(arguments.pop("script"))
    arguments.pop("script_sha256")
    spec = StarterSpec.from_arguments(arguments)
    kind = spec.kind
    if missing := [name for name in kind.packages if importlib.util.find_spec(name) is None]:
        raise MissingExtra(kind.extra, what=f"Fine-tuning {kind.named} ({', '.join(missing)})")
    job.progress(0, 0, "checking the data")
    table = read_table(spec.data)
    test = read_table(spec.test_data) if spec.test_data else None
    check = check_data(
        spec.kind, table, spec.columns, seed=spec.seed, test=test, held_out=spec.held_out
    )
    training = Training(spec, check, table.sha256, test.sha256 if test else "")
    digests = {"sha256": training.data_sha256, "test_sha256": training.test_sha256}
    job.emit("data", **asdict(check), **digests)
    with _full_disk_said(), mirrored(job):
        _write_rows(spec, table, test, job.folder / "rows")
        # One that was killed before its last word has its result already.
        result = result_of(job.args) or _trained(job, script, training)
        job.emit("result", **result)
    return result


def _trained(job: jobs.JobContext, script: Path, training: Training) -> dict[str, Any]:
    """Run the script on the rows in the job's folder; its result, once that is whole."""
    spec = training.spec
    with _partial(spec) as partial:
        params = {
            "model_folder": spec.model_folder,
            "repo": spec.ref.repo,
            "commit": spec.ref.commit,
            "rows": str(job.folder / "rows"),
            "output": str(partial),
            "checkpoints": str(checkpoints_of(job.args)),
            "seed": spec.seed,
            **spec.settings,
        }
        job.progress(0, 0, "loading the model")
        # The threads of a small model wait for each other more than they compute.
        is_small = model_size(Path(spec.model_folder)).parameters < _SMALL
        result = run_script(job, script, params, threads=1 if is_small else 0)
        (partial / "README.md").write_text(card_text(training, result), "utf-8")
        (partial / _RUN).write_text(json.dumps({"run": run_digest(job.args)}), "utf-8")
        _publish(partial, Path(spec.output))
        for folder in Path(spec.output).parent.glob(f".{Path(spec.output).name}.checkpoints-*"):
            shutil.rmtree(folder, ignore_errors=True)
    return {**result, "folder": spec.output}


def checkpoints_of(arguments: Mapping[str, Any]) -> Path:
    """Where a run's checkpoints are: found again by one with the same arguments and script."""
    output = Path(arguments["output"])
    return output.parent / f".{output.name}.checkpoints-{run_digest(arguments)}"


def result_of(arguments: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a run with these arguments and script left in its output folder; None if nothing."""
    output = Path(arguments["output"])
    try:
        if json.loads((output / _RUN).read_text("utf-8")) != {"run": run_digest(arguments)}:
            return None
        result = json.loads((output / "results.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return {**result, "folder": str(output)}


def _write_rows(spec: StarterSpec, table: Table, test: Table | None, folder: Path) -> None:
    examples = read_examples(spec.kind, table, spec.columns).examples
    tests = read_examples(spec.kind, test, spec.columns).examples if test else ()
    parts = split(examples, tests, held_out=spec.held_out, seed=spec.seed)
    folder.mkdir()
    for name in ("train", "validation", "test"):
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            for example in getattr(parts, name):
                row = {"row": example.row, "language": example.language, **example.values}
                file.write(json.dumps(row) + "\n")


@contextmanager
def _partial(spec: StarterSpec) -> Iterator[Path]:
    """A folder beside the final one to write into; gone afterwards, whatever happens."""
    output = Path(spec.output)
    if output.exists():
        raise JobError(f"{output} is there already", hint="name another output folder")
    if not Path(spec.model_folder).is_dir():
        raise JobError(
            f"the model's files are no longer in {spec.model_folder}",
            hint="open the model again to fetch them",
        )
    output.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{output.name}.partial-"
    for path in output.parent.iterdir():
        if path.name.startswith(prefix):  # of a run that was killed
            shutil.rmtree(path, ignore_errors=True)
    needed = needed_bytes(model_size(Path(spec.model_folder)), spec.settings.get("rank", 0))
    free = shutil.disk_usage(output.parent).free
    if free < needed:
        raise DiskFull(
            f"checkpoints and the result need about {needed / 10**6:.0f} MB in {output.parent}, "
            f"and {free / 10**6:.0f} MB are free",
            hint="free some space or name another output folder",
        )
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=output.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _publish(partial: Path, output: Path) -> None:
    """Give the folder its final name."""
    partial.chmod(0o755)
    try:
        partial.rename(output)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise JobError(f"{output} appeared in the meantime") from None
        raise


@contextmanager
def _full_disk_said() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise DiskFull(f"the disk is full: {error}", hint="free some space") from error
