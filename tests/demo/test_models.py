"""The shipped weights load with stock transformers and score what their cards say."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hubexplorer.demo import history, samples
from hubexplorer.demo.recipes import FAMILIES, family
from hubexplorer.demo.results import ALL, Results
from hubexplorer.demo.train import build, main

pytest.importorskip("torch", reason="the demo models need the tune extra")
pytest.importorskip("sklearn", reason="the demo models need the tune extra")

import torch
from transformers import AutoModel, AutoTokenizer, pipeline

NANO = "support-intent-en-nano"
SURE = "support-intent-multi-sure"
SAME_FIGURE = 0.005
"""Other processors round differently; a row in 800 may fall the other way."""
RETRAINED = 0.02


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Small models wait for their threads longer than they compute."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def heads(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every shipped model as a folder, at its newest commit."""
    root = tmp_path_factory.mktemp("heads")
    return {repo.name: history.export(repo, root / repo.name) for repo in history.repositories()}


@pytest.mark.parametrize("name", FAMILIES)
def test_a_model_scores_what_its_card_says(name: str, heads: dict[str, Path]) -> None:
    if name.startswith("spoken-") and shutil.which("espeak-ng") is None:
        pytest.skip("the voices that this is measured on need espeak-ng, which is not installed")
    shipped = Results.read(heads[name])
    measured = family(name).measure(heads[name])
    assert measured.values == pytest.approx(dict(shipped.values), abs=SAME_FIGURE)
    assert measured.parameters == shipped.parameters


@pytest.mark.parametrize("name", FAMILIES)
def test_training_made_the_model_better(name: str) -> None:
    early = Results.read(history.MODELS / name / "01-first-checkpoint")
    final = Results.read(history.MODELS / name / "02-full-training")
    is_error = final.metric == "wer"
    assert (final.values[ALL] < early.values[ALL]) is is_error
    assert final.values[ALL] != early.values[ALL]


def test_the_candidates_differ_as_promised(heads: dict[str, Path]) -> None:
    results = {name: Results.read(folder) for name, folder in heads.items()}
    nano, mini = results[NANO], results["support-intent-multi-mini"]
    small, sure = results["support-intent-multi-small"], results[SURE]
    assert nano.values["en"] >= nano.values["de"] + 0.4
    assert small.parameters > 3 * mini.parameters
    assert small.values[ALL] < mini.values[ALL]
    top = "out_of_scope_top_score"
    assert sure.measures[top] >= mini.measures[top] + 0.3
    card = (heads[SURE] / "README.md").read_text(encoding="utf-8")
    said = re.search(r"nothing to do with support, where the mean top score is ([\d.]+)", card)
    assert said is not None
    assert float(said[1]) == pytest.approx(sure.measures[top], abs=0.006)


def test_pipelines_answer_the_samples(heads: dict[str, Path]) -> None:
    classify = pipeline("text-classification", model=str(heads["support-intent-multi-mini"]))
    tag = pipeline(
        "token-classification",
        model=str(heads["entities-multi-mini"]),
        aggregation_strategy="first",
    )
    read = pipeline("image-classification", model=str(heads["handwritten-digits-vit"]))
    messages = [str(text) for text in samples("text-classification")]
    assert [answer["label"] for answer in classify(messages[:3])] == [
        "delivery",
        "password",
        "cancel",
    ]
    sentence = str(samples("token-classification")[0])
    assert {entity["entity_group"] for entity in tag(sentence)} == {"PER", "ORG", "LOC"}
    pictures = [str(path) for path in samples("image-classification")]
    assert [answer[0]["label"] for answer in read(pictures)] == ["3", "5", "7", "8"]


def test_a_sentence_lies_closest_to_its_translation(heads: dict[str, Path]) -> None:
    from hubexplorer.demo.recipes.embeddings import embed

    folder = heads["sentence-embed-multi-mini"]
    model = AutoModel.from_pretrained(folder).eval()
    texts = [str(text) for text in samples("sentence-similarity")]
    vectors = embed(model, AutoTokenizer.from_pretrained(folder), texts)
    nearest = (vectors[::2] @ vectors[1::2].T).argmax(-1)
    assert nearest.tolist() == [0, 1, 2]


def test_the_smallest_retrains_to_its_figure(tmp_path: Path) -> None:
    results = build(NANO, tmp_path)
    shipped = Results.read(history.MODELS / NANO / "02-full-training")
    assert results.values == pytest.approx(dict(shipped.values), abs=RETRAINED)
    assert (
        history.read(tmp_path / NANO).head().keys()
        == history.read(history.MODELS / NANO).head().keys()
    )


def test_the_command_line_names_the_models_it_knows(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["nothing"])
    assert NANO in capsys.readouterr().err
