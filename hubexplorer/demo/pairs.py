"""Pictures of one or two shapes, and their captions: "a red circle left of a blue square"."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Literal

from hubexplorer.demo.shapes import NAMES, Scene, Shape, scene

Split = Literal["train", "held"]

_SMALLEST = 0.24
_CLEAR = 0.12
_SINGLES = 0.2
_HELD_STEP = 5
_SAMPLE_SIDE = 256
_SAMPLES = 3


def described(rng: Random, split: Split) -> Scene:
    """A scene that can be said in words, its left or upper shape first.

    A fifth of all pairs of shapes is never in training; the held-out scenes are nothing else.
    """
    while True:
        found = scene(rng, 1 if split == "train" and rng.random() < _SINGLES else 2)
        if any(shape.size < _SMALLEST for shape in found.shapes):
            continue
        if len(found.shapes) == 1:
            if split == "train":
                return found
            continue
        first, second = found.shapes
        across, down = _apart(first, second)
        if abs(across - down) < _CLEAR or is_held(first, second) is (split == "train"):
            continue
        axis = 0 if across > down else 1
        return Scene(tuple(sorted(found.shapes, key=lambda shape: shape.center[axis])), found.seed)


def caption(shown: Scene) -> str:
    """What `described` draws, in words."""
    if len(shown.shapes) == 1:
        return f"a {shown.shapes[0].name}"
    first, second = shown.shapes
    across, down = _apart(first, second)
    return f"a {first.name} {'left of' if across > down else 'above'} a {second.name}"


def is_held(first: Shape, second: Shape) -> bool:
    """Whether a pair of shapes, in either order, is kept for measuring."""
    return (NAMES.index(first.name) + NAMES.index(second.name)) % _HELD_STEP == 0


def shown() -> list[Scene]:
    """The scenes of the sample pictures: pairs that training never showed."""
    rng = Random("shown")
    return [described(rng, "held") for _ in range(_SAMPLES)]


def write_samples(folder: Path) -> None:
    """Write the sample inputs as PNG files."""
    for number, one in enumerate(shown(), start=1):
        image = one.picture(_SAMPLE_SIDE, grain=0)  # Grain is most of a file.
        image.save(folder / f"pair-{number}.png", optimize=True)


def _apart(first: Shape, second: Shape) -> tuple[float, float]:
    """How far their centers are apart, across and down."""
    return abs(first.center[0] - second.center[0]), abs(first.center[1] - second.center[1])
