"""Saving comparisons that were made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from hubexplorer.records import ModelPage, ModelRef
from hubexplorer.workspace.compare.facts import facts_of
from hubexplorer.workspace.compare.page import comparison_html
from hubexplorer.workspace.compare.record import Record, spec_of
from hubexplorer.workspace.compare.tally import Tally
from hubexplorer.workspace.compare.toml import save_comparison
from hubexplorer.workspace.writing import write_whole

ENDINGS = (".toml", ".html")


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


def save_records(
    records: Sequence[Record], path: Path, read: Callable[[ModelRef], ModelPage]
) -> Path:
    """Write comparisons of the same candidates to one file; see `Comparison.save`.

    Raises:
        ValueError: its name ends in neither of `ENDINGS`.
        DataError, DiskFull: it cannot be written.
    """
    if path.suffix == ".toml":
        return save_comparison(spec_of(records), path)
    if path.suffix == ".html":
        write_whole(path, page_of(records, read), "the comparison", hint=f"see {path}")
        return path
    raise ValueError(f"{path.name} ends in none of {', '.join(ENDINGS)}")
