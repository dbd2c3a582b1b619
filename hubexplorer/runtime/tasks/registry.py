"""Every task by name, and which of them a model or an adapter is for.

A task is a `TaskInfo`. The built-in ones are listed here; others come in through the entry point
group "hubexplorer.tasks", whose entries name a `TaskInfo`. Importing a task imports no torch.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Any

from hubexplorer.errors import CannotRunHere
from hubexplorer.runtime.adapters import check_config
from hubexplorer.runtime.task import TaskInfo
from hubexplorer.runtime.tasks import (
    audio_classification,
    automatic_speech_recognition,
    depth_estimation,
    fill_mask,
    image_classification,
    image_segmentation,
    image_text_to_text,
    object_detection,
    question_answering,
    sentence_similarity,
    text2text_generation,
    text_classification,
    text_generation,
    text_to_speech,
    token_classification,
    zero_shot_classification,
)

GROUP = "hubexplorer.tasks"
_BUILT_IN = (
    text_classification.TASK,
    zero_shot_classification.TASK,
    token_classification.TASK,
    fill_mask.TASK,
    question_answering.TASK,
    text_generation.TASK,
    text2text_generation.TASK,
    sentence_similarity.TASK,
    image_classification.TASK,
    object_detection.TASK,
    image_segmentation.TASK,
    depth_estimation.TASK,
    image_text_to_text.TASK,
    audio_classification.TASK,
    automatic_speech_recognition.TASK,
    text_to_speech.TASK,
)
_OF_ADAPTERS = {
    "SEQ_CLS": "text-classification",
    "TOKEN_CLS": "token-classification",
    "CAUSAL_LM": "text-generation",
    "SEQ_2_SEQ_LM": "text2text-generation",
    "QUESTION_ANS": "question-answering",
    "FEATURE_EXTRACTION": "sentence-similarity",
}
"""The task types of the peft library."""


@cache
def all_tasks() -> Mapping[str, TaskInfo]:
    """Every task by name: the built-in ones and those that installed packages add."""
    tasks = {task.name: task for task in _BUILT_IN}
    for entry in entry_points(group=GROUP):
        task = entry.load()
        if isinstance(task, TaskInfo):
            tasks.setdefault(task.name, task)
    return MappingProxyType(tasks)


def resolve(config: Mapping[str, Any], hub_task: str) -> TaskInfo:
    """The task that a model is for: by its architecture first, by its author's tag second.

    Args:
        config: config.json, or the hub's excerpt of it.
        hub_task: the hub's task tag; may be empty.

    Raises:
        CannotRunHere: none of them is; the message says why.
    """
    if "quantization_config" in config:
        raise CannotRunHere(
            "its weights are quantized in a way that needs another library",
            hint="choose the model that it was quantized from",
        )
    architectures = config.get("architectures") or ()
    names = [name for name in architectures if isinstance(name, str)]
    for name in names:
        if (found := _by_architecture(name, hub_task)) is not None:
            return found
    # A bare encoder ("BertModel") does what its tag says; so does a model without architectures.
    if not names or all(name.endswith("Model") for name in names):
        for task in all_tasks().values():
            if _is_tagged(task, hub_task):
                return task
    raise CannotRunHere(_reason(names, hub_task), hint="see its card for the library it needs")


def resolve_adapter(adapter: Mapping[str, Any], base: Mapping[str, Any], hub_task: str) -> TaskInfo:
    """What an adapter's model is for: what it was trained for, else what its base is for.

    Args:
        adapter: adapter_config.json.
        base: config.json of its base.
        hub_task: the hub's task tag of the one or the other; may be empty.

    Raises:
        CannotRunHere: nothing here runs it.
        UnsafeModel: a setting makes the library import or fetch something.
    """
    check_config(adapter)
    name = _OF_ADAPTERS.get(str(adapter.get("task_type")))
    return all_tasks()[name] if name else resolve(base, hub_task)


def _by_architecture(name: str, hub_task: str) -> TaskInfo | None:
    """The task with the longest ending of this class name; of several, the one of the tag."""
    endings = {
        task.name: max(map(len, filter(name.endswith, task.architectures)), default=0)
        for task in all_tasks().values()
    }
    longest = max(endings.values())
    if not longest:
        return None
    found = [task for task in all_tasks().values() if endings[task.name] == longest]
    return next((task for task in found if _is_tagged(task, hub_task)), found[0])


def _is_tagged(task: TaskInfo, hub_task: str) -> bool:
    return hub_task == task.name or hub_task in task.hub_tasks


def _reason(architectures: list[str], hub_task: str) -> str:
    if architectures:
        return f"there is no runner here for {', '.join(architectures)}" + (
            f" ({hub_task})" if hub_task else ""
        )
    if hub_task:
        return f"there is no runner here for the task {hub_task}"
    return "its config.json names no architecture and the hub no task"
