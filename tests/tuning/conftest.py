"""A tiny random model and a small learnable table, for every test of this room."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from hubexplorer.records import ModelRef
from hubexplorer.tuning import StarterSpec

COMMIT = "0123456789abcdef0123456789abcdef01234567"
WORDS = {
    "invoice": ["bill", "charge", "invoice", "payment", "price", "refund", "twice"],
    "login": ["account", "code", "email", "forgot", "locked", "password", "reset"],
    "shipping": ["address", "courier", "late", "package", "parcel", "track", "where"],
}
FILLERS = ["please", "help", "me", "with", "my", "the", "and", "to", "it", "is", "can", "today"]


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models this small are slower on several threads, and far slower on a busy machine."""
    monkeypatch.setenv("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of about 20,000 random parameters, with a tokenizer that knows the words above."""
    import torch
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    words = sorted({word for words in WORDS.values() for word in words} | set(FILLERS))
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *words]
    numbers = {word: number for number, word in enumerate(vocabulary)}
    tokenizer = Tokenizer(models.WordLevel(numbers, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]"
    )
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=48,
        num_labels=3,
        hidden_dropout_prob=0.0,  # what two processes drop differs
        attention_probs_dropout_prob=0.0,
    )
    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("model")
    BertForSequenceClassification(config).save_pretrained(folder)
    fast.save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def tickets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """120 texts in three classes told apart by their words; languages in a column of their own."""
    chance = random.Random(7)
    path = tmp_path_factory.mktemp("data") / "tickets.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["message", "intent", "language"])
        for number in range(180):
            label = sorted(WORDS)[number % 3]
            words = chance.sample(WORDS[label], 2) + chance.sample(FILLERS, 4)
            chance.shuffle(words)
            writer.writerow([" ".join(words), label, ("en", "de")[number % 2]])
    return path


@pytest.fixture
def spec(model_folder: Path, tickets: Path, tmp_path: Path) -> StarterSpec:
    return StarterSpec(
        family="text_classification",
        ref=ModelRef("embedded", "acme/tiny-bert", COMMIT),
        model_folder=str(model_folder),
        data=str(tickets),
        columns={"text": "message", "label": "intent"},
        settings={"epochs": 20, "learning_rate": 5e-3, "max_length": 32},
        held_out=0.4,
        output=str(tmp_path / "tuned"),
    )
