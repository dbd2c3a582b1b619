"""What a card, its metadata and the hub's tag say about the license, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hubexplorer.cards.evidence import (
    Evidence,
    find_evidence,
    metadata_evidence,
    quoted,
)
from hubexplorer.cards.license_sources import FILE
from hubexplorer.cards.licenses import license_class, license_key, obligations
from hubexplorer.cards.parse import Card
from hubexplorer.cards.passages import Passage
from hubexplorer.cards.topics import LICENSE
from hubexplorer.records import Finding, Gravity, HubModel, LicenseClass, LicenseSource

_KIND = "license"
_STRICTEST_FIRST = (
    LicenseClass.NONCOMMERCIAL,
    LicenseClass.UNKNOWN,
    LicenseClass.CONDITIONAL,
    LicenseClass.COMMERCIAL,
)
_TITLES = {
    LicenseClass.NONCOMMERCIAL: (Gravity.GRAVE, "License: non-commercial ({})."),
    LicenseClass.UNKNOWN: (Gravity.WARNING, "License: unknown terms ({})."),
    LicenseClass.CONDITIONAL: (Gravity.WARNING, "License: commercial use with conditions ({})."),
    LicenseClass.COMMERCIAL: (Gravity.GOOD, "License: {}."),
}
_NONCOMMERCIAL = re.compile(
    r"\bnon-?\s?commercial\b|\bcc[- ]by[- ]nc\b|\b(?:for )?(?:academic |scientific )?research"
    r"(?: use| purposes)? only\b|\bonly for (?:academic |scientific )?research\b"
    r"|\bnot (?:be used |permitted |allowed |licensed )?for (?:any )?commercial\b"
    r"|\bno commercial use\b|\bcommercial use is (?:not|prohibited|forbidden)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"commercial (?:and|or|as well as) non-?\s?commercial|non-?\s?commercial (?:and|or) commercial",
    re.IGNORECASE,
)
_ABOUT_THE_MODEL = re.compile(r"\blicen[cs]|\b(?:model|weights|checkpoints?)\b", re.IGNORECASE)


def license_findings(
    card: Card,
    model: HubModel,
    said: tuple[Passage, ...],
    sources: Sequence[LicenseSource] = (),
) -> Iterator[Finding]:
    """What is to be known about the license: one finding, and one more per conflict."""
    declared = _declared(card)
    names = declared or ((model.license_id,) if model.license_id else ())
    denied = _noncommercial(said)
    if names:
        own_name = _own_name(card, model)
        keys = [license_key(name, own_name) for name in names]
        strictest = min(map(license_class, keys), key=_STRICTEST_FIRST.index)
        yield _from_tag(card, model, names, strictest)
        if denied is not None and strictest in (LicenseClass.COMMERCIAL, LicenseClass.CONDITIONAL):
            title = f"License: the text says non-commercial, the tag says {', '.join(names)}."
            yield Finding(_KIND, Gravity.GRAVE, title, "", denied.quote, denied.line)
    else:
        held = next((one for one in sources if one.where == FILE and one.says), None)
        evidence = find_evidence(said, LICENSE)
        yield _from_text(evidence, denied) if held is None or denied else _from_file(held)
    tag = model.license_id.lower()
    if declared and tag and tag not in declared:
        title = f"License: the card says {', '.join(declared)}, the hub says {tag}."
        yield _at(metadata_evidence(card, "license"), Gravity.WARNING, title)


def _declared(card: Card) -> tuple[str, ...]:
    value = card.metadata.get("license")
    values = value if isinstance(value, list) else [value]
    return tuple(str(name).strip().lower() for name in values if isinstance(name, str) and name)


def _own_name(card: Card, model: HubModel) -> str:
    return str(card.metadata.get("license_name") or model.license_name)


def _from_tag(
    card: Card, model: HubModel, names: tuple[str, ...], strictest: LicenseClass
) -> Finding:
    gravity, title = _TITLES[strictest]
    shown = ", ".join(names)
    own_name = _own_name(card, model)
    if own_name and names == ("other",):
        shown = f"other: {own_name}"
    duties = dict.fromkeys(
        duty for name in names for duty in obligations(license_key(name, own_name))
    )
    return _at(
        metadata_evidence(card, "license"), gravity, title.format(shown[:80]), " ".join(duties)
    )


def _from_text(evidence: Evidence | None, denied: Evidence | None) -> Finding:
    if denied is not None:
        return _at(denied, Gravity.GRAVE, "License: non-commercial, by the card's text.")
    if evidence is not None:
        title = "License: stated in the text only."
        detail = "Neither the metadata nor the hub names it: read the license text."
        return _at(evidence, Gravity.WARNING, title, detail)
    detail = "Without a license, nobody but its author may use it."
    return Finding(_KIND, Gravity.GRAVE, "License: not stated.", detail)


def _from_file(held: LicenseSource) -> Finding:
    is_denied = held.license_class is LicenseClass.NONCOMMERCIAL
    title = f"License: only in the file {held.name} ({held.says})."
    detail = "Neither the metadata nor the hub names it."
    return Finding(_KIND, Gravity.GRAVE if is_denied else Gravity.WARNING, title, detail)


def _noncommercial(said: tuple[Passage, ...]) -> Evidence | None:
    for passage in said:
        match = _NONCOMMERCIAL.search(passage.text)
        if match is None or _BOTH.search(passage.text):
            continue
        is_licensing = bool(passage.headings) and passage.headings[0].announces(LICENSE)
        if is_licensing or _ABOUT_THE_MODEL.search(passage.text):
            return Evidence(quoted(passage.text, match.start()), passage.line, is_licensing)
    return None


def _at(evidence: Evidence | None, gravity: Gravity, title: str, detail: str = "") -> Finding:
    quote, line = (evidence.quote, evidence.line) if evidence is not None else ("", None)
    return Finding(_KIND, gravity, title, detail, quote, line)
