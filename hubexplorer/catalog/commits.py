"""Commits in half the room: 40 hex digits as 20 bytes."""

from __future__ import annotations

import re

from hubexplorer.catalog.columns import encoded

_SIZE = 20
_HEX = re.compile(r"[0-9a-f]{40}")
_MARK = b"\xff"
"""Before another text, which never holds this byte; twice where 20 bytes would read as digits."""


def packed(commit: str) -> bytes:
    """The bytes kept for a commit; a hub may also say something else."""
    if _HEX.fullmatch(commit):
        return bytes.fromhex(commit)
    content = _MARK + encoded(commit) if commit else b""
    return _MARK + content if len(content) == _SIZE else content


def unpacked(content: bytes) -> str:
    """What `packed` was given."""
    if len(content) == _SIZE:
        return content.hex()
    return str(content.lstrip(_MARK), "utf-8", "surrogatepass")
