"""The files of a model: why each is needed, what is here, what is refused, and allowing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubexplorer.errors import HubError
from hubexplorer.hubs.download import choose_files
from hubexplorer.pins import Pin
from hubexplorer.records import FileEntry, HubScan, ModelRef
from hubexplorer.runtime.refusals import Refusal, check_allowable, refusal
from hubexplorer.workspace.downloads import Download, DownloadPlan, Downloads
from hubexplorer.workspace.pin.pinning import add_pin

if TYPE_CHECKING:
    from hubexplorer.workspace.parts import Parts

_NOT_ASKED = HubScan(is_done=False, issues={})


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file of a model, as a person decides on it."""

    entry: FileEntry
    why: str
    """Why it is fetched; empty where it is left out."""
    here_bytes: int
    refusal: Refusal | None
    """Why it is not loaded by default."""
    is_allowed: bool
    """Whether the lock file allows it at this commit although it is refused."""
    hub_says: str
    """How bad the hub's scanners call it; empty where they say nothing."""


@dataclass(frozen=True, slots=True)
class FilesOverview:
    """All files of a model at a commit, and what fetching the needed ones would take."""

    plan: DownloadPlan
    files: tuple[FileFacts, ...]
    is_scanned: bool
    """Whether the hub says that its scanners are done."""
    download: Download | None
    """Under way or at rest."""


def overview(workspace: Parts, ref: ModelRef) -> FilesOverview:
    """Everything about a model's files that is known before a byte of them moves.

    Raises:
        HubError: the hub does not answer or has no such model.
    """
    page = workspace.reader.page(ref)
    downloads = Downloads(workspace)
    plan = downloads.plan(page)
    planned = {file.path: file for file in plan.files}
    allowed = workspace.runner.allowed(page)
    scan = _scan(workspace, page.ref)
    return FilesOverview(
        plan=plan,
        files=tuple(
            FileFacts(
                entry,
                why=planned[entry.path].why if entry.path in planned else "",
                here_bytes=planned[entry.path].here_bytes if entry.path in planned else 0,
                refusal=refusal(entry.path),
                is_allowed=entry.path in allowed,
                hub_says=scan.issues.get(entry.path, ""),
            )
            for entry in page.files
        ),
        is_scanned=scan.is_done,
        download=downloads.get(page.ref),
    )


def scan_file(workspace: Parts, ref: ModelRef, path: str) -> None:
    """Nothing, if a file may be allowed; it is fetched and read here, and never loaded.

    Raises:
        UnsafeModel: it holds more than tensors; the message says what.
        CannotRunHere: it needs no exception, or nothing here would load it.
        NotFound: the model has no such file.
    """
    page = workspace.reader.page(ref)
    refused = refusal(path)
    if refused is None or not refused.is_allowable:  # nothing is fetched to say so
        check_allowable(path, workspace.settings.home)
    folder = workspace.runner.folder(page, files=choose_files(page.files, [path]))
    check_allowable(path, folder / path)


def allow_file(
    workspace: Parts, ref: ModelRef, path: str, *, on: bool = True, seen: tuple[str, ...] = ()
) -> Pin:
    """Pin a model with one more (or one less) file allowed at this commit.

    Raises:
        UnsafeModel: it holds more than tensors; nothing is pinned.
        CannotRunHere: it needs no exception, or nothing here would load it.
    """
    page = workspace.reader.page(ref)
    others = [one for one in workspace.runner.allowed(page) if one != path]
    return add_pin(workspace, page.ref, seen, [*others, path] if on else others)


def _scan(workspace: Parts, ref: ModelRef) -> HubScan:
    assert ref.commit is not None
    try:
        return workspace.hubs.get(ref.hub).scan(ref.repo, ref.commit)
    except HubError:  # what a hub does not tell of its scans is not known
        return _NOT_ASKED
