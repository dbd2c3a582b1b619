"""Bringing the catalog up to date from a screen: the listing's job, followed while it runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from hubexplorer.errors import HubExplorerError
from hubexplorer.jobs import ENDED, Job
from hubexplorer.ui.desk import Desk
from hubexplorer.ui.screen import error_view
from hubexplorer.workspace.sync.listing import newest_sync

LOOK_S = 0.5


class Syncing:
    """The newest listing of this user's hubs, whichever kernel started it.

    Args:
        desk: told whenever the listing has put more models into the catalog.
        tell: given the state whenever it has changed.
    """

    def __init__(self, desk: Desk, tell: Callable[[dict[str, Any]], None]) -> None:
        self._desk = desk
        self._tell = tell
        self._following = threading.Event()
        self._starting = threading.Lock()
        self.job: Job | None = None

    def start(self) -> dict[str, Any]:
        """Start a listing, or follow the one that is under way.

        Raises:
            HubExplorerError: it could not be started.
        """
        with self._starting:
            running = newest_sync(self._desk.workspace.settings)
            if running is None or running.state().status in ENDED:
                running = self._desk.workspace.sync()
                self._desk.catalog_generation += 1
        if running is None:  # there is only the embedded hub, which needs no job
            return {**_IDLE, "status": "done"}
        self.job = running
        return self.state()

    def state(self) -> dict[str, Any]:
        """Where the newest listing stands; from here on it is followed if it runs."""
        if self.job is None:
            self.job = newest_sync(self._desk.workspace.settings)
        view = sync_view(self.job)
        if view["status"] == "running":
            self._follow()
        return view

    def cancel(self) -> None:
        """Ask it to stop; what came stays in the catalog."""
        if self.job is not None:
            self.job.cancel()

    def _follow(self) -> None:
        if self._following.is_set():
            return
        self._following.set()
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        pause = threading.Event()
        told = None
        try:
            while True:
                view = sync_view(self.job)
                self._refresh()
                if view != told:
                    told = view
                    self._tell(view)
                if view["status"] != "running":
                    return
                pause.wait(LOOK_S)
        except HubExplorerError as error:
            self._tell({**_IDLE, "status": "failed", "error": error_view(error)})
        finally:
            self._following.clear()

    def _refresh(self) -> None:
        if self._desk.workspace.finder.catalog.refresh():
            self._desk.catalog_generation += 1


_IDLE: dict[str, Any] = {"status": "idle", "done": 0.0, "total": 0.0, "text": "", "error": None}


def sync_view(job: Job | None) -> dict[str, Any]:
    """A listing as the browser shows it."""
    if job is None:
        return _IDLE
    state = job.state()
    view = {
        "status": state.status,
        "done": state.done,
        "total": state.total,
        "text": state.text,
        "error": None,
    }
    if state.status == "failed":
        view["error"] = {"message": state.message, "hint": state.hint}
    return view
