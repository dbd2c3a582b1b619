"""What the hub's facts and the card's metadata say: weights, base model, gate, age, successors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hubexplorer.cards.evidence import find_evidence, metadata_evidence
from hubexplorer.cards.parse import Card
from hubexplorer.cards.passages import Passage
from hubexplorer.cards.topics import LANGUAGES, NOT_STATED
from hubexplorer.records import Finding, Gravity, HubModel, is_repo_id

_SAFE = ".safetensors"
_OTHERS = ".bin .pt .pth .ckpt .pkl .joblib .h5 .keras .gguf .onnx .msgpack .tflite .npz"
_WEIGHTS = (_SAFE, *_OTHERS.split())
_MAX_NAMES = 3
_MAX_LANGUAGES = 12
_STALE_S = 2 * 365.25 * 86_400
_YEAR_S = 365.25 * 86_400
# Tasks whose models read and write no language.
_WORDLESS = re.compile(
    r"(?:unconditional-)?image-(?:classification|segmentation|to-image|feature-extraction)"
    r"|image-to-(?:image|3d|video)|object-detection|depth-estimation|mask-generation"
    r"|keypoint-detection|video-classification|audio-classification|audio-to-audio"
    r"|voice-activity-detection|tabular-(?:classification|regression)|time-series-forecasting"
    r"|reinforcement-learning|robotics|graph-ml"
)


def hub_findings(
    card: Card,
    model: HubModel,
    said: tuple[Passage, ...],
    *,
    files: Sequence[str],
    asked_repo: str,
    now_s: float,
) -> Iterator[Finding]:
    """The findings that rest on the hub's word rather than on the card's prose."""
    yield from _about_successor(card)
    yield from _about_name(model, asked_repo)
    yield from _about_languages(card, model, said)
    yield from _about_weights(model, files)
    yield from _about_base(card, model)
    yield from _about_gate(card, model)
    yield from _about_age(model, now_s)


def texts(value: object) -> tuple[str, ...]:
    """The texts of a metadata value that should be a text or a list of them."""
    values = value if isinstance(value, list) else [value]
    return tuple(text for text in values if isinstance(text, str) and text)


def _about_successor(card: Card) -> Iterator[Finding]:
    named = card.metadata.get("new_version")
    if isinstance(named, str) and is_repo_id(named.strip()):
        title = f"Superseded: its author points to {named.strip()}."
        yield _quoting(card, "new_version", Gravity.WARNING, title)


def _about_name(model: HubModel, asked_repo: str) -> Iterator[Finding]:
    if asked_repo and model.repo != asked_repo:
        title = f"Renamed: the hub now calls it {model.repo}."
        detail = "Whoever takes the old name later decides what it loads; use the new one."
        yield Finding("renamed", Gravity.WARNING, title, detail)


def _about_languages(card: Card, model: HubModel, said: tuple[Passage, ...]) -> Iterator[Finding]:
    if _WORDLESS.fullmatch(model.task):
        return
    named = tuple(map(str, texts(card.metadata.get("language")))) or model.languages
    evidence = metadata_evidence(card, "language") if named else find_evidence(said, LANGUAGES)
    if named:
        shown = ", ".join(named[:_MAX_LANGUAGES]) + (
            f" and {len(named) - _MAX_LANGUAGES} more" if len(named) > _MAX_LANGUAGES else ""
        )
        quote, line = (evidence.quote, evidence.line) if evidence else ("", None)
        yield Finding("languages", Gravity.GOOD, f"Languages: {shown}.", "", quote, line)
    elif evidence is not None:
        title = "Languages: stated in the text only."
        yield Finding("languages", Gravity.GOOD, title, "", evidence.quote, evidence.line)
    else:
        yield Finding("languages", Gravity.NOTE, f"Languages: {NOT_STATED}")


def _about_age(model: HubModel, now_s: float) -> Iterator[Finding]:
    age_s = now_s - model.updated_s
    if now_s and model.updated_s and age_s > _STALE_S:
        title = f"Old: last changed {age_s / _YEAR_S:.0f} years ago."
        yield Finding("stale", Gravity.NOTE, title, "Newer models of its kind may do better.")


def _about_gate(card: Card, model: HubModel) -> Iterator[Finding]:
    if not model.gated:
        return
    by_whom = "on request, at once" if model.gated == "auto" else "on request, by its owner"
    title = "Gated: access must be requested."
    for key in ("extra_gated_prompt", "extra_gated_heading", "extra_gated_description"):
        if isinstance(card.metadata.get(key), str):
            yield _quoting(card, key, Gravity.NOTE, title, f"Given {by_whom}, on terms of its own.")
            return
    yield Finding("gated", Gravity.NOTE, title, f"Given {by_whom}.")


def _quoting(card: Card, key: str, gravity: Gravity, title: str, detail: str = "") -> Finding:
    evidence = metadata_evidence(card, key)
    quote, line = (evidence.quote, evidence.line) if evidence is not None else ("", None)
    kind = "gated" if key.startswith("extra_gated") else key
    return Finding(kind, gravity, title, detail, quote, line)


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


def _about_base(card: Card, model: HubModel) -> Iterator[Finding]:
    bases = model.base_models or texts(card.metadata.get("base_model"))
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
