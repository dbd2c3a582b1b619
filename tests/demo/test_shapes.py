"""Generated pictures: what is said of them is what is drawn, and held-out pairs stay held out."""

from __future__ import annotations

from random import Random

import numpy as np

from hubexplorer.demo import samples
from hubexplorer.demo.shapes import COLORS, NAMES, Scene, Shape, described, is_held, scene, shown


def test_the_pixel_in_the_middle_of_a_box_has_the_color_of_its_name() -> None:
    rng = Random(0)
    for found in (scene(rng, 4) for _ in range(20)):
        pixels = np.asarray(found.picture(100), dtype=float)
        for shape in found.shapes:
            across, down = (int(100 * part) for part in shape.center)
            distances = {
                color: float(np.abs(pixels[down, across] - values).sum())
                for color, values in COLORS.items()
            }
            assert min(distances, key=distances.__getitem__) == shape.name.split()[0]


def test_a_caption_begins_with_the_left_or_the_upper_shape() -> None:
    circle, square = Shape("red circle", 0.1, 0.5, 0.2), Shape("blue square", 0.6, 0.45, 0.2)
    assert Scene((circle, square), 0).caption() == "a red circle left of a blue square"
    upper = Shape("blue square", 0.1, 0.05, 0.2)
    assert Scene((upper, circle), 0).caption() == "a blue square above a red circle"
    assert Scene((circle,), 0).caption() == "a red circle"


def test_training_never_shows_a_held_out_pair() -> None:
    rng = Random(1)
    for split in ("train", "held"):
        for found in (described(rng, split) for _ in range(100)):
            names = [shape.name for shape in found.shapes]
            assert len(names) == 1 or is_held(names[0], names[1]) is (split == "held")
    held = sum(is_held(one, other) for one in NAMES for other in NAMES)
    assert 0.15 < held / len(NAMES) ** 2 < 0.25


def test_the_sample_pictures_are_the_scenes_that_are_shown() -> None:
    assert [len(one.shapes) for one in shown()] == [2, 2, 2, 4]
    assert len(samples("object-detection")) == len(shown())
