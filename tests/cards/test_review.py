"""The reviewer against cards that were labeled by hand before it read them."""

import json
from pathlib import Path
from typing import Any

import pytest

from hubexplorer.cards import parse_card, review
from hubexplorer.cards.evidence import MAX_QUOTE
from hubexplorer.records import Finding, Gravity, HubModel

LABELLED = Path(__file__).parent / "labelled"
LABELS: dict[str, dict[str, str | None]] = json.loads((LABELLED / "labels.json").read_text())
MODEL = HubModel(hub="demo", repo="acme/model")
CASES = [(name, kind) for name, kinds in LABELS.items() for kind in kinds]


def first(findings: tuple[Finding, ...], kind: str) -> Finding:
    return next(finding for finding in findings if finding.kind == kind)


def findings_of(text: str, **model: Any) -> tuple[Finding, ...]:
    return review(parse_card(text), model=HubModel(hub="demo", repo="acme/model", **model))


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_labelled_card(name: str, kind: str) -> None:
    text = (LABELLED / name).read_text()
    label = LABELS[name][kind]
    found = [f for f in review(parse_card(text), model=MODEL) if f.kind == kind]
    if label is None:
        assert [f.title.partition(": ")[2] for f in found] == ["not stated."]
        assert not found[0].quote
        assert found[0].line is None
        return
    expected = next(n for n, line in enumerate(text.split("\n"), start=1) if label in line)
    assert expected in [f.line for f in found], [(f.title, f.line, f.quote) for f in found]
    assert all("not stated" not in f.title for f in found)


@pytest.mark.parametrize("name", LABELS)
def test_quotes_are_the_cards_own_words(name: str) -> None:
    text = (LABELLED / name).read_text()
    lines = text.split("\n")
    for finding in review(parse_card(text), model=MODEL):
        if finding.line is None:
            assert not finding.quote
            continue
        assert 0 < len(finding.quote) <= MAX_QUOTE
        below = " ".join(" ".join(lines[finding.line - 1 : finding.line + 6]).split())
        assert finding.quote.removesuffix("…") in below


def test_every_kind_is_answered_and_the_gravest_comes_first() -> None:
    order = [Gravity.GRAVE, Gravity.WARNING, Gravity.NOTE, Gravity.GOOD]
    for name in LABELS:
        findings = review(parse_card((LABELLED / name).read_text()), model=MODEL)
        gravities = [order.index(finding.gravity) for finding in findings]
        assert gravities == sorted(gravities)
        kinds = {finding.kind for finding in findings}
        assert kinds >= set(LABELS[name])


def test_an_empty_card_says_so_first() -> None:
    findings = findings_of("")
    assert findings[0].title == "Card: no text."
    assert first(findings, "license").title == "License: not stated."


@pytest.mark.parametrize(
    ("text", "gravity", "title"),
    [
        ("---\nlicense: mit\n---\nx", Gravity.GOOD, "License: mit."),
        ("---\nlicense: [mit, cc-by-nc-4.0]\n---\nx", Gravity.GRAVE, "non-commercial"),
        ("---\nlicense: gpl\n---\nx", Gravity.WARNING, "unknown terms (gpl)"),
        ("---\nlicense: my-own\n---\nx", Gravity.WARNING, "unknown terms (my-own)"),
        ("---\nlicense: gemma\n---\nx", Gravity.WARNING, "with conditions (gemma)"),
        ("## License\n\nCC-BY-NC 4.0", Gravity.GRAVE, "non-commercial, by the card's text"),
    ],
)
def test_license_gravity(text: str, gravity: Gravity, title: str) -> None:
    found = first(findings_of(text), "license")
    assert found.gravity is gravity
    assert title in found.title


def test_license_of_the_hub_counts_where_the_card_is_silent() -> None:
    found = first(findings_of("# A model", license_id="apache-2.0"), "license")
    assert found.gravity is Gravity.GOOD
    assert "Say what you changed." in found.detail


def test_license_conflicts_are_named() -> None:
    findings = findings_of("---\nlicense: mit\n---\nx", license_id="cc-by-nc-4.0")
    titles = [finding.title for finding in findings if finding.kind == "license"]
    assert "License: the card says mit, the hub says cc-by-nc-4.0." in titles
    text = (LABELLED / "contradiction.md").read_text()
    gravest = review(parse_card(text), model=MODEL)[0]
    assert gravest.title == "License: the text says non-commercial, the tag says mit."
    assert gravest.line == 11


def test_text_that_allows_both_is_no_conflict() -> None:
    text = "---\nlicense: mit\n---\n## License\n\nFor commercial and non-commercial use."
    assert all(f.gravity is not Gravity.GRAVE for f in findings_of(text) if f.kind == "license")


def test_weights_without_safetensors() -> None:
    card = parse_card("x")
    pickled = first(review(card, model=MODEL, files=["pytorch_model.bin", "README.md"]), "weights")
    assert pickled.gravity is Gravity.WARNING
    assert "pytorch_model.bin" in pickled.detail
    none = first(review(card, model=MODEL, files=["README.md"]), "weights")
    assert none.title == "Weights: none in this repository."
    safe = review(card, model=MODEL, files=["model.safetensors", "pytorch_model.bin"])
    assert all(finding.kind != "weights" for finding in safe)
    listed = first(findings_of("x", formats=("gguf",)), "weights")
    assert "gguf" in listed.detail


def test_front_matter_base_model_and_gate() -> None:
    broken = review(parse_card((LABELLED / "broken_yaml.md").read_text()), model=MODEL)
    assert "line 4" in first(broken, "front_matter").detail
    text = (LABELLED / "use_restricted.md").read_text()
    findings = review(parse_card(text), model=HubModel("demo", "acme/m", gated="manual"))
    base = first(findings, "base_model")
    assert base.title == "Base model: acme/llama-small."
    assert (base.line, base.quote) == (3, "base_model: acme/llama-small")
    assert first(findings, "gated").gravity is Gravity.NOTE
