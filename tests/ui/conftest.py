"""Screens without a browser: messages go in as the front end sends them, replies are recorded."""

from __future__ import annotations

import base64
import threading
import time
from typing import Any

import pytest
from comm.base_comm import BaseComm

from hubexplorer.ui.filters import NO_FILTERS


class RecordingComm(BaseComm):
    """Keeps what the kernel would send to the browser."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.arrived = threading.Condition()
        super().__init__(target_name="jupyter.widget", primary=False)

    def publish_msg(self, _kind, data=None, metadata=None, buffers=None, **keys):
        with self.arrived:
            self.sent.append(data)
            self.arrived.notify_all()


class Front:
    """The browser's end of one screen."""

    def __init__(self, screen) -> None:
        self.screen = screen
        self.comm = RecordingComm()
        screen.comm = self.comm
        self.number = 0

    def send(self, content: object) -> None:
        self.screen._handle_custom_msg(content, [])

    def ask(self, op: str, timeout_s: float = 60.0, **args: Any) -> dict[str, Any]:
        """The reply to a request."""
        self.number += 1
        number = self.number
        self.send({"v": 1, "id": number, "seq": number, "op": op, "args": args})
        return self.wait(lambda content: content.get("id") == number, timeout_s)

    def data(self, op: str, timeout_s: float = 60.0, **args: Any) -> dict[str, Any]:
        """The data of a reply that must be good."""
        reply = self.ask(op, timeout_s, **args)
        assert reply["ok"], reply
        return reply["data"]

    def give(self, content: bytes | str, name: str = "mine.csv", size: int = 100_000) -> dict:
        """A file sent in pieces as the browser sends it; what a check then names it by."""
        raw = content.encode() if isinstance(content, str) else content
        pieces = [raw[at : at + size] for at in range(0, len(raw), size)] or [b""]
        self.number += 1
        sent = {"name": name, "id": f"u{self.number}"}
        for part, piece in enumerate(pieces):
            text = base64.b64encode(piece).decode()
            data = self.data("upload", id=sent["id"], part=part, of=len(pieces), base64=text)
        assert data["received_bytes"] == len(raw)
        return sent

    def wait(self, is_it, timeout_s: float = 60.0) -> dict[str, Any]:
        deadline = time.monotonic() + timeout_s
        with self.comm.arrived:
            while True:
                for content in self.customs():
                    if is_it(content):
                        return content
                assert self.comm.arrived.wait(deadline - time.monotonic()), "no such message came"

    def customs(self) -> list[dict[str, Any]]:
        return [item["content"] for item in list(self.comm.sent) if item.get("method") == "custom"]

    def updates(self) -> list[dict[str, Any]]:
        return [item["state"] for item in list(self.comm.sent) if item.get("method") == "update"]


@pytest.fixture
def front():
    return Front


def key(ref) -> dict[str, Any]:
    return {"hub": ref.hub, "repo": ref.repo, "commit": ref.commit}


@pytest.fixture
def key_of():
    return key


@pytest.fixture
def filters():
    def make(text: str = "", **changes: Any) -> dict[str, Any]:
        return {**NO_FILTERS, "text": text, **changes}

    return make
