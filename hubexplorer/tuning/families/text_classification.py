"""Text classification: one label a text."""

from __future__ import annotations

import math
from collections.abc import Mapping

from hubexplorer.tuning.families.base import (
    TEMPLATES,
    TRAINING,
    Column,
    Family,
    Measured,
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
    story="It learns to give one label to each text, from texts that have theirs.",
    trial='`transformers.pipeline("text-classification", model=OUTPUT)("your own sentence")`.',
    tasks=frozenset({"text-classification"}),
    pipeline_tag="text-classification",
    columns=(
        Column(
            "text",
            "the texts",
            ("message", "text", "sentence", "utterance", "body", "content", "review", "comment"),
            example="Where is my parcel?",
        ),
        Column(
            "label",
            "what each text is",
            ("label", "intent", "class", "category", "sentiment", "topic", "target"),
            -1,
            example="delivery",
        ),
    ),
    metrics=(
        Metric("accuracy", "accuracy", "the share of rows with the right label"),
        Metric("macro_f1", "macro-F1", "F1 averaged over the labels, all weighed alike"),
    ),
    settings=TRAINING,
    defaults=_defaults,
    parse=stripped,
    label="label",
    measured=Measured({"text": "text", "label": "label"}),
    folder=TEMPLATES / "text_classification",
)
