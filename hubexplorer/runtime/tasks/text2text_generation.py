"""Text to text: summaries, translations and whatever else an encoder-decoder was trained for."""

from __future__ import annotations

from typing import Any

from hubexplorer.errors import DataError
from hubexplorer.runtime.call_settings import text as text_setting
from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo
from hubexplorer.runtime.tasks.generation import NAMES, Generation
from hubexplorer.runtime.tasks.inputs import cut_of, each_text

TASK = TaskInfo(
    name="text2text-generation",
    input_kind="text",
    loader="hubexplorer.runtime.tasks.text2text_generation:load",
    architectures=(
        "ForConditionalGeneration",
        *(
            f"{family}ForConditionalGeneration"
            for family in (
                *("T5", "T5Gemma", "T5Gemma2", "SwitchTransformers", "Bart", "Mvp", "Pegasus"),
                *("PegasusX", "LED", "M2M100", "NllbMoe", "FSMT", "ProphetNet"),
                *("Blenderbot", "BlenderbotSmall"),
            )
        ),
        "MarianMTModel",
        "EncoderDecoderModel",
    ),
    hub_tasks=("summarization", "translation"),
    settings=(*NAMES, "source_language", "target_language"),
)


def load(loading: Loading) -> Runner:
    """A runner for {"text": str} or {"texts": [str, ...]}."""
    from transformers import AutoModelForSeq2SeqLM

    from hubexplorer.runtime.loading import dtype_name, load_model, load_tokenizer
    from hubexplorer.runtime.tasks.generating import write

    model = load_model(AutoModelForSeq2SeqLM, loading)
    tokenizer = load_tokenizer(loading)

    def run(call: Call) -> dict[str, Any]:
        settings = Generation.of(call.settings)
        target = text_setting(call.settings, "target_language")
        source = text_setting(call.settings, "source_language")
        if source:
            tokenizer.src_lang = source
        options = {"forced_bos_token_id": _language(tokenizer, target)} if target else {}
        is_one = "texts" not in call.inputs

        def answer(text: str) -> dict[str, Any]:
            asked = settings.asked(text)
            encoded = tokenizer(asked, truncation=True, return_tensors="pt").to(loading.device)
            encoded.pop("token_type_ids", None)
            written = write(model, tokenizer, encoded, call, settings, streams=is_one, **options)
            return {**written, **cut_of(encoded)}

        return each_text(call, answer)

    return Runner(run, dtype_name(model))


def _language(tokenizer: Any, name: str) -> int:
    """The token that makes the model write in a language.

    Raises:
        DataError: the model has no such language.
    """
    for token in (name, f"__{name}__"):
        place = tokenizer.convert_tokens_to_ids(token)
        if place is not None and place != tokenizer.unk_token_id:
            return int(place)
    raise DataError(
        f"the model has no language {name!r}", hint="its card lists the codes, such as deu_Latn"
    )
