"""A second hub on loopback: a real store behind a door that counts, delays and asks for a token."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from hubexplorer.demo.history import repositories
from hubexplorer.hubserver.app import HubApp, hub_app
from hubexplorer.hubserver.serve import serve_app
from hubexplorer.hubserver.store import HubStore
from hubexplorer.settings import Settings

NANO = "demo/support-intent-en-nano"
"""On both hubs, with another card on the second."""
NO_WEIGHTS = "other/no-weights"
BROKEN_CARD = "other/broken-card"
CARD = b"---\nlicense: mit\npipeline_tag: text-classification\n---\n# Of the other hub\n"
_BROKEN = b"---\nlicense: [mit\n  tags: {a\n---\n# Broken\n\nIts front matter is no YAML.\n"


class OtherHub:
    """A hub that can go away and come back at its address; set the attributes while it serves.

    Attributes:
        store: to change what it has.
        tokens: the Authorization header of each request that carried one.
        wanted: the token without which everything is denied; empty lets everybody in.
        delay_s: how long every answer takes to begin.
    """

    def __init__(self, store: HubStore) -> None:
        self.store = store
        self.tokens: list[str] = []
        self.wanted = ""
        self.delay_s = 0.0
        self.url = ""
        self._store = store
        self._app: HubApp = hub_app(store, allowed_hosts=frozenset({"127.0.0.1"}))
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def rows(self) -> int:
        """How many repositories it has: tests before may have put some on it."""
        return len(self._store.repo_ids())

    def add(self, repo: str, files: Mapping[str, Any]) -> None:
        """Put one more repository on it."""
        _add(self._store, repo, files)

    def start(self) -> None:
        if self._thread is not None:
            return
        ready = threading.Event()
        self._stopping = stopping = threading.Event()

        def on_ready(url: str) -> None:
            self.url = url
            ready.set()

        def serve() -> None:
            serve_app(
                self._door,
                port=int(self.url.rpartition(":")[2] or 0),
                on_ready=on_ready,
                stopping=stopping,
                idle_s=600,
                last_request=time.monotonic,
            )

        self._thread = threading.Thread(target=serve)
        self._thread.start()
        assert ready.wait(10)

    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(10)
            assert not self._thread.is_alive()
            self._thread = None

    async def _door(self, scope: Any, receive: Any, send: Any) -> None:
        given = dict(scope["headers"]).get(b"authorization", b"").decode()
        if given:
            self.tokens.append(given)
        await asyncio.sleep(self.delay_s)
        if self.wanted and given != f"Bearer {self.wanted}":
            await _answer(send, 401, b'{"error": "Invalid username or password."}')
            return
        if self.wanted and scope.get("path") == "/api/whoami-v2":
            await _answer(send, 200, b'{"name": "ana"}')
            return
        # The store behind knows no accounts and would refuse the token itself.
        anonymous = [pair for pair in scope["headers"] if pair[0] != b"authorization"]
        await self._app({**scope, "headers": anonymous}, receive, send)


async def _answer(send: Any, status: int, body: bytes) -> None:
    length = str(len(body)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", length)]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@contextmanager
def other_hub(folder: Path) -> Iterator[OtherHub]:
    """A running second hub with the nano model under another card, and two poor repositories."""
    with HubStore(folder) as store:
        _fill(store)
        hub = OtherHub(store)
        hub.start()
        yield hub
        hub.stop()


def with_hub(settings: Settings, home: Path, url: str) -> Settings:
    """Settings of a fresh home that asks this hub besides the embedded one."""
    return replace(settings, home=home, hub=url)


def nano_files() -> dict[str, bytes | Path]:
    """The newest files of the smallest demo model."""
    (found,) = (item for item in repositories() if item.repo == NANO)
    files: dict[str, bytes | Path] = {}
    for commit in found.commits:
        files |= commit.files
    return files


def _fill(store: HubStore) -> None:
    _add(store, NANO, {**nano_files(), "README.md": CARD})
    _add(store, NO_WEIGHTS, {"README.md": CARD, "pytorch_model.bin": b"\x80\x04N."})
    _add(store, BROKEN_CARD, {"README.md": _BROKEN})


def _add(store: HubStore, repo: str, files: Mapping[str, Any]) -> None:
    store.create(repo, created_s=1_767_225_600.0)
    store.commit(repo, dict(files), title="Add", date_s=1_767_225_600.0)
