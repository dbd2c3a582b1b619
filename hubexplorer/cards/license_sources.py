"""A model's license by every place that speaks of it, side by side, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from hubexplorer.cards.evidence import Evidence, find_evidence, metadata_evidence
from hubexplorer.cards.hub_review import texts
from hubexplorer.cards.license_index import index_category, license_ids
from hubexplorer.cards.license_names import license_of_text, licenses_named
from hubexplorer.cards.licenses import license_class, license_key, license_of
from hubexplorer.cards.parse import Card
from hubexplorer.cards.passages import passages
from hubexplorer.cards.topics import LICENSE
from hubexplorer.records import Finding, Gravity, HubModel, LicenseClass, LicenseSource

HUB, METADATA, TEXT, FILE, BASE = "hub", "metadata", "text", "file", "base"
_KIND = "license"
_STRICTNESS = (LicenseClass.COMMERCIAL, LicenseClass.CONDITIONAL, LicenseClass.NONCOMMERCIAL)
_FILE = re.compile(r"(?:licen[cs]e|copying|notice)(?:[-._][\w.-]{0,40})?", re.IGNORECASE)
_QUOTE = 120
_SHARE_ALIKE = "Share derivatives under the same license."
_NO_DERIVATIVES = "Do not share modified versions; a fine-tuned model is one."


def is_license_file(path: str) -> bool:
    """Whether a repository's file is one that holds its license."""
    return _FILE.fullmatch(path) is not None and not path.lower().startswith("notice")


def license_sources(
    card: Card,
    model: HubModel,
    *,
    files: Mapping[str, str] | None = None,
    bases: Mapping[str, str] | None = None,
) -> tuple[LicenseSource, ...]:
    """What each place says of the license: hub tag, metadata, card text, file, base models.

    Args:
        card: the card as parsed.
        model: what the hub says of the model.
        files: path to text of the repository's LICENSE files.
        bases: id of each base model to its license tag or `license_key`, "" where none is known.
    """
    found = [_said(HUB, "", (license_key(model.license_id, model.license_name),))]
    own_name = str(card.metadata.get("license_name") or model.license_name)
    declared = tuple(
        license_key(name.strip().lower(), own_name) for name in texts(card.metadata.get("license"))
    )
    if declared:
        found.append(_said(METADATA, "", declared, metadata_evidence(card, "license")))
    evidence = find_evidence(passages(card), LICENSE)
    if evidence is not None:
        found.append(_said(TEXT, "", licenses_named(evidence.quote), evidence))
    for path, text in sorted((files or {}).items()):
        first = " ".join(text[:1_000].split())[:_QUOTE]
        found.append(_said(FILE, path, (license_of_text(text),), Evidence(first, 1, True)))
    found += [_said(BASE, name, (tag,)) for name, tag in (bases or {}).items()]
    return tuple(found)


def conflicts(sources: Sequence[LicenseSource]) -> Iterator[Finding]:
    """A finding for each place that contradicts what is declared, gravest where it is stricter."""
    declared = _declared(sources)
    if declared is None:
        return
    for source in sources:
        if source.where == FILE and source.says and not _agree(source, declared):
            title = f"License: the tag says {declared.says}, {source.name} is {source.says}."
            yield _differs(source, declared, title)
        elif _names_another(source, declared):
            title = f"License: the tag says {declared.says}, the text names {source.says}."
            yield _differs(source, declared, title)
        elif source.where == BASE:
            yield from _against_base(declared, source)


def judged_class(sources: Sequence[LicenseSource]) -> LicenseClass:
    """What may be done as far as all places are known: the tag's class, or a stricter one."""
    judged = _declared(sources)
    if judged is None:
        return LicenseClass.UNKNOWN
    for source in sources:
        judged = source if _is_stricter(source, judged) else judged
    return judged.license_class


def _declared(sources: Sequence[LicenseSource]) -> LicenseSource | None:
    """What is declared: by the card's metadata, else by the hub's tag."""
    said = {one.where: one for one in sources if one.where in (METADATA, HUB) and one.says}
    return said.get(METADATA) or said.get(HUB)


def _said(
    where: str, name: str, licenses: Sequence[str], evidence: Evidence | None = None
) -> LicenseSource:
    ids = [license_id for one in licenses if one for license_id in _resolved(one)]
    classes = [license_class(one) for one in ids] or [LicenseClass.UNKNOWN]
    return LicenseSource(
        where=where,
        name=name,
        says=", ".join(ids),
        license_class=_strictest(classes),
        quote=evidence.quote if evidence is not None else "",
        line=evidence.line if evidence is not None else None,
    )


def _resolved(name: str) -> tuple[str, ...]:
    """Ids of the table, where a name is one or an expression of them; else the name itself."""
    if license_of(name) is not None:
        return (name.strip().lower(),)
    ids = license_ids(name)
    is_known = bool(ids) and all(license_of(one) or index_category(one) for one in ids)
    return ids if is_known else (name,)


def _strictest(classes: Sequence[LicenseClass]) -> LicenseClass:
    """The class that holds for all at once; one unknown among allowed ones leaves it unknown."""
    if LicenseClass.NONCOMMERCIAL in classes:
        return LicenseClass.NONCOMMERCIAL
    if LicenseClass.UNKNOWN in classes:
        return LicenseClass.UNKNOWN
    return max(classes, key=_STRICTNESS.index)


def _agree(one: LicenseSource, other: LicenseSource) -> bool:
    """Whether they name a license in common; a text may also name that of the code."""
    return not set(one.says.split(", ")).isdisjoint(other.says.split(", "))


def _names_another(source: LicenseSource, declared: LicenseSource) -> bool:
    # A text that forbids commercial use has a finding of its own, with the words that do.
    is_another = source.where == TEXT and source.says and not _agree(source, declared)
    return bool(is_another) and source.license_class is not LicenseClass.NONCOMMERCIAL


def _is_stricter(one: LicenseSource, other: LicenseSource) -> bool:
    known = one.license_class in _STRICTNESS and other.license_class in _STRICTNESS
    return known and _STRICTNESS.index(one.license_class) > _STRICTNESS.index(other.license_class)


def _differs(source: LicenseSource, declared: LicenseSource, title: str) -> Finding:
    gravity = Gravity.GRAVE if _is_stricter(source, declared) else Gravity.WARNING
    quote, line = (source.quote, source.line) if source.where == TEXT else ("", None)
    detail = "" if source.where == TEXT else f"It begins: {source.quote}"
    return Finding(_KIND, gravity, title, detail, quote, line)


def _against_base(declared: LicenseSource, base: LicenseSource) -> Iterator[Finding]:
    if _is_stricter(base, declared):
        title = f"License: looser than its base, {base.name} ({base.says})."
        detail = f"It says {declared.says}; who builds on a model can pass on no more than it got."
        yield Finding(_KIND, Gravity.GRAVE, title, detail)
        return
    row = license_of(base.says)
    duties = row.obligations if row is not None else ()
    if _NO_DERIVATIVES in duties:
        title = f"License: its base, {base.name}, may not be shared modified ({base.says})."
        yield Finding(_KIND, Gravity.GRAVE, title)
    elif _SHARE_ALIKE in duties and not _agree(base, declared):
        title = f"License: its base, {base.name}, asks for the same license ({base.says})."
        yield Finding(_KIND, Gravity.WARNING, title, f"It says {declared.says}.")
