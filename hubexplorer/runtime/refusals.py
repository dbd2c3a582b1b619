"""Which kinds of files the policy refuses, and which of them a person may allow at a commit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hubexplorer.errors import CannotRunHere
from hubexplorer.runtime.pickles import check_gguf, check_weights

_TORCH = frozenset({".bin", ".pt", ".pth"})
UNSAFE = frozenset(
    {".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".joblib", ".h5", ".keras", ".gguf"}
    | {".msgpack", ".npz", ".npy", ".onnx", ".ot", ".dill", ".tflite", ".pb"}
)
"""Endings of weights that are not safetensors."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not loaded by default, and whether a person may allow it at a commit."""

    reason: str
    is_allowable: bool


def refusal(path: str) -> Refusal | None:
    """Why the policy refuses a file of a repository by its kind; None where it does not."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".py":
        return Refusal("code that comes with the model; loading it runs it", is_allowable=True)
    if suffix in _TORCH:
        return Refusal("a pickle, which can run code while it is read", is_allowable=True)
    if suffix == ".gguf":
        return Refusal("not safetensors, and nothing here runs GGUF", is_allowable=True)
    if suffix in UNSAFE:
        return Refusal("not safetensors, and nothing here loads it", is_allowable=False)
    return None


def check_allowable(path: str, real: Path) -> None:
    """Nothing, if a person may allow this file of a model to be used.

    Raises:
        UnsafeModel: its content is not what its name says, or more than tensors.
        CannotRunHere: it needs no exception, or nothing here would ever load it.
    """
    refused = refusal(path)
    if refused is None:
        raise CannotRunHere(f"{path} needs no exception")
    if not refused.is_allowable:
        raise CannotRunHere(
            f"{path} cannot be allowed: {refused.reason}", hint="choose safetensors weights"
        )
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in _TORCH:
        check_weights(path, real)
    elif suffix == ".gguf":
        check_gguf(path, real)
