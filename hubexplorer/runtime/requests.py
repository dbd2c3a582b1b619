"""What a client asks of the model host and what it hears back, and both as messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hubexplorer import errors
from hubexplorer.errors import DataError, HubExplorerError, RunError
from hubexplorer.records import Answer, ModelRef
from hubexplorer.runtime.frames import Frame

VERSION = 5
"""Of the messages between client and host; checked when they meet."""
ENDED = frozenset({"result", "failed", "canceled"})
"""Kinds of the event that is a run's last."""


@dataclass(frozen=True, slots=True)
class AdapterFiles:
    """An adapter that changes the model of a request.

    Attributes:
        folder: where its files lie.
        files: path to size in bytes and sha256, as the hub says.
        base: which model exactly it changes.
    """

    folder: Path
    files: Mapping[str, tuple[int, str]]
    base: ModelRef


@dataclass(frozen=True, slots=True)
class RunRequest:
    """One model to run on one input.

    Attributes:
        ref: which model; shown with the answer and part of what tells two loaded models apart.
        folder: where its files lie.
        files: path to size in bytes and sha256, as the hub says, of each downloaded file.
        task: the hub's task tag; the model's architecture goes before it.
        inputs: {"text": str}, {"texts": [str, ...]}, {"image": bytes}, ...: see runtime/tasks.
        settings: of the task; {"limit_s": number} ends any call that takes longer.
        allowed: paths among `files` that a person allowed although they are not safe.
        adapter: changes the model that lies in `folder`; `ref` is then the adapter's.
    """

    ref: ModelRef
    folder: Path
    files: Mapping[str, tuple[int, str]]
    task: str
    inputs: Mapping[str, Any]
    settings: Mapping[str, Any] = field(default_factory=dict)
    allowed: tuple[str, ...] = ()
    adapter: AdapterFiles | None = None

    def to_message(self) -> tuple[dict[str, Any], list[NDArray[Any]]]:
        """The request as JSON, and its bytes as arrays beside it."""
        head, arrays = split_binary(self.inputs)
        head |= {
            "ref": asdict(self.ref),
            "folder": str(self.folder),
            "files": {path: list(entry) for path, entry in self.files.items()},
            "task": self.task,
            "settings": dict(self.settings),
            "allowed": list(self.allowed),
            "adapter": _adapter_to_message(self.adapter),
        }
        return head, arrays

    @classmethod
    def from_message(cls, frame: Frame) -> RunRequest:
        """Read what `to_message` wrote.

        Raises:
            DataError: it is no such request.
        """
        head = frame.head
        try:
            binary = {
                str(name): array.tobytes()
                for name, array in zip(head["binary"], frame.arrays, strict=True)
            }
            return cls(
                ModelRef(**head["ref"]),
                Path(head["folder"]),
                _files(head["files"]),
                str(head["task"]),
                {**head["inputs"], **binary},
                dict(head["settings"]),
                tuple(map(str, head["allowed"])),
                _adapter_from_message(head["adapter"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise DataError(f"not a request to run a model: {error}") from None


def _files(message: Mapping[str, Any]) -> dict[str, tuple[int, str]]:
    return {str(path): (int(size), str(sha)) for path, (size, sha) in message.items()}


def _adapter_to_message(adapter: AdapterFiles | None) -> dict[str, Any] | None:
    if adapter is None:
        return None
    files = {path: list(entry) for path, entry in adapter.files.items()}
    return {"folder": str(adapter.folder), "files": files, "base": asdict(adapter.base)}


def _adapter_from_message(message: Mapping[str, Any] | None) -> AdapterFiles | None:
    if message is None:
        return None
    return AdapterFiles(
        Path(message["folder"]), _files(message["files"]), ModelRef(**message["base"])
    )


def split_binary(inputs: Mapping[str, Any]) -> tuple[dict[str, Any], list[NDArray[Any]]]:
    """The JSON part of inputs and the names of the others; those as arrays of bytes."""
    binary = {name: value for name, value in inputs.items() if isinstance(value, bytes | bytearray)}
    plain = {name: value for name, value in inputs.items() if name not in binary}
    arrays = [np.frombuffer(value, dtype=np.uint8) for value in binary.values()]
    return {"inputs": plain, "binary": list(binary)}, arrays


@dataclass(frozen=True, slots=True)
class RunEvent:
    """One thing that happened to a run.

    Attributes:
        kind: queued, loading, running, part, result, failed or canceled.
        data: queued: reason ("turn" or "memory"); loading: estimate_bytes and
            unloaded (models that made room); running: device; part: a piece of the output;
            result: answer; failed: error, message, hint.
    """

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """One model in memory."""

    ref: str
    pid: int
    estimate_bytes: int
    grown_bytes: int
    """What loading it took, measured."""
    device: str
    is_running: bool


@dataclass(frozen=True, slots=True)
class GpuUse:
    """The memory of one GPU that has its own."""

    name: str
    budget_bytes: int
    used_bytes: int


@dataclass(frozen=True, slots=True)
class HostStatus:
    """What the model host holds."""

    budget_bytes: int
    used_bytes: int
    """Main memory reserved for loaded models, their workers' floor included."""
    gpus: tuple[GpuUse, ...]
    loaded: tuple[LoadedModel, ...]
    workers: int
    nursery_pid: int | None
    """The process that has torch imported; None before the first run."""
    refused: tuple[str, ...]
    """Addresses that models' processes tried to reach, and could not."""

    def to_message(self) -> dict[str, Any]:
        """The status as JSON."""
        return asdict(self)

    @classmethod
    def from_message(cls, message: Mapping[str, Any]) -> HostStatus:
        """Read what `to_message` wrote."""
        loaded = tuple(LoadedModel(**model) for model in message["loaded"])
        gpus = tuple(GpuUse(**gpu) for gpu in message["gpus"])
        refused = tuple(message["refused"])
        return cls(**{**message, "gpus": gpus, "loaded": loaded, "refused": refused})


def answer_to_message(answer: Answer) -> dict[str, Any]:
    """An answer as JSON; shares its output, which may be large."""
    message = {one.name: getattr(answer, one.name) for one in fields(answer)}
    return message | {"ref": asdict(answer.ref)}


def answer_from_message(message: Mapping[str, Any]) -> Answer:
    """Read what `answer_to_message` wrote."""
    return Answer(**{**message, "ref": ModelRef(**message["ref"])})


def error_to_message(error: HubExplorerError) -> dict[str, str]:
    """A deliberate error as JSON."""
    return {"error": type(error).__name__, "message": error.message, "hint": error.hint}


def error_from_message(message: Mapping[str, Any]) -> HubExplorerError:
    """The error that `error_to_message` wrote; a RunError where its type is unknown here."""
    kind = getattr(errors, str(message.get("error")), RunError)
    if not (isinstance(kind, type) and issubclass(kind, RunError | DataError)):
        kind = RunError
    error: HubExplorerError = kind(str(message["message"]), hint=str(message.get("hint", "")))
    return error
