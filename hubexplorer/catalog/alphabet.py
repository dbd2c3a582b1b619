"""Rows in the order of their texts, millions at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from hubexplorer.catalog.columns import Ints, Mask, encoded
from hubexplorer.catalog.spool import SpooledTexts

_WIDTH = 64
"""So many bytes of a text order it in nearly all cases; who shares them is looked at whole."""
_PIECE = 1 << 15
_BEYOND_ASCII = 127
_CASE = ord("a") - ord("A")


def in_order(texts: SpooledTexts, rows: Ints, *, folded: bool) -> Ints:
    """`rows` in the order of their texts, or of those without upper case; ties as they came."""
    beginnings, lengths = _beginnings(texts, rows, folded=folded)
    order = np.argsort(beginnings, kind="stable")
    is_same, is_open = _neighbors(beginnings, lengths, order)
    del beginnings
    found = rows[order]
    for first, last in _groups(is_same, is_open):
        group = found[first:last].tolist()
        names = dict(zip(group, texts.items(group), strict=True))
        if folded:
            names = {row: _folded(name) for row, name in names.items()}
        found[first:last] = sorted(group, key=names.__getitem__)
    return found


def _beginnings(
    texts: SpooledTexts, rows: Ints, *, folded: bool
) -> tuple[npt.NDArray[np.bytes_], Ints]:
    """The first bytes of the texts, and how long each is."""
    content = np.frombuffer(texts.read(), np.uint8)
    starts, ends = texts.bounds(rows)
    lengths = ends - starts
    found = np.zeros((len(rows), _WIDTH), np.uint8)
    for first in range(0, len(rows), _PIECE):
        part = slice(first, first + _PIECE)
        at = starts[part, None] + np.arange(_WIDTH)
        is_inside = at < ends[part, None]
        found[part] = np.where(is_inside, content[np.minimum(at, len(content) - 1)], 0)
    if folded:
        # What is not ASCII folds in ways of its own; the rest of a long text is seen when it ties.
        apart = np.flatnonzero((found > _BEYOND_ASCII).any(axis=1))
        for place, name in zip(apart.tolist(), texts.items(rows[apart].tolist()), strict=True):
            plain = _folded(name)
            lengths[place] = len(plain)
            found[place] = np.frombuffer(plain[:_WIDTH].ljust(_WIDTH, b"\0"), np.uint8)
        found[(found >= ord("A")) & (found <= ord("Z"))] += _CASE
    keys: npt.NDArray[np.bytes_] = found.view(f"S{_WIDTH}").ravel()
    return keys, lengths


def _neighbors(beginnings: npt.NDArray[Any], lengths: Ints, order: Ints) -> tuple[Mask, Mask]:
    """Of each two neighbors in order: whether they begin alike, and could still differ."""
    is_same = np.zeros(max(len(order) - 1, 0), np.bool_)
    for first in range(0, len(is_same), _PIECE):
        part = beginnings[order[first : first + _PIECE + 1]]
        is_same[first : first + _PIECE] = part[1:] == part[:-1]
    one, other = lengths[order[:-1]], lengths[order[1:]]
    # Texts that end within what was compared and are as long as each other are the same.
    return is_same, is_same & ((one != other) | (one > _WIDTH))


def _groups(is_same: Mask, is_open: Mask) -> list[tuple[int, int]]:
    """From where to where rows begin alike and have to be told apart."""
    starts = np.flatnonzero(~np.concatenate(([False], is_same)))
    stops = np.append(starts[1:], len(is_same) + 1)
    open_places = np.unique(np.searchsorted(starts, np.flatnonzero(is_open), side="right") - 1)
    return list(zip(starts[open_places].tolist(), stops[open_places].tolist(), strict=True))


def _folded(name: bytes) -> bytes:
    return encoded(str(name, "utf-8", "surrogatepass").casefold())
