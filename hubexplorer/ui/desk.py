"""What is on the desk: filters, the open model, the tray. Screens watch it, not each other."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any

import traitlets

from hubexplorer.errors import HubError
from hubexplorer.records import ModelRef
from hubexplorer.ui.filters import whole
from hubexplorer.workspace import Workspace


class Desk(traitlets.HasTraits):
    """The state that screens share; changes go through its methods and into the shortlist."""

    marked = traitlets.Tuple(help="Marked candidates (ModelRef), in the order of marking.")
    opened = traitlets.Any(None, allow_none=True, help="The model that is open, or None.")
    tuning = traitlets.Any(None, allow_none=True, help="The model to fine-tune, or None.")
    measuring = traitlets.Any(
        None, allow_none=True, help="Rows to measure on, handed over by Tune (HeldOut), or None."
    )
    filters = traitlets.Dict(help="The filters in use: text, any, none, ranges, sort.")
    tab = traitlets.Unicode(
        "find", help="The screen in front: find, compare, measure, tune or pins."
    )
    catalog_generation = traitlets.Int(0, help="Counts the catalog's refreshes.")
    pins_generation = traitlets.Int(0, help="Counts the changes of the lock file.")

    def __init__(self, workspace: Workspace) -> None:
        shortlist = workspace.shortlist
        super().__init__(
            marked=tuple(shortlist.marked),
            opened=shortlist.opened,
            filters=whole(shortlist.filters),
        )
        self.workspace = workspace
        self._lock = threading.RLock()
        self._filling = False

    @classmethod
    def on(cls, workspace: Workspace | None) -> Desk:
        """The desk of a workspace: one for all its screens; a new workspace if None is given."""
        if workspace is None:
            workspace = Workspace.open()
        if not isinstance(workspace.desk, cls):
            workspace.desk = cls(workspace)
        return workspace.desk

    def catch_up(self) -> None:
        """Take over what the shortlist file holds now; this desk may have waited for its page.

        Raises:
            DataError: the file is broken; the desk stays as it is.
        """
        with self._lock:
            shortlist = self.workspace.shortlist
            shortlist.catch_up()
            self.marked, self.opened = tuple(shortlist.marked), shortlist.opened
            self.filters = whole(shortlist.filters)

    def mark(self, ref: ModelRef, on: bool) -> None:
        """Put a candidate on the tray or take it off."""
        with self._lock:
            try:
                self.workspace.shortlist.mark(ref, on)
            finally:  # a mark that could not be saved holds for this session
                self.marked = tuple(self.workspace.shortlist.marked)

    def reject(self, ref: ModelRef, reason: str) -> None:
        """Reject a model for a reason; it leaves the tray."""
        with self._lock:
            try:
                self.workspace.shortlist.reject(ref, reason)
            finally:
                self.marked = tuple(self.workspace.shortlist.marked)

    def open(self, ref: ModelRef | None) -> None:
        """Open a model in the card viewer."""
        with self._lock:
            self.opened = self.workspace.shortlist.opened = ref
            self.workspace.shortlist.save()

    def filter(self, filters: dict[str, Any]) -> None:
        """Keep the filters in use."""
        with self._lock:
            if filters != self.filters:
                self.filters = filters
                self.workspace.shortlist.filters = filters
                self.workspace.shortlist.save()

    def fill(self) -> None:
        """See that the catalog is there, and ask the other hubs once, in the background."""
        with self._lock:
            if self._filling:
                return
            self._filling = True
        try:
            self._list_embedded()
        finally:  # the other hubs are asked whether or not it came up
            self._list_others()

    def _list_embedded(self) -> None:
        finder = self.workspace.finder
        if not finder.has_embedded():
            finder.sync_embedded()
            self.catalog_generation += 1

    def _list_others(self) -> None:
        for name in self.workspace.hubs.to_list():
            with suppress(HubError):  # kept among the hubs' problems, which the list shows
                self.workspace.finder.sync_remote(name)
            self.catalog_generation += 1


def ref_of(key: dict[str, Any]) -> ModelRef:
    """A model key from the browser as a reference.

    Raises:
        ValueError: it is none.
    """
    return ModelRef(key["hub"], key["repo"], key["commit"])


def key_of(ref: ModelRef) -> dict[str, Any]:
    """A reference as a key for the browser."""
    return {"hub": ref.hub, "repo": ref.repo, "commit": ref.commit}
