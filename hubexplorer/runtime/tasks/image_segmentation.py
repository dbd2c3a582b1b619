"""Image segmentation: which pixels of a picture belong to what."""

from __future__ import annotations

from typing import Any

from hubexplorer.errors import CannotRunHere
from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo
from hubexplorer.runtime.tasks.offered import THRESHOLD
from hubexplorer.runtime.tasks.pictures import as_png, read_image

TASK = TaskInfo(
    name="image-segmentation",
    input_kind="image",
    loader="hubexplorer.runtime.tasks.image_segmentation:load",
    architectures=(
        "ForSemanticSegmentation",
        "ForUniversalSegmentation",
        "ForInstanceSegmentation",
        "ForSegmentation",
    ),
    settings=("threshold",),
)
_MOST = 50
_NOTHING = -1


def load(loading: Loading) -> Runner:
    """A runner for {"image": bytes}; a mask for each part of the picture, the largest first."""
    import torch
    from transformers import AutoModelForSemanticSegmentation, AutoModelForUniversalSegmentation

    from hubexplorer.runtime.loading import dtype_name, load_image_processor, load_model

    (name,) = list(loading.config.architectures or ())[:1] or [""]
    is_semantic = not name or name.endswith("ForSemanticSegmentation")
    model = load_model(
        AutoModelForSemanticSegmentation if is_semantic else AutoModelForUniversalSegmentation,
        loading,
    )
    processor = load_image_processor(loading)
    if not is_semantic and not hasattr(processor, "post_process_panoptic_segmentation"):
        raise CannotRunHere("its image processor makes no masks", hint="see the model's card")
    labels = model.config.id2label

    def parts(output: Any, size: tuple[int, int], threshold: float) -> list[dict[str, Any]]:
        """Label, score and mask (height, width) of each part."""
        if is_semantic:
            (places,) = processor.post_process_semantic_segmentation(output, target_sizes=[size])
            present = [label for label in places.unique().tolist() if label != _NOTHING]
            return [
                {"label": str(labels[label]), "score": None, "mask": places == label}
                for label in present
                if label in labels
            ]
        (found,) = processor.post_process_panoptic_segmentation(
            output, threshold=threshold, target_sizes=[size]
        )
        return [
            {
                "label": str(labels[part["label_id"]]),
                "score": float(part["score"]),
                "mask": found["segmentation"] == part["id"],
            }
            for part in found["segments_info"]
        ]

    def run(call: Call) -> dict[str, Any]:
        threshold = THRESHOLD.read(call.settings)
        picture = read_image(call.inputs.get("image"))
        pixels = processor(images=picture, return_tensors="pt")
        with torch.inference_mode():
            output = model(**pixels.to(loading.device, dtype=model.dtype))
        found = parts(output, (picture.height, picture.width), threshold)
        masks = [
            {
                "label": part["label"],
                "score": part["score"],
                "share": float(part["mask"].float().mean()),
                "png": as_png((part["mask"].cpu().numpy() * 255).astype("uint8")),
            }
            for part in found
        ]
        masks.sort(key=lambda one: -float(one["share"]))
        return {
            "kind": "masks",
            "width": picture.width,
            "height": picture.height,
            "masks": masks[:_MOST],
        }

    return Runner(run, dtype_name(model))
