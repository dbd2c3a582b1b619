"""What candidates are asked: texts, pairs, pictures and sounds as the runtime takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hubexplorer import demo
from hubexplorer.errors import DataError, RunError
from hubexplorer.runtime.task import TaskInfo

Inputs = str | Sequence[str] | bytes | Path | Mapping[str, Any]
"""A text, several texts, a picture or a sound (its bytes or its file); or named parts:
{"text", "labels"}, {"question", "context"}, {"messages"}, {"image", "text"}."""
ManyInputs = Inputs | Sequence[Inputs]
"""An input, or several that are answered one by one."""

_TOGETHER = frozenset({"sentence-similarity", "feature-extraction"})
"""Tasks whose samples are compared with each other, not one by one."""
_PICTURED = frozenset({"image-segmentation", "depth-estimation"})
"""Tasks that are tried on the pictures for detection."""
_STORY = (
    "The parcel left Hamburg on Monday evening. Because of the storm it spent two days in Bremen,"
    " and Anna Fischer signed for it on Friday at nine."
)
_OWN: Mapping[str, tuple[Inputs, ...]] = MappingProxyType(
    {
        "fill-mask": ("My parcel has not [MASK] yet.", "The capital of France is [MASK]."),
        "zero-shot-classification": (
            {
                "text": "I was charged twice for the same order.",
                "labels": ["billing", "delivery", "praise"],
            },
            {
                "text": "Der Fahrer war freundlich und pünktlich.",
                "labels": ["Rechnung", "Lieferung", "Lob"],
            },
        ),
        "question-answering": (
            {"question": "Who signed for the parcel?", "context": _STORY},
            {"question": "Where did it wait?", "context": _STORY},
        ),
        "text-to-speech": ("Your order is on its way.",),
    }
)
"""What there are no demo models for."""
_BINARY = ("image", "audio")
_SOUNDS = (b"RIFF", b"fLaC", b"OggS", b"ID3")
_NEEDS = {
    "text": ("a text", ({"text"}, {"texts"})),
    "texts": ("several sentences", ({"texts"},)),
    "labels": ("a text and labels", ({"text", "labels"}, {"texts", "labels"})),
    "question": ("a question and a context", ({"question", "context"},)),
    "chat": ("a text or messages", ({"text"}, {"texts"}, {"messages"})),
    "image": ("an image", ({"image"},)),
    "image-text": ("an image, and a text where it is asked about it", ({"image"},)),
    "audio": ("a sound", ({"audio"},)),
}


def run_inputs(inputs: ManyInputs) -> dict[str, Any]:
    """Inputs as the runtime takes them, files read.

    Raises:
        DataError: a file cannot be read.
    """
    if isinstance(inputs, str):
        return {"text": inputs}
    if isinstance(inputs, Mapping):
        return {str(name): _value(str(name), value) for name, value in inputs.items()}
    if isinstance(inputs, Path):
        inputs = _read(inputs, "an image or a sound")
    if isinstance(inputs, bytes):
        return {
            "audio" if inputs.startswith(_SOUNDS) and inputs[8:12] != b"WEBP" else "image": inputs
        }
    several = list(inputs)
    if all(isinstance(one, str) for one in several):
        return {"texts": several}
    return {"inputs": [run_inputs(one) for one in several]}


def check_kind(info: TaskInfo, given: Mapping[str, Any]) -> None:
    """Raise RunError where the task wants another kind of input."""
    words, choices = _NEEDS[info.input_kind]
    if not any(names <= given.keys() for names in choices):
        raise RunError(
            f"{info.name} needs {words}", hint="compare models of one task with each other"
        )


def samples(task: str) -> tuple[Inputs, ...]:
    """Inputs to begin with, for a task; empty where there are none."""
    if task in _OWN:
        return _OWN[task]
    found = demo.samples("object-detection" if task in _PICTURED else task)
    if task in _TOGETHER:
        return ([str(text) for text in found],)
    return found


def _value(name: str, value: Any) -> Any:
    if name in _BINARY and isinstance(value, str | Path):
        return _read(Path(value), "an image or a sound")
    if isinstance(value, tuple):
        return list(value)
    return value


def _read(path: Path, what: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(
            f"{path} cannot be read: {error.strerror}", hint=f"give the path of {what}"
        ) from None
