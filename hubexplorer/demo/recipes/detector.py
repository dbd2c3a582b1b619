"""Shapes in pictures: a small RT-DETR that draws a box around each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any

import torch
from torch import Tensor
from transformers import (
    AutoImageProcessor,
    AutoModelForObjectDetection,
    RTDetrConfig,
    RTDetrForObjectDetection,
)
from transformers.models.rt_detr.image_processing_pil_rt_detr import RTDetrImageProcessorPil

from hubexplorer.demo.recipes import EARLY, FINAL, TrainingRun
from hubexplorer.demo.recipes.fitting import (
    batches,
    fit_in_rounds,
    parameter_count,
    save_halved,
)
from hubexplorer.demo.results import ALL, Results
from hubexplorer.demo.shapes import NAMES, SIDE, Scene, scene

_INPUT_SIDE = 64
_WIDTH = 48
_HEADS = 3
_STRIDES = (8, 16)
_CHANNELS = (16, 32, 48)
_TRAINING_ROWS = 3000
_HELD_ROWS = 150
_HELD_SEED = 1
_MOST_SHAPES = 4
_ROUNDS = MappingProxyType({EARLY: (1200, 2e-3), FINAL: (500, 3e-3)})
"""Steps and learning rate of each round."""
_BATCH = 16
_THRESHOLD = 0.5
_MATCH = 0.5
"""A box counts as found from this overlap on."""

Box = Sequence[float]
"""Left, top, right, bottom."""


def train(run: TrainingRun) -> None:
    """Train the detector; see `recipes.Family.train`."""
    processor = RTDetrImageProcessorPil(size={"height": _INPUT_SIDE, "width": _INPUT_SIDE})
    rows = scenes("train", _TRAINING_ROWS)
    torch.manual_seed(0)
    model = RTDetrForObjectDetection(_config())

    def losses(number: int) -> Callable[[], Tensor]:
        inputs = _batches(rows, processor, seed=number)
        return lambda: model(**next(inputs)).loss

    def save(folder: Path) -> None:
        save_halved(model, folder)
        processor.save_pretrained(folder)
        measure(folder).write(folder)

    fit_in_rounds(model, losses, save, run, _ROUNDS)


def measure(folder: Path) -> Results:
    """How well the boxes lie on new pictures.

    A shape that was not found, or was given another name, counts as an overlap of zero.
    """
    model = AutoModelForObjectDetection.from_pretrained(folder).eval()
    processor: Any = AutoImageProcessor
    processor = processor.from_pretrained(folder, backend="pil")
    rows = scenes("held", _HELD_ROWS)
    overlaps: list[float] = []
    drawn = 0
    with torch.inference_mode():
        output = model(**processor([row.picture() for row in rows], return_tensors="pt"))
    found = processor.post_process_object_detection(
        output, threshold=_THRESHOLD, target_sizes=[(SIDE, SIDE)] * len(rows)
    )
    for row, boxes in zip(rows, found, strict=True):
        seen = [
            (NAMES[label], box)
            for label, box in zip(boxes["labels"].tolist(), boxes["boxes"].tolist(), strict=True)
        ]
        truth = [(shape.name, [SIDE * part for part in shape.box]) for shape in row.shapes]
        overlaps += [_best(name, box, seen) for name, box in truth]
        drawn += len(seen)
    found_shapes = sum(one >= _MATCH for one in overlaps)
    return Results(
        dataset_id="demo/colored-shapes",
        dataset_name="Colored shapes, new pictures",
        metric="mean_iou",
        metric_name="Mean IoU",
        values={ALL: round(sum(overlaps) / len(overlaps), 3)},
        rows={ALL: len(rows)},
        parameters=parameter_count(model),
        measures={
            "recall": round(found_shapes / len(overlaps), 3),
            # A second box on a shape counts as wrong.
            "precision": round(found_shapes / max(1, drawn), 3),
        },
    )


def scenes(split: str, count: int) -> list[Scene]:
    """Pictures of one to four shapes, always the same ones."""
    rng = Random(split)
    return [scene(rng, 1 + number % _MOST_SHAPES) for number in range(count)]


def overlap(one: Box, other: Box) -> float:
    """Intersection over union of two boxes."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(0.0, across) * max(0.0, down)
    areas = ((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return shared / (sum(areas) - shared)


def _best(name: str, box: Box, others: Sequence[tuple[str, Box]]) -> float:
    """The overlap with the best box of the same name."""
    return max((overlap(box, other) for kind, other in others if kind == name), default=0.0)


def _config() -> RTDetrConfig:
    return RTDetrConfig(
        backbone_config={
            "model_type": "rt_detr_resnet",
            "embedding_size": _CHANNELS[0],
            "hidden_sizes": list(_CHANNELS),
            "depths": [1, 1, 1],
            "layer_type": "basic",
            "out_features": ["stage2", "stage3"],
        },
        freeze_backbone_batch_norms=False,
        encoder_in_channels=_CHANNELS[1:],
        feat_strides=_STRIDES,
        num_feature_levels=len(_STRIDES),
        decoder_in_channels=[_WIDTH] * len(_STRIDES),
        encode_proj_layers=[1],
        encoder_hidden_dim=_WIDTH,
        d_model=_WIDTH,
        encoder_ffn_dim=2 * _WIDTH,
        decoder_ffn_dim=2 * _WIDTH,
        encoder_attention_heads=_HEADS,
        decoder_attention_heads=_HEADS,
        hidden_expansion=0.5,
        decoder_layers=2,
        num_queries=10,
        num_denoising=10,
        id2label=dict(enumerate(NAMES)),
        label2id={name: index for index, name in enumerate(NAMES)},
    )


def _batches(
    rows: Sequence[Scene], processor: RTDetrImageProcessorPil, *, seed: int
) -> Iterator[Mapping[str, Any]]:
    # As 16 bits: all pictures are kept.
    pixels = torch.cat(
        [processor(row.picture(), return_tensors="pt")["pixel_values"].half() for row in rows]
    )
    labels = [_label(row) for row in rows]
    for chosen in batches(len(rows), _BATCH, seed=seed):
        yield {
            "pixel_values": pixels[chosen].float(),
            "labels": [labels[index] for index in chosen],
        }


def _label(row: Scene) -> Mapping[str, Tensor]:
    """Classes and boxes of a scene as the loss takes them: center, width and height."""
    return {
        "class_labels": torch.tensor([NAMES.index(shape.name) for shape in row.shapes]),
        "boxes": torch.tensor([[*shape.center, shape.size, shape.size] for shape in row.shapes]),
    }
