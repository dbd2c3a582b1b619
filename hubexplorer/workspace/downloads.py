"""Downloads: planned before a byte moves, run as jobs, paused, resumed, and deleted again."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from hubexplorer import jobs
from hubexplorer.errors import DiskFull, HubExplorerError, NotFound
from hubexplorer.hubs import kept
from hubexplorer.hubs.paths import snapshot_folder
from hubexplorer.pins import Pin
from hubexplorer.records import FileEntry, ModelRef
from hubexplorer.workspace.embedded import models_folder

if TYPE_CHECKING:
    from hubexplorer.workspace.find.finder import Model
    from hubexplorer.workspace.parts import Parts

ENTRY = "hubexplorer.hubs.download:main"
_WEIGHTS = (".safetensors", ".bin", ".pt", ".pth", ".gguf")
_WHY = {
    "config.json": "the architecture and its settings",
    "model.safetensors.index.json": "which weights lie in which file",
    "preprocessor_config.json": "how an input is prepared",
    "generation_config.json": "how text is generated",
    "modules.json": "the steps from text to vector",
}
_WHY_BEGINS = {
    "tokenizer": "how text becomes tokens",
    "special_tokens": "how text becomes tokens",
    "vocab": "how text becomes tokens",
    "merges": "how text becomes tokens",
    "readme": "the card",
    "license": "the license",
}


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file of a download, why it is needed, and how much of it is here already."""

    path: str
    size_bytes: int
    why: str
    here_bytes: int


@dataclass(frozen=True, slots=True)
class DownloadPlan:
    """What a download will fetch, said before it begins."""

    ref: ModelRef
    files: tuple[PlannedFile, ...]
    left_out: tuple[str, ...]
    """The model's other files: nothing here loads them."""
    free_bytes: int
    """Of the disk that they go to."""

    @property
    def total_bytes(self) -> int:
        return sum(file.size_bytes for file in self.files)

    @property
    def missing_bytes(self) -> int:
        return sum(file.size_bytes - file.here_bytes for file in self.files)

    @property
    def left_bytes(self) -> int:
        """What will be left of the disk afterwards; below 0 where it does not fit."""
        return self.free_bytes - self.missing_bytes


@dataclass(frozen=True, slots=True)
class Download:
    """A download that was started, and where it stands."""

    ref: ModelRef
    job: jobs.Job
    status: str
    """running, paused, done or failed."""
    done_bytes: float
    total_bytes: float
    problem: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A model on this disk, or (without a commit) what came of its unfinished downloads."""

    hub: str
    repo: str
    commit: str | None
    size_bytes: int
    is_pinned: bool

    def __str__(self) -> str:
        return f"{self.hub}:{self.repo}" + (f"@{self.commit}" if self.commit else "")


class Downloads:
    """The downloads of a user, whichever kernel started them, and what they left on the disk."""

    def __init__(self, workspace: Parts) -> None:
        self._workspace = workspace

    def plan(self, model: Model) -> DownloadPlan:
        """What downloading a model would fetch, and why; nothing moves yet."""
        page = self._workspace.reader.page(self._workspace.finder.ref(model))
        files = self._workspace.runner.files(page)
        chosen = {file.path for file in files}
        left_out = tuple(file.path for file in page.files if file.path not in chosen)
        return self._plan(page.ref, files, left_out)

    def start(self, model: Model) -> Download:
        """Start a download, or go on with a paused one; one that runs already is that one.

        Raises:
            DiskFull: it does not fit.
        """
        plan = self.plan(model)
        if plan.left_bytes < 0:
            raise DiskFull(
                f"{plan.missing_bytes / 1e6:,.1f} MB are to come and"
                f" {plan.free_bytes / 1e6:,.1f} MB are free",
                hint="delete models that are no longer needed",
            )
        return self.fetch(plan.ref, [file.path for file in plan.files], {})

    def fetch(self, ref: ModelRef, paths: Sequence[str], sha256: Mapping[str, str]) -> Download:
        """Start fetching these files, each held against its digest where one is given."""
        earlier = self.get(ref)
        if earlier is not None and earlier.status == "running":
            return earlier
        if earlier is not None:
            shutil.rmtree(earlier.job.folder, ignore_errors=True)
        workspace = self._workspace
        job = jobs.start(
            workspace.settings.home,
            ENTRY,
            {
                "hub": ref.hub,
                "endpoint": workspace.hubs.endpoint(ref.hub),
                "repo": ref.repo,
                "commit": ref.commit,
                "cache": str(self._cache(ref.hub)),
                "files": list(paths),
                "sha256": dict(sha256),
                "offline": workspace.settings.is_offline or ref.hub == "embedded",
            },
            title=f"Download {ref.repo}",
            secret={"token": workspace.hubs.token(ref.hub)},
        )
        return _download(job)

    def all(self) -> tuple[Download, ...]:
        """The last download of each model at each commit, newest first."""
        found: dict[ModelRef, Download] = {}
        for job in jobs.all_jobs(self._workspace.settings.home):
            if job.entry == ENTRY and "hub" in job.args:
                download = _download(job)
                found.setdefault(download.ref, download)
        return tuple(found.values())

    def get(self, ref: ModelRef) -> Download | None:
        """The last download of this model at this commit."""
        return next((item for item in self.all() if item.ref == ref), None)

    def pause(self, ref: ModelRef) -> None:
        """Stop a download and keep what came; `resume` goes on from there."""
        self._known(ref).job.cancel()

    def resume(self, ref: ModelRef) -> Download:
        """Go on with a download that was paused, failed or was killed."""
        args = self._known(ref).job.args
        return self.fetch(ref, args["files"], args["sha256"])

    def cancel(self, ref: ModelRef) -> None:
        """Stop a download and drop what came of its unfinished files."""
        download = self._known(ref)
        download.job.cancel()
        assert ref.commit is not None
        kept.forget_partial(self._cache(ref.hub), ref.repo, ref.commit, download.job.args["files"])
        shutil.rmtree(download.job.folder, ignore_errors=True)

    def disk(self) -> tuple[OnDisk, ...]:
        """What every model takes of this disk, largest first."""
        folder = self._workspace.settings.home / "models"
        pinned = {pin.ref for pin in _pins(self._workspace)}
        found = [
            OnDisk(
                hub.name,
                item.repo,
                item.commit,
                item.size_bytes,
                ModelRef(hub.name, item.repo, item.commit) in pinned,
            )
            for hub in (sorted(folder.iterdir()) if folder.is_dir() else ())
            if hub.is_dir()
            for item in kept.kept(hub)
        ]
        return tuple(sorted(found, key=lambda item: -item.size_bytes))

    def delete(self, hub: str, repo: str, commit: str | None) -> None:
        """Take a model's files at a commit (None: parts of unfinished downloads) off the disk.

        A pin of it stays, and `install` brings the same files back.

        Raises:
            NotFound: there are none.
            JobError: it is being downloaded now.
        """
        kept.delete(self._cache(hub), repo, commit)

    def _plan(
        self, ref: ModelRef, files: Sequence[FileEntry], left_out: tuple[str, ...]
    ) -> DownloadPlan:
        assert ref.commit is not None
        cache = self._cache(ref.hub)
        folder = snapshot_folder(cache, ref.repo, ref.commit)
        planned = []
        for file in files:
            is_here = (folder / file.path).is_file()
            came = kept.partial_bytes(cache, ref.repo, ref.commit, file.path)
            here_bytes = file.size_bytes if is_here else min(came, file.size_bytes)
            planned.append(PlannedFile(file.path, file.size_bytes, why(file.path), here_bytes))
        free = shutil.disk_usage(_existing(cache)).free
        return DownloadPlan(ref, tuple(planned), left_out, free)

    def _known(self, ref: ModelRef) -> Download:
        download = self.get(ref)
        if download is None:
            raise NotFound(f"{ref} was not being downloaded", hint="start it first")
        return download

    def _cache(self, hub: str) -> Path:
        return models_folder(self._workspace.settings.home, hub)


def why(path: str) -> str:
    """Why a file is fetched, in a few words."""
    name = PurePosixPath(path).name.lower()
    if name.endswith(_WEIGHTS):
        return "the weights"
    if name.endswith(".py"):
        return "the model's own code"
    if name in _WHY:
        return _WHY[name]
    return next(
        (words for start, words in _WHY_BEGINS.items() if name.startswith(start)), "settings"
    )


def _download(job: jobs.Job) -> Download:
    state, args = job.state(), job.args
    return Download(
        ref=ModelRef(args["hub"], args["repo"], args["commit"]),
        job=job,
        status="paused" if state.status == "canceled" else state.status,
        done_bytes=state.done,
        total_bytes=state.total,
        problem=state.message,
        hint=state.hint,
    )


def _pins(workspace: Parts) -> tuple[Pin, ...]:
    try:
        return workspace.lock.pins
    except HubExplorerError:  # a broken lock file is told where pins are shown
        return ()


def _existing(path: Path) -> Path:
    """The path, or the nearest folder above it that is there."""
    return next(folder for folder in (path, *path.parents) if folder.is_dir())
