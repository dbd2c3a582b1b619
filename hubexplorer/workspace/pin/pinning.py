"""Pinning: what was chosen goes into the lock file, and is held against hub and disk later."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hubexplorer.errors import HubExplorerError, PinError
from hubexplorer.hubs.download import choose_files
from hubexplorer.hubs.paths import snapshot_folder
from hubexplorer.pins import LockFile, Pin, edits, verify_facts, verify_files
from hubexplorer.records import ModelPage, ModelRef
from hubexplorer.runtime.refusals import check_allowable
from hubexplorer.workspace.embedded import models_folder

if TYPE_CHECKING:
    from hubexplorer.workspace.parts import Parts


@dataclass(frozen=True, slots=True, repr=False)
class PinCheck:
    """A pin, and in words each way in which hub or disk differ from it now."""

    pin: Pin
    differences: tuple[str, ...] = ()
    problem: HubExplorerError | None = None
    """Set where the hub could not be asked: then nothing is known of it."""
    is_installed: bool = True
    """Whether files of it are on this disk; where not, only the hub was asked."""

    def __repr__(self) -> str:
        said = str(self.problem) if self.problem else "; ".join(self.differences) or "as pinned"
        return f"PinCheck({self.pin.ref}: {said})"

    @property
    def is_ok(self) -> bool:
        return not self.differences and self.problem is None


def add_pin(
    workspace: Parts,
    ref: ModelRef,
    seen: Sequence[str] = (),
    allow: Sequence[str] | None = None,
) -> Pin:
    """Pin a model at its commit: its files' sizes and hashes, license, card, findings seen.

    With an adapter its base model is pinned too, unless it is already.

    Args:
        seen: kinds of findings that were read.
        allow: files that the loading policy refuses and that may be used at this commit; None
            leaves what the pin of this commit allowed already.

    Raises:
        NotFound: the model has no such file.
        UnsafeModel: a file cannot be allowed, because it holds more than tensors.
        CannotRunHere: a file needs no exception, or nothing here would load it.
    """
    page = workspace.reader.page(ref)
    if allow is None:
        allow = workspace.runner.allowed(page)
    if seen:
        workspace.shortlist.acknowledge(page.ref, seen)
    base = workspace.runner.base(page)
    if base is not None and workspace.lock.get(base.ref) is None:
        add_pin(workspace, base.ref)
    # Hashes of small files are not in a hub's listing: fetching the model gives them.
    files = (*choose_files(page.files), *choose_files(page.files, allow))
    folder = workspace.runner.folder(page, files=tuple(dict.fromkeys(files)))
    for path in allow:
        check_allowable(path, folder / path)
    workspace.folder.mkdir(parents=True, exist_ok=True)
    with LockFile.editing(workspace.lock_path) as lock:
        return lock.add(make_pin(workspace, page, allow))


def make_pin(workspace: Parts, page: ModelPage, allow: Sequence[str] = ()) -> Pin:
    """The pin of a model that is on this disk.

    Args:
        allow: files beyond the safe ones that are to be part of it.
    """
    assert page.ref.commit is not None
    base = workspace.runner.base(page)
    folder = snapshot_folder(
        models_folder(workspace.settings.home, page.ref.hub), page.ref.repo, page.ref.commit
    )
    files = {}
    for entry in (*choose_files(page.files), *choose_files(page.files, allow)):
        digest = entry.sha256 or hashlib.sha256((folder / entry.path).read_bytes()).hexdigest()
        files[entry.path] = (entry.size_bytes, digest)
    return Pin(
        hub=page.ref.hub,
        endpoint="" if page.ref.hub == "embedded" else workspace.hubs.endpoint(page.ref.hub),
        repo=page.ref.repo,
        commit=page.ref.commit,
        pinned_s=workspace.clock(),
        files=files,
        license_id=page.model.license_id,
        license_class=str(page.license_class),
        card_sha256=card_digest(page),
        findings_seen=tuple(workspace.shortlist.seen.get(str(page.ref), ())),
        exceptions=tuple(sorted(set(allow))),
        base=str(base.ref) if base is not None else "",
    )


def find_pin(lock: LockFile, repo: str, hub: str = "") -> Pin:
    """The one pin of a repository.

    Args:
        repo: its id, or `HUB:ID`.
        hub: needed only where two hubs' models of that id are pinned.

    Raises:
        PinError: it is not pinned, or on more than one hub.
    """
    named, colon, name = repo.rpartition(":")
    hub = named if colon else hub
    found = [pin for pin in lock.pins if pin.repo == name and hub in ("", pin.hub)]
    if len(found) != 1:
        raise PinError(
            f"{repo} is {'not' if not found else 'more than once'} pinned in {lock.path.name}",
            hint="pin it first" if not found else "name the hub",
        )
    return found[0]


def local_folder(workspace: Parts, pin: Pin) -> Path:
    """Where the files of a pin lie on this disk, once they are here."""
    cache = models_folder(workspace.settings.home, pin.hub)
    return snapshot_folder(cache, pin.repo, pin.commit)


def verify_pins(workspace: Parts) -> tuple[PinCheck, ...]:
    """Every pin of the lock file against its hub and this disk."""
    return tuple(verify_pin(workspace, pin) for pin in workspace.lock.pins)


def verify_pin(workspace: Parts, pin: Pin) -> PinCheck:
    """One pin against what its hub says now and what was downloaded."""
    folder = local_folder(workspace, pin)
    is_here = folder.exists()
    on_disk = verify_files(pin, folder) if is_here else ()
    try:
        page = workspace.reader.page(ModelRef(pin.hub, pin.repo, pin.commit), afresh=True)
    except HubExplorerError as error:
        known = (*edits(pin), *on_disk)
        return PinCheck(pin, tuple(map(str, known)), error, is_installed=is_here)
    facts = verify_facts(
        pin,
        commit=page.ref.commit or "",
        files={entry.path: (entry.size_bytes, entry.sha256) for entry in page.files},
        license_id=page.model.license_id,
        card_sha256=card_digest(page),
        license_class=str(page.license_class),
    )
    return PinCheck(pin, tuple(map(str, (*facts, *on_disk))), is_installed=is_here)


def remove_pin(workspace: Parts, ref: ModelRef) -> LockFile:
    """Take a model out of the lock file."""
    with LockFile.editing(workspace.lock_path) as lock:
        lock.remove(ref.hub, ref.repo)
    return lock


def card_digest(page: ModelPage) -> str:
    """The sha256 of the card's text at the page's commit."""
    return hashlib.sha256(page.card_text.encode()).hexdigest()
