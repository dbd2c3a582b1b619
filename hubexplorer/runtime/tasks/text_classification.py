"""Text classification: a score for each label, of one text or of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo
from hubexplorer.runtime.tasks.inputs import batches, cut_of, many_texts, one_text

if TYPE_CHECKING:
    import torch

TASK = TaskInfo(
    name="text-classification",
    input_kind="text",
    loader="hubexplorer.runtime.tasks.text_classification:load",
    architectures=("ForSequenceClassification",),
    hub_tasks=("sentiment-analysis",),
    settings=("engine",),
)


def load(loading: Loading) -> Runner:
    """A runner for {"text": str} or {"texts": [str, ...]}."""
    import torch
    from transformers import AutoModelForSequenceClassification

    from hubexplorer.runtime.loading import dtype_name, load_tokenizer
    from hubexplorer.runtime.onnx_engine import load_encoder, speedup_of

    tokenizer = load_tokenizer(loading)
    model = load_encoder(AutoModelForSequenceClassification, loading, tokenizer)

    def answers(texts: list[str]) -> list[dict[str, Any]]:
        encoded = tokenizer(texts, padding=len(texts) > 1, truncation=True, return_tensors="pt")
        with torch.inference_mode():
            logits = model(**encoded.to(loading.device)).logits
        scores = ranked_scores(_probabilities(logits.float(), model.config), model.config.id2label)
        return [
            {"kind": "scores", "scores": own, **cut_of(encoded, at)}
            for at, own in enumerate(scores)
        ]

    def run(call: Call) -> dict[str, Any]:
        if "texts" not in call.inputs:
            return answers([one_text(call.inputs)])[0]
        texts = many_texts(call.inputs)
        items: list[dict[str, Any]] = [{} for _ in texts]
        for places in batches(texts, is_padded=tokenizer.pad_token is not None):
            call.check()
            for place, answer in zip(places, answers([texts[p] for p in places]), strict=True):
                items[place] = answer
        return {"kind": "batch", "items": items}

    return Runner(run, dtype_name(model), speedup_of(model))


def ranked_scores(
    probabilities: torch.Tensor, labels: dict[int, str]
) -> list[list[dict[str, Any]]]:
    """For each row of (rows, labels) the labels with their scores, highest first."""
    return [
        [
            {"label": str(labels[place]), "score": score}
            for place, score in sorted(enumerate(row), key=lambda pair: -pair[1])
        ]
        for row in probabilities.tolist()
    ]


def _probabilities(logits: torch.Tensor, config: Any) -> torch.Tensor:
    """Scores as the model was trained to give them: each label its own, one of all, or raw."""
    if config.problem_type == "regression":
        return logits
    if config.problem_type == "multi_label_classification" or logits.shape[-1] == 1:
        return logits.sigmoid()
    return logits.softmax(-1)
