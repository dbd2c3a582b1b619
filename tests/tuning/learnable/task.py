"""What a family can be tried on, and the tables and tokenizers that the tasks share."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass(frozen=True, slots=True)
class Task:
    """What a family can be tried on."""

    model_folder: Path
    train: Path
    test: Path
    columns: dict[str, str]
    settings: dict[str, Any]
    least: float
    """The change of the family's first metric that learning must bring."""


def paired(
    words: dict[str, str],
    train: Sequence[str],
    test: Sequence[str],
    seed: int,
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Sentences with one of the words, and the word that belongs to it."""
    chance = random.Random(seed)

    def row(templates: Sequence[str]) -> tuple[str, str]:
        word = chance.choice(sorted(words))
        return chance.choice(templates).replace("X", word), words[word]

    return [row(train) for _ in range(300)], [row(test) for _ in range(60)]


def write(path: Path, header: tuple[str, str], rows: Iterable[tuple[str, str]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def words_tokenizer(words: Sequence[str], *, end: bool = False) -> Any:
    """A tokenizer of these words; with `end`, every text ends in its own token."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    vocabulary = ["[PAD]", "[UNK]", "[END]", "<user>", "<assistant>", *words]
    tokenizer = Tokenizer(
        models.WordLevel({word: at for at, word in enumerate(vocabulary)}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    if end:
        tokenizer.post_processor = processors.TemplateProcessing(
            single="$A [END]", special_tokens=[("[END]", 2)]
        )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", eos_token="[END]"
    )


def save_bert(folder: Path, kind: Any, words: Sequence[str], **more: Any) -> Path:
    """A random BERT that knows these words, of about 20,000 parameters unless told otherwise."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, PreTrainedTokenizerFast

    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *words]
    tokenizer = Tokenizer(
        models.WordLevel({word: at for at, word in enumerate(vocabulary)}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    torch.manual_seed(1)
    sizes = {
        "hidden_size": 32,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 64,
        "max_position_embeddings": 48,
        "hidden_dropout_prob": 0.0,
        "attention_probs_dropout_prob": 0.0,
    }
    config = BertConfig(vocab_size=len(vocabulary), **{**sizes, **more})
    kind(config).save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    ).save_pretrained(folder)
    return folder
