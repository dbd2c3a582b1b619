"""Quality against what it costs: who is beaten on both, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """The smallest difference of a cost that says anything: both a share of it and an amount."""

    share: float = 0.0
    amount: float = 0.0

    def times(self, factor: float) -> Gap:
        """The same in another unit."""
        return Gap(self.share, factor * self.amount)


SECONDS = Gap(0.1, 0.001)
BYTES = Gap(0.1, 10e6)
"""Of peak memory: what two runs of one model differ by."""
MONEY = Gap()


@dataclass(frozen=True, slots=True)
class Tradeoff:
    """One candidate's quality and cost."""

    place: int
    quality: float
    cost: float
    """Less is better: seconds, bytes or money."""
    beaten_by: int | None = None
    """The place of one that is no worse, and cheaper by more than the gap that says anything."""


def tradeoffs(
    qualities: Sequence[float],
    costs: Sequence[float | None],
    *,
    gap: Gap = MONEY,
    is_higher_better: bool = True,
) -> tuple[Tradeoff, ...]:
    """The candidates whose cost is known; of those that beat one, the best is named."""
    sign = 1 if is_higher_better else -1
    known = [
        (place, quality, cost)
        for place, (quality, cost) in enumerate(zip(qualities, costs, strict=True))
        if cost is not None
    ]
    found = []
    for place, quality, cost in known:
        better = [
            (sign * other_quality, -other_cost, -other)
            for other, other_quality, other_cost in known
            if sign * other_quality >= sign * quality
            and cost - other_cost > 0
            and cost - other_cost >= max(gap.share * cost, gap.amount)
        ]
        found.append(Tradeoff(place, quality, cost, -max(better)[2] if better else None))
    return tuple(found)
