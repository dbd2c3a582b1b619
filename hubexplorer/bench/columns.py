"""Which column of the data is what, proposed from names and contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hubexplorer.bench.dataset import Dataset
from hubexplorer.errors import DataError

NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "message", "sentence", "sentence1", "query", "question", "source", "input",
             "prompt", "utterance", "body", "content", "review", "comment", "document"),
    "image": ("image", "file_name", "file", "path"),
    "audio": ("audio", "file_name", "file", "path", "text"),
    "other": ("other", "text2", "sentence2", "second", "paraphrase"),
    "context": ("context", "passage", "paragraph", "document"),
    "label": ("label", "intent", "class", "category", "sentiment", "topic", "target"),
    "entities": ("entities", "spans", "ner", "label", "labels"),
    "reference": ("reference", "target", "translation", "summary", "output", "answer", "label"),
    "answers": ("answers", "answer", "reference", "label"),
    "score": ("score", "similarity", "label"),
    "relevant": ("relevant", "positives", "documents", "answer", "label"),
    "transcript": ("transcript", "transcription", "sentence", "text", "reference", "label"),
}  # fmt: skip
SLICES = ("language", "lang", "locale", "source", "channel", "country", "domain", "product")
MAX_SLICES = 12
_ID_NAMES = ("id", "uid", "uuid", "index", "key")


def propose(dataset: Dataset, roles: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Which column plays each role: as given, else by its name, else by what it holds.

    Raises:
        DataError: a given column is not there, or none is left for a role.
    """
    chosen = {role: column for role, column in given.items() if column}
    for column in chosen.values():
        dataset.place(column)
    for role in roles:
        if role not in chosen:
            chosen[role] = _column_for(dataset, role, set(chosen.values()))
    return {role: chosen[role] for role in roles}


def propose_slices(dataset: Dataset, taken: Sequence[str]) -> tuple[str, ...]:
    """Columns whose few values are worth a result each: language, source and the like."""
    lowered = {column.casefold(): column for column in dataset.columns if column not in taken}
    return tuple(
        lowered[name]
        for name in SLICES
        if name in lowered and 2 <= _distinct(dataset, lowered[name]) <= MAX_SLICES
    )


def preview(dataset: Dataset, roles: Mapping[str, str], rows: int = 3) -> str:
    """The mapping and the first rows under it, as text."""
    lines = [f"{dataset.name}: {len(dataset.rows):,} rows, {dataset.read_as}"]
    for role, column in roles.items():
        shown = [_short(value) for value in dataset.column(column)[:rows]]
        lines.append(f"{role} = {column!a}: {' | '.join(shown)}")
    return "\n".join([*lines, *dataset.problems])


def _column_for(dataset: Dataset, role: str, taken: set[str]) -> str:
    free = [column for column in dataset.columns if column not in taken]
    lowered = {column.strip().casefold(): column for column in free}
    for name in NAMES[role]:
        if name in lowered:
            return lowered[name]
    free = [column for column in free if column.casefold() not in _ID_NAMES]
    if not free:
        raise DataError(
            f"{dataset.name} has no column left for the {role}",
            hint=f"name it: {role}=..., one of {', '.join(map(ascii, dataset.columns))}",
        )
    if role == "label":
        return min(free, key=lambda column: _distinct(dataset, column))
    return max(free, key=lambda column: _length(dataset, column))


def _distinct(dataset: Dataset, column: str) -> int:
    return len(set(map(str, dataset.column(column))))


def _length(dataset: Dataset, column: str) -> int:
    return sum(map(len, map(str, dataset.column(column))))


def _short(value: Any, width: int = 40) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= width else text[: width - 3] + "..."
