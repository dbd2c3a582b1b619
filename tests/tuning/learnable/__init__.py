"""A tiny random model and a generated, learnable task for every family of fine-tuning.

The held-out rows are made from other templates than the training rows, so that learning by
heart does not pass.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.tuning.learnable import senses, text, written
from tests.tuning.learnable.task import COMMIT, Task

__all__ = ["COMMIT", "TASKS", "Task"]

TASKS: dict[str, Callable[[Path, int], Task]] = {
    make.__name__: make
    for make in (
        text.text_classification,
        text.token_classification,
        text.sentence_embeddings,
        written.text_to_text,
        written.causal_lora,
        senses.image_classification,
        senses.speech_recognition,
    )
}
"""By the family's name; each is made in a folder, from a seed."""
