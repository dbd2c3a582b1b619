"""Labels that a person gives row by row: a random sample first, other rows told apart from it."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from hubexplorer.bench.cells import plain, reversible
from hubexplorer.bench.dataset import Dataset
from hubexplorer.errors import DataError

RANDOM, DISAGREEMENT = "random", "disagreement"
ROW, LABEL, PICKED = "row", "label", "picked"
MAX_LABELS = 50
MAX_LABEL_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Given:
    """What a person said of a row."""

    place: int
    label: str
    """Empty where the row was skipped."""
    picked: str
    """`RANDOM`, or `DISAGREEMENT`: picked because candidates disagree, which no estimate holds."""


@dataclass(slots=True)
class Labeling:
    """The rows of a data set in the order in which they are labeled, and what was said so far.

    The first `wanted` rows of an order shuffled by the seed are the sample that estimates are made
    of; since its order is random, so is the part of it that was labeled when somebody stops. Rows
    picked because candidates disagree are none of these, so that neither kind bends the other.
    """

    dataset: Dataset
    column: str
    """What is shown."""
    labels: tuple[str, ...]
    wanted: int
    """Rows of the random sample."""
    seed: int = 0
    given: list[Given] = field(default_factory=list)
    """In the order in which it was said."""
    _sample: tuple[int, ...] = field(init=False)
    _picked: tuple[int, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        self.labels = check_labels(self.labels)
        self.dataset.column(self.column)
        if self.wanted < 1:
            raise DataError("a sample needs a row at least")
        places = list(range(len(self.dataset.rows)))
        random.Random(self.seed).shuffle(places)  # noqa: S311 (a sample, no secret)
        self.wanted = min(self.wanted, len(places))
        self._sample = tuple(places[: self.wanted])

    def waiting(self) -> list[Given]:
        """The rows to label next, without a label: those picked for disagreement first."""
        said = {one.place for one in self.given}
        picked = [Given(place, "", DISAGREEMENT) for place in self._picked if place not in said]
        return picked + [Given(place, "", RANDOM) for place in self._sample if place not in said]

    def answer(self, place: int, label: str) -> Given:
        """Take a label for a row, or an empty one to skip it; an earlier word on it is replaced.

        Raises:
            DataError: it is none of the labels, or the row is not among those to label.
        """
        if label and label not in self.labels:
            raise DataError(f"{label!a} is none of the labels", hint=", ".join(self.labels))
        known = next((one for one in (*self.given, *self.waiting()) if one.place == place), None)
        if known is None:
            raise DataError(f"row {place} is not to be labeled", hint="open the labels again")
        said = Given(place, label, known.picked)
        self.given = [*(one for one in self.given if one.place != place), said]
        return said

    def undo(self) -> Given | None:
        """Take back what was said last; None where nothing was."""
        return self.given.pop() if self.given else None

    def pick(self, places: Iterable[int]) -> int:
        """Put rows first on which candidates disagree; how many of them are new.

        Rows of the random sample stay there.
        """
        known = {*self._sample, *(one.place for one in self.given)}
        self._picked = tuple(place for place in dict.fromkeys(places) if place not in known)
        return len(self._picked)

    @property
    def outside(self) -> tuple[int, ...]:
        """The places of all rows that are not in the random sample."""
        sample = set(self._sample)
        return tuple(place for place in range(len(self.dataset.rows)) if place not in sample)

    def count(self, picked: str = RANDOM) -> int:
        """How many rows have a label."""
        return sum(bool(one.label) and one.picked == picked for one in self.given)

    @property
    def skipped(self) -> int:
        """How many rows were skipped."""
        return sum(not one.label for one in self.given)

    def to_csv(self) -> str:
        """Every row that was shown, its columns, its label and why it was picked."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        columns = [name for name in self.dataset.columns if name not in (ROW, LABEL, PICKED)]
        held = [self.dataset.columns.index(name) for name in columns]
        writer.writerow(map(reversible, [ROW, *columns, LABEL, PICKED]))
        for one in self.given:
            cells = [self.dataset.rows[one.place][at] for at in held]
            number = self.dataset.numbers[one.place]
            writer.writerow(map(reversible, [number, *cells, one.label, one.picked]))
        return text.getvalue()

    def take_up(self, kept: Dataset) -> None:
        """Go on from a file that `to_csv` wrote for the same rows.

        Raises:
            DataError: it was written for other rows.
        """
        places = {str(number): place for place, number in enumerate(self.dataset.numbers)}
        rows, labels, picked = (kept.column(name) for name in (ROW, LABEL, PICKED))
        found = [
            Given(places.get(row, -1), plain(label), why)
            for row, label, why in zip(rows, labels, picked, strict=True)
        ]
        sample = set(self._sample)
        for one in found:
            is_known = not one.label or one.label in self.labels
            if one.place < 0 or not is_known or (one.picked == RANDOM) != (one.place in sample):
                raise DataError(
                    f"{kept.name} holds labels of another sample", hint="begin another file"
                )
        self.given = found


def check_labels(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels to choose from, each once, in the given order.

    Raises:
        DataError: there are fewer than two or too many, or one is too long.
    """
    found = tuple(dict.fromkeys(" ".join(label.split()) for label in labels if label.strip()))
    if not 2 <= len(found) <= MAX_LABELS:
        raise DataError(f"{len(found)} labels", hint=f"give 2 to {MAX_LABELS} of them")
    if long := [label for label in found if len(label) > MAX_LABEL_CHARACTERS]:
        raise DataError(f"the label {long[0][:40]!a}... is too long", hint="shorten it")
    return found


def disagreeing(answers: Sequence[Sequence[str]]) -> list[int]:
    """The places on which candidates differ, where they fall into the most camps first."""
    camps = [len(set(said)) for said in zip(*answers, strict=True)]
    found = [place for place, count in enumerate(camps) if count > 1]
    return sorted(found, key=lambda place: -camps[place])


def estimable(dataset: Dataset) -> Dataset:
    """The rows of a labels file that stand for the whole; any other data set as it is.

    Rows picked because candidates disagree would make every candidate look worse, and those that
    differ from the others most of all: they are left out, which the problems say.
    """
    if not {ROW, LABEL, PICKED} <= set(dataset.columns):
        return dataset
    why = dataset.column(PICKED)
    if not set(why) <= {RANDOM, DISAGREEMENT}:
        return dataset
    labels = dataset.column(LABEL)
    sample = [place for place, picked in enumerate(why) if picked == RANDOM]
    kept = [place for place in sample if labels[place]]
    if not kept:
        raise DataError(
            f"{dataset.name} has no labeled row of the random sample",
            hint="label some of those first",
        )
    problems = dataset.problems
    if left := len(why) - len(sample):
        told = (
            f"{left:,} rows are left out: they were picked because candidates disagree, and no"
            " estimate may hold them"
        )
        problems += (told,)
    if skipped := len(sample) - len(kept):
        problems += (
            f"{skipped:,} rows were skipped by whoever labeled: the result speaks for the others",
        )
    return replace(
        dataset,
        rows=tuple(tuple(map(plain, dataset.rows[place])) for place in kept),
        numbers=tuple(dataset.numbers[place] for place in kept),
        problems=problems,
    )
