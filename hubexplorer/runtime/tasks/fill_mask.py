"""Fill-mask: the words a model would put in the place left open, with their scores."""

from __future__ import annotations

import re
from typing import Any

from hubexplorer.errors import CannotRunHere, DataError
from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo
from hubexplorer.runtime.tasks.inputs import each_text
from hubexplorer.runtime.tasks.offered import TOP

TASK = TaskInfo(
    name="fill-mask",
    input_kind="text",
    loader="hubexplorer.runtime.tasks.fill_mask:load",
    architectures=("ForMaskedLM", "FlaubertWithLMHeadModel", "XLMWithLMHeadModel"),
    settings=("top", "engine"),
)
_MASK = re.compile(r"\[MASK\]|<mask>", re.IGNORECASE)


def load(loading: Loading) -> Runner:
    """A runner for {"text": str} with one [MASK] or <mask>, whichever the model's own is."""
    import torch
    from transformers import AutoModelForMaskedLM

    from hubexplorer.runtime.loading import dtype_name, load_tokenizer
    from hubexplorer.runtime.onnx_engine import load_encoder, speedup_of

    tokenizer = load_tokenizer(loading)
    model = load_encoder(AutoModelForMaskedLM, loading, tokenizer)
    if tokenizer.mask_token is None:
        raise CannotRunHere("its tokenizer has no mask", hint="choose a masked language model")

    def run(call: Call) -> dict[str, Any]:
        top = int(TOP.read(call.settings))

        def answer(text: str) -> dict[str, Any]:
            encoded = tokenizer(
                _with_mask(text, tokenizer.mask_token), truncation=True, return_tensors="pt"
            ).to(loading.device)
            places = (encoded["input_ids"][0] == tokenizer.mask_token_id).nonzero().flatten()
            if len(places) != 1:
                raise DataError("the mask lies beyond what the model reads", hint="shorten it")
            with torch.inference_mode():
                logits = model(**encoded).logits[0, int(places[0])]
            best = logits.float().softmax(-1).topk(min(top, logits.shape[-1]))
            scores = [
                {"label": tokenizer.decode([token]).strip(), "score": score}
                for score, token in zip(best.values.tolist(), best.indices.tolist(), strict=True)
            ]
            return {"kind": "scores", "scores": scores}

        return each_text(call, answer)

    return Runner(run, dtype_name(model), speedup_of(model))


def _with_mask(text: str, mask: str) -> str:
    """The text with the model's own mask where it has [MASK], <mask> or that."""
    marked = _MASK.sub(lambda _found: mask, text)
    if marked.count(mask) != 1:
        raise DataError(
            f"the text has {marked.count(mask)} masks",
            hint="write [MASK] once, where a word is open",
        )
    return marked
