"""How the label names of the data and of a model meet: by name, by order, or by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hubexplorer.errors import DataError

_NUMBERED = re.compile(r"(?:label[_ ]?)?(\d+)", re.IGNORECASE)
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class LabelMap:
    """Which label of the data each label of a model stands for."""

    to_data: Mapping[str, str]
    """A model's label to the data's."""
    how: str
    """by name, by order or by hand."""
    only_data: tuple[str, ...]
    """Labels of the data that the model never gives: such rows count as wrong."""
    only_model: tuple[str, ...]
    """Labels of the model that are none of the data's: such answers count as wrong."""

    def __str__(self) -> str:
        renamed = [f"{m} -> {d}" for m, d in self.to_data.items() if m != d]
        parts = [f"{len(self.to_data)} labels {self.how}"]
        if renamed:
            more = f", and {len(renamed) - _SHOWN} more" if len(renamed) > _SHOWN else ""
            parts.append(", ".join(renamed[:_SHOWN]) + more)
        for labels, what in (
            (self.only_data, "never answered by it"),
            (self.only_model, "not in the data"),
        ):
            if labels:
                parts.append(f"{what}: {', '.join(labels[:_SHOWN])}")
        return "; ".join(parts)

    @property
    def is_whole(self) -> bool:
        return not self.only_data


def match_labels(
    data: Iterable[str], model: Sequence[str], given: Mapping[str, str] | None = None
) -> LabelMap:
    """The mapping from a model's labels to those of the data.

    By name where any name is shared, whatever its case and punctuation. By order only where the
    model's labels are mere numbers: the data's numbers, or its names in alphabetical order.

    Args:
        data: the labels in the data.
        model: the model's labels, in its own order.
        given: a model's label to the data's, by hand; goes before all else.

    Raises:
        DataError: no label of the two is the same.
    """
    wanted = sorted(set(data))
    if given and (unknown := sorted(set(given.values()) - set(wanted))):
        raise DataError(f"the data has no label {unknown[0]!a}; it has {_named(wanted)}")
    folded = {_fold(label): label for label in wanted}
    pairs = {label: folded[_fold(label)] for label in model if _fold(label) in folded}
    if by_hand := {label: given[label] for label in model if given and label in given}:
        return _map({**pairs, **by_hand}, "by hand", wanted, model)
    if pairs:
        return _map(pairs, "by name", wanted, model)
    numbers = {label: found[1] for label in model if (found := _NUMBERED.fullmatch(label))}
    if len(numbers) == len(model):
        if by_number := {m: folded[n] for m, n in numbers.items() if n in folded}:
            return _map(by_number, "by number", wanted, model)
        if len(wanted) == len(model):
            in_order = sorted(model, key=lambda label: int(numbers[label]))
            return _map(
                dict(zip(in_order, wanted, strict=True)),
                "by alphabetical order, which is a guess",
                wanted,
                model,
            )
    raise DataError(
        f"no label of the data is one of the model's: {_named(wanted)} against {_named(model)}",
        hint="choose on the Measure screen which stands for which, or say so:"
        ' labels={"the model\'s": "the data\'s", ...}',
    )


def _map(
    pairs: Mapping[str, str], how: str, wanted: Sequence[str], model: Sequence[str]
) -> LabelMap:
    met = set(pairs.values())
    return LabelMap(
        dict(pairs),
        how,
        tuple(label for label in wanted if label not in met),
        tuple(label for label in model if label not in pairs),
    )


def _fold(label: str) -> str:
    return re.sub(r"[\W_]+", "", label).casefold() or label


def _named(labels: Sequence[str]) -> str:
    more = ", ..." if len(labels) > _SHOWN else ""
    return ", ".join(ascii(label) for label in labels[:_SHOWN]) + more
