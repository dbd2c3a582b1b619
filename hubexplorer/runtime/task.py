"""What a task is, and what it is given inside a worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

InputKind = Literal["text", "texts", "labels", "question", "chat", "image", "image-text", "audio"]


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
    dtype: str = "auto"
    """What the weights are converted to: bfloat16; "auto" leaves them as they are stored."""
    adapter: Path | None = None
    """Holds the checked files of an adapter that changes the model."""
    export: Path | None = None
    """Where the copy is kept by which ONNX Runtime is to answer; None where torch answers."""


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
    """The output as JSON: {"kind": ..., ...}. A key "pace" (tokens, first_token_s, tokens_per_s)
    becomes part of the answer beside it."""
    dtype: str
    """Of its weights, as torch names it: float32."""
    speedup: float | None = None
    """Times as fast as torch, where ONNX Runtime answers; None where torch does."""


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
    settings: tuple[str, ...] = ()
    """Names of the settings that a call may have beside those that every task has."""

    def load(self, loading: Loading) -> Runner:
        """Load a model for this task; only in a worker, it imports torch."""
        module, _, function = self.loader.partition(":")
        runner = getattr(import_module(module), function)(loading)
        assert isinstance(runner, Runner), f"{self.loader} returned {type(runner).__name__}"
        return runner
