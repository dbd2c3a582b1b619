"""Facts, votes and the history of comparisons as the browser shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from hubexplorer.workspace.compare.candidate import Candidate, candidate_name
from hubexplorer.workspace.compare.facts import FactRow
from hubexplorer.workspace.compare.history import History
from hubexplorer.workspace.compare.tally import COUNTING, tally
from hubexplorer.workspace.compare.vote import Vote


def facts_view(ids: Sequence[str], rows: Sequence[FactRow]) -> dict[str, Any]:
    """The facts table, a column for each candidate's id."""
    return {
        "ids": list(ids),
        "rows": [
            {
                "label": row.label,
                "facts": [asdict(fact) for fact in row.facts],
                "best": sorted(row.best),
                "why": row.why,
                "is_published": row.is_published,
            }
            for row in rows
        ],
    }


def tally_view(votes: Sequence[Vote], candidates: Sequence[Candidate]) -> dict[str, Any]:
    """What the votes show of these candidates."""
    found = tally(votes, candidates)
    return {
        "votes": found.votes,
        "kept": len(votes),
        "counting": COUNTING,
        "standings": [
            {
                "name": one.name,
                "rounds": one.rounds,
                "best": one.best,
                "ties": one.ties,
                "share": one.share,
                "low": one.interval.low,
                "high": one.interval.high,
            }
            for one in found.standings
        ],
        "pairs": [
            {
                "first": candidate_name(one.first),
                "second": candidate_name(one.second),
                "rounds": one.rounds,
                "wins": one.wins,
                "low": one.interval.low,
                "high": one.interval.high,
                "is_decided": one.is_decided,
            }
            for one in found.pairs
        ],
    }


def history_view(history: History) -> dict[str, Any]:
    """Past comparisons, the newest first, and where they lie."""
    return {
        "is_on": history.is_on,
        "path": "" if history.is_of_session else str(history.path),
        "most": history.max_records,
        "past": [
            {
                "key": one.key,
                "made_s": one.made_s,
                "title": one.title,
                "candidates": list(one.candidates),
                "answered": one.answered,
            }
            for one in history.all()
        ],
    }
