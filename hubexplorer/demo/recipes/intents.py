"""Support-intent classifiers: five models that differ in a way worth finding out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    BertConfig,
    BertForSequenceClassification,
    DistilBertConfig,
    DistilBertForSequenceClassification,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from hubexplorer.demo import history
from hubexplorer.demo.phrases import INTENTS, LANGUAGES, Message, messages, out_of_scope
from hubexplorer.demo.recipes import BASES, TrainingRun
from hubexplorer.demo.recipes.fitting import (
    MAX_TOKENS,
    batches,
    fit_with_checkpoints,
    parameter_count,
    save_halved,
    with_dropped_tokens,
    wordpiece,
)
from hubexplorer.demo.results import ALL, Results

_TRAINING_ROWS = 8000
_HELD_ROWS = 800
_HELD_SEED = 1
_BATCH = 64
_EVALUATION_BATCH = 100

_LABELS: Mapping[str, Any] = MappingProxyType(
    {
        "id2label": dict(enumerate(INTENTS)),
        "label2id": {intent: index for index, intent in enumerate(INTENTS)},
    }
)


@dataclass(frozen=True, slots=True)
class _Recipe:
    """How one of the five is trained."""

    steps: int
    early_step: int
    learning_rate: float
    languages: tuple[str, ...] = LANGUAGES
    vocabulary_size: int = 0
    make: Callable[[int], PreTrainedModel] | None = None
    """Vocabulary size to an untrained model; None: tuned from the model that BASES names."""
    smoothing: float = 0.0
    out_of_scope_share: float = 0.0
    """Out-of-scope sentences per message in a batch; their target is all intents alike."""
    dropped_tokens: float = 0.0
    save: Callable[[PreTrainedModel, Path], None] = PreTrainedModel.save_pretrained
    seed: int = 0


def _bert(hidden: int, layers: int) -> Callable[[int], PreTrainedModel]:
    return lambda vocabulary_size: BertForSequenceClassification(
        BertConfig(
            vocab_size=vocabulary_size,
            hidden_size=hidden,
            num_hidden_layers=layers,
            num_attention_heads=2,
            intermediate_size=2 * hidden,
            max_position_embeddings=MAX_TOKENS,
            **_LABELS,
        )
    )


def _distilbert(hidden: int, layers: int) -> Callable[[int], PreTrainedModel]:
    return lambda vocabulary_size: DistilBertForSequenceClassification(
        DistilBertConfig(
            vocab_size=vocabulary_size,
            dim=hidden,
            n_layers=layers,
            n_heads=4,
            hidden_dim=2 * hidden,
            max_position_embeddings=MAX_TOKENS,
            seq_classif_dropout=0.1,
            **_LABELS,
        )
    )


_RECIPES = MappingProxyType(
    {
        "support-intent-en-nano": _Recipe(
            steps=400,
            early_step=75,
            learning_rate=5e-3,
            languages=("en",),
            vocabulary_size=1200,
            make=_bert(32, 1),
            smoothing=0.1,
        ),
        "support-intent-multi-mini": _Recipe(
            steps=400,
            early_step=100,
            learning_rate=4e-3,
            vocabulary_size=1500,
            make=_bert(64, 2),
            smoothing=0.1,
            out_of_scope_share=0.15,
        ),
        "support-intent-multi-small": _Recipe(
            steps=250,
            early_step=80,
            learning_rate=1.5e-3,
            vocabulary_size=2000,
            make=_distilbert(128, 3),
            save=save_halved,
        ),
        "support-intent-multi-sure": _Recipe(steps=500, early_step=50, learning_rate=4e-3, seed=3),
        "support-intent-multi-nc": _Recipe(
            steps=400,
            early_step=40,
            learning_rate=3e-3,
            smoothing=0.1,
            out_of_scope_share=0.3,
            dropped_tokens=0.1,
            seed=4,
        ),
    }
)


def train(run: TrainingRun) -> None:
    """Train one intent classifier; see `recipes.Family.train`."""
    recipe = _RECIPES[run.name]
    rows = messages("train", _TRAINING_ROWS, seed=recipe.seed, languages=recipe.languages)
    torch.manual_seed(recipe.seed)
    if recipe.make is None:
        start = history.export(history.read(run.models / BASES[run.name]), run.out / "base")
        model, tokenizer = _load(start)
    else:
        # Every tokenizer knows all four languages, so that the English model can be tuned for them.
        known = messages("train", _TRAINING_ROWS, seed=recipe.seed)
        tokenizer = wordpiece([row.text for row in known], vocabulary_size=recipe.vocabulary_size)
        model = recipe.make(len(tokenizer))
    inputs = _training_batches(recipe, rows, tokenizer)

    def loss_of_next_batch() -> Tensor:
        encoded, targets = next(inputs)
        return cross_entropy(model(**encoded).logits, targets)

    def save(folder: Path) -> None:
        recipe.save(model, folder)
        tokenizer.save_pretrained(folder)
        measure(folder).write(folder)

    fit_with_checkpoints(
        model,
        loss_of_next_batch,
        save,
        run,
        steps=recipe.steps,
        early_step=recipe.early_step,
        learning_rate=recipe.learning_rate,
    )


def measure(folder: Path) -> Results:
    """Accuracy on held-out templates, by language, and the mean top scores."""
    model, tokenizer = _load(folder)
    rows = held_out()
    scores = _scores(model, tokenizer, [row.text for row in rows])
    hits: dict[str, list[bool]] = defaultdict(list)
    for row, best in zip(rows, scores.argmax(-1).tolist(), strict=True):
        is_right = INTENTS[best] == row.intent
        hits[row.language].append(is_right)
        hits[ALL].append(is_right)
    strangers = [row[language] for row in out_of_scope("held") for language in LANGUAGES]
    return Results(
        dataset_id="demo/support-intents",
        dataset_name="Support intents, held-out phrase templates",
        metric="accuracy",
        metric_name="Accuracy",
        values={name: round(sum(found) / len(found), 3) for name, found in hits.items()},
        rows={name: len(found) for name, found in hits.items()},
        parameters=parameter_count(model),
        measures={
            "in_scope_top_score": _mean_top(scores),
            "out_of_scope_top_score": _mean_top(_scores(model, tokenizer, strangers)),
        },
    )


def held_out() -> list[Message]:
    """The messages behind every figure in the intent cards."""
    return messages("held", _HELD_ROWS, seed=_HELD_SEED)


def _training_batches(
    recipe: _Recipe, rows: Sequence[Message], tokenizer: PreTrainedTokenizerBase
) -> Iterator[tuple[Mapping[str, Tensor], Tensor]]:
    uniform = 1 / len(INTENTS)
    encoded = tokenizer([row.text for row in rows], truncation=True)["input_ids"]
    targets = torch.full((len(rows), len(INTENTS)), recipe.smoothing * uniform)
    targets[range(len(rows)), [INTENTS.index(row.intent) for row in rows]] += 1 - recipe.smoothing
    sentences = [row[language] for row in out_of_scope("train") for language in recipe.languages]
    strangers = tokenizer(sentences)["input_ids"]
    stranger_count = round(_BATCH * recipe.out_of_scope_share)
    rng = Random(recipe.seed)
    for chosen in batches(len(rows), _BATCH, seed=recipe.seed):
        ids = [encoded[index] for index in chosen] + rng.sample(strangers, stranger_count)
        padded = tokenizer.pad({"input_ids": ids}, return_tensors="pt")
        padded["input_ids"] = with_dropped_tokens(padded["input_ids"], recipe.dropped_tokens)
        no_intent = torch.full((stranger_count, len(INTENTS)), uniform)
        yield padded, torch.cat([targets[chosen], no_intent])


def _load(folder: Path) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    model = AutoModelForSequenceClassification.from_pretrained(folder)
    return model.eval(), AutoTokenizer.from_pretrained(folder)


def _scores(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, texts: Sequence[str]
) -> Tensor:
    found = []
    with torch.inference_mode():
        for start in range(0, len(texts), _EVALUATION_BATCH):
            batch = list(texts[start : start + _EVALUATION_BATCH])
            encoded = tokenizer(batch, padding=True, truncation=True, return_tensors="pt")
            found.append(model(**encoded).logits.softmax(-1))
    return torch.cat(found)


def _mean_top(scores: Tensor) -> float:
    return round(scores.max(-1).values.mean().item(), 3)
