"""Cells of an exported CSV that no spreadsheet takes for a formula; and back."""

from __future__ import annotations

import math
from typing import Any

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ESCAPED = (*_FORMULA_STARTS, "'")


def harmless(value: object) -> str:
    """A cell as a person's spreadsheet may open it."""
    text = "" if value is None else str(value)
    if text.startswith(_FORMULA_STARTS) and not _is_number(text):
        return "'" + text
    return text


def reversible(value: object) -> str:
    """As `harmless`, and told from a cell that looked so before."""
    text = harmless(value)
    is_taken = text == value and text[:1] == "'" and text[1:].startswith(_ESCAPED)
    return "'" + text if is_taken else text


def plain(cell: Any) -> Any:
    """A cell as it was before `reversible` wrote it."""
    is_escaped = isinstance(cell, str) and cell[:1] == "'" and cell[1:].startswith(_ESCAPED)
    return cell[1:] if is_escaped else cell


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
