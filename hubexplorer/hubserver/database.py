"""The hub's SQLite file: one connection, shared by the server's threads."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hubexplorer.errors import DiskFull

_SCHEMA = """
CREATE TABLE IF NOT EXISTS repos (
    uuid TEXT PRIMARY KEY,
    repo_id TEXT NOT NULL UNIQUE,
    created_s REAL NOT NULL,
    is_private INTEGER NOT NULL,
    gated TEXT NOT NULL,
    downloads INTEGER NOT NULL DEFAULT 0,
    likes INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS former_ids (
    repo_id TEXT PRIMARY KEY,
    uuid TEXT NOT NULL REFERENCES repos (uuid)
);
CREATE TABLE IF NOT EXISTS held_objects (
    uuid TEXT NOT NULL REFERENCES repos (uuid),
    sha256 TEXT NOT NULL,
    PRIMARY KEY (uuid, sha256)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (
    uuid TEXT NOT NULL,
    commit_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (uuid, commit_id)
) WITHOUT ROWID;
"""
_BUSY_MS = 10_000


class Database:
    """Rows in and out; each write is its own transaction."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        self._connection.execute("PRAGMA journal_mode = WAL")
        # A power cut may take the last writes with it, but never damages what was there.
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(_SCHEMA)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What a query finds."""
        with self._lock:
            return self._connection.execute(sql, parameters).fetchall()

    def write(self, *statements: tuple[str, Sequence[object]]) -> None:
        """Carry out all statements, or none of them.

        Raises:
            DiskFull: they did not fit.
        """
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                for sql, parameters in statements:
                    self._connection.execute(sql, parameters)
                self._connection.execute("COMMIT")
            except sqlite3.Error as error:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
                    raise DiskFull("the hub's index did not fit on the disk") from error
                raise

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()
