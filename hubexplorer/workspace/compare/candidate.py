"""A candidate; and as text and back: what votes, kept comparisons and specs name it by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hubexplorer.records import ModelRef
from hubexplorer.workspace.run.served import served


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model at a commit with settings: one side of a comparison."""

    ref: ModelRef
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Of its own, before those of the comparison: dtype, prompt, max_new_tokens, ..."""

    @classmethod
    def endpoint(cls, url: str, model: str, **settings: Any) -> Candidate:
        """A model behind an OpenAI-compatible endpoint: vLLM, transformers serve, llama.cpp.

        The token kept for the endpoint's own origin goes with each call, and nowhere else.

        Args:
            url: as the endpoint's own clients are given it: http://127.0.0.1:8000/v1.
            model: its name there.
            settings: max_new_tokens, temperature, top_p, seed, prompt, system, ...

        Raises:
            ValueError: `url` is no address, or one beyond this machine that is not encrypted.
        """
        ref, named = served(url, model)
        return cls(ref, {**settings, **named})


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
