"""Sentence embeddings: pairs of texts that belong together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from hubexplorer.tuning.families.base import (
    TEMPLATES,
    TRAINING,
    Column,
    Family,
    Measured,
    Metric,
    Rows,
    Value,
    by_size,
    stripped,
)

_BY_SIZE = ((2e6, 20, 3e-3), (2e7, 10, 5e-4), (6e7, 3, 1e-4), (math.inf, 2, 2e-5))


def _defaults(parameters: int) -> Mapping[str, Value]:
    return {**by_size(parameters, _BY_SIZE), "batch_size": 32}


def _pairs(rows: Rows) -> Iterator[Mapping[str, Any]]:
    """Each text with its own partner (1) and with that of the next row that has another (0)."""
    for place, row in enumerate(rows):
        kept = {name: row[name] for name in row if name not in ("anchor", "positive")}
        own = row["positive"]
        others = (rows[(place + step) % len(rows)]["positive"] for step in range(1, len(rows)))
        for other, score in ((own, 1), (next((one for one in others if one != own), None), 0)):
            if other is not None:
                yield {**kept, "text": row["anchor"], "other": other, "score": score}


FAMILY = Family(
    name="sentence_embeddings",
    title="sentence embedder",
    story="It learns to put texts that belong together near each other: questions and their "
    "answers, sentences and their translations.",
    trial="`sentence_transformers.SentenceTransformer(OUTPUT).encode(...)`.",
    tasks=frozenset({"sentence-similarity"}),
    pipeline_tag="sentence-similarity",
    columns=(
        Column(
            "anchor",
            "the texts searched for",
            ("anchor", "query", "question", "sentence1"),
            example="reset my password",
        ),
        Column(
            "positive",
            "the text that belongs to each",
            ("positive", "answer", "passage", "sentence2", "translation"),
            -1,
            example="I cannot sign in any more",
        ),
    ),
    metrics=(
        Metric("retrieval_at_1", "retrieval at 1", "how often a text's own partner comes first"),
        Metric("mrr", "mean reciprocal rank", "one over the partner's place, on average"),
    ),
    settings=TRAINING,
    defaults=_defaults,
    parse=stripped,
    packages=(
        *("accelerate", "datasets", "safetensors", "sentence_transformers"),
        *("torch", "transformers"),
    ),
    extra="embeddings",
    measured=Measured({"text": "text", "other": "other", "score": "score"}, _pairs),
    folder=TEMPLATES / "sentence_embeddings",
)
