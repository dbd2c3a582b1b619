"""Image classification: a score for each label of one picture."""

from __future__ import annotations

from typing import Any

from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo
from hubexplorer.runtime.tasks.pictures import read_image

TASK = TaskInfo(
    name="image-classification",
    input_kind="image",
    loader="hubexplorer.runtime.tasks.image_classification:load",
    architectures=("ForImageClassification",),
)


def load(loading: Loading) -> Runner:
    """A runner for {"image": bytes} of a PNG, JPEG, WebP, GIF or BMP file."""
    import torch
    from transformers import AutoModelForImageClassification

    from hubexplorer.runtime.loading import dtype_name, load_image_processor, load_model
    from hubexplorer.runtime.tasks.text_classification import ranked_scores

    model = load_model(AutoModelForImageClassification, loading)
    processor = load_image_processor(loading)

    def run(call: Call) -> dict[str, Any]:
        pixels = processor(images=read_image(call.inputs.get("image")), return_tensors="pt")
        with torch.inference_mode():
            logits = model(**pixels.to(loading.device, dtype=model.dtype)).logits
        scores = ranked_scores(logits.float().softmax(-1), model.config.id2label)
        return {"kind": "scores", "scores": scores[0]}

    return Runner(run, dtype_name(model))
