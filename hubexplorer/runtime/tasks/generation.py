"""How a text is to be written: the settings of generation, with their limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hubexplorer.runtime.call_settings import template, text
from hubexplorer.runtime.tasks import offered

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
        return cls(
            int(offered.MAX_NEW_TOKENS.read(settings)),
            offered.TEMPERATURE.read(settings),
            offered.TOP_P.read(settings),
            int(offered.TOP_K.read(settings)),
            offered.REPETITION_PENALTY.read(settings),
            int(offered.SEED.read(settings)),
            template(settings, "prompt", "{text}", str(offered.PROMPT.default)),
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
