"""Before and after, as every script computes it, on numbers whose answer is known."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import numpy as np
import pytest

from hubexplorer.tuning.families.base import SHARED


@pytest.fixture(scope="module")
def before_after() -> ModuleType:
    spec = importlib.util.spec_from_file_location("before_after", SHARED / "before_after.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def compared(module: ModuleType, before: list[float], after: list[float]) -> tuple[float, ...]:
    """The change of a share with its interval, of rows that were right (1) or wrong (0)."""
    rows = [{"language": ""}] * len(before)
    columns = (np.array(side, dtype=float)[:, None] for side in (before, after))
    found = module.compare(rows, *columns, lambda sums, count: {"share": sums[..., 0] / count}, 1)
    return tuple(round(found[end]["share"], 3) for end in ("low", "difference", "high"))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([0] * 20, [1] * 20, (0.85, 1.0, 1.0)),  # no 20 rows say that every row gets better
        ([1] * 20, [1] * 20, (-0.15, 0.0, 0.15)),  # nor that none changes
        ([0] * 600, [0] * 600, (-0.005, 0.0, 0.005)),
    ],
)
def test_rows_that_all_change_alike_leave_an_interval_all_the_same(
    before_after: ModuleType, before: list[float], after: list[float], expected: tuple[float, ...]
) -> None:
    assert compared(before_after, before, after) == expected


def test_an_interval_covers_the_true_change_about_as_often_as_it_says(
    before_after: ModuleType,
) -> None:
    chance = np.random.default_rng(3)
    covered, trials = 0, 100
    for _ in range(trials):
        before = (chance.random(150) < 0.6).astype(float)
        flips = chance.random(150)
        after = np.where(flips < 0.2, 1, np.where(flips < 0.24, 0, before))
        low, _, high = compared(before_after, before.tolist(), after.tolist())
        covered += low <= (0.6 * -0.04 + 0.4 * 0.2) <= high
    assert 0.88 <= covered / trials <= 0.99
