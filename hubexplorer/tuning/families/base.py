"""What a family of fine-tuning is: the data it takes, its settings, how its result is scored."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parents[1] / "templates"
SHARED = TEMPLATES / "shared"
"""What the scripts of all families read: checkpoints, events, before and after."""

Value = int | float | str
"""Of one setting."""
Parse = Callable[[Mapping[str, str], Path], Mapping[str, Any]]
"""A row's fields by role, and the folder of its file, as train.py will read them.

Raises DataError for a row that cannot be used; its message becomes that row's problem.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """What one column of the data holds."""

    role: str
    """The parameter's name: text, label, ..."""
    about: str
    """In a sentence: "the texts"."""
    names: tuple[str, ...]
    """What such columns are usually called."""
    otherwise: int = 0
    """The position to propose when no column is called so."""
    example: str = ""
    """A field of it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One knob of a training, with the value that suits most."""

    default: Value
    about: str
    at_least: float = -math.inf
    at_most: float = math.inf
    choices: tuple[str, ...] = ()
    """The texts it can be, where it is one."""

    def problem(self, value: object) -> str:
        """What is wrong with a value; empty if nothing is.

        Raises:
            TypeError: it is not of the default's type.
        """
        kinds = (int, float) if isinstance(self.default, float) else (type(self.default),)
        if isinstance(value, bool) or not isinstance(value, kinds):
            raise TypeError(f"{value!r} is not of type {type(self.default).__name__}")
        if isinstance(value, str):
            return "" if value in self.choices else f"{value!a} is none of {self.choices}"
        if not math.isfinite(value) or not self.at_least <= value <= self.at_most:
            return f"{value} is not between {self.at_least:g} and {self.at_most:g}"
        return ""


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure that before and after are compared by."""

    name: str
    title: str
    about: str
    """In a sentence: "the share of rows with the right label"."""
    lower_is_better: bool = False


Rows = Sequence[Mapping[str, Any]]
"""As train.py reads them."""


def as_they_are(rows: Rows) -> Rows:
    """The `rows` of a `Measured` whose family's own rows are what a benchmark takes."""
    return rows


@dataclass(frozen=True, slots=True)
class Measured:
    """How held-out rows become a table that models are measured on."""

    columns: Mapping[str, str]
    """The table's column for each role of a benchmark."""
    rows: Callable[[Rows], Iterable[Mapping[str, Any]]] = as_they_are


def characters(row: Mapping[str, Any]) -> int:
    """The characters of a row's texts, and of its lists of texts."""
    return sum(
        len(value) if isinstance(value, str) else sum(len(word) + 1 for word in value)
        for value in row.values()
    )


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of fine-tuning: a folder of templates and what is to be known about it."""

    name: str
    title: str
    """What comes out: "text classifier"."""
    story: str
    """What it learns and what it is good for, in a sentence or two."""
    trial: str
    """How to try the result, as Markdown."""
    tasks: frozenset[str]
    """The runtime's tasks whose models it can train."""
    pipeline_tag: str
    """The hub's task of the result."""
    columns: tuple[Column, ...]
    """The first is the input, which is never on two sides of a split."""
    metrics: tuple[Metric, ...]
    """The first is the one that is shown where there is room for one."""
    settings: Mapping[str, Setting]
    defaults: Callable[[int], Mapping[str, Value]]
    """Settings that depend on the size, for a model of so many parameters."""
    parse: Parse
    label: str = ""
    """The role that holds one class a row, if there is one: splits keep its shares."""
    names_files: bool = False
    """Whether rows name files beside the table, which then stays where it is."""
    length: Callable[[Mapping[str, Any]], int] = characters
    """How long a row is, as `parse` gave it; 0 where all are alike."""
    unit: str = "characters"
    """Of `length`."""
    packages: tuple[str, ...] = ("accelerate", "safetensors", "torch", "transformers")
    extra: str = "tune"
    """What to install for these packages."""
    measured: Measured | None = None
    """None where no benchmark takes its rows."""
    folder: Path = field(default=TEMPLATES)
    """Where its train.py is."""

    @property
    def named(self) -> str:
        """What comes out, with its article: "a text classifier"."""
        return f"{'an' if self.title[0] in 'aeiou' else 'a'} {self.title}"

    @property
    def input(self) -> str:
        """The role of the input."""
        return self.columns[0].role

    def filled(self, settings: Mapping[str, Any]) -> dict[str, Value]:
        """All settings, defaults where none is given.

        Raises:
            TypeError: one is unknown, or of the wrong type.
            ValueError: one is out of its bounds.
        """
        if unknown := sorted(set(settings) - set(self.settings)):
            raise TypeError(
                f"{self.named} has no {', '.join(unknown)}; it has {', '.join(self.settings)}"
            )
        values = {name: setting.default for name, setting in self.settings.items()}
        for name, value in settings.items():
            try:
                problem = self.settings[name].problem(value)
            except TypeError as error:
                raise TypeError(f"{name}={error}") from None
            if problem:
                raise ValueError(f"{name}={problem}")
            values[name] = value
        return values


def stripped(values: Mapping[str, str], _folder: Path) -> Mapping[str, Any]:
    """The fields as they are, without the blanks around them."""
    return {role: text.strip() for role, text in values.items()}


def by_size(parameters: int, steps: tuple[tuple[float, int, float], ...]) -> dict[str, Value]:
    """Epochs and learning rate of the first step whose limit is not passed."""
    epochs, rate = next((epochs, rate) for limit, epochs, rate in steps if parameters <= limit)
    return {"epochs": epochs, "learning_rate": rate}


TRAINING: Mapping[str, Setting] = {
    "epochs": Setting(3, "how often every row is seen", 1, 10_000),
    "learning_rate": Setting(5e-5, "how far a step goes", 1e-9, 10),
    "batch_size": Setting(16, "rows of a step, over all processes", 1, 65_536),
    "accumulation": Setting(1, "parts a step is cut into, to save memory", 1, 65_536),
    "max_length": Setting(256, "tokens of a text that are read", 1, 1_000_000),
    "checkpoint_steps": Setting(0, "steps between checkpoints; 0: ten in all", 0, 10_000_000),
    "processes": Setting(1, "processes on this machine, by torchrun", 1, 64),
}
"""What every family lets be set."""
