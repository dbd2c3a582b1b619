"""What hubs hold on a license besides a tag: LICENSE files, and the tags of base models."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from hubexplorer.cards import is_license_file, license_key
from hubexplorer.errors import HubError
from hubexplorer.hubs.base import Hub
from hubexplorer.records import CatalogRow, FileEntry, HubModel, is_repo_id

_MAX_FILES = 3
_MAX_BASES = 3
_FILE_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Licensing:
    """The texts and tags, still on their way."""

    files: Mapping[str, Future[str]]
    bases: Mapping[str, Future[tuple[str, str]]]

    def texts(self) -> dict[str, str]:
        """Path to text of the LICENSE files."""
        return {path: text.result() for path, text in self.files.items()}

    def tags(self) -> dict[str, str]:
        """Base model to its license tag, empty where no hub said; `HUB:ID` where another did."""
        return dict(found.result() for found in self.bases.values())


def ask_licensing(
    executor: Executor,
    hub: Hub,
    model: HubModel,
    commit: str,
    files: Sequence[FileEntry],
    *,
    elsewhere: Callable[[str], CatalogRow | None],
) -> Licensing:
    """Start to read a model's LICENSE files and its base models' tags.

    Args:
        elsewhere: what the catalog lists under an id on another hub; asked where the model's own
            hub does not have it. No other hub is asked: a reader of one hub tells no other.
    """
    paths = [
        entry.path
        for entry in files
        if is_license_file(entry.path) and entry.size_bytes <= _FILE_BYTES
    ]
    bases = [name for name in model.base_models if is_repo_id(name) and name != model.repo]
    return Licensing(
        {
            path: executor.submit(_text, hub, model.repo, commit, path)
            for path in paths[:_MAX_FILES]
        },
        {name: executor.submit(_tag, hub, name, elsewhere) for name in bases[:_MAX_BASES]},
    )


def _text(hub: Hub, repo: str, commit: str, path: str) -> str:
    try:
        data = hub.read_file(repo, commit, path, max_bytes=_FILE_BYTES)
    except HubError:  # a file that cannot be had says nothing
        return ""
    return data.decode("utf-8", "replace")


def _tag(hub: Hub, repo: str, elsewhere: Callable[[str], CatalogRow | None]) -> tuple[str, str]:
    try:
        base = hub.model(repo)
    except HubError:  # gated, gone or on another hub
        row = elsewhere(repo)
        return (repo, "") if row is None else (f"{row.hub}:{row.repo}", row.license_id)
    return repo, license_key(base.license_id, base.license_name)
