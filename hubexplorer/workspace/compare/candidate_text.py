"""A candidate as text and back: what votes, kept comparisons and specs name it by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hubexplorer.records import ModelRef
from hubexplorer.workspace.compare.comparison import Candidate


def candidate_json(candidate: Candidate) -> dict[str, Any]:
    """A candidate as JSON keeps it."""
    return {"model": str(candidate.ref), "settings": dict(candidate.settings)}


def candidate_of(raw: Mapping[str, Any]) -> Candidate:
    """The candidate that JSON kept.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    return Candidate(ModelRef.parse(raw["model"]), dict(raw["settings"]))


def candidate_key(candidate: Candidate) -> str:
    """What tells two candidates apart: model, commit and settings in one line."""
    return json.dumps(candidate_json(candidate), sort_keys=True)


def candidate_name(candidate: Candidate) -> str:
    """A candidate as people name it: `support-intent at 3f9c2ab, dtype=bfloat16`."""
    at = f" at {candidate.ref.commit[:7]}" if candidate.ref.commit else ""
    settings = "".join(f", {name}={value}" for name, value in candidate.settings.items())
    return f"{candidate.ref.name}{at}{settings}"
