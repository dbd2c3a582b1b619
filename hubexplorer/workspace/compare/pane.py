"""What there is of one candidate's answer, at any time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hubexplorer.errors import HubExplorerError
from hubexplorer.records import Answer, ModelRef

ENDED = frozenset({"done", "failed", "canceled"})
"""States that none follows."""


@dataclass(frozen=True, slots=True)
class Pane:
    """One candidate of a comparison, as far as it has come."""

    ref: ModelRef
    state: str = "waiting"
    """waiting, downloading, loading, running, done, failed or canceled."""
    text: str = ""
    done: float = 0.0
    total: float = 0.0
    answer: Answer | None = None
    error: HubExplorerError | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    streamed: str = ""
    """What has come of a text that is still being written."""
    estimate_bytes: int | None = None
    """What it was expected to take when it was loaded."""
