"""What every hub adapter offers: the protocol, its values, and how to register one.

A package adds a hub kind with an entry point in the group ENTRY_POINT_GROUP whose object is
called as `factory(name, endpoint, *, cache, title, credentials, budget, offline, canceled)` and
returns a Hub; `hubexplorer.hubs.huggingface:HuggingFaceHub` is registered in this way. Every
adapter passes the one test class in `tests/contracts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from hubexplorer.errors import HubError
from hubexplorer.records import CommitEntry, FileEntry, HubModel

ENTRY_POINT_GROUP = "hubexplorer.hubs"
MAX_READ_BYTES = 2_000_000


class Capability(StrEnum):
    """What a hub can do; a screen hides what its hub cannot."""

    LIST = "list"
    SEARCH = "search"
    FILES = "files"
    COMMITS = "commits"
    REFS = "refs"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a listing."""

    models: tuple[HubModel, ...]
    next_cursor: str | None = None
    """Give it to `list_models` to go on after this page; None at the end."""
    is_partial: bool = False
    """The listing broke off here; what came before stands."""
    problem: HubError | None = None
    """Why it broke off."""
    skipped: int = 0
    """Rows of this page that could not be used."""
    total: int | None = None
    """Models in the whole listing, where the hub says so."""
    requests_left: int | None = None
    """How many more requests the hub allows for now, where it says so."""


@dataclass(frozen=True, slots=True)
class Refs:
    """A repository's branches and tags, name to commit."""

    branches: Mapping[str, str]
    tags: Mapping[str, str]


@runtime_checkable
class Hub(Protocol):
    """A place that has models. Every method raises a HubError when it cannot answer."""

    @property
    def name(self) -> str:
        """The short name that stands in a ModelRef."""

    @property
    def title(self) -> str: ...

    @property
    def endpoint(self) -> str: ...

    @property
    def capabilities(self) -> frozenset[Capability]: ...

    def list_models(
        self,
        *,
        search: str = "",
        author: str = "",
        filters: Sequence[str] = (),
        sort: str = "downloads",
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Iterator[Page]:
        """The hub's models, page by page, best first.

        A hub that fails on the first page raises; one that fails later ends the listing with a
        page that says so (`is_partial`, `problem`).
        """

    def model(self, repo: str, revision: str = "main") -> HubModel:
        """One model with the commit that `revision` names now."""

    def files(self, repo: str, commit: str) -> tuple[FileEntry, ...]:
        """All files at a commit."""

    def commits(
        self, repo: str, revision: str = "main", limit: int = 50
    ) -> tuple[CommitEntry, ...]:
        """The history of a revision, newest first."""

    def refs(self, repo: str) -> Refs:
        """Branches and tags."""

    def read_file(
        self, repo: str, commit: str, path: str, max_bytes: int = MAX_READ_BYTES
    ) -> bytes:
        """One file's bytes, up to `max_bytes`."""

    def is_up(self, timeout_s: float = 2.0) -> bool:
        """Whether the hub answers now."""
