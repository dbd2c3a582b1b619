"""Keeping: a fine-tuned model becomes a repository of the embedded hub, beside its base."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from hubexplorer.errors import JobError, MissingExtra
from hubexplorer.hubs.paths import is_wanted
from hubexplorer.jobs import Job
from hubexplorer.records import ModelRef
from hubexplorer.workspace import embedded

if TYPE_CHECKING:
    from hubexplorer.workspace.parts import Parts

OWNER = "local"


def keep(workspace: Parts, job: Job) -> ModelRef:
    """The fine-tuned model of a finished run, committed to this user's embedded hub.

    Keeping the same run twice gives the same commit.

    Raises:
        JobError: the run has no result, or its folder is gone.
        MissingExtra: the embedded hub's packages are not installed.
    """
    folder = Path(job.args["output"])
    if job.state().status != "done" or not folder.is_dir():
        raise JobError(f"{job.title!r} left no model in {folder}", hint="run it again, to the end")
    if importlib.util.find_spec("dulwich") is None:
        raise MissingExtra("hub", what="Keeping a model in the embedded hub")
    from hubexplorer.hubserver.store import HubStore

    base = ModelRef(job.args["hub"], job.args["repo"], job.args["commit"])
    repo = f"{OWNER}/{base.name}-tuned-{job.folder.name[-4:]}"
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    files = {name: path for name, path in paths.items() if path.is_file() and is_wanted(name)}
    with HubStore(workspace.settings.home / "hub") as store:
        if not store.has(repo):
            store.create(repo, created_s=workspace.clock())
        commit = store.commit(
            repo,
            files,
            title=f"Fine-tune of {base.repo}",
            description=f"From commit {base.commit} on {Path(job.args['data']).name}.",
            date_s=workspace.clock(),
        )
    workspace.finder.sync_embedded(force=True)
    return ModelRef(embedded.NAME, repo, commit)
