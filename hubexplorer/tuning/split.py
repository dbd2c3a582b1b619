"""Rows divided so that no input is on two sides."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

VALIDATION_SHARE = 0.1
"""Of what is not held out: watched during training, so that the held-out rows are not."""


@dataclass(frozen=True, slots=True)
class Example:
    """One usable row."""

    row: int
    """Its row number in the file."""
    key: str
    """Its input, folded: rows with the same one stay together."""
    label: str
    """Its class, whose share is kept on every side; empty where rows have none."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """By role, as train.py reads them."""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """Three disjoint parts of the data."""

    train: tuple[Example, ...]
    validation: tuple[Example, ...]
    test: tuple[Example, ...]
    left_out: int
    """Training rows whose input is also in a test file of its own."""


def split(
    examples: Collection[Example],
    test: Collection[Example] = (),
    *,
    held_out: float,
    seed: int,
) -> Split:
    """The same three parts for the same examples and seed, whatever their order.

    Whole inputs are divided, label by label: rows that repeat one stay together, so that a
    model is never tested on what it was trained on.

    Args:
        test: the held-out rows; when there are none, a share `held_out` of `examples` is taken.
    """
    known = {example.key for example in test}
    rest = [example for example in examples if example.key not in known]
    left_out = len(examples) - len(rest)
    if not test:
        test, rest = _take(rest, held_out, random.Random(f"{seed} test"))  # noqa: S311
    validation, train = _take(rest, VALIDATION_SHARE, random.Random(f"{seed} validation"))  # noqa: S311
    return Split(tuple(train), tuple(validation), tuple(test), left_out)


def folded(text: str) -> str:
    """What two texts share that differ in case and spacing only."""
    return " ".join(text.casefold().split())


def _take(
    examples: Iterable[Example], share: float, chance: random.Random
) -> tuple[list[Example], list[Example]]:
    """A share of every label's inputs, and the others; both in file order."""
    label_of = {e.key: e.label for e in sorted(examples, key=attrgetter("row"), reverse=True)}
    keys_of = defaultdict(list)
    for key, label in sorted(label_of.items()):
        keys_of[label].append(key)
    taken: set[str] = set()
    for _, keys in sorted(keys_of.items()):
        taken.update(chance.sample(keys, round(share * len(keys))))
    sides: tuple[list[Example], list[Example]] = ([], [])
    for example in sorted(examples, key=attrgetter("row")):
        sides[example.key not in taken].append(example)
    return sides
