"""The arrays that say how a later part stands to its base."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from hubexplorer.catalog.bitmaps import BitMap, numbers
from hubexplorer.catalog.changed_families import changed_arrays
from hubexplorer.catalog.collect import MULTI, SINGLE
from hubexplorer.catalog.columns import Array, Ints, Texts
from hubexplorer.catalog.table import Table


def change_arrays(base: Table, later: Table, dead: BitMap) -> Iterator[tuple[str, Array]]:
    """The arrays that `Changes.of` reads."""
    rows = numbers(dead)
    yield "changes.dead", rows
    words = [
        base.words.id_words.of_texts(rows),
        base.words.summary_words.of_texts(rows),
        base.words.tag_words.of_texts(base.columns["tag"].codes.gather(rows)),
    ]
    dead_words, frequency = np.unique(np.concatenate(words), return_counts=True)
    yield "changes.dead_words", dead_words.astype(np.uint32)
    yield "changes.dead_frequency", frequency
    hubs, repos = later.columns["hub"], later.texts["repo"]
    downloads = later.numbers["downloads"].values.tolist()
    places = [base.place(count, hubs.text(row), repos[row]) for row, count in enumerate(downloads)]
    yield "changes.places", np.array(places, np.uint32)
    by_name = [base.place_by_name(hubs.text(row), repos[row]) for row in later.by_name.tolist()]
    yield "changes.name_places", np.array(by_name, np.uint32)
    yield from changed_arrays(base, later, dead).items()
    for name in (*SINGLE, *MULTI):
        yield f"changes.{name}", _in_base(base.columns[name].values, later.columns[name].values)


def _in_base(base: Texts, later: Texts) -> Ints:
    found = (base.find(value) for value in later)
    return np.array([-1 if code is None else code for code in found], np.int32)
