"""The few routes that a model's page and download need, over `bad_server`, with chosen faults."""

from __future__ import annotations

import hashlib
import socket
import time
from dataclasses import dataclass, field
from urllib.parse import unquote

from hubexplorer.records import FileEntry
from tests.hubs.bad_server import Request, answer

REPO = "team/model"
COMMIT = "c0ffee" + "0" * 34
_BLOCK = 65_536


@dataclass
class SmallHub:
    """A behavior for `serving`: one repository at one commit.

    Attributes:
        files: path to content, as the tree lists them.
        sent: path to the bytes really sent, where they differ.
        break_after: bytes of body after which the connection is closed, once.
        pause_s: between two blocks of a body.
        ignores_range: always answers from the first byte.
        claimed: path to the size that the tree gives, where it is not the real one.
    """

    files: dict[str, bytes]
    sent: dict[str, bytes] = field(default_factory=dict)
    break_after: int | None = None
    pause_s: float = 0.0
    ignores_range: bool = False
    claimed: dict[str, int] = field(default_factory=dict)

    def entries(self) -> list[FileEntry]:
        return [
            FileEntry(row["path"], row["size"], row["oid"], row.get("lfs", {}).get("oid", ""))
            for row in self.tree()
        ]

    def tree(self) -> list[dict]:
        rows = [_row(path, content) for path, content in self.files.items()]
        return [{**row, "size": self.claimed.get(row["path"], row["size"])} for row in rows]

    def __call__(self, connection: socket.socket, request: Request) -> None:
        path = unquote(request.path.partition("?")[0])
        resolve = f"/{REPO}/resolve/{COMMIT}/"
        api = f"/api/models/{REPO}"
        if path == f"{api}/tree/{COMMIT}":
            answer(connection, self.tree())
        elif path in (f"{api}/revision/main", f"{api}/revision/{COMMIT}"):
            answer(connection, {"id": REPO, "sha": COMMIT, "tags": []})
        elif path == f"{api}/commits/main":
            answer(connection, [{"id": COMMIT, "title": "Add", "date": "2026-01-01T00:00:00.000Z"}])
        elif path == f"{api}/refs":
            answer(connection, {"branches": [{"name": "main", "targetCommit": COMMIT}], "tags": []})
        elif path.startswith(resolve) and path.removeprefix(resolve) in self.files:
            self._send(connection, request, path.removeprefix(resolve))
        else:
            answer(connection, status=404, headers={"x-error-code": "EntryNotFound"})

    def _send(self, connection: socket.socket, request: Request, path: str) -> None:
        content = self.sent.get(path, self.files[path])
        asked = request.headers.get("range", "")
        start = 0 if self.ignores_range else int(asked[6:-1] or 0)
        head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(content) - start}\r\nconnection: close\r\n"
        if start:
            head = head.replace("200 OK", "206 Part")
            head += f"content-range: bytes {start}-{len(content) - 1}/{len(content)}\r\n"
        connection.sendall(head.encode() + b"\r\n")
        stop, self.break_after = self.break_after, None
        for at in range(start, len(content), _BLOCK):
            block = content[at : at + _BLOCK]
            if stop is not None and at - start + len(block) > stop:
                connection.sendall(block[: stop - (at - start)])
                return
            connection.sendall(block)
            time.sleep(self.pause_s)


def _row(path: str, content: bytes) -> dict:
    row = {"type": "file", "path": path, "size": len(content)}
    if path.endswith(".safetensors"):
        return {**row, "oid": "0" * 40, "lfs": {"oid": hashlib.sha256(content).hexdigest()}}
    return {**row, "oid": hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()}
