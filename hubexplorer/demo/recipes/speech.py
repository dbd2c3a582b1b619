"""Spoken digits: one model names a digit, another writes down a row of them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence
from transformers import (
    AutoFeatureExtractor,
    AutoModelForAudioClassification,
    AutoModelForCTC,
    AutoTokenizer,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    SeamlessM4TFeatureExtractor,
    Wav2Vec2BertConfig,
    Wav2Vec2BertForCTC,
    Wav2Vec2BertForSequenceClassification,
    Wav2Vec2CTCTokenizer,
)

from hubexplorer.demo.recipes import EARLY, FINAL, TrainingRun
from hubexplorer.demo.recipes.fitting import (
    batches,
    fit_in_rounds,
    fit_with_checkpoints,
    parameter_count,
    save_halved,
)
from hubexplorer.demo.results import ALL, Results
from hubexplorer.demo.voices import RATE, WORDS, Utterance, utterances

_BLANK = "<pad>"
_LETTERS = (_BLANK, "<s>", "</s>", "<unk>", "|", *sorted(set("".join(WORDS))))
"""In the order of their ids; a bar stands between words."""
_FEATURES = 160
_HELD_SEED = 1
_NO_LOSS = -100
_FEATURE_NOISE = 0.3


@dataclass(frozen=True, slots=True)
class _Recipe:
    """How one of the two is trained and measured."""

    model: Callable[[Wav2Vec2BertConfig], PreTrainedModel]
    settings: Mapping[str, Any]
    most_digits: int
    training_rows: int
    held_rows: int
    batch: int
    rounds: Mapping[str, tuple[int, float]]
    """Checkpoint name to steps and learning rate."""
    early_step: int = 0
    """Of a single round, when the first checkpoint is saved."""


_RECIPES = MappingProxyType(
    {
        "spoken-digits-en-nano": _Recipe(
            Wav2Vec2BertForSequenceClassification,
            MappingProxyType(
                {
                    "num_hidden_layers": 2,
                    "classifier_proj_size": 64,
                    "id2label": dict(enumerate(WORDS)),
                    "label2id": {word: index for index, word in enumerate(WORDS)},
                }
            ),
            most_digits=1,
            training_rows=1600,
            held_rows=200,
            batch=32,
            rounds=MappingProxyType({FINAL: (300, 4e-3)}),
            early_step=100,
        ),
        "spoken-digits-en-ctc": _Recipe(
            Wav2Vec2BertForCTC,
            MappingProxyType(
                {"num_hidden_layers": 2, "vocab_size": len(_LETTERS), "ctc_loss_reduction": "mean"}
            ),
            most_digits=4,
            training_rows=1200,
            held_rows=120,
            batch=16,
            rounds=MappingProxyType({EARLY: (500, 4e-3), FINAL: (350, 4e-3)}),
        ),
    }
)


def train(run: TrainingRun) -> None:
    """Train one of the two; see `recipes.Family.train`."""
    recipe = _RECIPES[run.name]
    rows = utterances("train", recipe.training_rows, most_digits=recipe.most_digits, seed=0)
    extractor = SeamlessM4TFeatureExtractor()  # type: ignore[no-untyped-call]
    torch.manual_seed(0)
    model = recipe.model(_config(recipe))
    tokenizer = _tokenizer() if isinstance(model, Wav2Vec2BertForCTC) else None

    def losses(number: int) -> Callable[[], Tensor]:
        inputs = _batches(rows, recipe.batch, extractor, tokenizer, seed=number)
        return lambda: model(**next(inputs)).loss

    def save(folder: Path) -> None:
        save_halved(model, folder)
        extractor.save_pretrained(folder)
        if tokenizer is not None:
            tokenizer.save_pretrained(folder)
        measure(folder).write(folder)

    if recipe.early_step:
        steps, learning_rate = recipe.rounds[FINAL]
        fit_with_checkpoints(
            model,
            losses(0),
            save,
            run,
            steps=steps,
            early_step=recipe.early_step,
            learning_rate=learning_rate,
        )
    else:
        fit_in_rounds(model, losses, save, run, recipe.rounds)


def measure(folder: Path) -> Results:
    """The figures on voices that training never heard.

    Raises:
        CannotRunHere: eSpeak NG, which speaks them, is not installed.
    """
    is_row = (folder / "vocab.json").is_file()
    recipe = _RECIPES["spoken-digits-en-ctc" if is_row else "spoken-digits-en-nano"]
    rows = utterances("held", recipe.held_rows, most_digits=recipe.most_digits, seed=_HELD_SEED)
    auto_class: Any = AutoModelForCTC if is_row else AutoModelForAudioClassification
    model = auto_class.from_pretrained(folder).eval()
    heard = _written_down(folder, model, rows) if is_row else _named(folder, model, rows)
    said = [row.text for row in rows]
    exact = sum(one == other for one, other in zip(heard, said, strict=True)) / len(rows)
    error_rate = _word_error_rate(heard, said)
    return Results(
        dataset_id="demo/spoken-digits",
        dataset_name="Spoken digits, held-out voices",
        metric="wer" if is_row else "accuracy",
        metric_name="Word error rate" if is_row else "Accuracy",
        values={ALL: round(error_rate if is_row else exact, 3)},
        rows={ALL: len(rows)},
        parameters=parameter_count(model),
        measures={"exact": round(exact, 3)},
    )


def _config(recipe: _Recipe) -> Wav2Vec2BertConfig:
    return Wav2Vec2BertConfig(
        feature_projection_input_dim=_FEATURES,
        hidden_size=64,
        output_hidden_size=64,
        num_attention_heads=4,
        intermediate_size=128,
        conv_depthwise_kernel_size=15,
        layerdrop=0.0,
        # Its masks are drawn from numpy's global state, so that no two trainings would agree.
        apply_spec_augment=False,
        pad_token_id=0,
        **recipe.settings,
    )


def _tokenizer() -> PreTrainedTokenizerBase:
    """A token for every letter of the ten words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vocab.json"
        path.write_text(json.dumps({letter: index for index, letter in enumerate(_LETTERS)}))
        return Wav2Vec2CTCTokenizer(str(path), pad_token=_BLANK)  # type: ignore[no-untyped-call]


def _batches(
    rows: Sequence[Utterance],
    size: int,
    extractor: SeamlessM4TFeatureExtractor,
    tokenizer: PreTrainedTokenizerBase | None,
    *,
    seed: int,
) -> Iterator[Mapping[str, Tensor]]:
    features = [_features(extractor, row) for row in rows]
    if tokenizer is None:
        targets = [torch.tensor(WORDS.index(row.text)) for row in rows]
    else:
        targets = [torch.tensor(tokenizer(row.text)["input_ids"]) for row in rows]
    for chosen in batches(len(rows), size, seed=seed):
        sounds = [features[index] for index in chosen]
        answers = [targets[index] for index in chosen]
        padded = pad_sequence(sounds, batch_first=True)
        lengths = torch.tensor([len(sound) for sound in sounds])
        yield {
            "input_features": padded + _FEATURE_NOISE * torch.randn(padded.shape),
            "attention_mask": (torch.arange(padded.shape[1]) < lengths[:, None]).long(),
            "labels": (
                torch.stack(answers)
                if tokenizer is None
                else pad_sequence(answers, batch_first=True, padding_value=_NO_LOSS)
            ),
        }


def _features(extractor: SeamlessM4TFeatureExtractor, row: Utterance) -> Tensor:
    """One vector of 160 numbers for every 20 ms."""
    found: Tensor = extractor(row.samples, sampling_rate=RATE, return_tensors="pt")[
        "input_features"
    ][0]
    return found


def _outputs(folder: Path, model: Any, rows: Sequence[Utterance]) -> Iterator[Tensor]:
    """The model's logits for one utterance after another."""
    extractor: Any = AutoFeatureExtractor
    extractor = extractor.from_pretrained(folder)
    with torch.inference_mode():
        for row in rows:
            yield model(**extractor(row.samples, sampling_rate=RATE, return_tensors="pt")).logits[0]


def _named(folder: Path, model: Any, rows: Sequence[Utterance]) -> list[str]:
    labels = model.config.id2label
    return [str(labels[int(scores.argmax())]) for scores in _outputs(folder, model, rows)]


def _written_down(folder: Path, model: Any, rows: Sequence[Utterance]) -> list[str]:
    tokenizer = AutoTokenizer.from_pretrained(folder)
    return [
        str(tokenizer.decode(scores.argmax(-1).tolist(), skip_special_tokens=True)).strip()
        for scores in _outputs(folder, model, rows)
    ]


def _word_error_rate(heard: Sequence[str], said: Sequence[str]) -> float:
    """Words to insert, drop or replace, per word said."""
    errors = sum(_edits(one.split(), other.split()) for one, other in zip(heard, said, strict=True))
    return errors / sum(len(text.split()) for text in said)


def _edits(one: Sequence[str], other: Sequence[str]) -> int:
    """How many insertions, deletions and replacements lead from one to the other."""
    row = list(range(len(other) + 1))
    for number, word in enumerate(one, start=1):
        before, row[0] = row[0], number
        for place, wanted in enumerate(other, start=1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (word != wanted)),
            )
    return row[-1]
