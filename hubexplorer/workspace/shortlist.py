"""The shortlist: what somebody marked, noted, rejected and acknowledged, in one small file."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hubexplorer.errors import DataError
from hubexplorer.records import ModelRef
from hubexplorer.workspace.writing import write_whole

FILE_NAME = "hubexplorer-shortlist.json"
_VERSION = 1


@dataclass(slots=True)
class Shortlist:
    """Marks in their order, rejects with reasons, findings seen, and the filters in use.

    With a path every change is saved at once, so that it survives a kernel restart; without
    one it lives as long as the session.
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

    def mark(self, ref: ModelRef, on: bool) -> None:
        """Mark or unmark a model; one model is marked at one commit only once."""
        with self._lock:
            kept = [other for other in self.marked if other != ref]
            self.marked = [*kept, ref] if on else kept
            self.save()

    def reject(self, ref: ModelRef, reason: str) -> None:
        """Reject a model for a reason; an empty reason takes the rejection back."""
        with self._lock:
            key = str(ModelRef(ref.hub, ref.repo))
            if reason:
                self.rejected[key] = reason
                self.marked = [
                    other for other in self.marked if (other.hub, other.repo) != (ref.hub, ref.repo)
                ]
            else:
                self.rejected.pop(key, None)
            self.save()

    def acknowledge(self, ref: ModelRef, kinds: Iterable[str]) -> None:
        """Record that findings of these kinds were seen for a model at its commit."""
        with self._lock:
            self.seen[str(ref)] = sorted({*self.seen.get(str(ref), []), *kinds})
            self.save()

    def save(self) -> None:
        """Write the file, if there is one, in one step."""
        with self._lock:
            if self.path is None:
                return
            raw = {
                "version": _VERSION,
                "marked": [str(ref) for ref in self.marked],
                "rejected": self.rejected,
                "seen": self.seen,
                "filters": self.filters,
                "opened": str(self.opened) if self.opened else None,
            }
            write_whole(
                self.path,
                json.dumps(raw, indent=1, ensure_ascii=False) + "\n",
                "the shortlist",
                hint=f"marks now last as long as this session; {self.path} is as it was",
            )
