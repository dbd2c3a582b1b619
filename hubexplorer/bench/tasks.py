"""What is measured for each task: which columns it takes, what is true, and by which metrics."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hubexplorer.errors import DataError


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of benchmark."""

    name: str
    inputs: tuple[str, ...]
    """Roles of the columns a candidate reads, the main one first."""
    truth: str
    """The role of the column of what is right."""
    metrics: tuple[str, ...]
    """The one that decides first; the others are shown beside it."""
    tags: tuple[str, ...] = ()
    """The hubs' names of tasks that are measured like this."""

    @property
    def offers_labels(self) -> bool:
        """Whether the labels to choose from are told to the candidate."""
        return self.name == "zero-shot-classification"

    @property
    def media(self) -> str:
        """What the files are that a candidate is given: image, audio, or empty for texts."""
        return self.inputs[0] if self.inputs[0] in ("image", "audio") else ""

    @property
    def roles(self) -> tuple[str, ...]:
        return (*self.inputs, self.truth)


_CLASSES = ("accuracy", "macro_f1", "top_3")
_TASKS = (
    Task(
        "text-classification",
        ("text",),
        "label",
        _CLASSES,
        ("sentiment-analysis",),
    ),
    Task("zero-shot-classification", ("text",), "label", _CLASSES),
    Task("token-classification", ("text",), "entities", ("span_f1",), ("ner",)),
    Task(
        "text-to-text",
        ("text",),
        "reference",
        ("chrf", "bleu", "exact", "length"),
        ("text2text-generation", "translation", "summarization"),
    ),
    Task("text-generation", ("text",), "reference", ("contains", "exact", "chrf"), ("chat",)),
    Task("question-answering", ("text", "context"), "answers", ("f1", "exact_match")),
    Task("sentence-similarity", ("text", "other"), "score", ("spearman",), ("feature-extraction",)),
    Task("retrieval", ("text",), "relevant", ("ndcg_10", "mrr"), ("text-ranking",)),
    Task("image-classification", ("image",), "label", _CLASSES),
    Task("audio-classification", ("audio",), "label", _CLASSES),
    Task("automatic-speech-recognition", ("audio",), "transcript", ("wer", "cer")),
)
TASKS: Mapping[str, Task] = {name: task for task in _TASKS for name in (task.name, *task.tags)}


def task_of(name: str) -> Task:
    """The kind of benchmark for a task.

    Raises:
        DataError: there is none for it here.
    """
    if name not in TASKS:
        known = ", ".join(task.name for task in _TASKS)
        raise DataError(f"there is no benchmark for the task {name!a}", hint=f"there are: {known}")
    return TASKS[name]


def truth_of(task: Task, value: Any) -> Any:
    """A cell of the truth column as the metrics take it; None where it is empty.

    Raises:
        ValueError: it cannot be one.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str) and value.lstrip()[:1] in ("[", "{") and task.truth in _STRUCTURED:
        value = json.loads(value)
    if task.truth == "entities":
        return spans_of(value)
    if task.truth == "score":
        return float(value)
    if task.truth == "label":
        return str(value).strip()
    return value


def answer_of(task: Task, value: Any) -> Any:
    """An answer from a file or a function as the metrics take it; None where there is none.

    Raises:
        ValueError: it cannot be one.
    """
    if task.truth == "label":
        if isinstance(value, Mapping):
            return {"label": str(value["label"]), "scores": list(value.get("scores", ()))}
        found = truth_of(task, value)
        return None if found is None else {"label": found, "scores": []}
    if task.truth == "relevant" and isinstance(value, str) and value[:1] != "[":
        return value.split()
    return truth_of(task, value)


def spans_of(value: Any) -> list[list[Any]]:
    """Spans as [start, end, label], from such lists or {"start", "end", "label"}.

    Raises:
        ValueError: it holds something else.
    """
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValueError("not a list of spans")  # noqa: TRY004 (the data's fault, no caller's)
    spans = [
        [item["start"], item["end"], item["label"]] if isinstance(item, Mapping) else list(item)
        for item in value
    ]
    if not all(len(s) == 3 and isinstance(s[0], int) and isinstance(s[1], int) for s in spans):
        raise ValueError("a span is not [start, end, label]")
    return [[start, end, str(label)] for start, end, label in spans]


_STRUCTURED = frozenset({"entities", "answers", "relevant"})
