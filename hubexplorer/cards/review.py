"""What the reader of a card should know before using the model, gravest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hubexplorer.cards.evidence import (
    Evidence,
    figure_evidence,
    find_evidence,
    metadata_evidence,
)
from hubexplorer.cards.hub_review import hub_findings, texts
from hubexplorer.cards.license_review import license_findings
from hubexplorer.cards.license_sources import conflicts
from hubexplorer.cards.parse import Card
from hubexplorer.cards.passages import Passage, passages
from hubexplorer.cards.results import MODEL_INDEX, eval_results
from hubexplorer.cards.topics import (
    EMISSIONS,
    EVALUATION,
    EVALUATION_DATA,
    IN_PASSING,
    LICENSE,
    NAMED_ONLY,
    NOT_STATED,
    TOPICS,
    TRAINING_DATA,
    Topic,
)
from hubexplorer.records import Finding, Gravity, HubModel, LicenseSource

_GRAVITIES = (Gravity.GRAVE, Gravity.WARNING, Gravity.NOTE, Gravity.GOOD)
_KINDS = (
    "card",
    "new_version",
    "renamed",
    *(topic.kind for topic in TOPICS),
    EVALUATION_DATA.kind,
    "languages",
    "weights",
    "front_matter",
    "base_model",
    "gated",
    "stale",
    EMISSIONS.kind,
)
_MAX_DATASETS = 5
_WITHHELD = Finding(
    "card",
    Gravity.WARNING,
    "Card: shown only to those who were given access.",
    "Nothing of it is reviewed here: ask for access, then sign in.",
)


def review(
    card: Card,
    *,
    model: HubModel,
    files: Sequence[str] = (),
    sources: Sequence[LicenseSource] = (),
    asked_repo: str = "",
    now_s: float = 0.0,
    is_withheld: bool = False,
) -> tuple[Finding, ...]:
    """The findings on a card, gravest first: each quotes the card or says "not stated".

    Args:
        card: the card as parsed.
        model: what the hub says of the model.
        files: paths of the repository at the card's commit, where they are known.
        sources: what each place says of its license, where they were asked.
        asked_repo: the id under which the model was asked for.
        now_s: the time by which it may be old; 0 where that is not to be said.
        is_withheld: the hub shows the card only to those it let in: what it says is not known.
    """
    said = passages(card)
    found = [
        *([_WITHHELD] if is_withheld else []),
        *license_findings(card, model, said, sources),
        *conflicts(sources),
        *(() if is_withheld else _about_card(card, said)),
        *hub_findings(card, model, said, files=files, asked_repo=asked_repo, now_s=now_s),
    ]
    if is_withheld:  # what was not read may well state it
        found = [finding for finding in found if not finding.title.endswith(NOT_STATED)]
    found.sort(key=lambda finding: (_GRAVITIES.index(finding.gravity), _KINDS.index(finding.kind)))
    return tuple(found)


def _about_card(card: Card, said: tuple[Passage, ...]) -> Iterator[Finding]:
    yield from _about_text(card)
    yield from (_about_topic(card, topic, said) for topic in TOPICS if topic is not LICENSE)
    yield from _about_evaluation_data(card, said)
    yield from _about_emissions(card, said)
    yield from map(_problem, card.problems)


def _about_text(card: Card) -> Iterator[Finding]:
    if not card.body.strip():
        yield Finding("card", Gravity.GRAVE, "Card: no text.", "Nobody describes this model.")


def _about_topic(card: Card, topic: Topic, said: tuple[Passage, ...]) -> Finding:
    named = _named_in_metadata(card, topic)
    if named is not None and topic is EVALUATION:
        return _stated(topic, named)
    evidence = find_evidence(said, topic)
    if evidence is not None and evidence.is_plain:
        return _stated(topic, evidence)
    if evidence is not None:
        title = f"{topic.label}: {IN_PASSING}"
        detail = "The card has no section for it."
        return Finding(topic.kind, Gravity.NOTE, title, detail, evidence.quote, evidence.line)
    if named is not None:
        title = f"{topic.label}: {NAMED_ONLY}"
        return Finding(topic.kind, Gravity.NOTE, title, "", named.quote, named.line)
    return Finding(topic.kind, topic.if_absent, f"{topic.label}: {NOT_STATED}")


def _stated(topic: Topic, evidence: Evidence) -> Finding:
    title = f"{topic.label}: stated."
    return Finding(topic.kind, Gravity.GOOD, title, "", evidence.quote, evidence.line)


def _named_in_metadata(card: Card, topic: Topic) -> Evidence | None:
    if topic is TRAINING_DATA and texts(card.metadata.get("datasets")):
        return metadata_evidence(card, "datasets")
    if topic is EVALUATION and eval_results(card)[0]:
        return figure_evidence(card, MODEL_INDEX)
    return None


def _about_evaluation_data(card: Card, said: tuple[Passage, ...]) -> Iterator[Finding]:
    """On what the evaluation rests, where there is one: a score alone says little."""
    published = dict.fromkeys(result.dataset for result in eval_results(card)[0])
    if published:
        shown = ", ".join(list(published)[:_MAX_DATASETS])
        more = ", ..." if len(published) > _MAX_DATASETS else ""
        title = f"{EVALUATION_DATA.label}: stated."
        evidence = metadata_evidence(card, MODEL_INDEX)
        quote, line = (evidence.quote, evidence.line) if evidence is not None else ("", None)
        detail = f"Published on {shown}{more}."
        yield Finding(EVALUATION_DATA.kind, Gravity.GOOD, title, detail, quote, line)
    elif find_evidence(said, EVALUATION) is not None:
        evidence = find_evidence(said, EVALUATION_DATA)
        if evidence is not None:
            yield _stated(EVALUATION_DATA, evidence)
        else:
            title = f"{EVALUATION_DATA.label}: {NOT_STATED}"
            detail = "Scores are given, but not on which data."
            yield Finding(EVALUATION_DATA.kind, EVALUATION_DATA.if_absent, title, detail)


def _about_emissions(card: Card, said: tuple[Passage, ...]) -> Iterator[Finding]:
    evidence = metadata_evidence(card, "co2_eq_emissions") or find_evidence(said, EMISSIONS)
    if evidence is not None:
        yield _stated(EMISSIONS, evidence)


def _problem(text: str) -> Finding:
    return Finding("front_matter", Gravity.WARNING, "Metadata: not as it should be.", text)
