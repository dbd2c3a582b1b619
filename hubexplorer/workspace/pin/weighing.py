"""Whether a newer commit of a pinned model is as good on somebody's own rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hubexplorer.bench.report import Report
from hubexplorer.bench.spec import Spec, load_spec
from hubexplorer.bench.thresholds import missed
from hubexplorer.errors import RunError
from hubexplorer.jobs import Event
from hubexplorer.workspace.measure.measurer import Measurer
from hubexplorer.workspace.pin.updating import PinUpdate

if TYPE_CHECKING:
    from hubexplorer.workspace.parts import Parts


@dataclass(frozen=True, slots=True)
class Weighed:
    """The pinned commit and the newer one on the same rows."""

    report: Report
    old: str
    """The pinned commit, as the report names it."""
    new: str
    missed: tuple[str, ...]
    """Thresholds that the newer commit does not reach."""

    @property
    def is_worse(self) -> bool:
        """Whether the newer commit is beaten beyond chance."""
        standings = self.report.results.standings
        return standings.is_ranked and self.report.place(self.new) not in standings.top

    @property
    def is_acceptable(self) -> bool:
        """Whether nothing on these rows speaks against the newer commit."""
        return not self.is_worse and not self.missed


def weigh(
    workspace: Parts,
    update: PinUpdate,
    spec: Spec | str | Path,
    *,
    on_event: Callable[[Event], None] | None = None,
) -> Weighed:
    """Measure both commits of an update as a spec says; its candidates count for nothing.

    Args:
        spec: data, columns, metrics and thresholds, which are for the newer commit.

    Raises:
        DataError: the data or the spec cannot be used.
        RunError: a commit gave no answers.
    """
    asked = spec if isinstance(spec, Spec) else load_spec(Path(spec))
    refs = (str(update.old.ref), str(update.new.ref))
    asked = replace(asked, models=refs, predictions={}, functions={}, prices={}, must="")
    report = Measurer(workspace).measure(asked, on_event=on_event)
    if report.facts.failed:
        name, why = next(iter(report.facts.failed.items()))
        raise RunError(f"{name} gave no answers: {why}")
    old, new = (report.candidates[report.place(ref)].name for ref in refs)
    return Weighed(report, old, new, missed(report, asked.thresholds, new))
