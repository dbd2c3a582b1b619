"""Zero-shot classification: labels of the caller's own, scored by a model of inference."""

from __future__ import annotations

from typing import Any

from hubexplorer.errors import CannotRunHere
from hubexplorer.runtime.call_settings import flag, template
from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo
from hubexplorer.runtime.tasks.inputs import candidate_labels, each_text
from hubexplorer.runtime.tasks.offered import HYPOTHESIS

TASK = TaskInfo(
    name="zero-shot-classification",
    input_kind="labels",
    loader="hubexplorer.runtime.tasks.zero_shot_classification:load",
    architectures=("ForSequenceClassification",),
    settings=("hypothesis", "multi_label"),
)


def load(loading: Loading) -> Runner:
    """A runner for {"text": str, "labels": [str, ...]} or {"texts": [...], "labels": [...]}.

    Settings: `hypothesis`, what is claimed of a text, with {} for the label; `multi_label`,
    whether each label is judged for itself.
    """
    import torch
    from transformers import AutoModelForSequenceClassification

    from hubexplorer.runtime.loading import dtype_name, load_model, load_tokenizer

    entailment = _place(loading.config, "entail")
    contradiction = _place(loading.config, "contra")
    if entailment is None:
        raise CannotRunHere(
            "it has no label for entailment, so it cannot judge labels it was not trained on",
            hint="choose a model trained on natural language inference (NLI)",
        )
    # With two labels the other one is the opposite, whatever its name.
    opposite = contradiction if contradiction is not None else int(entailment == 0)
    model = load_model(AutoModelForSequenceClassification, loading)
    tokenizer = load_tokenizer(loading)

    def entailments(text: str, claim: str) -> torch.Tensor:
        encoded = tokenizer(text, claim, truncation="only_first", return_tensors="pt")
        with torch.inference_mode():
            logits: torch.Tensor = model(**encoded.to(loading.device)).logits[0].float()
        return logits[[opposite, entailment]]

    def run(call: Call) -> dict[str, Any]:
        labels = candidate_labels(call.inputs)
        hypothesis = template(call.settings, "hypothesis", "{}", str(HYPOTHESIS.default))
        is_multi = flag(call.settings, "multi_label") or len(labels) == 1

        def answer(text: str) -> dict[str, Any]:
            rows = []
            for label in labels:
                call.check()
                rows.append(entailments(text, hypothesis.replace("{}", label)))
            judged = torch.stack(rows)
            scores = judged.softmax(-1)[:, 1] if is_multi else judged[:, 1].softmax(-1)
            ranked = sorted(zip(labels, scores.tolist(), strict=True), key=lambda pair: -pair[1])
            return {
                "kind": "scores",
                "scores": [{"label": label, "score": score} for label, score in ranked],
            }

        return each_text(call, answer)

    return Runner(run, dtype_name(model))


def _place(config: Any, start: str) -> int | None:
    """The place of the label that begins so, in any case."""
    for place, label in config.id2label.items():
        if str(label).lower().startswith(start):
            return int(place)
    return None
