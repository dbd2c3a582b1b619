"""The tags of a model, built from its files as the real hub builds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

REGION = "region:local"
RELATIONS = frozenset({"finetune", "adapter", "quantized", "merge"})

_MAX_TAG_LENGTH = 200
_MAX_TAGS = 500
_ARXIV = re.compile(r"arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})")
_LIBRARY_BY_SUFFIX = {
    ".safetensors": "safetensors",
    ".gguf": "gguf",
    ".onnx": "onnx",
    ".tflite": "tflite",
    "pytorch_model.bin": "pytorch",
    "tf_model.h5": "tf",
    "flax_model.msgpack": "jax",
}


@dataclass(frozen=True, slots=True)
class Sources:
    """What tags are read from."""

    card: Mapping[str, Any]
    config: Mapping[str, Any]
    paths: Sequence[str]
    readme: str


def word(value: object) -> str:
    """A one-word metadata value; empty for anything else."""
    text = value.strip() if isinstance(value, str) else ""
    return text if 0 < len(text) <= _MAX_TAG_LENGTH and text.isprintable() else ""


def words(value: object) -> tuple[str, ...]:
    """A metadata value that may be one word or a list of them."""
    many = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(filter(None, map(word, many))))


def base_models(card: Mapping[str, Any]) -> tuple[str, ...]:
    """The models that this one was made from, as its card names them."""
    return words(card.get("base_model"))


def base_relation(sources: Sources) -> str:
    """How the model was made from its base: as the card says, else as its files suggest."""
    bases = base_models(sources.card)
    stated = word(sources.card.get("base_model_relation"))
    if not bases or stated in RELATIONS:
        return stated if bases else ""
    if "adapter_config.json" in sources.paths:
        return "adapter"
    if "quantization_config" in sources.config or any(p.endswith(".gguf") for p in sources.paths):
        return "quantized"
    return "merge" if len(bases) > 1 else "finetune"


def build(sources: Sources) -> tuple[str, ...]:
    """Every tag of the model, in the order that the real hub gives them."""
    found = dict.fromkeys(filter(None, map(word, _in_order(sources))))
    return tuple(found)[:_MAX_TAGS]


def type_of(tag: str) -> tuple[str, str]:
    """The kind of a prefixed tag, and its label: `license:mit` is ("license", "mit")."""
    kind, colon, label = tag.partition(":")
    return (kind, label) if colon and kind.isidentifier() else ("other", tag)


def _in_order(sources: Sources) -> Iterator[str]:
    card = sources.card
    yield word(card.get("library_name"))
    for suffix, library in _LIBRARY_BY_SUFFIX.items():
        if any(path.endswith(suffix) for path in sources.paths):
            yield library
    yield word(sources.config.get("model_type"))
    yield word(card.get("pipeline_tag"))
    yield from words(card.get("tags"))
    if isinstance(card.get("model-index"), list):
        yield "model-index"
    yield from words(card.get("language"))
    for name in words(card.get("datasets")):
        yield f"dataset:{name}"
    for paper in dict.fromkeys(_ARXIV.findall(sources.readme)):
        yield f"arxiv:{paper}"
    for base in base_models(card):
        yield f"base_model:{base}"
        yield f"base_model:{base_relation(sources)}:{base}"
    for license_id in words(card.get("license")):
        yield f"license:{license_id}"
    yield REGION
