"""What changed between two commits of a model: its card, its license, its findings, its files."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from hubexplorer.cards import judged_class
from hubexplorer.errors import NotFound
from hubexplorer.records import (
    FileEntry,
    Finding,
    LicenseClass,
    LicenseSource,
    ModelPage,
    ModelRef,
)
from hubexplorer.workspace.read.reader import Reader

MAX_LINES = 2_000
_MAX_LINE = 1_000
_CONTEXT = 3
_MIN_PREFIX = 4


class Change(StrEnum):
    """What became of a line or a file."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"
    SKIPPED = "skipped"
    """Of lines: as many unchanged ones as `text` says."""


_SIGNS: Mapping[Change, str] = MappingProxyType(
    {Change.ADDED: "+", Change.REMOVED: "-", Change.SAME: " "}
)


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line of the two cards, laid over each other."""

    change: Change
    text: str
    old_line: int | None
    """1-based, in the old README.md."""
    new_line: int | None

    def __str__(self) -> str:
        """As a diff shows it: a sign and the line."""
        is_skipped = self.change is Change.SKIPPED
        return f"@ {self.text} lines unchanged" if is_skipped else _SIGNS[self.change] + self.text


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that was added, removed or given another content."""

    change: Change
    path: str
    old_bytes: int | None
    new_bytes: int | None


@dataclass(frozen=True, slots=True)
class LicenseChange:
    """A place that says something else of the license than before; empty where it was silent."""

    where: str
    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PageDifference:
    """From one commit of a model to another."""

    old: ModelRef
    new: ModelRef
    old_class: LicenseClass
    """What may be done, by the strictest place that is known."""
    new_class: LicenseClass
    licenses: tuple[LicenseChange, ...]
    appeared: tuple[Finding, ...]
    """Findings of the new commit that the old one did not have."""
    gone: tuple[Finding, ...]
    files: tuple[FileChange, ...]
    lines: tuple[LineChange, ...]
    """Of the card: what changed, with three lines around it."""
    is_cut: bool = False
    """Whether the cards are longer than what was compared."""

    @property
    def is_same(self) -> bool:
        return not (self.licenses or self.appeared or self.gone or self.files or self.lines)


def page_difference(old: ModelPage, new: ModelPage) -> PageDifference:
    """What a reader of the old page should know before taking the new one."""
    old_lines, new_lines = old.card_text.splitlines(), new.card_text.splitlines()
    return PageDifference(
        old=old.ref,
        new=new.ref,
        old_class=judged_class(old.license_sources),
        new_class=judged_class(new.license_sources),
        licenses=tuple(_licenses(old.license_sources, new.license_sources)),
        appeared=_only_in(new.findings, old.findings),
        gone=_only_in(old.findings, new.findings),
        files=tuple(_files(old.files, new.files)),
        lines=tuple(_lines(old_lines[:MAX_LINES], new_lines[:MAX_LINES])),
        is_cut=max(len(old_lines), len(new_lines)) > MAX_LINES,
    )


def difference(reader: Reader, ref: ModelRef, old: str, new: str = "") -> PageDifference:
    """What changed in a model from one commit to another.

    Args:
        reader: who opens both pages.
        ref: the model; its commit, or the newest, is the new one where none is named.
        old: a commit, the first digits of one, or a tag.
        new: the same.

    Raises:
        NotFound: the model has no such commit or tag.
    """
    page = reader.page(ref)
    older = reader.page(_at(page, old))
    return page_difference(older, reader.page(_at(page, new)) if new else page)


def _at(page: ModelPage, name: str) -> ModelRef:
    commit = page.tags.get(name)
    if commit is None:
        known = [entry.commit for entry in page.commits]
        fits = [one for one in known if one.startswith(name)] if len(name) >= _MIN_PREFIX else []
        if len(fits) != 1:
            raise NotFound(
                f"{page.ref.repo} has no commit or tag {name!a}",
                hint="give a tag, or the first digits of a commit",
            )
        commit = fits[0]
    return ModelRef(page.ref.hub, page.ref.repo, commit)


def _licenses(
    old: Sequence[LicenseSource], new: Sequence[LicenseSource]
) -> Iterator[LicenseChange]:
    before = {(one.where, one.name): one.says for one in old}
    after = {(one.where, one.name): one.says for one in new}
    for where, name in dict.fromkeys((*before, *after)):
        was, becomes = before.get((where, name), ""), after.get((where, name), "")
        if was != becomes:
            yield LicenseChange(where, name, was, becomes)


def _only_in(these: Sequence[Finding], those: Sequence[Finding]) -> tuple[Finding, ...]:
    known = {(finding.kind, finding.title) for finding in those}
    return tuple(one for one in these if (one.kind, one.title) not in known)


def _files(old: Sequence[FileEntry], new: Sequence[FileEntry]) -> Iterator[FileChange]:
    before = {entry.path: entry for entry in old}
    after = {entry.path: entry for entry in new}
    for path in sorted(before.keys() | after.keys()):
        was, becomes = before.get(path), after.get(path)
        if was is None and becomes is not None:
            yield FileChange(Change.ADDED, path, None, becomes.size_bytes)
        elif becomes is None and was is not None:
            yield FileChange(Change.REMOVED, path, was.size_bytes, None)
        elif was is not None and becomes is not None and was != becomes:
            yield FileChange(Change.CHANGED, path, was.size_bytes, becomes.size_bytes)


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[LineChange]:
    matcher = difflib.SequenceMatcher(None, old, new)
    end = 0
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        start = group[0][1]
        if start > end:
            yield LineChange(Change.SKIPPED, str(start - end), None, None)
        end = group[-1][2]
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                for n in range(old_to - old_from):
                    text = old[old_from + n][:_MAX_LINE]
                    yield LineChange(Change.SAME, text, old_from + n + 1, new_from + n + 1)
                continue
            for n in range(old_from, old_to):
                yield LineChange(Change.REMOVED, old[n][:_MAX_LINE], n + 1, None)
            for n in range(new_from, new_to):
                yield LineChange(Change.ADDED, new[n][:_MAX_LINE], None, n + 1)
    if end and len(old) > end:
        yield LineChange(Change.SKIPPED, str(len(old) - end), None, None)
