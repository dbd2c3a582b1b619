"""The parts of a card that are said, and the score they add up to."""

import pytest

from hubexplorer.cards import Said, completeness, parse_card, review
from hubexplorer.records import HubModel
from tests.cards.judging import LABELLED


def of(name: str) -> dict[str, Said]:
    findings = review(
        parse_card((LABELLED / name).read_text()), model=HubModel("demo", "acme/model")
    )
    return {part.kind: part.said for part in completeness(findings).parts}


def test_a_whole_card_and_an_unfilled_one() -> None:
    assert set(of("full.md").values()) == {Said.STATED}
    assert set(of("unfilled_template.md").values()) == {Said.MISSING}


def test_every_part_is_visible_and_counts_alike() -> None:
    parts = of("table_card.md")
    assert parts["license"] is Said.STATED
    assert parts["training_data"] is Said.PARTLY  # named in the metadata only
    assert parts["bias"] is Said.MISSING
    findings = review(
        parse_card((LABELLED / "table_card.md").read_text()), model=HubModel("demo", "acme/m")
    )
    found = completeness(findings)
    worth = {Said.STATED: 1.0, Said.PARTLY: 0.5, Said.MISSING: 0.0}
    assert found.score == pytest.approx(sum(map(worth.get, parts.values())) / len(parts))
