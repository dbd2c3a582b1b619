"""How a text is to be written: the settings of generation, with their limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hubexplorer.runtime.tasks.settings import number, template, text

NAMES = (
    "max_new_tokens",
    "temperature",
    "top_p",
    "top_k",
    "repetition_penalty",
    "seed",
    "prompt",
)
"""The settings of every task that writes text."""
_MAX_NEW_TOKENS = 256
_MOST_NEW_TOKENS = 4096


@dataclass(frozen=True, slots=True)
class Generation:
    """Settings of one text to write; without a temperature always the likeliest token."""

    max_new_tokens: int
    temperature: float
    top_p: float
    top_k: int
    repetition_penalty: float
    seed: int
    prompt: str
    """What the model reads, with {text} for the input."""
    system: str
    """What a chat begins with; empty for nothing."""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Generation:
        """Read from a call's settings.

        Raises:
            DataError: one is beyond its limits; it is named.
        """
        most = _MOST_NEW_TOKENS
        return cls(
            int(number(settings, "max_new_tokens", _MAX_NEW_TOKENS, low=1, high=most)),
            number(settings, "temperature", 0.0, low=0.0, high=2.0),
            number(settings, "top_p", 1.0, low=0.01, high=1.0),
            int(number(settings, "top_k", 0, low=0, high=1000)),
            number(settings, "repetition_penalty", 1.0, low=0.5, high=2.0),
            int(number(settings, "seed", 0, low=0, high=2**31)),
            template(settings, "prompt", "{text}", "{text}"),
            text(settings, "system"),
        )

    def asked(self, given: str) -> str:
        """The input inside its prompt."""
        return self.prompt.replace("{text}", given)

    def options(self) -> dict[str, Any]:
        """For transformers' `generate`; whatever the model's own defaults are."""
        options: dict[str, Any] = {
            "max_new_tokens": self.max_new_tokens,
            "repetition_penalty": self.repetition_penalty,
            "num_beams": 1,  # only one beam can be streamed
            "do_sample": self.temperature > 0,
        }
        if self.temperature > 0:
            options |= {"temperature": self.temperature, "top_p": self.top_p, "top_k": self.top_k}
        return options
