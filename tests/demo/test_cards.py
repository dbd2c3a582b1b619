"""Cards print what was measured, and only what the commit's plan lets them say."""

from __future__ import annotations

import re

import pytest
import yaml
from huggingface_hub import ModelCardData, parse_eval_result_entries

from hubexplorer.demo import cards, history
from hubexplorer.demo.history import DemoRepo
from hubexplorer.demo.results import ALL, FILE, Results

REPOSITORIES = tuple(history.repositories())
SECTIONS = ("Intended use", "Out of scope", "Limitations", "Bias", "Training data", "Evaluation")


def head(repo: DemoRepo) -> tuple[str, Results]:
    folder = history.MODELS / repo.name
    paths = {path: file for path, file in repo.head().items() if not isinstance(file, bytes)}
    assert all(file.is_relative_to(folder) for file in paths.values())
    return paths["README.md"].read_text(encoding="utf-8"), Results.read(paths[FILE].parent)


@pytest.mark.parametrize("repo", REPOSITORIES, ids=lambda repo: repo.name)
def test_every_figure_comes_from_the_results(repo: DemoRepo) -> None:
    card, results = head(repo)
    body = card.split("---\n", 2)[2]
    table = re.findall(
        r"^\| (?:English|German|French|Spanish|All) \| (\d+) \| ([\d.]+) \|$", body, re.MULTILINE
    )
    expected = {(str(results.rows[part]), cards.figure(v)) for part, v in results.values.items()}
    assert set(table) == expected or cards.figure(results.values[ALL]) in body
    published = ModelCardData(**yaml.safe_load(card.split("---\n", 2)[1])).eval_results
    assert published is not None
    assert {r.dataset_config: r.metric_value for r in published} == dict(results.values)
    assert f"{results.parameters:,}" in body
    assert 'revision="v1.0"' in body
    if repo.name != "support-intent-multi-small":
        assert [section for section in SECTIONS if f"\n## {section}\n" not in body] == []


@pytest.mark.parametrize("repo", REPOSITORIES, ids=lambda repo: repo.name)
def test_the_evaluation_file_reads_with_the_stock_parser(repo: DemoRepo) -> None:
    _, results = head(repo)
    path, text = cards.eval_results(results, date="2026-03-09")
    shipped = repo.head()[path]
    assert not isinstance(shipped, bytes)
    entries = parse_eval_result_entries(yaml.safe_load(shipped.read_text(encoding="utf-8")))
    assert {entry.task_id: entry.value for entry in entries} == dict(results.values)
    assert len(yaml.safe_load(text)) == len(entries)


def test_a_card_leaves_out_what_it_is_told_to() -> None:
    results = Results("d/s", "Set", "accuracy", "Accuracy", {ALL: 0.5}, {ALL: 10}, 1234)
    card = cards.render(
        "handwritten-digits-vit", results, license_id="", omit=("Limitations", "Bias")
    )
    assert "## Limitations" not in card
    assert "## Bias" not in card
    assert "## Out of scope" in card
    assert "license:" not in card
    assert "1,234" in card
    with pytest.raises(ValueError, match="Limits"):
        cards.render("handwritten-digits-vit", results, license_id="mit", omit=("Limits",))
