"""Settings keys by which a model's JSON files make a loader fetch or run code."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import Any

from hubexplorer.errors import UnsafeModel

_MAX_DEPTH = 32
_CODE_KEYS = frozenset(
    {"auto_map", "custom_pipelines", "custom_generate", "trust_remote_code", "kernels"}
    | {"kernel_config", "use_kernels", "attn_implementation", "experts_implementation"}
)
_INERT_KEYS = frozenset(
    {"_name_or_path", "_commit_hash", "_from_model_config", "_remove_final_layer_norm"}
)
"""Written by older transformers into very many configs; read by nothing, the last one by OPT."""
_FREE_KEYS = frozenset({"id2label", "label2id", "vocab", "added_tokens_decoder", "weight_map"})
"""Whose own keys are labels, tokens or tensor names, not settings."""
_NO_CODE: frozenset[str] = frozenset()


def check_keys(path: str, document: Any, code: Collection[str] = _NO_CODE) -> None:
    """Refuse a JSON document with keys that make a loader fetch or run code.

    Args:
        code: the model's own code files that were allowed; `auto_map` may name those.

    Raises:
        UnsafeModel: it has one, or is nested too deeply.
    """
    for key, trail, value in _keys(path, document):
        if key == "auto_map" and code and _names_only(value, code):
            continue
        is_hidden = key.startswith("_") and key not in _INERT_KEYS
        if key in _CODE_KEYS or is_hidden:
            raise UnsafeModel(
                f"{trail} asks for code that is not part of transformers",
                hint="read that code at this commit and allow it, or choose a model without it",
            )


def _names_only(auto_map: Any, code: Collection[str]) -> bool:
    """Whether an auto_map names classes of these files alone, and of no other repository."""
    values = auto_map.values() if isinstance(auto_map, dict) else [auto_map]
    named = [name for value in values for name in (value if isinstance(value, list) else [value])]
    return all(
        name is None or (isinstance(name, str) and f"{name.partition('.')[0]}.py" in code)
        for name in named
    )


def _keys(path: str, document: Any) -> Iterator[tuple[str, str, Any]]:
    """Every settings key of a document with the trail that leads to it, and its value."""
    pending: list[tuple[str, Any, int]] = [(path, document, 0)]
    while pending:
        trail, value, depth = pending.pop()
        if depth > _MAX_DEPTH:
            raise UnsafeModel(f"{path} is nested deeper than {_MAX_DEPTH} levels")
        if isinstance(value, list):
            pending.extend((trail, item, depth + 1) for item in value)
        elif isinstance(value, dict):
            for key, item in value.items():
                yield key, f"{trail}: {key!r}", item
                if key not in _FREE_KEYS:
                    pending.append((f"{trail}: {key!r}", item, depth + 1))


def holds_settings(path: str) -> bool:
    """Whether a JSON file's keys are settings; those of vocabularies are tokens."""
    name = PurePosixPath(path).name
    return name in ("config.json", "modules.json") or name.endswith("_config.json")
