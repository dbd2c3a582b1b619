"""Text classification: one label a text."""

from __future__ import annotations

import math
from collections.abc import Mapping

from hubexplorer.tuning.families.base import (
    TEMPLATES,
    TRAINING,
    Column,
    Family,
    Metric,
    Value,
    by_size,
    stripped,
)

_BY_SIZE = ((2e6, 20, 3e-3), (2e7, 10, 5e-4), (6e7, 4, 1e-4), (math.inf, 3, 3e-5))


def _defaults(parameters: int) -> Mapping[str, Value]:
    return by_size(parameters, _BY_SIZE)


FAMILY = Family(
    name="text_classification",
    title="text classifier",
    tasks=frozenset({"text-classification"}),
    pipeline_tag="text-classification",
    columns=(
        Column(
            "text",
            "the texts",
            ("message", "text", "sentence", "utterance", "body", "content", "review", "comment"),
        ),
        Column(
            "label",
            "what each text is",
            ("label", "intent", "class", "category", "sentiment", "topic", "target"),
            -1,
        ),
    ),
    metrics=(Metric("accuracy", "accuracy"), Metric("macro_f1", "macro-F1")),
    settings=TRAINING,
    defaults=_defaults,
    parse=stripped,
    label="label",
    folder=TEMPLATES / "text_classification",
)
