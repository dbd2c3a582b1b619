"""Which model is to be trained on what, and how: what a notebook's parameters say."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hubexplorer.records import ModelRef
from hubexplorer.tuning.families import Family, all_families

_OWN = ("family", "model_folder", "data", "test_data", "held_out", "seed", "output")
_TYPES: Mapping[str, tuple[type, ...]] = {"held_out": (float, int), "seed": (int,)}


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

    def __post_init__(self) -> None:
        if self.family not in all_families():
            raise ValueError(f"there is no family {self.family!r}")
        if self.ref.commit is None:
            raise ValueError(f"{self.ref} has no commit: fine-tuning starts from exactly one")
        if not 0 < self.held_out < 1:
            raise ValueError(f"held_out={self.held_out} is no share between 0 and 1")
        roles = {column.role for column in self.kind.columns}
        if set(self.columns) != roles:
            raise TypeError(f"columns are needed for {sorted(roles)}, not {sorted(self.columns)}")
        object.__setattr__(self, "settings", self.kind.filled(self.settings))

    @property
    def kind(self) -> Family:
        """Its family."""
        return all_families()[self.family]

    def to_arguments(self) -> dict[str, Any]:
        """The same as flat JSON: what the notebook's parameters are, and the job's arguments."""
        ref = {"hub": self.ref.hub, "repo": self.ref.repo, "commit": self.ref.commit}
        own = {name: getattr(self, name) for name in _OWN}
        return {**ref, **own, **self.columns, **self.settings}

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> StarterSpec:
        """The spec of a job's arguments.

        Raises:
            TypeError: one is missing, unknown or of the wrong type.
            ValueError: one has a value that cannot be used.
        """
        rest = dict(arguments)
        family = all_families().get(rest.get("family", ""))
        if family is None:
            raise ValueError(f"there is no family {rest.get('family')!r}")
        roles = [column.role for column in family.columns]
        try:
            ref = ModelRef(rest.pop("hub"), rest.pop("repo"), rest.pop("commit"))
            columns = {role: rest.pop(role) for role in roles}
        except KeyError as missing:
            raise TypeError(f"the argument {missing} is missing") from None
        settings = {name: rest.pop(name) for name in family.settings if name in rest}
        for name, value in {**rest, **columns}.items():
            kinds = _TYPES.get(name, (str,))
            if isinstance(value, bool) or not isinstance(value, kinds):
                raise TypeError(f"{name}={value!r} is not of type {kinds[0].__name__}")
        return cls(ref=ref, columns=columns, settings=settings, **rest)


def replaced(spec: StarterSpec, **changes: Any) -> StarterSpec:
    """The same with other settings."""
    return dataclasses.replace(spec, settings={**spec.settings, **changes})
