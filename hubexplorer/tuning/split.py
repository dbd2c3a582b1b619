"""Labeled texts, divided so that no text is on two sides."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

VALIDATION_SHARE = 0.1
"""Of what is not held out: watched during training, so that the held-out rows are not."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labeled text."""

    row: int
    """Its row number in the file."""
    text: str
    label: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """Three disjoint parts of the data."""

    train: tuple[Example, ...]
    validation: tuple[Example, ...]
    test: tuple[Example, ...]
    left_out: int
    """Training rows whose text is also in a test file of its own."""


def split(
    examples: Collection[Example],
    test: Collection[Example] = (),
    *,
    held_out: float,
    seed: int,
) -> Split:
    """The same three parts for the same examples and seed, whatever their order.

    Whole texts are divided, label by label: rows that repeat a text stay together, so that a
    model is never tested on a text it was trained on.

    Args:
        test: the held-out rows; when there are none, a share `held_out` of `examples` is taken.
    """
    known = {folded(example.text) for example in test}
    rest = [example for example in examples if folded(example.text) not in known]
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
    """A share of every label's texts, and the others; both in file order."""
    label_of = {folded(e.text): e.label for e in sorted(examples, key=lambda e: -e.row)}
    texts_of = defaultdict(list)
    for text, label in sorted(label_of.items()):
        texts_of[label].append(text)
    taken: set[str] = set()
    for _, texts in sorted(texts_of.items()):
        taken.update(chance.sample(texts, round(share * len(texts))))
    sides: tuple[list[Example], list[Example]] = ([], [])
    for example in sorted(examples, key=lambda e: e.row):
        sides[folded(example.text) not in taken].append(example)
    return sides
