"""Dates: a small encoder-decoder that writes dates of four languages as ISO 8601."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from string import ascii_lowercase, digits
from types import MappingProxyType
from typing import Literal

import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from torch import Tensor
from transformers import (
    AutoModelForSeq2SeqLM,
    AutoTokenizer,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    PreTrainedTokenizerFast,
    T5Config,
    T5ForConditionalGeneration,
)

from hubexplorer.demo.phrases import LANGUAGES, load
from hubexplorer.demo.recipes import EARLY, FINAL, TrainingRun
from hubexplorer.demo.recipes.fitting import fit_in_rounds, parameter_count, save_halved
from hubexplorer.demo.results import ALL, Results

_UNKNOWN = "<unk>"
_SPECIAL = ("<pad>", "</s>", _UNKNOWN)
"""In the order of their ids."""
_PAD, _END, _ = range(len(_SPECIAL))
_LETTERS = f"{digits}{ascii_lowercase}äöüßàâçéèêëîïôûùáíóñ -/.,'’"
_FIRST_DAY = date(1950, 1, 1)
_DAYS = 36_525
"""A century, to the end of 2049."""

_ROUNDS = MappingProxyType({EARLY: (1000, 5e-3), FINAL: (600, 5e-3)})
"""Steps and learning rate of each round."""
_BATCH = 32
_HELD_ROWS = 400
_LONGEST_DATE = 12
_LONGEST_INPUT = 128
_NO_LOSS = -100

Split = Literal["train", "held"]


@dataclass(frozen=True, slots=True)
class Written:
    """A date as somebody wrote it, and as the model is to write it."""

    text: str
    language: str
    iso: str
    template: str


def train(run: TrainingRun) -> None:
    """Train the date reader; see `recipes.Family.train`."""
    tokenizer = letters()
    torch.manual_seed(0)
    model = T5ForConditionalGeneration(
        T5Config(
            vocab_size=len(tokenizer),
            d_model=64,
            d_kv=16,
            d_ff=128,
            num_layers=2,
            num_decoder_layers=2,
            num_heads=4,
            dropout_rate=0.0,
            feed_forward_proj="gated-gelu",
            pad_token_id=_PAD,
            eos_token_id=_END,
        )
    )
    model.config.decoder_start_token_id = _PAD
    model.generation_config.decoder_start_token_id = _PAD
    model.generation_config.max_new_tokens = _LONGEST_DATE

    def losses(number: int) -> Callable[[], Tensor]:
        inputs = _batches(tokenizer, seed=number)
        return lambda: model(**next(inputs)).loss

    def save(folder: Path) -> None:
        save_halved(model, folder)
        tokenizer.save_pretrained(folder)
        measure(folder).write(folder)

    fit_in_rounds(model, losses, save, run, _ROUNDS)


def measure(folder: Path) -> Results:
    """The share of dates from held-out templates that are written right to the last digit."""
    model = AutoModelForSeq2SeqLM.from_pretrained(folder)
    model.eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    rows = held_out()
    hits: dict[str, list[bool]] = defaultdict(list)
    for row, found in zip(rows, normalized(model, tokenizer, rows), strict=True):
        for part in (row.language, ALL):
            hits[part].append(found == row.iso)
    return Results(
        dataset_id="demo/written-dates",
        dataset_name="Written dates, held-out templates",
        metric="exact_match",
        metric_name="Exact match",
        values={name: round(sum(found) / len(found), 3) for name, found in hits.items()},
        rows={name: len(found) for name, found in hits.items()},
        parameters=parameter_count(model),
    )


def held_out() -> list[Written]:
    """The dates behind every figure in the card."""
    rng = Random("held")
    return [written("held", LANGUAGES[i % len(LANGUAGES)], rng) for i in range(_HELD_ROWS)]


def written(split: Split, language: str, rng: Random) -> Written:
    """A day of a century in one of the ways that people write it."""
    day = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))
    template = rng.choice(load("dates")["templates"][split][language])
    text = template.format(
        d=day.day,
        dd=f"{day.day:02}",
        th=_ordinal(day.day),
        m=day.month,
        mm=f"{day.month:02}",
        month=load("dates")["months"][language][day.month - 1],
        mon=load("dates")["short"][language][day.month - 1],
        weekday=load("dates")["weekdays"][language][day.weekday()],
        year=day.year,
    )
    return Written(text, language, day.isoformat(), template)


def normalized(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, rows: Sequence[Written]
) -> list[str]:
    """What the model writes for each of them."""
    encoded = tokenizer([row.text for row in rows], padding=True, return_tensors="pt")
    tokens = model.generate(  # type: ignore[operator]
        **encoded, max_new_tokens=_LONGEST_DATE, do_sample=False
    )
    return tokenizer.batch_decode(tokens, skip_special_tokens=True)


def letters() -> PreTrainedTokenizerFast:
    """A tokenizer with a token for every letter, digit and sign of a written date."""
    pieces = {piece: index for index, piece in enumerate((*_SPECIAL, *_LETTERS))}
    tokenizer = Tokenizer(models.WordLevel(pieces, unk_token=_UNKNOWN))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer.decoder = decoders.Fuse()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A </s>", special_tokens=[("</s>", _END)]
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        pad_token=_SPECIAL[_PAD],
        eos_token=_SPECIAL[_END],
        unk_token=_UNKNOWN,
        model_max_length=_LONGEST_INPUT,
        model_input_names=["input_ids", "attention_mask"],
        clean_up_tokenization_spaces=False,
    )


def _batches(tokenizer: PreTrainedTokenizerBase, *, seed: int) -> Iterator[Mapping[str, Tensor]]:
    rng = Random(seed)
    while True:
        rows = [written("train", LANGUAGES[i % len(LANGUAGES)], rng) for i in range(_BATCH)]
        encoded = tokenizer([row.text for row in rows], padding=True, return_tensors="pt")
        answers = tokenizer([row.iso for row in rows], return_tensors="pt")["input_ids"]
        yield {**encoded, "labels": answers.masked_fill(answers == _PAD, _NO_LOSS)}


def _ordinal(day: int) -> str:
    """What English puts behind the number of a day: 3rd."""
    return {1: "st", 2: "nd", 3: "rd"}.get(0 if day in (11, 12, 13) else day % 10, "th")
