"""Image classification: one label a picture."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hubexplorer.errors import DataError
from hubexplorer.tuning.families.base import (
    TEMPLATES,
    TRAINING,
    Column,
    Family,
    Measured,
    Metric,
    Value,
    by_size,
)
from hubexplorer.tuning.families.files import named_file

_BY_SIZE = ((2e6, 20, 2e-3), (2e7, 8, 3e-4), (math.inf, 3, 5e-5))
_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp")
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
"""Of those that Pillow reads; some others run a program to be read."""
_MAX_PIXELS = 50_000_000


def _defaults(parameters: int) -> Mapping[str, Value]:
    return by_size(parameters, _BY_SIZE)


def _parse(values: Mapping[str, str], folder: Path) -> Mapping[str, Any]:
    from PIL import Image, UnidentifiedImageError

    path = named_file(folder, values["image"], _ENDINGS)
    try:
        with Image.open(path, formats=_FORMATS) as image:
            size = image.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise DataError(f"{values['image']!a} is no picture") from None
    if size[0] * size[1] > _MAX_PIXELS:
        raise DataError(f"{values['image']!a} has {size[0]} x {size[1]} pixels")
    return {"image": str(path), "label": values["label"].strip()}


def _length(_row: Mapping[str, Any]) -> int:
    return 0  # every picture is brought to the model's size


FAMILY = Family(
    name="image_classification",
    title="image classifier",
    story="It learns to give one label to each picture, from pictures that have theirs.",
    trial='`transformers.pipeline("image-classification", model=OUTPUT)("a picture.png")`.',
    tasks=frozenset({"image-classification"}),
    pipeline_tag="image-classification",
    columns=(
        Column(
            "image",
            "the files, beside the table",
            ("image", "file", "file_name", "path"),
            example="pictures/0001.png",
        ),
        Column("label", "what each shows", ("label", "class", "category"), -1, example="scratched"),
    ),
    metrics=(
        Metric("accuracy", "accuracy", "the share of rows with the right label"),
        Metric("macro_f1", "macro-F1", "F1 averaged over the labels, all weighed alike"),
    ),
    settings={name: one for name, one in TRAINING.items() if name != "max_length"},
    defaults=_defaults,
    parse=_parse,
    label="label",
    names_files=True,
    length=_length,
    unit="pictures",
    packages=("PIL", "accelerate", "safetensors", "torch", "transformers"),
    measured=Measured({"image": "image", "label": "label"}),
    folder=TEMPLATES / "image_classification",
)
