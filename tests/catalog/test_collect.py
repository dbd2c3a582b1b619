"""Parts of building that large catalogs rest on, held against the plain way."""

from __future__ import annotations

import random
from io import BytesIO

import numpy as np
import pytest

from hubexplorer.catalog.alphabet import in_order
from hubexplorer.catalog.bitmaps import numbers
from hubexplorer.catalog.cache import Cache
from hubexplorer.catalog.columns import encoded
from hubexplorer.catalog.commits import packed, unpacked
from hubexplorer.catalog.packed import Packed
from hubexplorer.catalog.postings import Postings, arrays_of_rows
from hubexplorer.catalog.spool import SpooledTexts

ODD = ("", "\0", "a\0", "a", "A", "É", "é", "ß", "SS", "ss", "\ud800", "日本", "\U0010ffff", "\xff")


def test_rows_are_put_in_the_order_of_their_texts() -> None:
    chance = random.Random(4)
    stems = [*ODD, *("x" * size for size in (63, 64, 65, 200)), "X" * 64, "É" + "x" * 70]
    texts = [chance.choice(stems) + chance.choice(ODD) + chance.choice(ODD) for _ in range(3000)]
    spooled = SpooledTexts(BytesIO)
    for text in texts:
        spooled.add(encoded(text))
    rows = np.array(chance.sample(range(len(texts)), 2500), np.int64)
    for folded in (False, True):
        keys = {row: texts[row].casefold() if folded else texts[row] for row in rows.tolist()}
        expected = sorted(rows.tolist(), key=lambda row, keys=keys: encoded(keys[row]))
        assert in_order(spooled, rows, folded=folded).tolist() == expected


def test_no_rows_are_in_order() -> None:
    assert not len(in_order(SpooledTexts(BytesIO), np.zeros(0, np.int64), folded=True))


def test_numbers_come_back_whole() -> None:
    given = [0, 255, 256, 70_000, 2**40, *range(300_000)]
    kept = Packed()
    kept.append(given[0])
    kept.extend(given[1:250_000])
    assert kept.whole().tolist() == given[:250_000]
    for number in given[250_000:]:
        kept.append(number)
    assert len(kept) == len(given)
    assert kept.whole().tolist() == given


@pytest.mark.parametrize("several", [False, True])
def test_the_rows_of_each_key(several: bool) -> None:
    chance = np.random.default_rng(2)
    lengths = chance.integers(0, 5, 4000) if several else np.ones(4000, np.int64)
    keys = (300 ** chance.random(int(lengths.sum()))).astype(np.uint32)
    ends = np.cumsum(lengths)
    arrays = arrays_of_rows("x", keys, ends if several else None, 310, sorted_at_once=1000)
    postings = Postings.of(arrays, "x", Cache(1 << 20))
    rows = np.repeat(np.arange(4000), lengths)
    for key in range(310):
        expected = np.unique(rows[keys == key])
        assert numbers(postings.rows(key)).tolist() == expected.tolist()
        assert arrays["x.counts"][key] == len(expected)
    for some in ([], [7], [0, 3, 9, 200, 309], list(range(310))):
        expected = np.unique(rows[np.isin(keys, some)])
        assert numbers(postings.together(np.array(some, np.int64))).tolist() == expected.tolist()


@pytest.mark.parametrize(
    "commit", ["", "0" * 40, "A" * 40, "main", "x" * 19, "x" * 20, "x" * 18, "\ud800", "é" * 9]
)
def test_commits_come_back(commit: str) -> None:
    assert unpacked(packed(commit)) == commit
    assert len(packed("ab" * 20)) == 20
