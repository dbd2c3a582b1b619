"""The arrays that say how a later part stands to its base."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from hubexplorer.catalog.bitmaps import BitMap, numbers
from hubexplorer.catalog.changed_families import changed_arrays
from hubexplorer.catalog.collect import MULTI, SINGLE
from hubexplorer.catalog.columns import Array, Ints, Texts
from hubexplorer.catalog.table import Table, places_of


def change_arrays(base: Table, later: Table, dead: BitMap) -> Iterator[tuple[str, Array]]:
    """The arrays that `Changes.of` reads."""
    rows = numbers(dead)
    yield "changes.dead", rows
    words = [
        *(base.words.words_of(place, rows)[0] for place in base.words.texts),
        base.words.in_tags.of_tag.of_texts(base.columns["tag"].codes.gather(rows))[0],
    ]
    dead_words, frequency = np.unique(np.concatenate(words), return_counts=True)
    yield "changes.dead_words", dead_words.astype(np.uint32)
    yield "changes.dead_frequency", frequency
    by_downloads = later.by_downloads(np.arange(len(later)))
    yield "changes.places", places_of(by_downloads, len(base), base.by_downloads)
    by_name = later.names(np.arange(len(later)))
    yield "changes.name_places", places_of(by_name, len(base), base.names)
    yield from changed_arrays(base, later, dead).items()
    for name in (*SINGLE, *MULTI):
        yield f"changes.{name}", _in_base(base.columns[name].values, later.columns[name].values)


def _in_base(base: Texts, later: Texts) -> Ints:
    found = (base.find(value) for value in later)
    return np.array([-1 if code is None else code for code in found], np.int32)
