"""Sentence embeddings in which a sentence and its translation lie close together."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, normalize
from transformers import (
    AutoModel,
    AutoTokenizer,
    DistilBertConfig,
    DistilBertModel,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from hubexplorer.demo.phrases import LANGUAGES, Row, fill, load, out_of_scope, slots, translations
from hubexplorer.demo.recipes import TrainingRun
from hubexplorer.demo.recipes.fitting import (
    MAX_TOKENS,
    fit_with_checkpoints,
    parameter_count,
    save_halved,
    with_dropped_tokens,
    wordpiece,
)
from hubexplorer.demo.results import ALL, Results

_WIDTH = 96
_STEPS = 450
_EARLY_STEP = 70
_BATCH = 64
_TEMPERATURE = 0.07
_DROPPED_TOKENS = 0.15
_SEED = 0

_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
]


def train(run: TrainingRun) -> None:
    """Train the encoder; see `recipes.Family.train`."""
    rows = _training_rows()
    rng = Random(_SEED)
    texts = [fill(row[lang], lang, slots(rng, "train")) for row in rows * 8 for lang in LANGUAGES]
    torch.manual_seed(_SEED)
    tokenizer = wordpiece(texts, vocabulary_size=1500)
    model = DistilBertModel(
        DistilBertConfig(
            vocab_size=len(tokenizer),
            dim=_WIDTH,
            n_layers=2,
            n_heads=4,
            hidden_dim=2 * _WIDTH,
            max_position_embeddings=MAX_TOKENS,
        )
    )
    pairs = _training_pairs(rows, rng)

    def loss_of_next_batch() -> Tensor:
        left, right = next(pairs)
        similarity = (
            embed(model, tokenizer, left, _DROPPED_TOKENS)
            @ embed(model, tokenizer, right, _DROPPED_TOKENS).T
        )
        scores = similarity / _TEMPERATURE
        own = torch.arange(len(left))
        return (cross_entropy(scores, own) + cross_entropy(scores.T, own)) / 2

    def save(folder: Path) -> None:
        save_halved(model, folder)
        tokenizer.save_pretrained(folder)
        _write_sentence_transformers_layout(folder)
        measure(folder).write(folder)

    fit_with_checkpoints(
        model,
        loss_of_next_batch,
        save,
        run,
        steps=_STEPS,
        early_step=_EARLY_STEP,
        learning_rate=2e-3,
    )


def measure(folder: Path) -> Results:
    """How often a held-out sentence's nearest neighbor in another language is its translation."""
    model = AutoModel.from_pretrained(folder).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    texts = held_out()
    with torch.inference_mode():
        vectors = {lang: embed(model, tokenizer, texts[lang]) for lang in LANGUAGES}
    own = torch.arange(len(texts[LANGUAGES[0]]))
    hits = {
        source: torch.cat(
            [
                (vectors[source] @ vectors[target].T).argmax(-1) == own
                for target in LANGUAGES
                if target != source
            ]
        )
        for source in LANGUAGES
    }
    hits[ALL] = torch.cat(list(hits.values()))
    return Results(
        dataset_id="demo/sentence-pairs",
        dataset_name="Translated support sentences, held-out phrase templates",
        metric="cosine_accuracy@1",
        metric_name="Translation found first",
        values={name: round(found.float().mean().item(), 3) for name, found in hits.items()},
        rows={name: len(found) for name, found in hits.items()},
        parameters=parameter_count(model),
        measures={"candidates": float(len(own))},
    )


def held_out() -> Mapping[str, Sequence[str]]:
    """The held-out sentences of each language, translations at the same index.

    Every sentence names the same item, day and number, so that none of these gives a pair away.
    """
    values = slots(Random(_SEED), "held")
    rows = [row for _, row in translations("held")] + list(out_of_scope("held"))
    return {lang: [fill(row[lang], lang, values) for row in rows] for lang in LANGUAGES}


def embed(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    texts: Sequence[str],
    dropped_tokens: float = 0.0,
) -> Tensor:
    """Unit vectors, one row per text: the mean over a text's tokens, as `1_Pooling` says."""
    encoded = tokenizer(list(texts), padding=True, truncation=True, return_tensors="pt")
    encoded["input_ids"] = with_dropped_tokens(encoded["input_ids"], dropped_tokens)
    hidden = model(**encoded).last_hidden_state
    mask = encoded["attention_mask"].unsqueeze(-1)
    return normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)


def _training_rows() -> list[Row]:
    """Everything that training may see in four languages, single words included."""
    words = load("slots")
    return [
        *(row for _, row in translations("train")),
        *load("frames")["context"]["train"],
        *load("frames")["opening"],
        *load("frames")["closing"],
        *out_of_scope("train"),
        *words["item"]["known"],
        *words["item"]["unseen"],
        *words["color"],
        *words["day"],
    ]


def _training_pairs(rows: Sequence[Row], rng: Random) -> Iterator[tuple[list[str], list[str]]]:
    while True:
        left, right = [], []
        for row in rng.sample(rows, _BATCH):
            values = slots(rng, "train")
            source, target = rng.sample(LANGUAGES, 2)
            left.append(fill(row[source], source, values))
            right.append(fill(row[target], target, values))
        yield left, right


def _write_sentence_transformers_layout(folder: Path) -> None:
    """Add the files by which sentence-transformers, and our own runner, know the pooling."""
    pooling = {"word_embedding_dimension": _WIDTH, "pooling_mode_mean_tokens": True}
    (folder / "1_Pooling").mkdir(exist_ok=True)
    _write_json(folder / "modules.json", _MODULES)
    _write_json(folder / "1_Pooling" / "config.json", pooling)
    _write_json(
        folder / "sentence_bert_config.json",
        {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
    )


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
