"""Handwritten digits: a small vision transformer on scikit-learn's 8 x 8 images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import Tensor
from torch.nn.functional import cross_entropy
from transformers import (
    AutoImageProcessor,
    AutoModelForImageClassification,
    ViTConfig,
    ViTForImageClassification,
)
from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil

from hubexplorer.demo.recipes import TrainingRun
from hubexplorer.demo.recipes.fitting import batches, fit_with_checkpoints, parameter_count
from hubexplorer.demo.results import ALL, Results

_SIDE = 16
_DIGITS = 10
_STEPS = 600
_EARLY_STEP = 80
_BATCH = 64
_BRIGHTEST = 16
"""The largest pixel value in scikit-learn's images."""

_SAMPLE_DIGITS = (3, 5, 7, 8)
_SAMPLE_SIDE = 128


@dataclass(frozen=True, slots=True)
class Images:
    """Pictures of digits and which digit each of them shows."""

    pictures: Sequence[Image.Image]
    digits: Sequence[int]


def train(run: TrainingRun) -> None:
    """Train the digit reader; see `recipes.Family.train`."""
    processor = ViTImageProcessorPil(
        size={"height": _SIDE, "width": _SIDE},
        image_mean=[0.5] * 3,
        image_std=[0.5] * 3,
        do_resize=True,
        resample=Image.Resampling.BILINEAR,
    )
    rows, _ = split()
    pixels = processor(list(rows.pictures), return_tensors="pt")["pixel_values"]
    digits = torch.tensor(rows.digits)
    torch.manual_seed(0)
    model = ViTForImageClassification(
        ViTConfig(
            image_size=_SIDE,
            patch_size=4,
            num_channels=3,
            hidden_size=64,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=128,
            hidden_dropout_prob=0.1,
            id2label={digit: str(digit) for digit in range(_DIGITS)},
            label2id={str(digit): digit for digit in range(_DIGITS)},
        )
    )
    order = batches(len(digits), _BATCH, seed=0)

    def loss_of_next_batch() -> Tensor:
        chosen = next(order)
        return cross_entropy(model(pixel_values=pixels[chosen]).logits, digits[chosen])

    def save(folder: Path) -> None:
        model.save_pretrained(folder)
        processor.save_pretrained(folder)
        measure(folder).write(folder)

    fit_with_checkpoints(
        model,
        loss_of_next_batch,
        save,
        run,
        steps=_STEPS,
        early_step=_EARLY_STEP,
        learning_rate=3e-3,
        weight_decay=0.05,
    )


def measure(folder: Path) -> Results:
    """Accuracy on the quarter of the images that training never saw."""
    model = AutoModelForImageClassification.from_pretrained(folder).eval()
    processor = AutoImageProcessor.from_pretrained(  # type: ignore[no-untyped-call]
        folder, backend="pil"
    )
    _, rows = split()
    with torch.inference_mode():
        logits = model(**processor(list(rows.pictures), return_tensors="pt")).logits
    is_right = logits.argmax(-1) == torch.tensor(rows.digits)
    return Results(
        dataset_id="scikit-learn/digits",
        dataset_name="scikit-learn digits, held-out quarter",
        metric="accuracy",
        metric_name="Accuracy",
        values={ALL: round(is_right.float().mean().item(), 3)},
        rows={ALL: len(rows.digits)},
        parameters=parameter_count(model),
    )


def split() -> tuple[Images, Images]:
    """The images to learn from and the images to measure on, always the same."""
    images, digits = load_digits(return_X_y=True)
    parts = train_test_split(images, digits, test_size=0.25, random_state=0, stratify=digits)
    learn_images, test_images, learn_digits, test_digits = parts
    return (
        Images([_picture(image) for image in learn_images], learn_digits.tolist()),
        Images([_picture(image) for image in test_images], test_digits.tolist()),
    )


def write_samples(folder: Path) -> None:
    """Write the sample inputs: held-out digits as PNG files large enough to look at."""
    _, rows = split()
    for digit in _SAMPLE_DIGITS:
        picture = rows.pictures[rows.digits.index(digit)]
        large = picture.resize((_SAMPLE_SIDE, _SAMPLE_SIDE), Image.Resampling.BICUBIC)
        large.save(folder / f"digit-{digit}.png", optimize=True)


def _picture(image: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Image.Image:
    pixels = (image.reshape(8, 8) * (255 / _BRIGHTEST)).astype("uint8")
    return Image.fromarray(pixels).convert("RGB")
