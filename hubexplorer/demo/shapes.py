"""Generated pictures of colored shapes, and what is where in them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw

COLORS = {
    "red": (205, 45, 45),
    "green": (40, 150, 70),
    "blue": (45, 80, 200),
    "yellow": (235, 195, 30),
}
KINDS = ("circle", "square", "triangle")
NAMES = tuple(f"{color} {kind}" for color, kind in product(COLORS, KINDS))
SIDE = 128

Split = Literal["train", "held"]

_SMALLEST, _LARGEST = 0.18, 0.4
_GAP = 0.03
_CLEAR = 0.12
_TRIES = 60
_HELD_STEP = 5
_SAMPLE_SIDE = 256
_GRAIN = 4.0


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape and where it is, as shares of the picture's side."""

    name: str
    left: float
    top: float
    size: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.left, self.top, self.left + self.size, self.top + self.size

    @property
    def center(self) -> tuple[float, float]:
        return self.left + self.size / 2, self.top + self.size / 2


@dataclass(frozen=True, slots=True)
class Scene:
    """The shapes of one picture, none over another."""

    shapes: tuple[Shape, ...]
    seed: int
    """Decides the ground and the shades of the colors."""

    def picture(self, side: int = SIDE, *, grain: float = _GRAIN) -> Image.Image:
        """The scene drawn in `side` by `side` pixels.

        Args:
            grain: how far a pixel strays, of 255.
        """
        rng = Random(self.seed)
        large = 2 * side
        image = Image.new("RGB", (large, large), tuple(rng.randint(205, 255) for _ in range(3)))
        draw = ImageDraw.Draw(image)
        for shape in self.shapes:
            color, _, kind = shape.name.partition(" ")
            shade = tuple(min(255, max(0, part + rng.randint(-25, 25))) for part in COLORS[color])
            left, top, right, bottom = (round(large * part) for part in shape.box)
            if kind == "circle":
                draw.ellipse((left, top, right, bottom), fill=shade)
            elif kind == "square":
                draw.rectangle((left, top, right, bottom), fill=shade)
            else:
                corners = (left, bottom), (right, bottom), ((left + right) / 2, top)
                draw.polygon(corners, fill=shade)
        pixels = np.asarray(image.reduce(2), dtype=np.float32)
        noise = np.random.default_rng(self.seed).normal(0, grain, pixels.shape)
        return Image.fromarray((pixels + noise).clip(0, 255).astype(np.uint8))

    def caption(self) -> str:
        """The scene of one or two shapes in words; the left or the upper one comes first."""
        if len(self.shapes) == 1:
            return f"a {self.shapes[0].name}"
        first, second = self.shapes
        relation = "left of" if _apart(first, second)[0] > _apart(first, second)[1] else "above"
        return f"a {first.name} {relation} a {second.name}"


def scene(rng: Random, count: int) -> Scene:
    """`count` shapes somewhere; fewer where they find no room."""
    shapes: list[Shape] = []
    for _ in range(_TRIES):
        size = rng.uniform(_SMALLEST, _LARGEST)
        left, top = rng.uniform(0, 1 - size), rng.uniform(0, 1 - size)
        shape = Shape(rng.choice(NAMES), left, top, size)
        if not any(_overlap(shape, other) for other in shapes):
            shapes.append(shape)
        if len(shapes) == count:
            break
    return Scene(tuple(shapes), rng.randrange(2**31))


def described(rng: Random, split: Split) -> Scene:
    """A scene of one or two shapes that can be said in words.

    A fifth of all pairs is never shown in training; the held-out scenes show nothing else.
    """
    while True:
        found = scene(rng, 2 if split == "held" else rng.choice((1, 2, 2, 2)))
        if len(found.shapes) == 1:
            if split == "train":
                return found
            continue
        first, second = found.shapes
        across, down = _apart(first, second)
        if abs(across - down) < _CLEAR:
            continue  # Neither clearly beside nor clearly above.
        axis = 0 if across > down else 1
        if first.center[axis] > second.center[axis]:
            first, second = second, first
        if is_held(first.name, second.name) is (split == "held"):
            return Scene((first, second), found.seed)


def is_held(first: str, second: str) -> bool:
    """Whether this pair of shapes is kept for measuring."""
    return (NAMES.index(first) + 2 * NAMES.index(second)) % _HELD_STEP == 0


def _apart(first: Shape, second: Shape) -> tuple[float, float]:
    """How far their centers are apart, across and down."""
    return abs(first.center[0] - second.center[0]), abs(first.center[1] - second.center[1])


def _overlap(one: Shape, other: Shape) -> bool:
    return (
        one.left < other.left + other.size + _GAP
        and other.left < one.left + one.size + _GAP
        and one.top < other.top + other.size + _GAP
        and other.top < one.top + one.size + _GAP
    )


def shown() -> list[Scene]:
    """The scenes of the sample pictures: held-out pairs, and one of four shapes."""
    rng = Random("shown")
    return [*(described(rng, "held") for _ in range(3)), scene(rng, 4)]


def write_samples(folder: Path) -> None:
    """Write the sample inputs as PNG files."""
    for number, one in enumerate(shown(), start=1):
        image = one.picture(_SAMPLE_SIDE, grain=0)  # Grain is most of a file.
        image.save(folder / f"shapes-{number}.png", optimize=True)
