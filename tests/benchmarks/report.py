"""How a benchmark says what it measured: one figure a line, with its goal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured value beside its goal (at most, or at least, that)."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    at_least: bool = False

    @property
    def ok(self) -> bool | None:
        if self.goal is None:
            return None
        return self.value >= self.goal if self.at_least else self.value <= self.goal


def report(figures: Iterable[Figure], *, as_json: bool) -> int:
    """Print the figures as they come; how many missed their goal."""
    missed = 0
    for figure in figures:
        missed += figure.ok is False
        if as_json:
            row = {name: getattr(figure, name) for name in ("name", "value", "unit", "goal")}
            line = json.dumps({**row, "value": round(figure.value, 4), "ok": figure.ok})
        else:
            goal = "" if figure.goal is None else f"  goal {figure.goal:g}"
            line = f"{figure.name:48} {figure.value:12.3f} {figure.unit:8}{goal}"
            line += {True: "  ok", False: "  MISSED", None: ""}[figure.ok]
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    return missed
