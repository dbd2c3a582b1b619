"""Object detection: boxes around what a model finds in a picture."""

from __future__ import annotations

from typing import Any

from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo
from hubexplorer.runtime.tasks.offered import THRESHOLD
from hubexplorer.runtime.tasks.pictures import read_image

TASK = TaskInfo(
    name="object-detection",
    input_kind="image",
    loader="hubexplorer.runtime.tasks.object_detection:load",
    architectures=("ForObjectDetection",),
    settings=("threshold",),
)
_MOST = 100


def load(loading: Loading) -> Runner:
    """A runner for {"image": bytes}; boxes in pixels of the upright picture, surest first."""
    import torch
    from transformers import AutoModelForObjectDetection

    from hubexplorer.runtime.loading import dtype_name, load_image_processor, load_model

    model = load_model(AutoModelForObjectDetection, loading)
    processor = load_image_processor(loading)
    labels = model.config.id2label

    def run(call: Call) -> dict[str, Any]:
        threshold = THRESHOLD.read(call.settings)
        picture = read_image(call.inputs.get("image"))
        pixels = processor(images=picture, return_tensors="pt")
        with torch.inference_mode():
            output = model(**pixels.to(loading.device, dtype=model.dtype))
        (found,) = processor.post_process_object_detection(
            output, threshold=threshold, target_sizes=[(picture.height, picture.width)]
        )
        boxes = [
            {"label": str(labels[label]), "score": score, "box": _within(box, picture.size)}
            for label, score, box in zip(
                found["labels"].tolist(),
                found["scores"].tolist(),
                found["boxes"].tolist(),
                strict=True,
            )
        ]
        boxes.sort(key=lambda one: -float(one["score"]))
        return {
            "kind": "boxes",
            "width": picture.width,
            "height": picture.height,
            "boxes": boxes[:_MOST],
        }

    return Runner(run, dtype_name(model))


def _within(box: list[float], size: tuple[int, int]) -> list[float]:
    """Left, top, right, bottom, inside a picture of (width, height)."""
    width, height = size
    left, top, right, bottom = box
    return [
        min(max(left, 0.0), width),
        min(max(top, 0.0), height),
        min(max(right, 0.0), width),
        min(max(bottom, 0.0), height),
    ]
