"""Recipes that train the demo models: one module per family.

Importing a family loads torch and transformers; importing this package does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

from hubexplorer.demo.results import Results
from hubexplorer.errors import MissingExtra

EARLY = "early"
FINAL = "final"

Progress = Callable[[int, int], None]
"""Called with steps done and steps in all."""

FAMILIES = MappingProxyType(
    {
        "support-intent-en-nano": "intents",
        "support-intent-multi-mini": "intents",
        "support-intent-multi-small": "intents",
        "support-intent-multi-sure": "intents",
        "support-intent-multi-nc": "intents",
        "entities-multi-mini": "entities",
        "sentence-embed-multi-mini": "embeddings",
        "handwritten-digits-vit": "digits",
        "shop-chat-multi-mini": "chat",
        "dates-multi-t5": "dates",
        "spoken-digits-en-nano": "speech",
        "spoken-digits-en-ctc": "speech",
        "shapes-detector-nano": "detector",
        "shapes-captions-nano": "captions",
    }
)
"""Model name to recipe module; a model comes after the one it is tuned from."""

BASES = MappingProxyType(
    {
        "support-intent-multi-sure": "support-intent-multi-mini",
        "support-intent-multi-nc": "support-intent-multi-mini",
    }
)
"""Model name to the model that it is tuned from."""


@dataclass(frozen=True, slots=True)
class TrainingRun:
    """Which model to train, and where its checkpoints go."""

    name: str
    out: Path
    """The checkpoints are saved below it, as `early` and `final`."""
    models: Path
    """Finished demo repositories, where a base model is read from."""
    progress: Progress


class Family(Protocol):
    """What every recipe module offers."""

    def train(self, run: TrainingRun) -> None:
        """Train one model and save its two checkpoints with their results."""

    def measure(self, folder: Path) -> Results:
        """Score a saved checkpoint on the family's held-out set."""


def family(name: str) -> Family:
    """The recipe module of a model.

    Raises:
        KeyError: there is no such model.
        MissingExtra: torch, transformers or scikit-learn is not installed.
    """
    module = f"{__name__}.{FAMILIES[name]}"
    try:
        return cast("Family", import_module(module))
    except ModuleNotFoundError as error:
        raise MissingExtra("tune", what="Training the demo models") from error
