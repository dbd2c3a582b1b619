"""The families of fine-tuning: one module and one folder of templates each.

The built-in ones are listed here; others come in through the entry point group
"hubexplorer.families", whose entries name a `Family`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from types import MappingProxyType

from hubexplorer.tuning.families import (
    causal_lora,
    image_classification,
    sentence_embeddings,
    speech_recognition,
    text_classification,
    text_to_text,
    token_classification,
)
from hubexplorer.tuning.families.base import Column, Family, Metric, Setting

GROUP = "hubexplorer.families"
_BUILT_IN = (
    text_classification.FAMILY,
    token_classification.FAMILY,
    text_to_text.FAMILY,
    causal_lora.FAMILY,
    sentence_embeddings.FAMILY,
    image_classification.FAMILY,
    speech_recognition.FAMILY,
)

__all__ = ["GROUP", "Column", "Family", "Metric", "Setting", "all_families", "family_for"]


@cache
def all_families() -> Mapping[str, Family]:
    """Every family by name: the built-in ones and those that installed packages add."""
    families = {family.name: family for family in _BUILT_IN}
    for entry in entry_points(group=GROUP):
        family = entry.load()
        if isinstance(family, Family):
            families.setdefault(family.name, family)
    return MappingProxyType(families)


def family_for(task: str) -> Family | None:
    """The family that trains models of a task, if there is one."""
    return next((family for family in all_families().values() if task in family.tasks), None)
