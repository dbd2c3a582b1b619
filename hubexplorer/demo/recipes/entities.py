"""Named entities (people, places, organizations) in short messages, in four languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from string import ascii_lowercase
from typing import Any, Literal

import torch
from torch import Tensor
from transformers import (
    AutoModelForTokenClassification,
    AutoTokenizer,
    BertConfig,
    BertForTokenClassification,
    PreTrainedTokenizerFast,
    pipeline,
)

from hubexplorer.demo.phrases import LANGUAGES, fill, load, slots, translations
from hubexplorer.demo.recipes import TrainingRun
from hubexplorer.demo.recipes.fitting import (
    MAX_TOKENS,
    batches,
    fit_with_checkpoints,
    parameter_count,
    wordpiece,
)
from hubexplorer.demo.results import ALL, Results

_LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
_KINDS = {"P": "PER", "L": "LOC", "O": "ORG"}
_NOT_SCORED = -100

_TRAINING_ROWS = 6000
_HELD_ROWS = 400
_BATCH = 48
_STEPS = 600
_EARLY_STEP = 60
_CONTEXT_SHARE = 0.7
_INVENTED_WORDS = 0.2
_INVENTED_SHARE = 0.3
"""Of the training names, replaced by letters: the sentence is to decide, not a list of names."""

Split = Literal["train", "held"]
Span = tuple[int, int, str]
"""First character, character after the last, kind."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its entities marked."""

    text: str
    language: str
    spans: tuple[Span, ...]


def train(run: TrainingRun) -> None:
    """Train the tagger; see `recipes.Family.train`."""
    rows = sentences("train", _TRAINING_ROWS, seed=0)
    torch.manual_seed(0)
    tokenizer = wordpiece([row.text for row in rows], vocabulary_size=1200, is_lowercase=False)
    model = BertForTokenClassification(
        BertConfig(
            vocab_size=len(tokenizer),
            hidden_size=64,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=128,
            max_position_embeddings=MAX_TOKENS,
            id2label=dict(enumerate(_LABELS)),
            label2id={label: index for index, label in enumerate(_LABELS)},
        )
    )
    inputs = _training_batches(rows, tokenizer)

    def loss_of_next_batch() -> Tensor:
        loss: Tensor = model(**next(inputs)).loss
        return loss

    def save(folder: Path) -> None:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        measure(folder).write(folder)

    fit_with_checkpoints(
        model,
        loss_of_next_batch,
        save,
        run,
        steps=_STEPS,
        early_step=_EARLY_STEP,
        learning_rate=4e-3,
    )


def measure(folder: Path) -> Results:
    """Exact-span F1 on held-out templates, a third of the names unseen too, by language."""
    model = AutoModelForTokenClassification.from_pretrained(folder).eval()
    tag = pipeline(
        "token-classification",
        model=model,
        tokenizer=AutoTokenizer.from_pretrained(folder),
        aggregation_strategy="first",
        device="cpu",
    )
    rows = held_out()
    found = [_spans(answer) for answer in tag([row.text for row in rows])]
    pairs = {
        name: [
            (set(row.spans), spans)
            for row, spans in zip(rows, found, strict=True)
            if name in (ALL, row.language)
        ]
        for name in (*LANGUAGES, ALL)
    }
    return Results(
        dataset_id="demo/entities",
        dataset_name="Names in messages, held-out phrase templates",
        metric="f1",
        metric_name="Span F1",
        values={name: _f1(rated) for name, rated in pairs.items()},
        rows={name: len(rated) for name, rated in pairs.items()},
        parameters=parameter_count(model),
    )


def held_out() -> list[Sentence]:
    """The sentences behind the card's figures."""
    return sentences("held", _HELD_ROWS, seed=1)


def sentences(split: Split, count: int, *, seed: int) -> list[Sentence]:
    """`count` generated sentences, the languages in turn."""
    rng = Random(f"entities/{split}/{seed}")
    found = [_sentence(split, LANGUAGES[row % len(LANGUAGES)], rng) for row in range(count)]
    return [_with_context(sentence, rng) for sentence in found] if split == "train" else found


def _sentence(split: Split, language: str, rng: Random) -> Sentence:
    template = rng.choice(load("entities")["templates"][split][language])
    text = ""
    spans: list[Span] = []
    for piece in re.split(r"(\{[PLO]\})", template):
        if piece.startswith("{"):
            name = _name(piece[1], split, rng)
            spans.append((len(text), len(text) + len(name), _KINDS[piece[1]]))
            piece = name
        elif split == "train":
            piece = _with_invented_words(piece, rng)
        text += piece
    return Sentence(text, language, tuple(spans))


def _with_context(sentence: Sentence, rng: Random) -> Sentence:
    """The sentence, often beside a support phrase without names.

    Without such phrases every word that no template holds is taken for a name.
    """
    if rng.random() >= _CONTEXT_SHARE:
        return sentence
    _, row = rng.choice(translations("train"))
    context = fill(row[sentence.language], sentence.language, slots(rng, "train"))
    context = _with_invented_words(context, rng)
    if rng.random() < 0.5:
        return replace(sentence, text=f"{sentence.text} {context}")
    shift = len(context) + 1
    return replace(
        sentence,
        text=f"{context} {sentence.text}",
        spans=tuple((start + shift, end + shift, kind) for start, end, kind in sentence.spans),
    )


def _name(kind: str, split: Split, rng: Random) -> str:
    names = load("entities")["names"]
    lists = {"P": ("first", "last"), "L": ("place",), "O": ("organization",)}[kind]
    pools = [names[key]["known"] + names[key]["unseen"] * (split == "held") for key in lists]
    words = [rng.choice(pool) for pool in pools]
    if split == "train" and rng.random() < _INVENTED_SHARE:
        words = [_invented(rng).title() for _ in words]
    ending = rng.choice(names["organization_ending"]) if kind == "O" else ""
    return " ".join([*words, ending]).rstrip()


def _with_invented_words(text: str, rng: Random) -> str:
    """`text` with some words replaced by letters: to be unknown does not make a word a name."""

    def replaced(match: re.Match[str]) -> str:
        word = match.group()
        return _invented(rng) if word.islower() and rng.random() < _INVENTED_WORDS else word

    return re.sub(r"\w{3,}", replaced, text)


def _invented(rng: Random) -> str:
    return "".join(rng.choices(ascii_lowercase, k=rng.randint(3, 9)))


def _training_batches(
    rows: Sequence[Sentence], tokenizer: PreTrainedTokenizerFast
) -> Iterator[Mapping[str, Tensor]]:
    encoded = tokenizer(
        [row.text for row in rows],
        padding=True,
        truncation=True,
        return_offsets_mapping=True,
        return_tensors="pt",
    )
    labels = torch.tensor(
        [
            [_label(row, int(start), int(end)) for start, end in offsets]
            for row, offsets in zip(rows, encoded["offset_mapping"].tolist(), strict=True)
        ]
    )
    for chosen in batches(len(rows), _BATCH, seed=0):
        yield {
            "input_ids": encoded["input_ids"][chosen],
            "attention_mask": encoded["attention_mask"][chosen],
            "labels": labels[chosen],
        }


def _label(row: Sentence, start: int, end: int) -> int:
    """The label of the token at these characters; padding and special tokens are empty."""
    if start == end:
        return _NOT_SCORED
    for first, last, kind in row.spans:
        if first <= start < last:
            return _LABELS.index(f"{'B' if start == first else 'I'}-{kind}")
    return _LABELS.index("O")


def _spans(answer: Sequence[Mapping[str, Any]]) -> set[Span]:
    return {(int(e["start"]), int(e["end"]), str(e["entity_group"])) for e in answer}


def _f1(rated: Sequence[tuple[set[Span], set[Span]]]) -> float:
    """F1 over (true, found) span sets; a span counts when its place and kind are right."""
    right = sum(len(true & found) for true, found in rated)
    claims = sum(len(true) + len(found) for true, found in rated)
    return round(2 * right / claims, 3)
