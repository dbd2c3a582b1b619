"""Text to text: an encoder-decoder (T5, mT5, BART) that turns one text into another."""

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
    Setting,
    Value,
    by_size,
    stripped,
)

_BY_SIZE = ((2e6, 20, 3e-3), (2e7, 10, 1e-3), (1e8, 5, 3e-4), (math.inf, 3, 1e-4))

EXACT = Metric("exact", "exact match", "the share of rows with the very text")
CHRF = Metric("chrf", "chrF", "how many runs of letters are shared, between 0 and 1")


def _defaults(parameters: int) -> Mapping[str, Value]:
    return by_size(parameters, _BY_SIZE)


FAMILY = Family(
    name="text_to_text",
    title="text-to-text model",
    story="It learns to turn one text into another: translate, shorten, normalize.",
    trial='`hubexplorer.Workspace.open().run("local/...", "your own text")`, once it is kept.',
    tasks=frozenset({"text2text-generation"}),
    pipeline_tag="text2text-generation",
    columns=(
        Column(
            "source",
            "the texts given",
            ("source", "input", "text", "question", "article"),
            example="The parcel is late again.",
        ),
        Column(
            "target",
            "the texts wanted",
            ("target", "output", "summary", "answer"),
            -1,
            example="late parcel",
        ),
    ),
    metrics=(CHRF, EXACT),
    settings={
        **TRAINING,
        "max_target_length": Setting(64, "tokens of a text that are written", 1, 100_000),
    },
    defaults=_defaults,
    parse=stripped,
    measured=Measured({"text": "source", "reference": "target"}),
    folder=TEMPLATES / "text_to_text",
)
