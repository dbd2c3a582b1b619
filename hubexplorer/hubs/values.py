"""Single values out of a hub's JSON.

A hub is not trusted: any field may be missing, of another type, huge, or hold characters that
no field of its kind has. Each reader answers with the plain value or with the empty one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from hubexplorer.records import COMMIT

MAX_ITEMS = 200
MAX_COUNT = 10**15
_MAX_TEXT = 200


def text(value: Any, max_length: int = _MAX_TEXT) -> str:
    """A string's printable characters, cut to `max_length`; empty for anything else."""
    if not isinstance(value, str):
        return ""
    return "".join(c if c.isprintable() else " " for c in value[:max_length]).strip()


def texts(value: Any, max_items: int = MAX_ITEMS) -> tuple[str, ...]:
    """A list's (or a single string's) distinct texts, in order."""
    items = value if isinstance(value, list) else [value]
    found = (text(item) for item in items[:max_items])
    return tuple(dict.fromkeys(item for item in found if item))


def count(value: Any) -> int:
    """A whole number from 0 to 10**15; 0 for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        return 0
    return int(min(value, MAX_COUNT))


def mapping(value: Any) -> Mapping[str, Any]:
    """The mapping itself; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def commit_of(value: Any) -> str | None:
    """A commit of 40 hex digits, or None."""
    return value if isinstance(value, str) and COMMIT.fullmatch(value) else None


def seconds(value: Any) -> float:
    """An ISO date as seconds since the epoch; 0.0 for anything else."""
    try:
        date = datetime.fromisoformat(text(value))
        return max(0.0, date.replace(tzinfo=date.tzinfo or UTC).timestamp())
    except (ValueError, OverflowError):
        return 0.0
