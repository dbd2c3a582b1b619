"""Public script-injection payloads as cards, read in place, for the static and browser tests.

The payloads are other people's work and stay where they are; without them, `load_payloads` is
empty and a test skips with `MISSING`.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

from hubexplorer.cards.front_matter import split_front_matter
from hubexplorer.cards.markdown import make_parser

DATA = Path(__file__).parents[2].parent / "shared" / "data"
FOLDER = DATA / "xss"
MISSING = f"PAYLOADS NOT CHECKED: there is no {FOLDER}"


@dataclass(frozen=True, slots=True)
class Payload:
    """One published attack: "html", "markdown" or "url"."""

    id: str
    kind: str
    payload: str
    trigger: str = ""
    """Script that a page runs to set it off, where it needs a click or a key."""


def load_payloads() -> tuple[Payload, ...]:
    """Every payload, in a fixed order."""
    found: list[Payload] = []
    for path in sorted(FOLDER.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(content, dict):
            found.extend(
                Payload(item["id"], item["kind"], item["payload"], item.get("trigger", ""))
                for item in content["payloads"]
            )
    return tuple(found)


def sample_payloads(count: int, seed: int) -> tuple[Payload, ...]:
    """`count` payloads drawn without replacement, the same ones for the same seed."""
    found = load_payloads()
    return tuple(random.Random(seed).sample(found, min(count, len(found))))


def card_text(payload: Payload) -> str:
    """A README.md that carries the payload where its kind belongs."""
    if payload.kind == "url":
        url = payload.payload
        return f"# Card\n\n[link]({url}) ![picture]({url})\n\n<{url}>\n\n<a href='{url}'>a</a>\n"
    return f"# Card\n\n{payload.payload}\n"


def control_page(text: str) -> str:
    """The same card without any of our protection: the control of a browser test."""
    body = make_parser().render(split_front_matter(text).body)
    return f'<!doctype html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'
