"""Which model is to be trained on what, and how: what a notebook's parameters say."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hubexplorer.records import ModelRef
from hubexplorer.tuning.families import Family, all_families
from hubexplorer.tuning.trackers import tracker_named

_TEXTS = ("family", "model_folder", "data", "test_data", "output", "track")
_OTHERS: Mapping[str, tuple[type, ...]] = {
    "columns": (dict,),
    "settings": (dict,),
    "held_out": (float, int),
    "seed": (int,),
}


@dataclass(frozen=True, slots=True)
class StarterSpec:
    """One fine-tuning, before it is written or run."""

    family: str
    ref: ModelRef
    """With its commit."""
    model_folder: str
    """The model's files at that commit, on this machine."""
    data: str
    columns: Mapping[str, str]
    """The column of each of the family's roles."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """The family's; those that are not given have their defaults."""
    test_data: str = ""
    """A file of held-out rows; without one, a share `held_out` of `data` is."""
    held_out: float = 0.2
    seed: int = 0
    output: str = "tuned"
    """The folder that the result goes to; it must not exist yet."""
    track: str = ""
    """The tracker that it is also kept in; empty for none."""

    def __post_init__(self) -> None:
        if self.family not in all_families():
            raise ValueError(f"there is no family {self.family!r}")
        if self.ref.commit is None:
            raise ValueError(f"{self.ref} has no commit: fine-tuning starts from exactly one")
        if not 0 < self.held_out < 1:
            raise ValueError(f"held_out={self.held_out} is no share between 0 and 1")
        tracker_named(self.track)
        roles = {column.role for column in self.kind.columns}
        if set(self.columns) != roles:
            raise TypeError(f"columns are needed for {sorted(roles)}, not {sorted(self.columns)}")
        object.__setattr__(self, "settings", self.kind.filled(self.settings))

    @property
    def kind(self) -> Family:
        """Its family."""
        return all_families()[self.family]

    def to_arguments(self) -> dict[str, Any]:
        """The same as JSON: what the notebook's parameters are, and the job's arguments."""
        ref = {"hub": self.ref.hub, "repo": self.ref.repo, "commit": self.ref.commit}
        return {**ref, **{name: getattr(self, name) for name in (*_TEXTS, *_OTHERS)}}

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> StarterSpec:
        """The spec of a job's arguments.

        Raises:
            TypeError: one is missing, unknown or of the wrong type.
            ValueError: one has a value that cannot be used.
        """
        rest = dict(arguments)
        try:
            ref = ModelRef(rest.pop("hub"), rest.pop("repo"), rest.pop("commit"))
        except KeyError as missing:
            raise TypeError(f"the argument {missing} is missing") from None
        for name, value in rest.items():
            kinds = _OTHERS.get(name, (str,))
            if isinstance(value, bool) or not isinstance(value, kinds):
                raise TypeError(f"{name}={value!r} is not of type {kinds[0].__name__}")
        if not all(isinstance(name, str) for name in rest.get("columns", {}).values()):
            raise TypeError("the name of a column is a text")
        return cls(ref=ref, **rest)


def replaced(spec: StarterSpec, **changes: Any) -> StarterSpec:
    """The same with other settings."""
    return dataclasses.replace(spec, settings={**spec.settings, **changes})
