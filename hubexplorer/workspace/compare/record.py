"""A comparison as it was: an input, and what each candidate made of it. Kept, shown, exported."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from hubexplorer.errors import HubExplorerError
from hubexplorer.records import Answer, ModelRef
from hubexplorer.workspace.compare.candidate import Candidate, candidate_json, candidate_of
from hubexplorer.workspace.compare.pane import Pane
from hubexplorer.workspace.compare.spec import BINARY, ComparisonSpec

_VERSION = 1
_ANSWERED = tuple(entry.name for entry in fields(Answer) if entry.name != "ref")


@dataclass(frozen=True, slots=True)
class Record:
    """One input and its panes, all ended.

    Attributes:
        inputs: as the runtime takes them.
        panes: of each candidate, at the commit that answered.
        made_s: when.
    """

    inputs: Mapping[str, Any]
    panes: tuple[Pane, ...]
    made_s: float = 0.0

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        return tuple(Candidate(pane.ref, pane.settings) for pane in self.panes)

    @property
    def title(self) -> str:
        """The first words of what was asked."""
        return input_title(self.inputs)


def spec_of(records: Sequence[Record]) -> ComparisonSpec:
    """What asks the candidates of the first record every record's input again."""
    return ComparisonSpec(records[0].candidates, tuple(record.inputs for record in records))


def input_title(inputs: Mapping[str, Any], most: int = 80) -> str:
    """The first words of an input; what it is where it has none."""
    for name in ("question", "text"):
        if isinstance(inputs.get(name), str) and inputs[name].strip():
            return _cut(inputs[name], most)
    if isinstance(inputs.get("texts"), list):
        return _cut(" / ".join(map(str, inputs["texts"])), most)
    messages = inputs.get("messages")
    if isinstance(messages, list) and messages and isinstance(messages[-1], Mapping):
        return _cut(str(messages[-1].get("content", "")), most)
    return "a picture" if "image" in inputs else "a sound" if "audio" in inputs else "an input"


def input_sha256(inputs: Mapping[str, Any]) -> str:
    """Tells one input from another without keeping it."""
    return hashlib.sha256(json.dumps(_packed(inputs), sort_keys=True).encode()).hexdigest()


def to_json(record: Record) -> str:
    """A record as text."""
    return json.dumps(
        {
            "version": _VERSION,
            "made_s": record.made_s,
            "inputs": _packed(record.inputs),
            "panes": [_pane_json(pane) for pane in record.panes],
        }
    )


def from_json(text: str) -> Record:
    """The record of a text.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    raw = json.loads(text)
    inputs = {
        name: base64.b64decode(value["base64"]) if name in BINARY else value
        for name, value in raw["inputs"].items()
    }
    return Record(inputs, tuple(_pane_of(one) for one in raw["panes"]), float(raw["made_s"]))


def _packed(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value
        for name, value in inputs.items()
    }


def _pane_json(pane: Pane) -> dict[str, Any]:
    answer, error = pane.answer, pane.error
    return {
        **candidate_json(Candidate(pane.ref, pane.settings)),
        "state": pane.state,
        "answer": answer and {name: getattr(answer, name) for name in _ANSWERED},
        "error": error and {"message": error.message, "hint": error.hint},
    }


def _pane_of(raw: Mapping[str, Any]) -> Pane:
    candidate, answer, error = candidate_of(raw), raw["answer"], raw["error"]
    return Pane(
        candidate.ref,
        state=str(raw["state"]),
        settings=candidate.settings,
        answer=answer and _answer_of(candidate.ref, answer),
        error=error and HubExplorerError(error["message"], hint=error["hint"]),
    )


def _answer_of(ref: ModelRef, raw: Mapping[str, Any]) -> Answer:
    # What later versions added is left out; what they left out has its default.
    return Answer(ref, **{name: raw[name] for name in _ANSWERED if name in raw})


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
