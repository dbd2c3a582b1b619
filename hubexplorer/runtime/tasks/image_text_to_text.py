"""Image to text: a picture described, or a question about it answered."""

from __future__ import annotations

from typing import Any

from hubexplorer.runtime.call_settings import text as text_setting
from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo
from hubexplorer.runtime.tasks.generation import NAMES, Generation
from hubexplorer.runtime.tasks.pictures import read_image

TASK = TaskInfo(
    name="image-text-to-text",
    input_kind="image-text",
    loader="hubexplorer.runtime.tasks.image_text_to_text:load",
    architectures=(
        "ForConditionalGeneration",
        "BlipForConditionalGeneration",
        "GitForCausalLM",
        "VisionEncoderDecoderModel",
    ),
    hub_tasks=("image-to-text", "visual-question-answering"),
    settings=NAMES,
)


def load(loading: Loading) -> Runner:
    """A runner for {"image": bytes} and, where it is asked about the picture, {"text": str}."""
    import torch
    from transformers import AutoModelForImageTextToText

    from hubexplorer.runtime.loading import (
        dtype_name,
        load_image_processor,
        load_model,
        load_processor,
    )

    model = load_model(AutoModelForImageTextToText, loading)
    processor, tokenizer = load_processor(loading)
    pictures = processor.image_processor if processor else load_image_processor(loading)

    def encoded(picture: Any, text: str) -> Any:
        if getattr(processor, "chat_template", None):
            content = [{"type": "image"}, *([{"type": "text", "text": text}] if text else [])]
            text = processor.apply_chat_template(
                [{"role": "user", "content": content}], add_generation_prompt=True
            )
        if processor is None or not text:
            return pictures(images=picture, return_tensors="pt")
        return processor(images=picture, text=text, return_tensors="pt")

    def run(call: Call) -> dict[str, Any]:
        settings = Generation.of(call.settings)
        picture = read_image(call.inputs.get("image"))
        asked = text_setting(call.inputs, "text")
        given = encoded(picture, settings.asked(asked) if asked else "")
        torch.manual_seed(settings.seed)
        with torch.inference_mode():
            tokens = model.generate(
                **given.to(loading.device, dtype=model.dtype), **settings.options()
            )[0]
        read = given["input_ids"][0] if "input_ids" in given else tokens[:0]
        # Some models write the question again before they answer.
        is_repeated = len(read) <= len(tokens) and bool((tokens[: len(read)] == read).all())
        return {
            "kind": "text",
            "text": tokenizer.decode(
                tokens[len(read) if is_repeated else 0 :], skip_special_tokens=True
            ).strip(),
        }

    return Runner(run, dtype_name(model))
