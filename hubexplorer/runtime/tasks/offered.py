"""The settings that calls can have: what each does, its default and its limits.

A task names those that it has (`TaskInfo.settings`); all have dtype, device and limit_s.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from hubexplorer.runtime.call_settings import (
    ANY_DEVICE,
    CALL_LIMIT_S,
    DTYPES,
    MOST_S,
    ONNX,
    STORED,
    TORCH,
    check_settings,
    choice,
    flag,
    number,
    text,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as a form offers it."""

    name: str
    kind: Literal["whole", "number", "flag", "text", "choice"]
    default: str | float | bool
    about: str
    low: float = 0.0
    high: float = 0.0
    choices: tuple[str, ...] = ()

    def read(self, settings: Mapping[str, Any]) -> float:
        """The number that a call was given, or the default.

        Raises:
            DataError: it is no number, or beyond the limits.
        """
        return number(settings, self.name, float(self.default), low=self.low, high=self.high)


MAX_NEW_TOKENS = Setting("max_new_tokens", "whole", 256, "most tokens it writes", 1, 4096)
TEMPERATURE = Setting("temperature", "number", 0.0, "0 takes the likeliest token", 0, 2)
TOP_P = Setting("top_p", "number", 1.0, "share of likely tokens to draw from", 0.01, 1)
TOP_K = Setting("top_k", "whole", 0, "number of likely tokens to draw from, 0 for all", 0, 1000)
REPETITION_PENALTY = Setting("repetition_penalty", "number", 1.0, "above 1 repeats less", 0.5, 2)
SEED = Setting("seed", "whole", 0, "the same seed draws the same tokens", 0, 2**31)
PROMPT = Setting("prompt", "text", "{text}", "what it reads, {text} for the input")
SYSTEM = Setting("system", "text", "", "what a chat begins with")
THRESHOLD = Setting("threshold", "number", 0.5, "the least score that is shown", 0, 1)
TOP = Setting("top", "whole", 10, "how many words are shown", 1, 100)
MAX_ANSWER_TOKENS = Setting("max_answer_tokens", "whole", 30, "how long an answer may be", 1, 500)
HYPOTHESIS = Setting("hypothesis", "text", "This example is {}.", "the claim, {} for a label")
MULTI_LABEL = Setting("multi_label", "flag", False, "each label is judged for itself")
LANGUAGE = Setting("language", "text", "", "what is spoken, where it has to be told")
SOURCE_LANGUAGE = Setting("source_language", "text", "", "of the input, as its card names it")
TARGET_LANGUAGE = Setting("target_language", "text", "", "to write in, as its card names it")
ENGINE = Setting(
    "engine",
    "choice",
    TORCH,
    "what computes it; onnx only where one short text is 1.3 times as fast",
    choices=(TORCH, ONNX),
)
DTYPE = Setting(
    "dtype", "choice", STORED, "what the weights are converted to", choices=(STORED, *DTYPES)
)
_DEVICES = (ANY_DEVICE, "cpu", "cuda", "mps")
DEVICE = Setting("device", "choice", ANY_DEVICE, "where it runs", choices=_DEVICES)
LIMIT_S = Setting("limit_s", "number", CALL_LIMIT_S, "seconds until it is ended", 0.01, MOST_S)

_OF_ALL = (DTYPE, DEVICE, LIMIT_S)
_KNOWN = MappingProxyType(
    {
        one.name: one
        for one in (
            MAX_NEW_TOKENS,
            TEMPERATURE,
            TOP_P,
            TOP_K,
            REPETITION_PENALTY,
            SEED,
            PROMPT,
            SYSTEM,
            THRESHOLD,
            TOP,
            MAX_ANSWER_TOKENS,
            HYPOTHESIS,
            MULTI_LABEL,
            LANGUAGE,
            SOURCE_LANGUAGE,
            TARGET_LANGUAGE,
            ENGINE,
            *_OF_ALL,
        )
    }
)


def offered(names: Collection[str]) -> tuple[Setting, ...]:
    """The settings of a task that has these beside those of all; others than these are left out."""
    own = [_KNOWN[name] for name in names if name in _KNOWN]
    return (*own, *(one for one in _OF_ALL if one not in own))


def check_values(settings: Mapping[str, Any], known: Collection[str], task: str) -> None:
    """Refuse a setting that the task does not have, and a value beyond its limits.

    Raises:
        DataError: it is named, with what there is instead.
    """
    check_settings(settings, known, task)
    for one in offered(known):
        if one.kind in {"whole", "number"}:
            one.read(settings)
        elif one.kind == "flag":
            flag(settings, one.name)
        elif one.kind == "text":
            text(settings, one.name, str(one.default))
        elif one not in _OF_ALL:  # those are checked above; a device may have a number
            choice(settings, one.name, one.choices)
