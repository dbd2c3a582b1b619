"""A chat server on loopback that speaks OpenAI's protocol before a real tiny model, or badly."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

MODELS = ("tiny/llama", "llama3:8b")


class ChatServer(ThreadingHTTPServer):
    """Serves the model at /v1; at /silent/v1, /drip/v1, ... it misbehaves as the name says.

    Attributes:
        seen: path, Authorization header and body of each request.
        wanted: the token without which everything is denied; empty lets everybody in.
        pace_s: how long it waits before each piece.
    """

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.seen: list[tuple[str, str, Any]] = []
        self.wanted, self.pace_s = "", 0.0
        self.ending = threading.Event()
        self._lock = threading.Lock()
        self._model: Any = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, _request: Any, _address: Any) -> None:
        """Callers of a hostile server hang up: nothing to print."""

    def text_of(self, prompt: str, max_tokens: int) -> list[str]:
        """What the model writes, word by word."""
        import transformers

        with self._lock:
            if self._model is None:
                self._model = transformers.AutoModelForCausalLM.from_pretrained(self.folder)
                self._tokenizer = transformers.AutoTokenizer.from_pretrained(self.folder)
            encoded = self._tokenizer(prompt, return_tensors="pt")
            encoded.pop("token_type_ids", None)
            options = {"max_new_tokens": max_tokens, "do_sample": False, "pad_token_id": 0}
            tokens = self._model.generate(**encoded, **options)[0]
        written = tokens[encoded["input_ids"].shape[-1] :]
        words = (self._tokenizer.decode([token], skip_special_tokens=True) for token in written)
        return [f"{word} " for word in words]


class _Handler(BaseHTTPRequestHandler):
    server: ChatServer

    def do_GET(self) -> None:
        if self.path.startswith("/page/"):
            self._page()
        elif self._is_let_in(None):
            self._send(200, {"data": [{"id": name} for name in MODELS]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if not self._is_let_in(body):
            return
        kind = self.path.split("/")[1]
        if kind == "v1":
            self._write(body)
        else:
            getattr(self, f"_{kind}")()

    def _is_let_in(self, body: Any) -> bool:
        given = self.headers.get("authorization", "")
        self.server.seen.append((self.path, given, body))
        if self.server.wanted and given != f"Bearer {self.server.wanted}":
            self._send(401, {"error": {"message": f"no such key: {given}"}})
            return False
        return True

    def _write(self, body: Any) -> None:
        prompt = "\n".join(message["content"] for message in body["messages"])
        pieces = self.server.text_of(prompt, body["max_tokens"])
        self._begin()
        self.wfile.write(b": hello\n\nevent: chunk\n")
        for piece in pieces:
            self.server.ending.wait(self.server.pace_s)
            self._event({"choices": [{"delta": {"content": piece}}], "model": "tiny-llama-q8"})
        self._event({"choices": [{"delta": {}, "finish_reason": "length"}]})
        self._event({"choices": [], "usage": {"completion_tokens": len(pieces)}})
        self.wfile.write(b"data: [DONE]\n\n")

    def _silent(self) -> None:
        self._begin()
        self.server.ending.wait(60)

    def _mute(self) -> None:
        self.server.ending.wait(60)

    def _drip(self) -> None:
        self._begin()
        while not self.server.ending.wait(0.05):
            self.wfile.write(b":")

    def _endless(self) -> None:
        self._begin()
        while not self.server.ending.is_set():
            self._event({"choices": [{"delta": {"content": "x" * 100_000}}]})

    def _rapid(self) -> None:
        self._begin()
        while not self.server.ending.is_set():
            self._event({"choices": [{"delta": {"content": "x"}}]})

    def _line(self) -> None:
        self._begin()
        while not self.server.ending.is_set():
            self.wfile.write(b"data: " + b"x" * 100_000)

    def _garbage(self) -> None:
        self._begin()
        self.wfile.write(b'data: {"choices": [{"delta": \xff\x00\n\n')

    def _list(self) -> None:
        self._begin()
        self.wfile.write(b"data: [1, 2]\n\n")

    def _nested(self) -> None:
        self._begin()
        self.wfile.write(b"data: " + b"[" * 100_000 + b"\n\n")

    def _cut(self) -> None:
        self._begin()
        self._event({"choices": [{"delta": {"content": "half a"}}]})

    def _fails(self) -> None:
        self._begin()
        self._event({"error": {"message": "out of memory"}})

    def _plain(self) -> None:
        self._send(200, {"choices": [{"message": {"content": "not streamed"}}]})

    def _page(self) -> None:
        self._begin()
        self.wfile.write(b"<html>welcome</html>")

    def _away(self) -> None:
        self.send_response(307)
        self.send_header("location", "http://127.0.0.1:1/v1/chat/completions")
        self.end_headers()

    def _broken(self) -> None:
        self._send(500, {"detail": "no such adapter"})

    def _begin(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()

    def _event(self, value: Any) -> None:
        self.wfile.write(b"data: " + json.dumps(value).encode() + b"\n\n")
        self.wfile.flush()

    def _send(self, status: int, value: Any) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Nothing is printed."""


@contextmanager
def chat_server(folder: Path) -> Iterator[ChatServer]:
    """A running server before the model saved in a folder."""
    server = ChatServer(folder)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.ending.set()
    server.shutdown()
    server.server_close()
    thread.join(10)
