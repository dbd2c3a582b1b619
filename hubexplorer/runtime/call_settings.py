"""Settings of a call, read with their limits; what is none is refused and named."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from hubexplorer.errors import DataError

COMMON = frozenset({"device", "dtype", "limit_s"})
"""What every task has: where it runs, the dtype of the weights, and when a call is ended."""
DTYPES = {"float32": "F32", "bfloat16": "BF16", "float16": "F16"}
"""What weights can be converted to as they are loaded, and how safetensors names it."""
ANY_DEVICE = "auto"
"""The best one that has room; others are cpu, cuda, cuda:1, mps."""
STORED = "auto"
"""The dtype that the weights are stored in."""
TORCH, ONNX = "torch", "onnx"
"""What computes an encoder: PyTorch, or ONNX Runtime."""
CALL_LIMIT_S = 600.0
MOST_S = 24 * 3600.0
_DEVICE = re.compile(r"auto|cpu|cuda(:\d{1,2})?|mps")
_MAX_TEXT_CHARACTERS = 20_000


def check_settings(settings: Mapping[str, Any], known: Collection[str], task: str) -> None:
    """Refuse a setting that the task does not have, and wrong values of those that all have.

    Raises:
        DataError: it is named, with what there is instead.
    """
    allowed = COMMON | set(known)
    if unknown := sorted(set(settings) - allowed):
        raise DataError(
            f"{task} has no setting {unknown[0]!r}", hint=f"it has {', '.join(sorted(allowed))}"
        )
    device_of(settings)
    dtype_of(settings)
    limit_s_of(settings)


def device_of(settings: Mapping[str, Any]) -> str:
    """Where a call is to run; whether this machine has it is found out there.

    Raises:
        DataError: it is no device.
    """
    value = settings.get("device", ANY_DEVICE)
    if not isinstance(value, str) or not _DEVICE.fullmatch(value):
        raise DataError(f"device is {value!r}", hint="give auto, cpu, cuda, cuda:0 or mps")
    return value


def dtype_of(settings: Mapping[str, Any]) -> str:
    """What the weights are converted to: a name of `DTYPES`, or "auto" for nothing.

    Raises:
        DataError: it is neither.
    """
    value = settings.get("dtype", STORED)
    if value not in {STORED, *DTYPES}:
        raise DataError(f"dtype is {value!r}", hint=f"give {STORED}, {', '.join(DTYPES)}")
    return str(value)


def limit_s_of(settings: Mapping[str, Any]) -> float:
    """After how many seconds a call is ended.

    Raises:
        DataError: it is no number of seconds up to a day.
    """
    return number(settings, "limit_s", CALL_LIMIT_S, low=0.01, high=MOST_S)


def number(
    settings: Mapping[str, Any], name: str, default: float, *, low: float, high: float
) -> float:
    """A setting's number within its limits.

    Raises:
        DataError: it is no number, or beyond them.
    """
    value = settings.get(name, default)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not low <= value <= high:
        raise DataError(f"{name} is {value!r}", hint=f"give a number from {low:g} to {high:g}")
    return float(value)


def flag(settings: Mapping[str, Any], name: str) -> bool:
    """A setting that is on or off; off where it is not given.

    Raises:
        DataError: it is neither.
    """
    value = settings.get(name, False)
    if not isinstance(value, bool):
        raise DataError(f"{name} is {value!r}", hint="give true or false")
    return value


def text(settings: Mapping[str, Any], name: str, default: str = "") -> str:
    """A setting's text.

    Raises:
        DataError: it is none, or too long.
    """
    value = settings.get(name, default)
    if not isinstance(value, str) or len(value) > _MAX_TEXT_CHARACTERS:
        raise DataError(
            f"{name} is no text that can be used",
            hint=f"give at most {_MAX_TEXT_CHARACTERS} characters",
        )
    return value


def choice(settings: Mapping[str, Any], name: str, choices: Sequence[str]) -> str:
    """A setting that is one of some words; the first where it is not given.

    Raises:
        DataError: it is none of them.
    """
    value = settings.get(name, choices[0])
    if value not in choices:
        raise DataError(f"{name} is {value!r}", hint=f"give {' or '.join(choices)}")
    return str(value)


def template(settings: Mapping[str, Any], name: str, place: str, default: str) -> str:
    """A setting's text with exactly one `place` in it, such as "{text}".

    Raises:
        DataError: it has none, or several.
    """
    value = text(settings, name, default)
    if value.count(place) != 1:
        raise DataError(f"{name} is {value[:80]!r}", hint=f"write {place} once, where it goes")
    return value
