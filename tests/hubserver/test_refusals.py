"""Hostile and mistaken requests over a bare socket: a short answer each, nothing from outside."""

from __future__ import annotations

import contextlib
import json
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest

NANO = "demo/intent-nano"
MARKER = b"SECRET-OUTSIDE-THE-HUB"

UP = ["..", "%2e%2e", "%2E.", ".%2e", "..%00", "%252e%252e", "..;", "%c0%ae%c0%ae", "..%c0%af"]
TRAVERSALS = [
    *(f"/{NANO}/resolve/main/{up}/{up}/{up}/outside.txt" for up in UP),
    *(f"/{NANO}/resolve/{up}%2F{up}%2Foutside.txt/README.md" for up in UP),
    *(f"/api/models/{NANO}/tree/main/{up}/{up}" for up in UP),
    *(f"/{up}/{up}/resolve/main/outside.txt" for up in UP),
    *(f"/{NANO}.git/info/lfs/objects/{up}%2F{up}%2Foutside.txt" for up in UP),
    f"/{NANO}/resolve/main/..%5C..%5Coutside.txt",
    f"/{NANO}/resolve/main//etc/passwd",
    f"/{NANO}/resolve/main/%2Fetc%2Fpasswd",
    f"/{NANO}/resolve/main/C:%5Coutside.txt",
    f"/{NANO}/resolve/main/.git/config",
    f"/{NANO}/resolve/main/../../../hub.sqlite3",
    f"/{NANO}.git/config",
    f"/{NANO}.git/objects/info/packs",
    f"/{NANO}.git/HEAD",
    "/hub.sqlite3",
    "/repos/../hub.sqlite3",
    f"/{NANO}/raw/main/README.md",
]


def ask(hub: Any, request: bytes) -> tuple[int, dict[str, str], bytes]:
    """What comes back for these bytes: status, headers by lower-case name, body."""
    address = urlsplit(hub.url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(request)
        connection.settimeout(10)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return int(status.split()[1]), headers, body


def get(
    hub: Any, path: str, host: str = "127.0.0.1", more: str = "", method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    text = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n"
    return ask(hub, text.encode("latin-1"))


@pytest.fixture(autouse=True, scope="module")
def outside(hub_and_commits: Any) -> None:
    root = hub_and_commits[0].store._root
    for folder in (root, root.parent, root / "repos"):
        (folder / "outside.txt").write_bytes(MARKER)


@pytest.mark.parametrize("path", TRAVERSALS)
def test_nothing_outside_is_served(hub: Any, path: str) -> None:
    status, headers, body = get(hub, path)
    assert status in (400, 401, 404)
    assert MARKER not in body
    assert len(body) < 500
    assert headers["content-type"].startswith("application/json")
    assert json.loads(body)["error"]


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "127.0.0.1.evil.example", "evil.example:80", "localhost.evil.example"),
        *("", "127.0.0.1@evil.example", "127.0.0.1:80:80", "0.0.0.0", "[::1]", "127.1"),
    ],
)
def test_other_names_are_refused(hub: Any, host: str) -> None:
    assert get(hub, f"/api/models/{NANO}", host)[0] == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:9", "localhost", "LocalHost:8888"])
def test_own_names_are_answered(hub: Any, host: str) -> None:
    assert get(hub, f"/api/models/{NANO}", host)[0] == 200


@pytest.mark.parametrize("more", ["Host: evil.example\r\n", "Host: 127.0.0.1\r\n"])
def test_two_host_headers_are_refused(hub: Any, more: str) -> None:
    assert get(hub, f"/api/models/{NANO}", more=more)[0] in (400, 421)


def test_no_host_header_is_refused(hub: Any) -> None:
    assert ask(hub, b"GET /api/models HTTP/1.0\r\n\r\n")[0] == 421


@pytest.mark.parametrize(
    "path",
    [
        f"/{NANO}/resolve/main/a%0D%0ASet-Cookie:%20x=1",
        f"/api/models/{NANO}/tree/main/a%0D%0ASet-Cookie:%20x=1",
        f"/api/models/{NANO}/revision/a%0D%0ASet-Cookie:%20x=1",
        "/api/models?sort=a%0D%0ASet-Cookie:%20x=1",
        "/api/models?expand=%E2%82%AC%0D%0ASet-Cookie:%20x=1",
    ],
)
def test_words_of_the_client_start_no_header(hub: Any, path: str) -> None:
    status, headers, _ = get(hub, path)
    assert status in (400, 404)
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("PUT", f"/{NANO}/resolve/main/README.md", 403),
        ("DELETE", "/api/repos/delete", 403),
        ("POST", "/api/repos/create", 403),
        ("POST", f"/api/models/{NANO}/commit/main", 403),
        ("POST", f"/api/models/{NANO}/preupload/main", 403),
        ("PATCH", "/", 403),
        ("GET", "/", 404),
        ("GET", "/api", 404),
        ("GET", "//api/models", 404),
        ("GET", "/api/datasets", 404),
        ("GET", f"/api/models/{NANO}/discussions", 404),
        ("GET", f"/api/models/{NANO}/xet-read-token/main", 404),
        ("GET", "/api/whoami-v2", 401),
        ("GET", "/api/agent-harnesses", 200),
        ("HEAD", f"/api/models/{NANO}", 200),
        ("GET", f"/api/models/{NANO}/", 200),
        ("GET", f"/api/models/{NANO}/commits/main?p=-1", 400),
        ("GET", f"/api/models/{NANO}/commits/main?p=999999", 200),
        ("GET", f"/api/models/{NANO}/tree/main?cursor=WzVd", 400),
        ("GET", f"/api/models/{NANO}?expand=nope", 400),
    ],
)
def test_every_other_address_has_an_answer(hub: Any, method: str, path: str, status: int) -> None:
    found, headers, body = get(hub, path, method=method)
    assert found == status
    if method == "HEAD":
        assert body == b""
    else:
        assert json.loads(body) is not None
    if status == 403:
        assert "read-only" in headers["x-error-message"]


def test_xet_clients_are_told_what_to_set(hub: Any) -> None:
    _, headers, _ = get(hub, f"/api/models/{NANO}/xet-write-token/main")
    assert "hf_hub_disable_xet=1" in headers["x-error-message"]


LARGE = (
    f"POST /api/models/{NANO}/paths-info/main HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
)


def test_a_body_declared_too_large_is_not_read(hub: Any) -> None:
    assert ask(hub, f"{LARGE}Content-Length: {9 << 20}\r\n\r\n".encode())[0] == 413


def test_an_endless_body_is_cut(hub: Any) -> None:
    address = urlsplit(hub.url)
    chunk = b"100000\r\n" + bytes(1 << 20) + b"\r\n"
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(f"{LARGE}Transfer-Encoding: chunked\r\n\r\n".encode())
        sent = 0
        with contextlib.suppress(ConnectionError):
            while sent < 200:
                connection.sendall(chunk)
                sent += 1
    assert sent < 200
