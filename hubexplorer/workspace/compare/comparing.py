"""Comparisons made to their end: of models, of one alone, of a spec."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hubexplorer.errors import JobCanceled
from hubexplorer.records import Answer
from hubexplorer.workspace.compare.batches import size_of
from hubexplorer.workspace.compare.candidate import Candidate
from hubexplorer.workspace.compare.comparison import Comparison
from hubexplorer.workspace.compare.pane import ENDED
from hubexplorer.workspace.compare.spec import ComparisonSpec
from hubexplorer.workspace.find.finder import several
from hubexplorer.workspace.run.inputs import ManyInputs

if TYPE_CHECKING:
    from hubexplorer.workspace.find.finder import Model
    from hubexplorer.workspace.parts import Parts

_QUIET_S = 2.0
_LOOK_S = 0.2


def compare(
    workspace: Parts,
    models: Model | Candidate | Sequence[Model | Candidate],
    inputs: ManyInputs,
    settings: Mapping[str, Any] | None = None,
) -> Comparison:
    """A comparison that has ended; see `Workspace.compare`."""
    find = workspace.finder.ref
    candidates = [
        replace(one, ref=find(one.ref)) if isinstance(one, Candidate) else Candidate(find(one))
        for one in several(models)
    ]
    comparison = Comparison(workspace.runner, candidates, settings)
    comparison.start(inputs)
    count = size_of(comparison.inputs)
    if count > 1:
        _show_progress(comparison, count * len(candidates))
    comparison.wait()
    return comparison


def only_answer(comparison: Comparison) -> Answer:
    """The answer of a comparison of one; its error, where it has none."""
    pane = comparison.panes[0]
    if pane.error is not None:
        raise pane.error
    if pane.answer is None:
        raise JobCanceled("stopped")
    return pane.answer


def rerun(workspace: Parts, spec: ComparisonSpec) -> Iterator[Comparison]:
    """Each input of a spec as a comparison that has ended, one after the other."""
    for inputs in spec.inputs:
        comparison = Comparison(workspace.runner, spec.candidates, spec.settings)
        comparison.start(inputs)
        comparison.wait()
        yield comparison


def _show_progress(comparison: Comparison, total: int) -> None:
    """A bar over the inputs of all candidates, once it takes a while."""
    from tqdm.auto import tqdm

    with tqdm(total=total, unit="input", delay=_QUIET_S, leave=False) as bar:
        while not comparison.wait(_LOOK_S):
            done = sum(pane.done for pane in comparison.panes if pane.state == "running")
            ended = sum(pane.state in ENDED for pane in comparison.panes)
            bar.update(max(0, done + ended * total / len(comparison.panes) - bar.n))
