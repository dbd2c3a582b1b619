"""Updating pins: what a newer commit changes, shown before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubexplorer.errors import PinError
from hubexplorer.hubs.download import choose_files
from hubexplorer.pins import Difference, LockFile, Pin, pin_diff, require_unedited
from hubexplorer.records import Finding, ModelRef
from hubexplorer.workspace.pin.pinning import make_pin
from hubexplorer.workspace.read.differences import PageDifference, page_difference

if TYPE_CHECKING:
    from hubexplorer.workspace.parts import Parts

_NOT_SHOWN = frozenset({"findings_seen"})


@dataclass(frozen=True, slots=True)
class PinUpdate:
    """What would change if a pin moved to another commit; nothing is written yet."""

    old: Pin
    new: Pin
    differences: tuple[Difference, ...]
    """Commit, license, card and exceptions, then each file."""
    pages: PageDifference
    """What a reader of the two commits finds changed."""

    @property
    def is_needed(self) -> bool:
        return bool(self.differences)

    @property
    def card(self) -> tuple[str, ...]:
        """The card's changed lines, with three lines around them, as a diff shows them."""
        return tuple(map(str, self.pages.lines))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is open at the new commit and was not at the old one."""
        return tuple(item for item in self.pages.appeared if item.is_open)

    @property
    def settled(self) -> tuple[Finding, ...]:
        """What was open at the old commit and is not any more."""
        return tuple(item for item in self.pages.gone if item.is_open)


def propose(workspace: Parts, pin: Pin, commit: str | None = None) -> PinUpdate:
    """What moving a pin to a commit (None: the newest one) changes.

    Small files of the new commit are fetched, since hubs list no sha256 of them; weights are not.

    Raises:
        PinMismatch: the pin was edited by hand.
        HubError: the hub does not answer or has no such commit.
    """
    require_unedited(pin)
    page = workspace.reader.page(ModelRef(pin.hub, pin.repo, commit), afresh=True)
    before = workspace.reader.page(pin.ref)
    small = [file for file in choose_files(page.files) if not file.sha256]
    workspace.runner.folder(page, files=small)
    new = make_pin(workspace, page)
    changed = tuple(found for found in pin_diff(pin, new) if found.subject not in _NOT_SHOWN)
    return PinUpdate(
        old=pin,
        new=new,
        differences=changed,
        pages=page_difference(before, page),
    )


def propose_all(workspace: Parts, pins: Sequence[Pin]) -> tuple[PinUpdate, ...]:
    """What the newest commits of these pins change."""
    return tuple(propose(workspace, pin) for pin in pins)


def apply(workspace: Parts, update: PinUpdate, seen: Sequence[str] = ()) -> Pin:
    """Write an update that was looked at into the lock file, its files fetched and checked first.

    Args:
        seen: kinds of findings that were read.

    Raises:
        PinError: the pin is not any more what the update began from.
    """
    if seen:
        workspace.shortlist.acknowledge(update.new.ref, seen)
    page = workspace.reader.page(update.new.ref)
    workspace.runner.folder(page)
    new = make_pin(workspace, page)
    with LockFile.editing(workspace.lock_path) as lock:
        if lock.get(update.old.ref) != update.old:
            raise PinError(
                f"the pin of {update.old.repo} was changed meanwhile",
                hint="look at what changes again",
            )
        return lock.add(new)
