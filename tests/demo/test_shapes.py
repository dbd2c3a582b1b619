"""Generated pictures show what is said of them."""

from __future__ import annotations

from random import Random

import numpy as np

from hubexplorer.demo import samples
from hubexplorer.demo.shapes import COLORS, scene, shown


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


def test_no_shape_lies_over_another() -> None:
    rng = Random(1)
    for found in (scene(rng, 4) for _ in range(50)):
        boxes = [shape.box for shape in found.shapes]
        for number, (left, top, right, bottom) in enumerate(boxes):
            assert 0 <= left < right <= 1
            assert 0 <= top < bottom <= 1
            for other in boxes[:number]:
                assert left > other[2] or right < other[0] or top > other[3] or bottom < other[1]


def test_the_sample_pictures_are_the_scenes_that_are_shown() -> None:
    assert [len(one.shapes) for one in shown()] == [1, 2, 3, 4]
    assert len(samples("object-detection")) == len(shown())
