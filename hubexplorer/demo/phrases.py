"""Generated support messages: phrase templates from data/phrases, filled and roughened.

The templates are split four ways and never shared between the splits: `train` teaches the demo
models, `held` measures them for their cards, `tickets_train` and `tickets_test` are the two CSVs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any, Literal

PHRASES = Path(__file__).with_name("data") / "phrases"
LANGUAGES = ("en", "de", "fr", "es")
INTENTS = (
    "refund",
    "delivery",
    "cancel",
    "password",
    "invoice",
    "complaint",
    "change_address",
    "opening_hours",
    "product_info",
    "human_agent",
)

Split = Literal["train", "held", "tickets_train", "tickets_test"]
Row = Mapping[str, str]
"""The same phrase or word in every language."""

_OPENING_SHARE = 0.35
_CONTEXT_SHARE = 0.35
_CLOSING_SHARE = 0.35
_MIN_TYPO_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Message:
    """One generated support message and where it came from."""

    text: str
    language: str
    intent: str
    template: str
    """The phrase it was made of, slots unfilled."""


@cache
def load(name: str) -> Any:
    """The content of one phrase file, as JSON holds it."""
    return json.loads((PHRASES / f"{name}.json").read_text(encoding="utf-8"))


def messages(
    split: Split,
    count: int,
    *,
    seed: int,
    languages: Sequence[str] = LANGUAGES,
    noise: float = 0.25,
) -> list[Message]:
    """`count` different messages, as evenly over intents and languages as `count` allows.

    Args:
        noise: share of messages with a typing error; another such share is all lower case.
    """
    rng = Random(f"{split}/{seed}")
    cells = [(intent, language) for language in languages for intent in INTENTS]
    found: dict[str, Message] = {}
    while len(found) < count:
        # A repeat is drawn again in its own cell, so that the balance holds.
        message = _message(split, *cells[len(found) % len(cells)], rng, noise)
        found.setdefault(message.text, message)
    return list(found.values())


def out_of_scope(split: Literal["train", "held"]) -> list[Row]:
    """Sentences that carry none of the intents, each in every language."""
    rows: list[Row] = load("out_of_scope")[split]
    return rows


def translations(split: Literal["train", "held"]) -> list[tuple[str, Row]]:
    """Every (intent, template in all languages) of a split."""
    return [(intent, row) for intent in INTENTS for row in load("intents")[intent][split]]


def slots(rng: Random, split: Split) -> Mapping[str, Row]:
    """One value for every slot, the same thing in every language.

    `train` and `tickets_train` name only the known items, `held` only unseen ones.
    """
    items = load("slots")["item"]
    if split in ("train", "tickets_train"):
        pool = items["known"]
    else:
        pool = items["unseen"] if split == "held" else items["known"] + items["unseen"]
    number = str(rng.randrange(10_000, 99_999))
    return MappingProxyType(
        {
            "item": rng.choice(pool),
            "color": rng.choice(load("slots")["color"]),
            "day": rng.choice(load("slots")["day"]),
            "number": dict.fromkeys(LANGUAGES, number),
        }
    )


def fill(template: str, language: str, values: Mapping[str, Row]) -> str:
    """The template with its slots replaced."""
    return template.format_map({slot: row[language] for slot, row in values.items()})


def framed(core: str, language: str, split: Split, values: Mapping[str, Row], rng: Random) -> str:
    """The core phrase, sometimes with a greeting, a sentence of context and a closing."""
    frames = load("frames")
    parts = [core]
    if rng.random() < _CONTEXT_SHARE:
        context = fill(rng.choice(frames["context"][split])[language], language, values)
        parts.insert(rng.randrange(2), context)
    if rng.random() < _OPENING_SHARE:
        parts.insert(0, rng.choice(frames["opening"])[language])
    if rng.random() < _CLOSING_SHARE:
        parts.append(rng.choice(frames["closing"])[language])
    return " ".join(parts)


def _message(split: Split, intent: str, language: str, rng: Random, noise: float) -> Message:
    template = rng.choice(load("intents")[intent][split])[language]
    values = slots(rng, split)
    text = framed(fill(template, language, values), language, split, values, rng)
    if rng.random() < noise:
        text = _with_typo(text, rng)
    if rng.random() < noise:
        text = text.lower().rstrip(".")
    return Message(text, language, intent, template)


def _with_typo(text: str, rng: Random) -> str:
    """`text` with two letters swapped, one dropped, or one doubled."""
    if len(text) < _MIN_TYPO_LENGTH:
        return text
    at = rng.randrange(1, len(text) - 2)
    kind = rng.randrange(3)
    if kind == 0:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + (text[at + 1 :] if kind == 1 else text[at] + text[at:])
