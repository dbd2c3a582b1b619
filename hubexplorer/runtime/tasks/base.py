"""What a task is, and what it is given inside a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from hubexplorer.errors import DataError

InputKind = Literal["text", "texts", "image"]

MAX_TEXT_CHARACTERS = 100_000
MAX_TEXTS = 4096
_MAX_BATCH = 16
_BATCH_CHARACTERS = 8192


@dataclass(frozen=True, slots=True)
class Loading:
    """What a task's loader is given, in the worker."""

    folder: Path
    """Holds the checked files and nothing else."""
    config: Any
    """The transformers configuration, built from checked keys."""
    device: str
    has_safetensors: bool = True
    """Else its weights are PyTorch's own, allowed by a person and scanned."""
    runs_code: bool = False
    """Whether code that comes with the model was allowed, and is in the folder."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a loaded model, in the worker."""

    inputs: Mapping[str, Any]
    settings: Mapping[str, Any]
    check: Callable[[], None]
    """Raises Canceled once the caller wants no answer any more; call it between steps."""
    emit: Callable[[Mapping[str, Any]], None]
    """Sends a part of the answer before its end."""


@dataclass(frozen=True, slots=True)
class Runner:
    """A loaded model, ready to be called."""

    run: Callable[[Call], dict[str, Any]]
    """The output as JSON: {"kind": ..., ...}."""
    dtype: str
    """Of its weights, as torch names it: float32."""


@dataclass(frozen=True, slots=True)
class TaskInfo:
    """A task: which models it is for, what it takes, and where its loader is."""

    name: str
    input_kind: InputKind
    loader: str
    """"package.module:function", called with a `Loading`; returns a `Runner`."""
    architectures: tuple[str, ...] = ()
    """How the class names of its models end: "ForTokenClassification"."""
    hub_tasks: tuple[str, ...] = ()
    """Tags of the hub that mean this task too."""

    def load(self, loading: Loading) -> Runner:
        """Load a model for this task; only in a worker, it imports torch."""
        module, _, function = self.loader.partition(":")
        runner = getattr(import_module(module), function)(loading)
        assert isinstance(runner, Runner), f"{self.loader} returned {type(runner).__name__}"
        return runner


def one_text(inputs: Mapping[str, Any]) -> str:
    """The input's text.

    Raises:
        DataError: there is none, it is blank, or longer than any model reads.
    """
    return _text(inputs.get("text"), "the input")


def many_texts(inputs: Mapping[str, Any]) -> list[str]:
    """The input's texts, at least one.

    Raises:
        DataError: there are none or too many, or one is blank or too long (named by its number).
    """
    texts = inputs.get("texts")
    if not isinstance(texts, list) or not texts:
        raise DataError("there is no text to run on", hint="write at least one")
    if len(texts) > MAX_TEXTS:
        raise DataError(f"{len(texts)} texts at once", hint=f"send at most {MAX_TEXTS} a call")
    return [_text(text, f"text {number}") for number, text in enumerate(texts, start=1)]


def batches(texts: Sequence[str], *, is_padded: bool) -> Iterator[list[int]]:
    """The places of `texts` in batches that compute little padding and need little memory.

    Args:
        is_padded: whether the tokenizer can pad; each text is a batch of its own where not.
    """
    batch: list[int] = []
    # Texts of like length share a batch: padding is computed too, and for nothing.
    for place in sorted(range(len(texts)), key=lambda place: len(texts[place])):
        size = (len(batch) + 1) * len(texts[place])
        if batch and (not is_padded or len(batch) == _MAX_BATCH or size > _BATCH_CHARACTERS):
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise DataError(f"{what} is empty", hint="write something for the model to read")
    if len(value) > MAX_TEXT_CHARACTERS:
        raise DataError(
            f"{what} has {len(value)} characters",
            hint=f"shorten it to at most {MAX_TEXT_CHARACTERS}",
        )
    return value
