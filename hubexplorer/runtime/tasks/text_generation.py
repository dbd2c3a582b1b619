"""Text generation: a text continued, or a chat answered, piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hubexplorer.errors import DataError
from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo
from hubexplorer.runtime.tasks.generation import NAMES, Generation
from hubexplorer.runtime.tasks.inputs import chat_messages, each_text

TASK = TaskInfo(
    name="text-generation",
    input_kind="chat",
    loader="hubexplorer.runtime.tasks.text_generation:load",
    architectures=("ForCausalLM", "LMHeadModel", "BertGenerationDecoder"),
    hub_tasks=("conversational",),
    settings=(*NAMES, "system"),
)


def load(loading: Loading) -> Runner:
    """A runner for {"text": str}, {"texts": [...]} or {"messages": [{"role", "content"}, ...]}."""
    from transformers import AutoModelForCausalLM

    from hubexplorer.runtime.loading import dtype_name, load_model, load_tokenizer
    from hubexplorer.runtime.tasks.generating import write

    model = load_model(AutoModelForCausalLM, loading)
    tokenizer = load_tokenizer(loading)

    def run(call: Call) -> dict[str, Any]:
        settings = Generation.of(call.settings)
        is_one = "texts" not in call.inputs

        def answer(messages: Sequence[dict[str, str]]) -> dict[str, Any]:
            prompt, has_template = prompt_of(tokenizer, messages, settings)
            # A template writes its own special tokens.
            encoded = tokenizer(prompt, add_special_tokens=not has_template, return_tensors="pt")
            encoded.pop("token_type_ids", None)
            written = write(
                model, tokenizer, encoded.to(loading.device), call, settings, streams=is_one
            )
            return {**written, "prompt": prompt}

        if "messages" in call.inputs:
            return answer(chat_messages(call.inputs))
        return each_text(call, lambda text: answer([{"role": "user", "content": text}]))

    return Runner(run, dtype_name(model))


def prompt_of(
    tokenizer: Any, messages: Sequence[dict[str, str]], settings: Generation
) -> tuple[str, bool]:
    """What the model reads for a chat, and whether its own chat template made it.

    Raises:
        DataError: the template refuses these messages; it says why.
    """
    from jinja2 import TemplateError

    *before, last = messages
    asked = {**last, "content": settings.asked(last["content"])}
    system = [{"role": "system", "content": settings.system}] if settings.system else []
    whole = [*system, *before, asked]
    if not tokenizer.chat_template:
        return "\n".join(message["content"] for message in whole), False
    try:
        prompt = tokenizer.apply_chat_template(whole, tokenize=False, add_generation_prompt=True)
    except TemplateError as error:
        raise DataError(
            f"the model's chat template refuses these messages: {error}",
            hint="leave out the system prompt, or let user and assistant take turns",
        ) from None
    return str(prompt), True
