"""Depth estimation: how far away each pixel of a picture is."""

from __future__ import annotations

from typing import Any

from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo
from hubexplorer.runtime.tasks.pictures import as_png, read_image

TASK = TaskInfo(
    name="depth-estimation",
    input_kind="image",
    loader="hubexplorer.runtime.tasks.depth_estimation:load",
    architectures=("ForDepthEstimation",),
)


def load(loading: Loading) -> Runner:
    """A runner for {"image": bytes}; a picture of gray values between the least and the most."""
    import torch
    from transformers import AutoModelForDepthEstimation

    from hubexplorer.runtime.loading import dtype_name, load_image_processor, load_model

    model = load_model(AutoModelForDepthEstimation, loading)
    processor = load_image_processor(loading)

    def run(call: Call) -> dict[str, Any]:
        picture = read_image(call.inputs.get("image"))
        size = (picture.height, picture.width)
        pixels = processor(images=picture, return_tensors="pt")
        with torch.inference_mode():
            output = model(**pixels.to(loading.device, dtype=model.dtype))
        (found,) = processor.post_process_depth_estimation(output, target_sizes=[size])
        depth = found["predicted_depth"].float().cpu()
        least, most = float(depth.min()), float(depth.max())
        gray = (depth - least) / (most - least if most > least else 1.0) * 255
        return {
            "kind": "depth",
            "width": picture.width,
            "height": picture.height,
            "least": least,
            "most": most,
            "png": as_png(gray.round().numpy().astype("uint8")),
        }

    return Runner(run, dtype_name(model))
