"""The highest counts found early are those of counting everything."""

from __future__ import annotations

import numpy as np
import pytest

from hubexplorer.catalog.bitmaps import Rows, bitmap
from hubexplorer.catalog.cache import Cache
from hubexplorer.catalog.coded import Codes, Counts, codes_arrays
from hubexplorer.catalog.leading import leading

ROWS, KEYS, TOP = 100_000, 3_000, 20


@pytest.fixture(scope="module")
def codes() -> Codes:
    """Several codes a row, a few of them common, most rare; code 0 is that of nothing."""
    chance = np.random.default_rng(3)
    lengths = chance.integers(0, 12, ROWS)
    drawn = (KEYS ** chance.random(int(lengths.sum()))).astype(np.int64) - 1
    # A code twice in a row is a row once.
    pairs = np.unique(np.repeat(np.arange(ROWS), lengths) * KEYS + drawn)
    shuffled = chance.permutation(KEYS)[pairs % KEYS]
    ends = np.cumsum(np.bincount(pairs // KEYS, minlength=ROWS))
    return Codes.of(codes_arrays("tag", shuffled, ends, KEYS), "tag", Cache(1 << 26))


def selected(codes: Codes, chance: np.random.Generator, share: float) -> Rows:
    """A share of the rows, and all that have one of some codes, so that those come up."""
    rows = bitmap(np.flatnonzero(chance.random(ROWS) < share))
    middling = codes.by_count[TOP : 5 * TOP]
    for code in chance.choice(middling, 8).tolist():
        rows = rows | codes.postings.rows(code)
    return Rows(rows, ROWS)


def highest(counts: Counts, more: Counts, without: int | None) -> list[tuple[int, int]]:
    total = np.zeros(KEYS, np.int64)
    total[counts.codes] += counts.counts
    total[more.codes] += more.counts
    if without is not None:
        total[without] = 0
    order = np.lexsort((np.arange(KEYS), -total))[:TOP]
    return [(code, count) for code in order.tolist() if (count := int(total[code]))]


@pytest.mark.parametrize("share", [0.05, 0.2, 0.4, 0.7, 0.95])
@pytest.mark.parametrize("most_more", [0, 5, 5_000])
def test_the_highest_are_found(codes: Codes, share: float, most_more: int) -> None:
    chance = np.random.default_rng(5)
    looked = 0
    for _ in range(20):
        rows = selected(codes, chance, share)
        more = Counts.of(np.zeros(0, np.int64))
        if most_more:
            at = np.unique(chance.integers(1, KEYS, 200))
            more = Counts(at, chance.integers(1, most_more, len(at)))
        without = 0 if chance.random() < 0.5 and 0 not in more.codes else None
        also = [code for code in chance.integers(0, KEYS, 2).tolist() if code != without]
        found = leading(codes, rows, TOP, more=more, also=also, without=without)
        if found is None:
            continue
        looked += 1
        everything = codes.count(rows)
        assert highest(found, more, without) == highest(everything, more, without)
        for code in also:
            assert found.get(code) == everything.get(code)
        assert without is None or without not in found.codes
    assert looked or share < 0.2, "it was never tried"


def test_few_rows_are_counted_whole(codes: Codes) -> None:
    rows = Rows(bitmap(np.arange(50)), ROWS)
    nothing = Counts.of(np.zeros(0, np.int64))
    assert leading(codes, rows, TOP, more=nothing, also=(), without=None) is None
