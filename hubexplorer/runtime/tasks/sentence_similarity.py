"""Sentence similarity: how alike texts are, by the cosine of their embeddings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubexplorer.errors import CannotRunHere
from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo
from hubexplorer.runtime.tasks.inputs import batches, many_texts

if TYPE_CHECKING:
    import torch

TASK = TaskInfo(
    name="sentence-similarity",
    input_kind="texts",
    loader="hubexplorer.runtime.tasks.sentence_similarity:load",
    hub_tasks=("feature-extraction",),
    settings=("engine",),
)
_POOLINGS = {
    "pooling_mode_cls_token": "cls",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_max_tokens": "max",
}


def load(loading: Loading) -> Runner:
    """A runner for {"texts": [str, ...]}."""
    import torch
    from transformers import AutoModel

    from hubexplorer.runtime.loading import dtype_name, load_tokenizer
    from hubexplorer.runtime.onnx_engine import load_encoder, speedup_of

    pooling = pooling_of(loading.folder)
    tokenizer = load_tokenizer(loading)
    model = load_encoder(AutoModel, loading, tokenizer)

    def embeddings(texts: list[str]) -> torch.Tensor:
        encoded = tokenizer(texts, padding=len(texts) > 1, truncation=True, return_tensors="pt")
        encoded = encoded.to(loading.device)
        with torch.inference_mode():
            states = model(**encoded).last_hidden_state
        return _pool(states.float(), encoded["attention_mask"], pooling)

    def run(call: Call) -> dict[str, Any]:
        texts = many_texts(call.inputs)
        rows: list[torch.Tensor] = [torch.empty(0)] * len(texts)
        for places in batches(texts, is_padded=tokenizer.pad_token is not None):
            call.check()
            for place, row in zip(places, embeddings([texts[p] for p in places]), strict=True):
                rows[place] = row
        units = torch.nn.functional.normalize(torch.stack(rows), dim=-1)
        return {"kind": "similarity", "texts": texts, "matrix": (units @ units.T).tolist()}

    return Runner(run, dtype_name(model), speedup_of(model))


def pooling_of(folder: Path) -> str:
    """How token states become one embedding, as the model's modules.json says: mean, cls, max.

    Raises:
        CannotRunHere: it says something else.
    """
    modules = folder / "modules.json"
    if not modules.is_file():
        return "mean"
    for module in json.loads(modules.read_text("utf-8")):
        if str(module.get("type", "")).endswith(".Pooling"):
            config = folder / str(module.get("path", "")) / "config.json"
            if not config.resolve().is_file() or ".." in config.parts:
                break
            stated = json.loads(config.read_text("utf-8"))
            if stated.get("pooling_mode") in _POOLINGS.values():
                return str(stated["pooling_mode"])
            modes = [key for key in stated if key.startswith("pooling_mode_") and stated[key]]
            if len(modes) == 1 and modes[0] in _POOLINGS:
                return _POOLINGS[modes[0]]
            raise CannotRunHere(
                f"its pooling is {', '.join(modes) or 'not stated'}",
                hint="load it with the sentence-transformers library",
            )
    return "mean"


def _pool(states: torch.Tensor, mask: torch.Tensor, pooling: str) -> torch.Tensor:
    """(texts, tokens, width) and (texts, tokens) to (texts, width), padding left out."""
    if pooling == "cls":
        return states[:, 0]
    weights = mask.unsqueeze(-1).to(states.dtype)
    if pooling == "max":
        return states.masked_fill(weights == 0, float("-inf")).max(1).values
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1)
