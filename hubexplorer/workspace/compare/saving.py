"""Saving comparisons that were made, and making those of a spec again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hubexplorer.records import ModelPage, ModelRef
from hubexplorer.workspace.compare.comparison import Comparison
from hubexplorer.workspace.compare.facts import facts_of
from hubexplorer.workspace.compare.page import comparison_html
from hubexplorer.workspace.compare.record import Record, spec_of
from hubexplorer.workspace.compare.spec import ComparisonSpec
from hubexplorer.workspace.compare.tally import Tally
from hubexplorer.workspace.compare.toml import save_comparison
from hubexplorer.workspace.writing import write_whole

if TYPE_CHECKING:
    from hubexplorer.workspace.parts import Parts

ENDINGS = (".toml", ".html")


def record_of(comparison: Comparison) -> Record:
    """A comparison as it is now."""
    return Record(comparison.inputs, comparison.panes, comparison.started_s)


def page_of(
    records: Sequence[Record], read: Callable[[ModelRef], ModelPage], votes: Tally | None = None
) -> str:
    """The HTML page of comparisons of the same candidates, with their facts.

    Args:
        read: the page of a model.
        votes: blind ones, where some were given.
    """
    facts = facts_of(records[0].candidates, lambda candidate: read(candidate.ref))
    return comparison_html(records, facts=facts, votes=votes)


def save_comparisons(
    comparisons: Sequence[Comparison], path: Path, read: Callable[[ModelRef], ModelPage]
) -> Path:
    """Write comparisons of the same candidates to one file; see `Comparison.save`.

    Raises:
        ValueError: its name ends in neither of `ENDINGS`.
        DataError, DiskFull: it cannot be written.
    """
    records = [record_of(comparison) for comparison in comparisons]
    if path.suffix == ".toml":
        return save_comparison(spec_of(records), path)
    if path.suffix == ".html":
        write_whole(path, page_of(records, read), "the comparison", hint=f"see {path}")
        return path
    raise ValueError(f"{path.name} ends in none of {', '.join(ENDINGS)}")


def rerun(workspace: Parts, spec: ComparisonSpec) -> Iterator[Comparison]:
    """Each input of a spec as a comparison that has ended, one after the other."""
    for inputs in spec.inputs:
        comparison = Comparison(workspace.runner, spec.candidates, spec.settings)
        comparison.start(inputs)
        comparison.wait()
        yield comparison
