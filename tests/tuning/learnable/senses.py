"""Tasks on pictures and recordings."""

from __future__ import annotations

import json
import math
import random
import wave
from pathlib import Path

import numpy as np

from tests.tuning.learnable.task import Task, write


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
