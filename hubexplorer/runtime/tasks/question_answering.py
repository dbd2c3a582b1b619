"""Question answering: the span of a text that answers a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubexplorer.errors import CannotRunHere, DataError
from hubexplorer.runtime.task import Call, Loading, Runner, TaskInfo
from hubexplorer.runtime.tasks.inputs import question_and_context
from hubexplorer.runtime.tasks.offered import MAX_ANSWER_TOKENS

if TYPE_CHECKING:
    import torch

TASK = TaskInfo(
    name="question-answering",
    input_kind="question",
    loader="hubexplorer.runtime.tasks.question_answering:load",
    architectures=("ForQuestionAnswering", "ForQuestionAnsweringSimple"),
    settings=("max_answer_tokens",),
)
_STRIDE = 128
_CONTEXT = 1
"""What a tokenizer numbers the second of two texts."""


def load(loading: Loading) -> Runner:
    """A runner for {"question": str, "context": str}; contexts of any length, in windows."""
    import torch
    from transformers import AutoModelForQuestionAnswering

    from hubexplorer.runtime.loading import dtype_name, load_model, load_tokenizer

    model = load_model(AutoModelForQuestionAnswering, loading)
    tokenizer = load_tokenizer(loading)
    if not tokenizer.is_fast:
        raise CannotRunHere(
            "its tokenizer does not say where in the text a token lies",
            hint="choose a model with a tokenizer.json",
        )

    def windows(question: str, context: str) -> Any:
        asked = len(tokenizer(question)["input_ids"])
        room = tokenizer.model_max_length - asked - 2
        if room < 1:
            raise DataError("the question is longer than the model reads", hint="shorten it")
        return tokenizer(
            question,
            context,
            truncation="only_second",
            stride=min(_STRIDE, room // 2),
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )

    def run(call: Call) -> dict[str, Any]:
        question, context = question_and_context(call.inputs)
        longest = int(MAX_ANSWER_TOKENS.read(call.settings))
        encoded = windows(question, context)
        names = [name for name in tokenizer.model_input_names if name in encoded]
        found: list[tuple[float, int, int]] = []
        for place, offsets in enumerate(encoded["offset_mapping"]):
            call.check()
            given = {
                name: torch.tensor([encoded[name][place]], device=loading.device) for name in names
            }
            with torch.inference_mode():
                output = model(**given)
            is_context = torch.tensor([one == _CONTEXT for one in encoded.sequence_ids(place)])
            score, start, end = best_span(
                output.start_logits[0].float().cpu(),
                output.end_logits[0].float().cpu(),
                is_context,
                longest,
            )
            found.append((score, offsets[start][0], offsets[end][1]))
        score, start, end = max(found)
        answer = context[start:end]
        span = {"start": start, "end": end, "label": "answer", "score": score, "text": answer}
        return {"kind": "entities", "text": context, "entities": [span], "answer": answer}

    return Runner(run, dtype_name(model))


def best_span(
    starts: torch.Tensor, ends: torch.Tensor, is_context: torch.Tensor, longest: int
) -> tuple[float, int, int]:
    """The likeliest span of a window as (probability, first token, last token).

    Args:
        starts: (tokens,) logits of the answer's first token.
        ends: (tokens,) logits of its last.
        is_context: (tokens,) which tokens may be part of it.
        longest: how many tokens it may have.
    """
    import torch

    def likely(logits: torch.Tensor) -> torch.Tensor:
        # The first token stands for "no answer" and keeps its share of the probability.
        allowed = is_context.clone()
        allowed[0] = True
        return logits.masked_fill(~allowed, float("-inf")).softmax(-1) * is_context

    joint = torch.outer(likely(starts), likely(ends)).triu().tril(longest - 1)
    best = int(joint.argmax())
    return float(joint.flatten()[best]), best // len(ends), best % len(ends)
