"""A tiny random model and a generated, learnable task for every family of fine-tuning.

The held-out rows are made from other templates than the training rows, so that learning by
heart does not pass.
"""

from __future__ import annotations

import csv
import json
import math
import random
import wave
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

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


KINDS = {
    "token_classification": {
        "person": ["Ana", "Luis", "Mary", "Noor", "Omar", "Kim"],
        "place": ["Lisbon", "Oslo", "Cairo", "Quito", "Delhi", "Paris"],
    }
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
            names = KINDS["token_classification"].get(kind)
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


def text_to_text(folder: Path, seed: int) -> Task:
    """Name the color that a sentence speaks of, in another language."""
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    colors = {"red": "rojo", "green": "verde", "blue": "azul", "black": "negro", "white": "blanco"}
    train = ["it is a X car", "the X one please", "X looks good", "paint the door X"]
    test = ["please paint it X", "the X door looks good"]
    rows, held = paired(colors, train, test, seed)
    known = sorted({word for row in rows + held for text in row for word in text.split()})
    tokenizer = words_tokenizer(known, end=True)
    torch.manual_seed(1)
    config = T5Config(
        vocab_size=len(tokenizer),
        d_model=32,
        d_kv=16,
        d_ff=64,
        num_layers=1,
        num_decoder_layers=1,
        num_heads=2,
        dropout_rate=0.0,
        pad_token_id=0,
        eos_token_id=2,
        decoder_start_token_id=0,
    )
    T5ForConditionalGeneration(config).save_pretrained(folder / "model")
    tokenizer.save_pretrained(folder / "model")
    return Task(
        folder / "model",
        write(folder / "train.csv", ("source", "target"), rows),
        write(folder / "test.csv", ("source", "target"), held),
        {"source": "source", "target": "target"},
        {"epochs": 15, "learning_rate": 5e-3, "max_target_length": 6},
        0.10,
    )


def causal_lora(folder: Path, seed: int) -> Task:
    """Answer with the word that belongs to the one that is asked for."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    pairs = {"cat": "meow", "dog": "woof", "cow": "moo", "duck": "quack", "sheep": "baa"}
    train = ["what says the X", "tell me the sound of a X", "X", "a X says"]
    test = ["what is the sound of the X", "tell me what a X says"]
    rows, held = paired(pairs, train, test, seed)
    known = sorted({word for row in rows + held for text in row for word in text.split()} | {"is"})
    tokenizer = words_tokenizer(known)
    tokenizer.chat_template = (
        "{% for m in messages %}{{ '<' + m['role'] + '> ' + m['content'] + ' ' }}"
        "{% if m['role'] == 'assistant' %}{{ eos_token }}{% endif %}{% endfor %}"
        "{% if add_generation_prompt %}{{ '<assistant> ' }}{% endif %}"
    )
    torch.manual_seed(1)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=48,
        intermediate_size=96,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=2,
        max_position_embeddings=64,
        pad_token_id=0,
        bos_token_id=2,
        eos_token_id=2,
        tie_word_embeddings=False,
    )
    LlamaForCausalLM(config).save_pretrained(folder / "model")
    tokenizer.save_pretrained(folder / "model")
    return Task(
        folder / "model",
        write(folder / "train.csv", ("prompt", "response"), rows),
        write(folder / "test.csv", ("prompt", "response"), held),
        {"prompt": "prompt", "response": "response"},
        {"epochs": 20, "learning_rate": 1e-2, "max_new_tokens": 4},
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


def image_classification(folder: Path, seed: int) -> Task:
    """Stripes one way or the other, or dots; held out in other colors."""
    import torch
    from PIL import Image
    from transformers import ViTConfig, ViTForImageClassification, ViTImageProcessor

    chance = np.random.default_rng(seed)
    labels = ("across", "down", "dots")

    def picture(label: str, light: tuple[int, int]) -> Image.Image:
        rows, columns = np.mgrid[0:16, 0:16] + chance.integers(4)
        is_light = {
            "across": rows % 4 < 2,
            "down": columns % 4 < 2,
            "dots": (rows % 4 < 2) & (columns % 4 < 2),
        }[label]
        pixels = np.where(is_light, chance.integers(*light), 30) + chance.integers(0, 25, (16, 16))
        return Image.fromarray(pixels.astype(np.uint8)).convert("RGB")

    def rows(part: str, count: int, light: tuple[int, int]) -> list[tuple[str, str]]:
        (folder / part).mkdir(parents=True)
        made = []
        for number in range(count):
            label = labels[number % 3]
            picture(label, light).save(folder / part / f"{number}.png")
            made.append((f"{part}/{number}.png", label))
        return made

    torch.manual_seed(1)
    config = ViTConfig(
        image_size=16,
        patch_size=4,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        num_labels=2,
    )
    ViTForImageClassification(config).save_pretrained(folder / "model")
    ViTImageProcessor(size={"height": 16, "width": 16}).save_pretrained(folder / "model")
    return Task(
        folder / "model",
        write(folder / "train.csv", ("image", "label"), rows("train", 240, (150, 200))),
        write(folder / "test.csv", ("image", "label"), rows("test", 60, (205, 225))),
        {"image": "image", "label": "label"},
        {"epochs": 12, "learning_rate": 3e-3},
        0.10,
    )


def speech_recognition(folder: Path, seed: int) -> Task:
    """Spoken letters, each a tone of its own; held out at other loudness and length."""
    import torch
    from transformers import (
        Wav2Vec2Config,
        Wav2Vec2CTCTokenizer,
        Wav2Vec2FeatureExtractor,
        Wav2Vec2ForCTC,
        Wav2Vec2Processor,
    )

    chance = random.Random(seed)
    pitch = {"a": 300, "b": 520, "c": 800, "d": 1150}
    rate = 4_000

    def say(text: str, loud: float, length_s: float) -> np.ndarray:
        noise = np.random.default_rng(chance.randrange(2**32))
        parts = []
        for letter in text:
            at = np.arange(round(rate * length_s)) / rate
            parts += [np.sin(2 * math.pi * pitch[letter] * at), np.zeros(rate // 20)]
        sound = np.concatenate(parts) * loud
        return sound + noise.normal(0, 0.01, sound.shape)

    def rows(part: str, count: int, loud: float, length_s: float) -> list[tuple[str, str]]:
        (folder / part).mkdir(parents=True)
        made = []
        for number in range(count):
            text = "".join(chance.choices(sorted(pitch), k=chance.randint(2, 4)))
            with wave.open(str(folder / part / f"{number}.wav"), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(rate)
                file.writeframes((say(text, loud, length_s) * 20_000).astype("<i2").tobytes())
            made.append((f"{part}/{number}.wav", text))
        return made

    model = folder / "model"
    model.mkdir(parents=True)
    letters = {"<pad>": 0, "<unk>": 1, "|": 2} | {
        letter: number for number, letter in enumerate(sorted(pitch), start=3)
    }
    (model / "vocab.json").write_text(json.dumps(letters))
    tokenizer = Wav2Vec2CTCTokenizer(
        str(model / "vocab.json"), pad_token="<pad>", unk_token="<unk>", word_delimiter_token="|"
    )
    extractor = Wav2Vec2FeatureExtractor(sampling_rate=rate, return_attention_mask=True)
    Wav2Vec2Processor(extractor, tokenizer).save_pretrained(model)
    torch.manual_seed(1)
    config = Wav2Vec2Config(
        vocab_size=len(letters),
        hidden_size=48,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=96,
        conv_dim=(32, 32, 32),
        conv_stride=(5, 4, 4),
        conv_kernel=(20, 8, 8),
        feat_extract_norm="layer",
        num_conv_pos_embeddings=16,
        num_conv_pos_embedding_groups=4,
        mask_time_prob=0.0,
        layerdrop=0.0,
        hidden_dropout=0.0,
        attention_dropout=0.0,
        feat_proj_dropout=0.0,
        activation_dropout=0.0,
        ctc_loss_reduction="mean",
        pad_token_id=0,
        do_stable_layer_norm=True,
    )
    Wav2Vec2ForCTC(config).save_pretrained(model)
    return Task(
        model,
        write(folder / "train.csv", ("audio", "text"), rows("train", 240, 0.6, 0.12)),
        write(folder / "test.csv", ("audio", "text"), rows("test", 60, 0.4, 0.14)),
        {"audio": "audio", "text": "text"},
        {"epochs": 20, "learning_rate": 3e-3},
        0.10,
    )


TASKS: dict[str, Callable[[Path, int], Task]] = {
    make.__name__: make
    for make in (
        text_classification,
        token_classification,
        text_to_text,
        causal_lora,
        sentence_embeddings,
        image_classification,
        speech_recognition,
    )
}


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
    """A random BERT of about 20,000 parameters that knows these words."""
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
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=48,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        **more,
    )
    kind(config).save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    ).save_pretrained(folder)
    return folder
