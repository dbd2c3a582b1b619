"""The arrays that say which rows are derived from which."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from hubexplorer.catalog.columns import Array, Ints, Mask, Texts

_MAX_DEPTH = 1000
"""Longer chains of models are not folded: only a hub that plays tricks has them."""


def family_arrays(
    repos: Iterable[bytes], hubs: Ints, base_names: Texts, codes: Ints, row_ends: Ints
) -> dict[str, Array]:
    """The arrays of a whole snapshot.

    Args:
        repos: by row.
        hubs: by row, as numbers.
        base_names: the repositories that rows name as base models.
        codes: which of them rows name, row after row.
        row_ends: row number to where its codes end.
    """
    code_of = {bytes(base_names.part(code)): code for code in range(len(base_names))}
    there = [(code_of[repo], row) for row, repo in enumerate(repos) if repo in code_of]
    named, rows = np.array(there, np.int64).reshape(-1, 2).T
    hub_count = int(hubs.max()) + 1 if len(hubs) else 1
    keys = named * hub_count + hubs[rows]
    order = np.argsort(keys)
    keys, rows = keys[order], rows[order]
    children = np.repeat(np.arange(len(row_ends)), np.diff(row_ends, prepend=0))
    wanted = codes.astype(np.int64) * hub_count + hubs[children]
    places = np.searchsorted(keys, wanted)
    is_there = places < len(keys)
    is_there[is_there] = keys[places[is_there]] == wanted[is_there]
    children, bases = children[is_there], rows[places[is_there]]
    return pair_arrays("family", children, bases, circular(children, bases, len(row_ends)))


def circular(children: Ints, bases: Ints, size: int) -> Ints:
    """The rows that are derived from themselves over others, or lie between such."""
    for _ in range(_MAX_DEPTH):
        if not len(children):
            break
        is_inner = marked(children, size)[bases] & marked(bases, size)[children]
        if is_inner.all():
            break
        children, bases = children[is_inner], bases[is_inner]
    return np.unique(children)


def pair_arrays(name: str, children: Ints, bases: Ints, rows: Ints) -> dict[str, Array]:
    """The arrays of pairs in order, and of the circular `rows`."""
    return {
        f"{name}.children": children.astype(np.uint32),
        f"{name}.bases": bases.astype(np.uint32),
        f"{name}.by_base": np.argsort(bases, kind="stable").astype(np.uint32),
        f"{name}.circular": rows.astype(np.uint32),
    }


def marked(rows: Ints, size: int) -> Mask:
    """Which of `size` rows are among some."""
    mask = np.zeros(size, np.bool_)
    mask[rows] = True
    return mask
