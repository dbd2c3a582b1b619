"""Downloads told to the browser while they go on, whichever screen asked for them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from hubexplorer.ui.desk import key_of
from hubexplorer.workspace.downloads import Download, Downloads

_TELL_S = 0.3


class DownloadTeller:
    """Sends `downloads` events from one thread, as long as a download runs."""

    def __init__(
        self, downloads: Downloads, send: Callable[[str, Mapping[str, Any]], None]
    ) -> None:
        self._downloads = downloads
        self._send = send
        self._watching = threading.Lock()

    def watch(self) -> None:
        """Begin to tell, unless that goes on already."""
        if self._watching.acquire(blocking=False):
            threading.Thread(target=self._tell, name="hubexplorer-downloads", daemon=True).start()

    def _tell(self) -> None:
        try:
            is_running = True
            while is_running:
                found = self._downloads.all()
                is_running = any(one.status == "running" for one in found)
                self._send("downloads", {"downloads": [download_view(one) for one in found]})
                time.sleep(_TELL_S)
        finally:
            self._watching.release()


def download_view(download: Download) -> dict[str, Any]:
    """A download as the browser shows it."""
    return {
        "key": key_of(download.ref),
        "status": download.status,
        "done_bytes": download.done_bytes,
        "total_bytes": download.total_bytes,
        "problem": download.problem,
        "hint": download.hint,
    }
