"""Token classification: the spans of a text that the model names, with their labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hubexplorer.errors import CannotRunHere
from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo
from hubexplorer.runtime.tasks.inputs import each_text

TASK = TaskInfo(
    name="token-classification",
    input_kind="text",
    loader="hubexplorer.runtime.tasks.token_classification:load",
    architectures=("ForTokenClassification",),
    hub_tasks=("ner",),
    settings=("engine",),
)
_STRIDE = 32
_OUTSIDE = "O"


def load(loading: Loading) -> Runner:
    """A runner for {"text": str} or {"texts": [str, ...]}; long texts in overlapping windows."""
    import torch
    from transformers import AutoModelForTokenClassification

    from hubexplorer.runtime.loading import dtype_name, load_tokenizer, max_tokens
    from hubexplorer.runtime.onnx_engine import load_encoder, speedup_of

    tokenizer = load_tokenizer(loading)
    model = load_encoder(AutoModelForTokenClassification, loading, tokenizer)
    if not tokenizer.is_fast:
        raise CannotRunHere(
            "its tokenizer does not say where in the text a token lies",
            hint="choose a model with a tokenizer.json",
        )
    window = max_tokens(tokenizer, model.config)
    labels = {int(place): str(label) for place, label in model.config.id2label.items()}

    def entities_of(call: Call, text: str) -> dict[str, Any]:
        encoded = tokenizer(
            text,
            truncation=True,
            max_length=window,
            stride=min(_STRIDE, window // 4),
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        tokens: dict[tuple[int, int], tuple[str, float]] = {}
        for place in range(len(encoded["input_ids"])):
            call.check()
            ids = torch.tensor([encoded["input_ids"][place]], device=loading.device)
            with torch.inference_mode():
                scores = model(ids).logits[0].float().softmax(-1)
            best, which = scores.max(-1)
            for offset, special, score, label in zip(
                encoded["offset_mapping"][place],
                encoded["special_tokens_mask"][place],
                best.tolist(),
                which.tolist(),
                strict=True,
            ):
                # Of two windows that read a token, the surer one is believed.
                if not special and score > tokens.get(tuple(offset), ("", -1.0))[1]:
                    tokens[tuple(offset)] = (labels[label], score)
        found = group([(*span, *named) for span, named in sorted(tokens.items())])
        return {
            "kind": "entities",
            "text": text,
            "entities": [
                {**entity, "text": text[entity["start"] : entity["end"]]} for entity in found
            ],
        }

    def run(call: Call) -> dict[str, Any]:
        return each_text(call, lambda text: entities_of(call, text))

    return Runner(run, dtype_name(model), speedup_of(model))


def group(tokens: Sequence[tuple[int, int, str, float]]) -> list[dict[str, Any]]:
    """Entities out of tokens (start, end, label, score) that follow each other in the text.

    A token joins the entity before it when it has the same type and no "B-" of its own; an
    entity's score is the mean of its tokens'. Tokens labeled "O" are dropped and end an entity.
    """
    entities: list[dict[str, Any]] = []
    scores: list[list[float]] = []
    before = _OUTSIDE
    for start, end, label, score in tokens:
        prefix, kind = (label[0], label[2:]) if label[:2] in ("B-", "I-") else ("I", label)
        if kind != _OUTSIDE:
            if kind == before and prefix != "B":
                entities[-1]["end"] = end
                scores[-1].append(score)
            else:
                entities.append({"start": start, "end": end, "label": kind})
                scores.append([score])
        before = kind
    return [
        {**entity, "score": sum(own) / len(own)}
        for entity, own in zip(entities, scores, strict=True)
    ]
