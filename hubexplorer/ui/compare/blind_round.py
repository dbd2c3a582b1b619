"""A run whose answers are shown in a shuffled order and without names until a vote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hubexplorer.ui.compare.panes import shown
from hubexplorer.workspace.compare.comparison import Comparison
from hubexplorer.workspace.compare.vote import shown_order


@dataclass(frozen=True, slots=True)
class Round:
    """A comparison whose answers are shown without names until a vote."""

    comparison: Comparison
    seed: int

    @property
    def order(self) -> tuple[int, ...]:
        """The places of the panes that answered, as they are shown; empty until all ended."""
        panes = self.comparison.panes
        if not self.comparison.is_ended:
            return ()
        answered = [place for place, pane in enumerate(panes) if pane.answer is not None]
        return tuple(answered[place] for place in shown_order(len(answered), self.seed))

    def view(self, run: int) -> dict[str, Any]:
        """All that the browser may know of it: how many answered and, once all ended, what.

        While some still run even their number of parts, memory or words would tell them apart.
        """
        panes = self.comparison.panes
        outputs = [panes[place].answer for place in self.order]
        return {
            "run": run,
            "answered": sum(pane.answer is not None for pane in panes),
            "of": len(panes),
            "is_ended": self.comparison.is_ended,
            "outputs": [shown(answer.output) for answer in outputs if answer is not None],
        }
