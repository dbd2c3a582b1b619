"""What the review found on a model, as the browser is told; the gravest goes with it everywhere."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hubexplorer.cards import plain_text
from hubexplorer.records import Finding, ModelPage


def finding_view(finding: Finding, seen: Collection[str] = ()) -> dict[str, Any]:
    """A finding, and whether it was acknowledged."""
    return {
        "kind": finding.kind,
        "gravity": str(finding.gravity),
        "title": finding.title,
        "detail": finding.detail,
        "quote": plain_text(finding.quote),
        "line": finding.line,
        "seen": finding.kind in seen,
    }


def gravest_view(page: ModelPage, seen: Collection[str]) -> dict[str, Any] | None:
    """The finding that follows a model wherever it goes."""
    return finding_view(page.findings[0], seen) if page.findings else None
