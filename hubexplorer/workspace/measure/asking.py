"""Rows of a benchmark as calls of the model host, and what it answers as the metrics take it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hubexplorer.bench.folders import SHA256, content
from hubexplorer.bench.run import Row
from hubexplorer.bench.store import Reply
from hubexplorer.bench.tasks import task_of
from hubexplorer.records import Answer

Inputs = dict[str, Any]
_TOP = 5
_BLANK = "."
"""Stands for a blank text: models refuse those, and one must not fail its whole batch."""


def media_calls(task: str, rows: Sequence[Row], folder: Path) -> Iterator[Inputs]:
    """What to send for rows of pictures or sounds, one at a time, so that few are in memory.

    Raises:
        DataError: a file is outside the folder, not to be read, or changed.
    """
    role = task_of(task).media
    for row in rows:
        yield {role: content(folder, row[role], row[SHA256])}


def calls(task: str, rows: Sequence[Row], labels: Sequence[str]) -> list[Inputs]:
    """What to send for a batch of rows of text; one call where the task takes many texts.

    Args:
        task: the runtime's name of it.
        labels: to choose from, where the model has none of its own.
    """
    if task == "token-classification":
        return [{"text": _text(row["text"])} for row in rows]
    if task == "question-answering":
        return [{"question": _text(r["text"]), "context": _text(r["context"])} for r in rows]
    if task == "sentence-similarity":
        return [{"texts": [_text(row[role]) for row in rows for role in ("text", "other")]}]
    texts: Inputs = {"texts": [_text(row["text"]) for row in rows]}
    return [texts | {"labels": list(labels)} if task == "zero-shot-classification" else texts]


def reply(task: str, answers: Sequence[Answer]) -> Reply:
    """The answers to `calls`, in the order of the rows."""
    outputs = [item for answer in answers for item in answer.output.get("items", [answer.output])]
    read = _READ[task]
    found = read(outputs)
    return Reply(
        found,
        latency_s=sum(answer.latency_s for answer in answers),
        load_s=max(answer.load_s for answer in answers),
        peak_bytes=max(answer.peak_bytes for answer in answers),
        device=answers[0].device,
        dtype=answers[0].dtype,
        labels=[score["label"] for score in outputs[0].get("scores", ())],
    )


def _text(text: str) -> str:
    return text if text.strip() else _BLANK


def _labels(outputs: Sequence[Mapping[str, Any]]) -> list[Any]:
    return [
        {
            "label": output["scores"][0]["label"],
            "scores": [[s["label"], round(s["score"], 6)] for s in output["scores"][:_TOP]],
        }
        for output in outputs
    ]


def _spans(outputs: Sequence[Mapping[str, Any]]) -> list[Any]:
    return [
        [[entity["start"], entity["end"], entity["label"]] for entity in output["entities"]]
        for output in outputs
    ]


def _similarities(outputs: Sequence[Mapping[str, Any]]) -> list[Any]:
    matrix = outputs[0]["matrix"]
    return [matrix[place][place + 1] for place in range(0, len(matrix), 2)]


def _texts(outputs: Sequence[Mapping[str, Any]]) -> list[Any]:
    return [output["text"] for output in outputs]


_READ: Mapping[str, Callable[[Sequence[Mapping[str, Any]]], list[Any]]] = {
    "text-classification": _labels,
    "zero-shot-classification": _labels,
    "token-classification": _spans,
    "sentence-similarity": _similarities,
    "question-answering": lambda outputs: [output["answer"] for output in outputs],
    "text2text-generation": _texts,
    "text-generation": _texts,
    "image-classification": _labels,
    "audio-classification": _labels,
    "automatic-speech-recognition": _texts,
}
ASKED = frozenset(_READ)
"""The runtime's tasks that can be measured."""
