"""How many labeled rows a difference needs, and what so many rows can show."""

from __future__ import annotations

import math

from hubexplorer.bench.significance import POWER, rows_needed, standard_errors_found

CONSERVATIVE = 0.32
"""The share of rows on which two candidates differ that are right on four of five rows and err
without regard to each other. Candidates of one kind err on the same rows and differ on fewer."""

__all__ = ["CONSERVATIVE", "difference_shown", "plan_text", "rows_needed"]


def difference_shown(
    rows: int, *, disagreement: float = CONSERVATIVE, candidates: int = 2, power: float = POWER
) -> float:
    """The smallest true difference of shares that so many rows show with this probability.

    The same rows answered by all candidates, right or wrong; the inverse of `rows_needed`.

    Args:
        disagreement: the share of rows that just one of two candidates has right.

    Raises:
        ValueError: there are no rows, or no such share.
    """
    if rows < 1 or not 0 < disagreement <= 1:
        raise ValueError("a plan needs a row at least, and a disagreement above 0 up to 1")
    squared = standard_errors_found(max(1, candidates * (candidates - 1) // 2), power) ** 2
    shown = math.sqrt(squared * disagreement / (rows + squared))
    # A difference above the disagreement is one that needs more disagreement than was expected.
    return shown if shown <= disagreement else squared / (rows + squared)


def plan_text(rows: int, wanted: int, *, candidates: int = 2) -> str:
    """Where a labeler stands: "37 of 100 · shows differences of 21 points"."""
    told = f"{rows:,} of {wanted:,}"
    if not rows:
        return told
    points = 100 * difference_shown(rows, candidates=candidates)
    return f"{told} · shows differences of {points:.0f} points"
