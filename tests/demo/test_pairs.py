"""Captions are true of their pictures, and held-out pairs stay out of training."""

from __future__ import annotations

from random import Random

import pytest

from hubexplorer.demo import samples
from hubexplorer.demo.pairs import Split, caption, described, shown

ROWS = 300


@pytest.mark.parametrize("split", ["train", "held"])
def test_a_caption_says_what_lies_where(split: Split) -> None:
    rng = Random(0)
    for found in (described(rng, split) for _ in range(ROWS)):
        said = caption(found)
        if len(found.shapes) == 1:
            assert said == f"a {found.shapes[0].name}"
            continue
        first, second = found.shapes
        relation = said.removeprefix(f"a {first.name} ").removesuffix(f" a {second.name}")
        across = second.center[0] - first.center[0]
        down = second.center[1] - first.center[1]
        assert relation == ("left of" if across > abs(down) else "above")
        assert max(across, down) > 0


def test_training_never_shows_a_held_out_pair_in_either_order() -> None:
    rng = Random(1)
    trained, held = (
        {tuple(sorted(shape.name for shape in described(rng, split).shapes)) for _ in range(ROWS)}
        for split in ("train", "held")
    )
    assert not trained & held
    assert len(held) > 10


def test_the_sample_pictures_are_the_pairs_that_are_shown() -> None:
    assert len(samples("image-text-to-text")) == len(shown())
