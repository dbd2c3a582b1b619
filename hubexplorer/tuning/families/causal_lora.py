"""Language models by LoRA: prompts and the answers wanted, learned by a small adapter."""

from __future__ import annotations

import math
from collections.abc import Mapping

from hubexplorer.tuning.families.base import (
    TEMPLATES,
    TRAINING,
    Column,
    Family,
    Measured,
    Setting,
    Value,
    by_size,
    stripped,
)
from hubexplorer.tuning.families.text_to_text import CHRF, EXACT

_BY_SIZE = ((2e6, 20, 1e-2), (2e7, 10, 3e-3), (2e8, 4, 5e-4), (math.inf, 2, 2e-4))
_LARGE = 1e9


def _defaults(parameters: int) -> Mapping[str, Value]:
    large: dict[str, Value] = {"gradient_checkpointing": 1, "accumulation": 4}
    return {**by_size(parameters, _BY_SIZE), **(large if parameters > _LARGE else {})}


FAMILY = Family(
    name="causal_lora",
    title="language model with an adapter",
    story="It learns to answer prompts the way your rows do. The model's own weights stay as "
    "they are; a small adapter (LoRA) learns beside them, which needs far less memory.",
    trial="open it in Compare beside its base, with prompts that are in no row.",
    tasks=frozenset({"text-generation"}),
    pipeline_tag="text-generation",
    columns=(
        Column(
            "prompt",
            "what is asked",
            ("prompt", "question", "instruction", "input", "user"),
            example="How do I reset my password?",
        ),
        Column(
            "response",
            "what is to be answered",
            ("response", "answer", "completion", "output", "assistant"),
            -1,
            example='Choose "Forgot password" where you sign in.',
        ),
    ),
    metrics=(CHRF, EXACT),
    settings={
        **TRAINING,
        "rank": Setting(16, "numbers of the adapter between each two layers", 1, 1024),
        "alpha": Setting(32, "how strongly the adapter counts, over its rank", 1, 4096),
        "dropout": Setting(0.0, "the share of the adapter left out at each step", 0, 0.9),
        "gradient_checkpointing": Setting(0, "1: less memory, a third more time", 0, 1),
        "max_new_tokens": Setting(64, "tokens of an answer when it is measured", 1, 100_000),
        "adapter": Setting(
            "merged", "merged into the weights, or kept beside them", choices=("merged", "kept")
        ),
    },
    defaults=_defaults,
    parse=stripped,
    packages=("accelerate", "datasets", "peft", "safetensors", "torch", "transformers", "trl"),
    measured=Measured({"text": "prompt", "reference": "response"}),
    folder=TEMPLATES / "causal_lora",
)
