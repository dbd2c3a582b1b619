"""Generated pictures of colored shapes, and what is where in them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random

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

_SMALLEST, _LARGEST = 0.18, 0.4
_GAP = 0.03
_TRIES = 60
_SAMPLE_SIDE = 256
_SAMPLE_COUNTS = (1, 2, 3, 4)
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


def _overlap(one: Shape, other: Shape) -> bool:
    return (
        one.left < other.left + other.size + _GAP
        and other.left < one.left + one.size + _GAP
        and one.top < other.top + other.size + _GAP
        and other.top < one.top + one.size + _GAP
    )


def shown() -> list[Scene]:
    """The scenes of the sample pictures."""
    rng = Random("shown")
    return [scene(rng, count) for count in _SAMPLE_COUNTS]


def write_samples(folder: Path) -> None:
    """Write the sample inputs as PNG files."""
    for number, one in enumerate(shown(), start=1):
        image = one.picture(_SAMPLE_SIDE, grain=0)  # Grain is most of a file.
        image.save(folder / f"shapes-{number}.png", optimize=True)
