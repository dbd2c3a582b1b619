"""Updating pins: what a newer commit changes, shown before anything is written."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubexplorer.errors import PinError
from hubexplorer.hubs.download import choose_files
from hubexplorer.pins import Difference, LockFile, Pin, pin_diff, require_unedited
from hubexplorer.records import Finding, ModelPage, ModelRef
from hubexplorer.workspace.pin import make_pin

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
    card: tuple[str, ...]
    """The card's changed lines, as a unified diff."""
    findings: tuple[Finding, ...]
    """What is open at the new commit and was not at the old one."""
    settled: tuple[Finding, ...]
    """What was open at the old commit and is not any more."""

    @property
    def is_needed(self) -> bool:
        return bool(self.differences)


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
        card=_card_diff(before, page),
        findings=_open_beyond(page, before),
        settled=_open_beyond(before, page),
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


def _card_diff(before: ModelPage, after: ModelPage) -> tuple[str, ...]:
    return tuple(
        difflib.unified_diff(
            before.card_text.splitlines(),
            after.card_text.splitlines(),
            f"README.md at {(before.ref.commit or '')[:7]}",
            f"README.md at {(after.ref.commit or '')[:7]}",
            lineterm="",
            n=1,
        )
    )


def _open_beyond(page: ModelPage, other: ModelPage) -> tuple[Finding, ...]:
    """The findings that are open on a page and not on the other."""
    known = {(item.kind, item.title) for item in other.findings if item.is_open}
    return tuple(
        item for item in page.findings if item.is_open and (item.kind, item.title) not in known
    )
