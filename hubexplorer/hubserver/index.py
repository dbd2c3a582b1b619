"""Facts of every commit that was ever asked for, computed once and kept in SQLite."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from hubexplorer.errors import DiskFull
from hubexplorer.hubserver.database import Database
from hubexplorer.hubserver.facts import FACTS_VERSION, RepoFacts
from hubexplorer.hubserver.gitstore import TreeEntry

_MAX_IN_MEMORY = 2_000


class FactsIndex:
    """Facts by repository and commit.

    The key names the repository too: two of them may hold the same commit, and what is kept for
    one must not answer for the other.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._recent: dict[tuple[str, str], RepoFacts] = {}

    def get(self, uuid: str, commit: str, collect: Callable[[], RepoFacts]) -> RepoFacts:
        """The facts of a commit; `collect` is called the first time only."""
        key = (uuid, commit)
        facts = self._recent.get(key)
        if facts is None:
            facts = self._stored(uuid, commit) or self._collected(uuid, commit, collect)
            if len(self._recent) >= _MAX_IN_MEMORY:
                self._recent.clear()
            self._recent[key] = facts
        return facts

    def _stored(self, uuid: str, commit: str) -> RepoFacts | None:
        rows = self._database.rows(
            "SELECT facts FROM facts WHERE uuid = ? AND commit_id = ? AND version = ?",
            (uuid, commit, FACTS_VERSION),
        )
        return _from_json(rows[0][0]) if rows else None

    def _collected(self, uuid: str, commit: str, collect: Callable[[], RepoFacts]) -> RepoFacts:
        facts = collect()
        row = (uuid, commit, FACTS_VERSION, json.dumps(asdict(facts)))
        with contextlib.suppress(DiskFull):  # reading goes on
            self._database.write(("REPLACE INTO facts VALUES (?, ?, ?, ?)", row))
        return facts


def _from_json(text: str) -> RepoFacts:
    raw: dict[str, Any] = json.loads(text)
    entries = tuple(TreeEntry(**entry) for entry in raw.pop("entries"))
    for name in ("tags", "languages", "base_models", "eval_results"):
        raw[name] = tuple(raw[name])
    return RepoFacts(entries=entries, **raw)
