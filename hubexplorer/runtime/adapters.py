"""Adapters (PEFT): small weights that change a base model; checked apart, merged as it loads."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hubexplorer.errors import CannotRunHere, MissingExtra, UnsafeModel
from hubexplorer.records import COMMIT, is_repo_id

CONFIG = "adapter_config.json"
WEIGHTS = "adapter_model.safetensors"
LABELS = "config.json"
"""Some adapters bring one; only the names of their labels are read."""
_KINDS = frozenset({"LORA", "ADALORA", "IA3", "LOHA", "LOKR"})
"""Those whose weights can be merged into the base, and that fetch nothing else."""
_IMPORTING_KEYS = ("megatron_config", "eva_config", "corda_config", "loftq_config")
"""Settings that make the library import, download or compute something as it loads."""
_PREFIX = "base_model.model."
_HEADS = ("classifier.out_proj.weight", "classifier.weight", "score.weight")


@dataclasses.dataclass(frozen=True, slots=True)
class BaseModel:
    """The model that an adapter changes, as the adapter names it."""

    repo: str
    revision: str
    """A commit, or empty where it names none."""


def base_of(config: Mapping[str, Any]) -> BaseModel:
    """The base model that an adapter's configuration names.

    Raises:
        CannotRunHere: it names none that a hub could have.
    """
    repo, revision = config.get("base_model_name_or_path"), config.get("revision")
    if not isinstance(repo, str) or not is_repo_id(repo):
        raise CannotRunHere(
            "the adapter names no base model that a hub has",
            hint="load the base yourself and put the adapter on it with the peft library",
        )
    is_commit = isinstance(revision, str) and COMMIT.fullmatch(revision)
    return BaseModel(repo, str(revision) if is_commit else "")


def check_config(config: Mapping[str, Any]) -> None:
    """Refuse an adapter that loading could not merge, or that would fetch more.

    Raises:
        CannotRunHere: it is of another kind.
        UnsafeModel: a setting makes the library import or fetch something.
    """
    kind = str(config.get("peft_type"))
    if kind not in _KINDS:
        raise CannotRunHere(
            f"adapters of the kind {kind[:40]!r} do not run here",
            hint=f"there are: {', '.join(sorted(_KINDS))}",
        )
    for key in _IMPORTING_KEYS:
        if config.get(key):
            raise UnsafeModel(
                f"{CONFIG}: {key!r} asks for code that is not part of peft",
                hint="choose an adapter without it",
            )


class Adapter:
    """A checked adapter's folder, as a loader uses it; in workers only.

    Raises:
        MissingExtra: peft is not installed.
        UnsafeModel: its configuration has a key that its kind does not declare.
    """

    def __init__(self, folder: Path) -> None:
        try:
            from peft import PEFT_TYPE_TO_CONFIG_MAPPING
        except ImportError:
            raise MissingExtra("adapters", what="Running adapters") from None
        from safetensors import safe_open

        self._folder = folder
        config = json.loads((folder / CONFIG).read_text("utf-8"))
        declared = {
            field.name
            for field in dataclasses.fields(PEFT_TYPE_TO_CONFIG_MAPPING[config["peft_type"]])
        }
        if unknown := sorted(config.keys() - declared):
            raise UnsafeModel(
                f"{CONFIG}: {unknown[0]!r} is no setting of {config['peft_type']} here",
                hint="it may need a newer peft",
            )
        with safe_open(folder / WEIGHTS, "pt") as file:
            names = list(file.keys())
            self._shapes = {
                name.removeprefix(_PREFIX): file.get_slice(name).get_shape() for name in names
            }

    def brings(self, name: str) -> bool:
        """Whether it has these weights of the model whole, such as a new head's."""
        return name in self._shapes

    def fit_head(self, config: Any) -> None:
        """Give the base as many labels, and their names, as the adapter's own head has."""
        found = next((self._shapes[name] for name in _HEADS if name in self._shapes), None)
        if found is None:
            return
        labels = {place: f"LABEL_{place}" for place in range(found[0])}
        if (self._folder / LABELS).is_file():
            stated = json.loads((self._folder / LABELS).read_text("utf-8")).get("id2label")
            if isinstance(stated, dict) and {str(place) for place in labels} == set(stated):
                labels = {place: str(stated[str(place)]) for place in labels}
        elif len(config.id2label) == len(labels):
            return
        config.id2label = labels
        config.label2id = {label: place for place, label in labels.items()}

    def put_on(self, model: Any) -> Any:
        """The base model with the adapter's changes in its weights.

        Raises:
            CannotRunHere: it was made for another model.
        """
        from peft import PeftModel

        try:
            adapted = PeftModel.from_pretrained(model, str(self._folder), is_trainable=False)
            return adapted.merge_and_unload()
        except (ValueError, RuntimeError, KeyError) as error:
            raise CannotRunHere(
                f"the adapter does not fit its base model: {error}",
                hint="it may be for another commit of it: name the base's commit",
            ) from None
