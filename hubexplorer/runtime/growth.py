"""How much memory a worker took for its model, its own pages apart.

A forked worker shares most pages with its nursery, and touching a library's code counts as
resident too. What a model takes is therefore new anonymous memory plus the mapped weight files.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import psutil

_STATUS = Path("/proc/self/status")
_MAPS = Path("/proc/self/maps")
_CLEAR_REFS = Path("/proc/self/clear_refs")
_RESET_PEAK = b"5"


@dataclass(frozen=True, slots=True)
class _Reading:
    anonymous: int
    resident: int
    highest: int


class Growth:
    """Measures from when it is made."""

    def __init__(self) -> None:
        self._start = _read()
        self._mapped_bytes = 0

    def loaded(self, weights: Collection[Path]) -> int:
        """Bytes grown until now; from now on the mapped part of `weights` counts as well."""
        self._mapped_bytes = _mapped(weights)
        return self.now()

    def now(self) -> int:
        """Bytes grown since the start, at this moment."""
        return self._grown(_read())

    def peak_since(self, mark: int) -> int:
        """The most bytes grown at any time since `mark_peak` returned `mark`."""
        reading = _read()
        # `highest` counts library pages too, but only what was given back again is added here.
        passed = max(0, reading.highest - max(reading.resident, mark))
        return self._grown(reading) + passed

    def _grown(self, reading: _Reading) -> int:
        return max(0, reading.anonymous - self._start.anonymous) + self._mapped_bytes

    def mark_peak(self) -> int:
        """Start a new peak; what `peak_since` needs to know."""
        try:
            with _CLEAR_REFS.open("wb", buffering=0) as file:
                file.write(_RESET_PEAK)
        except OSError:
            return _read().highest
        return 0


def _read() -> _Reading:
    try:
        with _STATUS.open("rb", buffering=0) as file:
            status = file.read()
    except FileNotFoundError:  # macOS
        resident = psutil.Process().memory_info().rss
        return _Reading(resident, resident, resident)
    anonymous, resident, highest = (
        int(status.split(name, 1)[1].split(None, 1)[0]) << 10
        for name in (b"RssAnon:", b"VmRSS:", b"VmHWM:")
    )
    return _Reading(anonymous, resident, highest)


def _mapped(files: Collection[Path]) -> int:
    """Bytes of the files that are mapped into this process."""
    wanted = {str(path) for path in files}
    total = 0
    try:
        with _MAPS.open(encoding="utf-8", errors="replace") as maps:
            for line in maps:
                fields = line.split(maxsplit=5)
                if len(fields) == 6 and fields[5].strip() in wanted:
                    start, _, end = fields[0].partition("-")
                    total += int(end, 16) - int(start, 16)
    except FileNotFoundError:  # macOS
        return 0
    return total
