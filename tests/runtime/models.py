"""Tiny real models with random weights, saved by transformers, as a hub would hand them over."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from hubexplorer.records import ModelRef
from hubexplorer.runtime.requests import RunRequest

WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "my",
    "card",
    "was",
    "lost",
    "in",
    "berlin",
    "anna",
    "paid",
    "twice",
    "please",
    "help",
]
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def save_tokenizer(folder: Path) -> None:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    words = {word: place for place, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
    ).save_pretrained(folder)


def save_bert(
    folder: Path, class_name: str, labels: Sequence[str] = (), seed: int = 0, **settings: object
) -> Path:
    import torch
    import transformers

    torch.manual_seed(seed)
    shape: dict[str, object] = {
        "vocab_size": len(WORDS),
        "hidden_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 64,
        "max_position_embeddings": 64,
        "initializer_range": 1.0,
    }
    if labels:
        shape["id2label"] = dict(enumerate(labels))
        shape["label2id"] = {label: place for place, label in enumerate(labels)}
    config = transformers.BertConfig(**shape | settings)
    getattr(transformers, class_name)(config).save_pretrained(folder)
    save_tokenizer(folder)
    return folder


def save_vit(folder: Path) -> Path:
    import torch
    import transformers

    torch.manual_seed(0)
    config = transformers.ViTConfig(
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        image_size=16,
        patch_size=4,
        initializer_range=0.5,
        id2label={i: f"digit {i}" for i in range(10)},
        label2id={f"digit {i}": i for i in range(10)},
    )
    transformers.ViTForImageClassification(config).save_pretrained(folder)
    transformers.ViTImageProcessorPil(size={"height": 16, "width": 16}).save_pretrained(folder)
    return folder


def files_of(folder: Path) -> dict[str, tuple[int, str]]:
    """What a hub would say of the folder's files."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_size,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def request(folder: Path, task: str = "", **inputs: object) -> RunRequest:
    settings = inputs.pop("settings", {})
    ref = ModelRef("demo", f"tiny/{folder.name}", COMMIT)
    return RunRequest(ref, folder, files_of(folder), task, inputs, settings)


def change_config(folder: Path, **keys: object) -> None:
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | keys))
