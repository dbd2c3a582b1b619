"""Token classification: marked words in sentences, as begin, inside and outside tags."""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hubexplorer.errors import DataError
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
)

_BY_SIZE = ((2e6, 20, 3e-3), (2e7, 10, 5e-4), (6e7, 5, 1e-4), (math.inf, 3, 3e-5))
_TAG = re.compile(r"O|[BI]-\S+")


def _defaults(parameters: int) -> Mapping[str, Value]:
    return by_size(parameters, _BY_SIZE)


def _parse(values: Mapping[str, str], _folder: Path) -> Mapping[str, Any]:
    tokens, tags = words_of(values["tokens"]), words_of(values["tags"])
    if len(tokens) != len(tags):
        raise DataError(f"{len(tokens)} words have {len(tags)} tags")
    for tag in tags:
        if not _TAG.fullmatch(tag):
            raise DataError(f"{tag!a} is no tag: O, B-kind or I-kind")
    return {"tokens": tokens, "tags": tags}


def words_of(text: str) -> list[str]:
    """The words of a field: a JSON list of texts, or separated by blanks."""
    if not text.lstrip().startswith("["):
        return text.split()
    try:
        words = json.loads(text)
    except (ValueError, RecursionError):
        return text.split()
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise DataError("its list does not hold texts only")
    return words


def _sentences(rows: Rows) -> Iterator[Mapping[str, Any]]:
    """Each row's words as one text, its marked stretches by their place in it."""
    for row in rows:
        words, entities = row["tokens"], []
        ends = list(itertools.accumulate(len(word) + 1 for word in words))
        for first, last, kind in spans_of(row["tags"]):
            entities.append([ends[first] - len(words[first]) - 1, ends[last] - 1, kind])
        kept = {name: row[name] for name in row if name not in ("tokens", "tags")}
        yield {**kept, "text": " ".join(words), "entities": entities}


def spans_of(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """The marked stretches as (first word, last word, kind); I- without a beginning begins one."""
    found: list[tuple[int, int, str]] = []
    before = ""
    for place, tag in enumerate(tags):
        prefix, _, kind = tag.partition("-")
        if prefix == "I" and kind == before:
            found[-1] = (found[-1][0], place, kind)
        elif kind:
            found.append((place, place, kind))
        before = kind
    return found


FAMILY = Family(
    name="token_classification",
    title="model that marks words",
    story="It learns to mark names, places and the like in sentences whose words have tags "
    "(B-person begins one, I-person goes on, O is outside).",
    trial='`transformers.pipeline("token-classification", model=OUTPUT)("your own sentence")`.',
    tasks=frozenset({"token-classification"}),
    pipeline_tag="token-classification",
    columns=(
        Column(
            "tokens",
            "the words, separated by blanks or a JSON list",
            ("tokens", "words"),
            example="Ana lives in Lisbon",
        ),
        Column(
            "tags",
            "a tag for each word",
            ("tags", "ner_tags", "labels", "entities"),
            -1,
            example="B-person O O B-place",
        ),
    ),
    metrics=(
        Metric("span_f1", "span F1", "F1 of whole marked stretches with their kind"),
        Metric("span_precision", "span precision", "the share of marked stretches that are right"),
        Metric("span_recall", "span recall", "the share of true stretches that are found"),
    ),
    settings=TRAINING,
    defaults=_defaults,
    parse=_parse,
    measured=Measured({"text": "text", "entities": "entities"}, _sentences),
    folder=TEMPLATES / "token_classification",
)
