"""Listening: a free port, an end when stopped or idle, and never during a download."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from hubexplorer.errors import ServiceError
from hubexplorer.hubserver.app import HubApp, hub_app
from hubexplorer.hubserver.serve import serve_app
from hubexplorer.hubserver.store import HubStore

HOSTS = frozenset({"127.0.0.1"})


def test_ends_when_idle(tmp_path: Path) -> None:
    asked: list[bytes] = []
    with HubStore(tmp_path) as store:
        app = hub_app(store, allowed_hosts=HOSTS)
        began = time.monotonic()
        serve_app(
            app,
            on_ready=lambda url: asked.append(b"ready at " + url.encode()),
            stopping=threading.Event(),
            idle_s=0.4,
            last_request=app.last_request,
        )
        assert 0.3 < time.monotonic() - began < 5
    assert asked[0].startswith(b"ready at http://127.0.0.1:")


def test_a_slow_download_is_not_idleness(tmp_path: Path) -> None:
    data = bytes(24 << 20)
    read: list[int] = []

    def download(url: str) -> None:
        # Slower than the idle time as a whole, but never between two chunks.
        address = urlsplit(url)
        assert address.hostname is not None
        with socket.socket() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 << 10)
            connection.connect((address.hostname, address.port or 0))
            request = "GET /a/b/resolve/main/large.bin HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            connection.sendall(f"{request}Connection: close\r\n\r\n".encode())
            count = 0
            while chunk := connection.recv(1 << 20):
                count += len(chunk)
                time.sleep(len(chunk) / (12 << 20))
            read.append(count)

    with HubStore(tmp_path) as store:
        store.create("a/b")
        store.commit("a/b", {"large.bin": data}, title="Add")
        app = hub_app(store, allowed_hosts=HOSTS)
        threads: list[threading.Thread] = []

        def on_ready(url: str) -> None:
            threads.append(threading.Thread(target=download, args=(url,)))
            threads[0].start()

        serve_app(
            app,
            on_ready=on_ready,
            stopping=threading.Event(),
            idle_s=1.0,
            last_request=app.last_request,
        )
        threads[0].join(10)
    assert read
    assert read[0] > len(data)


def test_an_address_in_use_is_named(tmp_path: Path) -> None:
    with HubStore(tmp_path) as store, socket.create_server(("127.0.0.1", 0)) as taken:
        app = hub_app(store, allowed_hosts=HOSTS)
        with pytest.raises(ServiceError, match="cannot listen"):
            serve_app(
                app,
                port=taken.getsockname()[1],
                on_ready=lambda _: None,
                stopping=threading.Event(),
                idle_s=1,
                last_request=app.last_request,
            )


def test_a_process_that_owns_its_signals_stops_it(tmp_path: Path) -> None:
    program = """
import signal, sys, threading
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from hubexplorer.hubserver.app import hub_app
from hubexplorer.hubserver.serve import serve_app
from hubexplorer.hubserver.store import HubStore

stopping = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stopping.set())
with HubStore(Path(sys.argv[1])) as store:
    app = hub_app(store, allowed_hosts=frozenset({"127.0.0.1"}))
    serve_app(app, on_ready=lambda url: print(url, flush=True), stopping=stopping, idle_s=60,
              last_request=app.last_request)
forbidden = {"huggingface_hub", "torch", "transformers", "pandas", "ipywidgets"} & set(sys.modules)
print("ended", *forbidden, flush=True)
"""
    command = [sys.executable, "-W", "error", "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        with urlopen(f"{url}/api/models") as answer:
            assert answer.read() == b"[]"
        process.send_signal(signal.SIGTERM)
        assert process.stdout.read() == "ended\n"
        assert process.wait(10) == 0


def test_small_answers_do_not_wait_for_acknowledgements(hub: Any) -> None:
    address = urlsplit(hub.url)
    connection = HTTPConnection(address.hostname or "", address.port)
    times_s = []
    for _ in range(15):
        began = time.perf_counter()
        connection.request("GET", "/demo/intent-nano/resolve/main/README.md")
        assert connection.getresponse().read()
        times_s.append(time.perf_counter() - began)
    connection.close()
    assert min(times_s) < 0.035  # a delayed acknowledgement takes 0.04, every time


def test_a_download_ends_with_its_client(tmp_path: Path) -> None:
    chunks: list[int] = []
    scope = {
        "type": "http",
        "method": "GET",
        "raw_path": b"/a/b/resolve/main/large.bin",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1")],
    }

    async def run(app: HubApp) -> None:
        messages = iter([{"type": "http.request", "body": b""}, {"type": "http.disconnect"}])

        async def receive() -> Any:
            return next(messages)

        async def send(message: Any) -> None:
            if message["type"] == "http.response.body":
                chunks.append(len(message["body"]))

        await app(scope, receive, send)

    with HubStore(tmp_path) as store:
        store.create("a/b")
        store.commit("a/b", {"large.bin": bytes(40 << 20)}, title="Add")
        asyncio.run(run(hub_app(store, allowed_hosts=HOSTS)))
    assert sum(chunks) <= 2 << 20
