"""What the reader of a card should know before using the model, gravest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hubexplorer.cards.evidence import (
    Evidence,
    Passage,
    find_evidence,
    metadata_evidence,
    passages,
)
from hubexplorer.cards.license_review import license_findings
from hubexplorer.cards.parse import Card
from hubexplorer.cards.results import MODEL_INDEX, eval_results
from hubexplorer.cards.topics import EVALUATION, LICENSE, TOPICS, TRAINING_DATA, Topic
from hubexplorer.records import Finding, Gravity, HubModel

_GRAVITIES = (Gravity.GRAVE, Gravity.WARNING, Gravity.NOTE, Gravity.GOOD)
_KINDS = (
    "card",
    *(topic.kind for topic in TOPICS),
    "weights",
    "front_matter",
    "base_model",
    "gated",
)
_SAFE = ".safetensors"
_OTHERS = ".bin .pt .pth .ckpt .pkl .joblib .h5 .keras .gguf .onnx .msgpack .tflite .npz"
_WEIGHTS = (_SAFE, *_OTHERS.split())
_MAX_NAMES = 3


def review(card: Card, *, model: HubModel, files: Sequence[str] = ()) -> tuple[Finding, ...]:
    """The findings on a card, gravest first: each quotes the card or says "not stated".

    Args:
        card: the card as parsed.
        model: what the hub says of the model.
        files: paths of the repository at the card's commit, where they are known.
    """
    said = passages(card)
    found = [
        *_about_text(card),
        *license_findings(card, model, said),
        *(_about_topic(card, topic, said) for topic in TOPICS if topic is not LICENSE),
        *_about_weights(model, files),
        *(_problem(text) for text in card.problems),
        *_about_base(card, model),
        *_about_gate(model),
    ]
    found.sort(key=lambda finding: (_GRAVITIES.index(finding.gravity), _KINDS.index(finding.kind)))
    return tuple(found)


def _about_text(card: Card) -> Iterator[Finding]:
    if not card.body.strip():
        yield Finding("card", Gravity.GRAVE, "Card: no text.", "Nobody describes this model.")


def _about_topic(card: Card, topic: Topic, said: tuple[Passage, ...]) -> Finding:
    evidence = find_evidence(said, topic)
    if evidence is not None and evidence.is_plain:
        return _stated(topic, evidence)
    named = _named_in_metadata(card, topic)
    if named is not None and topic is EVALUATION:
        return _stated(topic, named)
    if evidence is not None:
        title = f"{topic.label}: mentioned in passing."
        detail = "The card has no section for it."
        return Finding(topic.kind, Gravity.NOTE, title, detail, evidence.quote, evidence.line)
    if named is not None:
        title = f"{topic.label}: named, not described."
        return Finding(topic.kind, Gravity.NOTE, title, "", named.quote, named.line)
    return Finding(topic.kind, topic.if_absent, f"{topic.label}: not stated.")


def _stated(topic: Topic, evidence: Evidence) -> Finding:
    title = f"{topic.label}: stated."
    return Finding(topic.kind, Gravity.GOOD, title, "", evidence.quote, evidence.line)


def _named_in_metadata(card: Card, topic: Topic) -> Evidence | None:
    if topic is TRAINING_DATA and card.metadata.get("datasets"):
        return metadata_evidence(card, "datasets")
    if topic is EVALUATION and eval_results(card)[0]:
        return metadata_evidence(card, MODEL_INDEX)
    return None


def _about_weights(model: HubModel, files: Sequence[str]) -> Iterator[Finding]:
    weights = [path for path in files if path.lower().endswith(_WEIGHTS)]
    if any(path.lower().endswith(_SAFE) for path in weights):
        return
    if not files and (not model.formats or "safetensors" in model.formats):
        return
    names = weights or list(model.formats if not files else ())
    if not names:
        yield Finding("weights", Gravity.WARNING, "Weights: none in this repository.")
        return
    shown = ", ".join(names[:_MAX_NAMES]) + (", ..." if len(names) > _MAX_NAMES else "")
    detail = f"What is there ({shown}) is not loaded by default: such files can run code."
    yield Finding("weights", Gravity.WARNING, "Weights: no safetensors file.", detail)


def _problem(text: str) -> Finding:
    return Finding("front_matter", Gravity.WARNING, "Metadata: not as it should be.", text)


def _about_base(card: Card, model: HubModel) -> Iterator[Finding]:
    bases = model.base_models or _texts(card.metadata.get("base_model"))
    if not bases:
        return
    evidence = metadata_evidence(card, "base_model")
    relation = f" ({model.base_relation})" if model.base_relation else ""
    shown = ", ".join(bases[:_MAX_NAMES]) + (", ..." if len(bases) > _MAX_NAMES else "")
    yield Finding(
        "base_model",
        Gravity.NOTE,
        f"Base model: {shown}{relation}.",
        "Its license and its limitations carry over.",
        evidence.quote if evidence else "",
        evidence.line if evidence else None,
    )


def _about_gate(model: HubModel) -> Iterator[Finding]:
    if model.gated:
        by_whom = "on request, at once" if model.gated == "auto" else "on request, by its owner"
        yield Finding(
            "gated", Gravity.NOTE, "Gated: access must be requested.", f"Given {by_whom}."
        )


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(text for text in values if isinstance(text, str) and text)
