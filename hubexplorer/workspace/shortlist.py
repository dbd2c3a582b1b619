"""The shortlist: what somebody marked, noted, rejected and acknowledged, in one small file."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hubexplorer.errors import DataError
from hubexplorer.records import ModelRef
from hubexplorer.workspace.writing import one_writer, write_whole

FILE_NAME = "hubexplorer-shortlist.json"
_VERSION = 1


@dataclass(slots=True)
class Shortlist:
    """Marks in their order, rejects with reasons, findings seen, and the filters in use.

    With a path every change is saved at once, so that it survives a kernel restart; without
    one it lives as long as the session. What other processes marked, rejected or acknowledged
    meanwhile is taken over with the next change here; each has its own filters and open model.
    """

    path: Path | None = None
    marked: list[ModelRef] = field(default_factory=list)
    rejected: dict[str, str] = field(default_factory=dict)
    """`str(ref)` without commit -> reason."""
    seen: dict[str, list[str]] = field(default_factory=dict)
    """`str(ref)` with commit -> kinds of findings acknowledged."""
    filters: dict[str, Any] = field(default_factory=dict)
    opened: ModelRef | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False, compare=False)
    _unsaved: list[Callable[[], None]] = field(default_factory=list, repr=False, compare=False)
    """Changes that are not in the file yet; more than one after a write that failed."""

    @classmethod
    def load(cls, path: Path) -> Shortlist:
        """The shortlist of a file; an absent file is an empty one.

        Raises:
            DataError: the file is not a shortlist.
        """
        if not path.exists():
            return cls(path)
        try:
            raw = json.loads(path.read_text("utf-8"))
            opened = raw.get("opened")
            return cls(
                path,
                marked=[ModelRef.parse(text) for text in raw["marked"]],
                rejected={str(key): str(value) for key, value in raw["rejected"].items()},
                seen={
                    str(key): [str(kind) for kind in kinds] for key, kinds in raw["seen"].items()
                },
                filters=dict(raw.get("filters", {})),
                opened=ModelRef.parse(opened) if opened else None,
            )
        except (json.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise DataError(
                f"{path} is not a shortlist: {error}",
                hint="move it away to begin a new one",
            ) from None

    def catch_up(self) -> None:
        """Take over what the file holds now, its filters and open model too.

        Raises:
            DataError: the file is not a shortlist; all stays as it is here.
        """
        if self.path is None:
            return
        with self._lock:
            now = Shortlist.load(self.path)
            self.marked, self.rejected, self.seen = now.marked, now.rejected, now.seen
            self.filters, self.opened = now.filters, now.opened

    def mark(self, ref: ModelRef, on: bool) -> None:
        """Mark or unmark a model; one model is marked at one commit only once."""

        def change() -> None:
            kept = [other for other in self.marked if other != ref]
            self.marked = [*kept, ref] if on else kept

        self._change(change)

    def reject(self, ref: ModelRef, reason: str) -> None:
        """Reject a model for a reason; an empty reason takes the rejection back."""
        key = str(ModelRef(ref.hub, ref.repo))

        def change() -> None:
            if reason:
                self.rejected[key] = reason
                self.marked = [
                    other for other in self.marked if (other.hub, other.repo) != (ref.hub, ref.repo)
                ]
            else:
                self.rejected.pop(key, None)

        self._change(change)

    def acknowledge(self, ref: ModelRef, kinds: Iterable[str]) -> None:
        """Record that findings of these kinds were seen for a model at its commit."""
        wanted = set(kinds)

        def change() -> None:
            self.seen[str(ref)] = sorted({*self.seen.get(str(ref), []), *wanted})

        self._change(change)

    def save(self) -> None:
        """Write the file, if there is one, in one step: the filters and the open model too."""
        self._change(lambda: None)

    def _change(self, change: Callable[[], None]) -> None:
        """Make a change here, and in the file as it is now.

        Raises:
            DataError, DiskFull: the file is as it was; the change is made here all the same.
        """
        with self._lock:
            change()
            if self.path is None:
                return
            self._unsaved.append(change)
            with one_writer(self.path.parent):
                if self.path.exists():
                    others = Shortlist.load(self.path)
                    self.marked, self.rejected, self.seen = (
                        others.marked,
                        others.rejected,
                        others.seen,
                    )
                    for unsaved in self._unsaved:
                        unsaved()
                self._write(self.path)
            self._unsaved.clear()

    def _write(self, path: Path) -> None:
        raw = {
            "version": _VERSION,
            "marked": [str(ref) for ref in self.marked],
            "rejected": self.rejected,
            "seen": self.seen,
            "filters": self.filters,
            "opened": str(self.opened) if self.opened else None,
        }
        write_whole(
            path,
            json.dumps(raw, indent=1, ensure_ascii=False) + "\n",
            "the shortlist",
            hint=f"marks now last as long as this session; {path} is as it was",
        )
