"""Tasks on texts that are read: one label a text, marked words, texts of the same meaning."""

from __future__ import annotations

import random
from pathlib import Path

from tests.tuning.learnable.task import Task, save_bert, write

_NAMES = {
    "person": ["Ana", "Luis", "Mary", "Noor", "Omar", "Kim"],
    "place": ["Lisbon", "Oslo", "Cairo", "Quito", "Delhi", "Paris"],
}


def token_classification(folder: Path, seed: int) -> Task:
    from transformers import BertForTokenClassification

    train = ["PERSON lives in PLACE now", "we met PERSON near PLACE", "PLACE is where PERSON works"]
    test = ["now PERSON works near PLACE", "in PLACE we met PERSON"]
    chance = random.Random(seed)

    def row(template: str) -> tuple[str, str]:
        words, tags = [], []
        for word in template.split():
            kind = word.lower() if word.isupper() else ""
            names = _NAMES.get(kind)
            words.append(chance.choice(names) if names else word)
            tags.append(f"B-{kind}" if names else "O")
        return " ".join(words), " ".join(tags)

    rows = [row(chance.choice(train)) for _ in range(240)]
    held = [row(chance.choice(test)) for _ in range(60)]
    known = sorted({word for text, _ in rows + held for word in text.split()})
    return Task(
        save_bert(folder / "model", BertForTokenClassification, known, num_labels=2),
        write(folder / "train.csv", ("tokens", "tags"), rows),
        write(folder / "test.csv", ("tokens", "tags"), held),
        {"tokens": "tokens", "tags": "tags"},
        {"epochs": 10, "learning_rate": 5e-3},
        0.10,
    )


def text_classification(folder: Path, seed: int) -> Task:
    from transformers import BertForSequenceClassification

    topics = {
        "billing": ["invoice", "refund", "charge", "price"],
        "login": ["password", "code", "account", "email"],
        "shipping": ["parcel", "courier", "address", "track"],
    }
    train = ["please help with the X", "my X is wrong", "where is my X", "the X again"]
    test = ["a question on X today", "X is not right"]
    chance = random.Random(seed)

    def row(template: str) -> tuple[str, str]:
        label = chance.choice(sorted(topics))
        return template.replace("X", chance.choice(topics[label])), label

    rows = [row(chance.choice(train)) for _ in range(300)]
    held = [row(chance.choice(test)) for _ in range(90)]
    known = sorted({word for text, _ in rows + held for word in text.split()})
    return Task(
        save_bert(folder / "model", BertForSequenceClassification, known, num_labels=3),
        write(folder / "train.csv", ("text", "label"), rows),
        write(folder / "test.csv", ("text", "label"), held),
        {"text": "text", "label": "label"},
        {"epochs": 15, "learning_rate": 5e-3},
        0.10,
    )


def sentence_embeddings(folder: Path, seed: int) -> Task:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertModel

    words = [f"{a}{b}" for a in ("ka", "lo", "mi", "ru", "te", "vo") for b in ("n", "s", "t", "x")]
    meaning = {word: f"z{word}" for word in words}
    chance = random.Random(seed)

    def row() -> tuple[str, str]:
        chosen = chance.sample(words, 3)
        return " ".join(chosen), " ".join(meaning[word] for word in chance.sample(chosen, 3))

    rows, held = [row() for _ in range(600)], [row() for _ in range(60)]
    known = sorted({*meaning, *meaning.values()})
    plain = save_bert(folder / "bert", BertModel, known)
    transformer = Transformer(str(plain))
    model = SentenceTransformer(modules=[transformer, Pooling(32)], device="cpu")
    model.save_pretrained(str(folder / "model"))
    return Task(
        folder / "model",
        write(folder / "train.csv", ("anchor", "positive"), rows),
        write(folder / "test.csv", ("anchor", "positive"), held),
        {"anchor": "anchor", "positive": "positive"},
        {"epochs": 10, "learning_rate": 5e-3, "batch_size": 32},
        0.10,
    )
