"""Which repositories there are: ids, redirects, visibility, numbers, and the objects they hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from hubexplorer.hubserver.database import Database


@dataclass(frozen=True, slots=True)
class RepoRecord:
    """One repository, whatever its commits."""

    uuid: str
    """Names its folder, and survives a change of id."""
    repo_id: str
    created_s: float
    is_private: bool
    gated: str
    """Empty, auto or manual."""
    downloads: int = 0
    likes: int = 0

    @property
    def owner(self) -> str:
        return self.repo_id.partition("/")[0]


class Registry:
    """The table of repositories."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[RepoRecord]:
        """Every repository, sorted by id."""
        rows = self._database.rows("SELECT * FROM repos ORDER BY repo_id")
        return [_record(row) for row in rows]

    def find(self, repo_id: str) -> RepoRecord | None:
        """The repository of that id or former id."""
        rows = self._database.rows("SELECT * FROM repos WHERE repo_id = ?", (repo_id,))
        rows = rows or self._database.rows(
            "SELECT * FROM repos WHERE uuid = (SELECT uuid FROM former_ids WHERE repo_id = ?)",
            (repo_id,),
        )
        return _record(rows[0]) if rows else None

    def add(self, record: RepoRecord) -> None:
        """Make the repository known; a former id that it takes leads to it from now on.

        Raises:
            ValueError: there is one of that id.
        """
        values = (
            record.uuid,
            record.repo_id,
            record.created_s,
            record.is_private,
            record.gated,
            record.downloads,
            record.likes,
        )
        try:
            self._database.write(
                ("INSERT INTO repos VALUES (?, ?, ?, ?, ?, ?, ?)", values),
                ("DELETE FROM former_ids WHERE repo_id = ?", (record.repo_id,)),
            )
        except sqlite3.IntegrityError:
            raise ValueError(f"there is a repository {record.repo_id!r} already") from None

    def rename(self, record: RepoRecord, repo_id: str) -> None:
        """Give the repository another id; the old one redirects.

        Raises:
            ValueError: the new id is taken.
        """
        try:
            self._database.write(
                ("UPDATE repos SET repo_id = ? WHERE uuid = ?", (repo_id, record.uuid)),
                ("DELETE FROM former_ids WHERE repo_id = ?", (repo_id,)),
                ("REPLACE INTO former_ids VALUES (?, ?)", (record.repo_id, record.uuid)),
            )
        except sqlite3.IntegrityError:
            raise ValueError(f"there is a repository {repo_id!r} already") from None

    def set_numbers(self, record: RepoRecord, downloads: int, likes: int) -> None:
        """Keep the counters that listings show."""
        values = (downloads, likes, record.uuid)
        self._database.write(("UPDATE repos SET downloads = ?, likes = ? WHERE uuid = ?", values))

    def hold_objects(self, record: RepoRecord, hashes: Iterable[str]) -> None:
        """Note which large files are reachable from the repository."""
        sql = "INSERT OR IGNORE INTO held_objects VALUES (?, ?)"
        self._database.write(*((sql, (record.uuid, sha256)) for sha256 in hashes))

    def holds_object(self, record: RepoRecord, sha256: str) -> bool:
        """Whether a large file is reachable from the repository."""
        sql = "SELECT 1 FROM held_objects WHERE uuid = ? AND sha256 = ?"
        return bool(self._database.rows(sql, (record.uuid, sha256)))


def _record(row: tuple[str, str, float, int, str, int, int]) -> RepoRecord:
    uuid, repo_id, created_s, is_private, gated, downloads, likes = row
    return RepoRecord(uuid, repo_id, created_s, bool(is_private), gated, downloads, likes)
