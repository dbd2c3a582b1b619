"""What the sentences of a workspace work with; the workspace itself has all of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from hubexplorer.pins import LockFile
from hubexplorer.settings import Settings
from hubexplorer.workspace.find.finder import Finder
from hubexplorer.workspace.hubset import HubSet
from hubexplorer.workspace.read.reader import Reader
from hubexplorer.workspace.run.runner import Runner
from hubexplorer.workspace.shortlist import Shortlist


class Parts(Protocol):
    """See `open.Workspace`."""

    settings: Settings
    folder: Path
    clock: Callable[[], float]
    hubs: HubSet
    finder: Finder
    reader: Reader
    shortlist: Shortlist

    @property
    def runner(self) -> Runner: ...
    @property
    def lock(self) -> LockFile: ...
    @property
    def lock_path(self) -> Path: ...
