"""The panes of a comparison as the browser is sent them: what is too long to be shown is cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hubexplorer.errors import HubExplorerError, RunError
from hubexplorer.records import Answer
from hubexplorer.ui.desk import key_of
from hubexplorer.ui.screen import error_view
from hubexplorer.workspace.compare.pane import Pane

_MAX_CHARACTERS = 20_000
_MAX_ITEMS = 500
_MAX_MEDIA = 12_000_000
_MEDIA = frozenset({"png", "wav"})


def panes_view(ids: Sequence[str], panes: Sequence[Pane]) -> list[dict[str, Any]]:
    """Each pane under the id of its candidate."""
    return [pane_view(number, pane) for number, pane in zip(ids, panes, strict=True)]


def pane_view(number: str, pane: Pane) -> dict[str, Any]:
    """One pane, as far as it has come."""
    is_cut = pane.state == "canceled"
    return {
        "id": number,
        "key": key_of(pane.ref),
        "state": pane.state,
        "text": (pane.streamed if is_cut else pane.text or pane.streamed)[:_MAX_CHARACTERS],
        "done": pane.done,
        "total": pane.total,
        "estimate_bytes": pane.estimate_bytes,
        "answer": answer_view(pane.answer) if pane.answer else None,
        "error": error_view(pane.error) if pane.error else None,
        "snippet": snippet_of(pane.error),
    }


def answer_view(answer: Answer) -> dict[str, Any]:
    """An answer with what proves which model gave it, and what it cost."""
    return {
        "output": shown(answer.output),
        "device": answer.device,
        "dtype": answer.dtype,
        "speedup": answer.speedup,
        "latency_s": answer.latency_s,
        "load_s": answer.load_s,
        "first_token_s": answer.first_token_s,
        "tokens_per_s": answer.tokens_per_s,
        "tokens": answer.tokens,
        "estimate_bytes": answer.estimate_bytes,
        "peak_bytes": answer.peak_bytes,
        "weights_sha256": answer.weights_sha256,
        "base": answer.base,
    }


def snippet_of(error: HubExplorerError | None) -> str:
    """Code that runs the model elsewhere, where an error has some."""
    return error.snippet if isinstance(error, RunError) else ""


def shown(output: Mapping[str, Any]) -> dict[str, Any]:
    """An output with its longest parts cut, and in "left_out" what is missing of them."""
    cuts: list[str] = []
    view = {str(name): _cut(str(name), value, cuts) for name, value in output.items()}
    return view | {"left_out": ", ".join(dict.fromkeys(cuts))} if cuts else view


def _cut(name: str, value: Any, cuts: list[str]) -> Any:
    if isinstance(value, str):
        if name in _MEDIA:
            if len(value) <= _MAX_MEDIA:
                return value
            cuts.append(f"{name} of {len(value)} characters")
            return ""
        if len(value) > _MAX_CHARACTERS:
            cuts.append(f"{len(value) - _MAX_CHARACTERS} characters of {name}")
        return value[:_MAX_CHARACTERS]
    if isinstance(value, list):
        if len(value) > _MAX_ITEMS:
            cuts.append(f"{len(value) - _MAX_ITEMS} of {name}")
        return [_cut(name, item, cuts) for item in value[:_MAX_ITEMS]]
    if isinstance(value, Mapping):
        return {str(key): _cut(str(key), item, cuts) for key, item in value.items()}
    return value
