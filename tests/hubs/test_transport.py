from __future__ import annotations

import gc
import gzip
import socket
import subprocess
import sys
import threading
import time
import tracemalloc
from dataclasses import replace

import pytest

from hubexplorer.errors import (
    AccessDenied,
    BadAnswer,
    BudgetExceeded,
    HubUnreachable,
    JobCanceled,
    NotFound,
    RateLimited,
)
from hubexplorer.hubs.transport import Budget, Transport
from tests.hubs import bad_server
from tests.hubs.asking import SHORT, TOKEN, ask
from tests.hubs.bad_server import Request, answer, serving

SLACK_S = 2.0  # a loaded machine is slow; what is tested against would take 20 s or more


def bomb(connection: socket.socket, request: Request) -> None:
    body = gzip.compress(b" " * 200_000_000, compresslevel=1)
    answer(connection, body, headers={"content-encoding": "gzip"})


def many_values(connection: socket.socket, request: Request) -> None:
    answer(connection, b"[" + b"[]," * 600_000 + b"[]]")


@pytest.mark.parametrize(
    ("behavior", "error"),
    [
        (bad_server.silent, BudgetExceeded),
        (bad_server.silent_in_body, BudgetExceeded),
        (bad_server.drip_head, BudgetExceeded),
        (bad_server.drip_body, BudgetExceeded),
        (bad_server.reset, HubUnreachable),
        (bomb, BudgetExceeded),
        (many_values, BudgetExceeded),
        (lambda c, r: answer(c, b"[" * 900_000), BadAnswer),
        (lambda c, r: answer(c, b"<html>"), BadAnswer),
        (lambda c, r: answer(c, b"\xff\xfe"), BadAnswer),
        (lambda c, r: answer(c, b"1" * 10_000), BadAnswer),
        (lambda c, r: answer(c, b"not gzip", headers={"content-encoding": "gzip"}), HubUnreachable),
        (lambda c, r: c.sendall(b"nonsense\r\n\r\n"), HubUnreachable),
        (lambda c, r: answer(c, b"[]", status=503), HubUnreachable),
        (lambda c, r: answer(c, status=429, headers={"retry-after": "3600"}), RateLimited),
        (lambda c, r: answer(c, status=302, headers={"location": r.path}), BadAnswer),
        (lambda c, r: answer(c, status=302, headers={"location": "file:///etc"}), BadAnswer),
        (lambda c, r: answer(c, status=302, headers={"location": "http://[::x"}), BadAnswer),
        (lambda c, r: answer(c, status=302, headers={"location": "//u:p@127.0.0.1"}), BadAnswer),
        (lambda c, r: answer(c, status=418), BadAnswer),
        (lambda c, r: answer(c, {"error": "no"}, status=401), AccessDenied),
        (lambda c, r: answer(c, status=403, headers={"x-error-code": "GatedRepo"}), AccessDenied),
        (lambda c, r: answer(c, status=401, headers={"x-error-code": "RepoNotFound"}), NotFound),
        (lambda c, r: answer(c, status=404), NotFound),
    ],
)
def test_a_bad_server_ends_within_the_budget_with_a_named_error(behavior, error):
    with serving(behavior) as server:
        began = time.monotonic()
        with pytest.raises(error) as caught:
            ask(server.url, replace(SHORT, max_bytes=2_000_000))
        assert time.monotonic() - began <= SHORT.total_s + SLACK_S
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize("behavior", [bomb, many_values])
def test_a_bomb_takes_little_memory(behavior):
    # The bomb is built before measuring: its maker shares this process.
    with serving(behavior) as server:
        prepared = threading.Event()
        made: list[bytes] = []

        def send(connection: socket.socket, request: Request) -> None:
            connection.sendall(made[0])

        left, right = socket.socketpair()
        with left, right:
            reader = threading.Thread(target=lambda: made.append(_drain(right, prepared)))
            reader.start()
            behavior(left, Request("/", {}, threading.Event()))
            left.shutdown(socket.SHUT_WR)
            reader.join()
        server.behavior = send
        tracemalloc.start()
        with pytest.raises(BudgetExceeded):
            ask(server.url, Budget(total_s=5, max_bytes=8_000_000))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 60_000_000


def _drain(connection: socket.socket, done: threading.Event) -> bytes:
    body = bytearray()
    while block := connection.recv(1 << 20):
        body += block
    done.set()
    return bytes(body)


def test_server_errors_are_tried_again():
    def behavior(connection: socket.socket, request: Request) -> None:
        if len(server.requests) < 3:
            answer(connection, status=500)
        else:
            answer(connection, ["fine"])

    with serving(behavior) as server:
        assert ask(server.url, Budget(total_s=5)) == ["fine"]


@pytest.mark.parametrize(
    "headers",
    [
        {"retry-after": "0"},
        {"ratelimit": '"api";r=0;t=0'},
        {"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"},
    ],
)
def test_a_short_wait_asked_for_is_kept(headers):
    def behavior(connection: socket.socket, request: Request) -> None:
        if len(server.requests) < 2:
            answer(connection, status=429, headers=headers)
        else:
            answer(connection, [])

    with serving(behavior) as server:
        assert ask(server.url, Budget(max_wait_s=6)) == []


def test_cancel_ends_a_wait_at_once():
    canceled = threading.Event()
    threading.Timer(0.2, canceled.set).start()
    with serving(bad_server.silent) as server:
        began = time.monotonic()
        with pytest.raises(JobCanceled):
            ask(server.url, Budget(), canceled=canceled.is_set)
        assert time.monotonic() - began < SLACK_S


def test_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(HubUnreachable):
        ask(f"http://127.0.0.1:{port}")


OFFLINE = """
import sys
from hubexplorer.errors import HubUnreachable
from hubexplorer.hubs.transport import Transport

asked = []
sys.addaudithook(lambda event, args: asked.append(event) if event.startswith("socket") else None)
for url in ("https://hub.invalid", "http://192.0.2.1:81", "http://[::2]:1"):
    try:
        Transport(url, offline=True).get_json("/api/models")
    except HubUnreachable as error:
        print(error.message)
print(asked)
"""


def test_offline_opens_no_socket():
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE], capture_output=True, text=True, timeout=20, check=True
    )
    *refusals, asked = done.stdout.splitlines()
    assert len(refusals) == 3
    assert all("offline" in line for line in refusals)
    assert asked == "[]"


def test_offline_still_asks_loopback():
    with serving(lambda c, r: answer(c, [1])) as server:
        assert ask(server.url, offline=True) == [1]


def paged(next_of) -> bad_server.Behavior:
    def behavior(connection: socket.socket, request: Request) -> None:
        page = int(request.path.partition("page=")[2] or 0)
        link = f'</api/models?page={next_of(page)}>; rel="next"'
        answer(connection, [page], headers={"link": link})

    return behavior


def test_endless_pages_end():
    with serving(paged(lambda page: page + 1)) as server:
        transport = Transport(server.url, budget=SHORT)
        seen = []
        with pytest.raises(BudgetExceeded, match="5 pages"):
            seen.extend(page.value for page in transport.pages("/api/models"))
        transport.close()
        assert len(server.requests) == SHORT.max_pages


def test_a_repeated_cursor_ends():
    with serving(paged(lambda page: 1 - page)) as server:
        transport = Transport(server.url, budget=SHORT)
        with pytest.raises(BadAnswer, match="circle"):
            list(transport.pages("/api/models", [("page", "0")]))
        transport.close()
        assert len(server.requests) == 2


def test_slow_pages_share_one_budget():
    def slow(connection: socket.socket, request: Request) -> None:
        time.sleep(0.2)
        paged(lambda page: page + 1)(connection, request)

    with serving(slow) as server:
        transport = Transport(server.url, budget=SHORT)
        with pytest.raises(BudgetExceeded, match="within"):
            list(transport.pages("/api/models"))
        transport.close()
        assert len(server.requests) < SHORT.max_pages


def test_the_readers_time_between_pages_is_not_counted():
    with serving(paged(lambda page: page + 1)) as server:
        transport = Transport(server.url, budget=SHORT)
        pages = transport.pages("/api/models")
        next(pages)
        time.sleep(SHORT.total_s + 0.1)
        assert next(pages).value == [1]
        transport.close()


@pytest.mark.parametrize("behavior", [bad_server.silent, bad_server.drip_body])
def test_a_file_keeps_to_its_deadline(behavior):
    with serving(behavior) as server:
        transport = Transport(server.url, budget=SHORT)
        began = time.monotonic()
        deadline = transport.deadline()
        with (
            pytest.raises(BudgetExceeded),
            transport.open_file("/x", offset=0, deadline=deadline) as body,
        ):
            list(body.chunks)
        assert time.monotonic() - began <= SHORT.total_s + SLACK_S
        transport.close()


@pytest.mark.parametrize("behavior", [bad_server.silent, bad_server.drip_body])
def test_a_handshake_keeps_to_the_budget(behavior):
    with serving(lambda c, r: None) as server:
        server.behavior = behavior
        began = time.monotonic()
        with pytest.raises((BudgetExceeded, HubUnreachable)):
            ask(server.url.replace("http:", "https:"))
        assert time.monotonic() - began <= SHORT.total_s + SLACK_S


def test_a_proxy_of_the_environment_is_used_for_others_only(monkeypatch):
    with (
        serving(lambda c, r: answer(c, [r.path])) as proxy,
        serving(lambda c, r: answer(c, ["straight"])) as server,
    ):
        monkeypatch.setenv("http_proxy", proxy.url.removeprefix("http://"))
        monkeypatch.setenv("no_proxy", "")
        path = "http://hub.example/api/models?limit=1"
        assert ask("http://hub.example") == [path]
        assert ask(server.url) == ["straight"]
        with pytest.raises(HubUnreachable, match="offline"):
            ask("http://hub.example", offline=True)
        assert len(proxy.requests) == 1


def test_two_threads_keep_to_their_own_deadlines():
    def behavior(connection: socket.socket, request: Request) -> None:
        time.sleep(0.25 if "slow" in request.path else 0)
        answer(connection, [request.path])

    with serving(behavior) as server:
        transport = Transport(server.url, budget=SHORT)
        answers: list[object] = []
        threads = [
            threading.Thread(target=lambda p=path: answers.append(transport.get_json(p)))
            for path in ["/slow", "/fast"] * 4
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        transport.close()
    assert sorted(map(str, answers)) == ["['/fast']"] * 4 + ["['/slow']"] * 4


def test_a_forgotten_transport_closes_its_connections(recwarn):
    def kept_open(connection: socket.socket, request: Request) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]")
        closed.append(connection.recv(1))

    closed: list[bytes] = []
    with serving(kept_open) as server:
        transport = Transport(server.url)
        assert transport.get_json("/x") == []
        assert closed == []
        del transport
        gc.collect()
    assert closed == [b""]
    assert not recwarn.list


def test_a_connection_that_opens_while_the_transport_is_closed_is_closed_too(monkeypatch):
    def kept_open(connection: socket.socket, request: Request) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]")
        connection.recv(1)

    def slow_lookup(*args, **options):
        looking_up.set()
        closed.wait(20)
        return look_up(*args, **options)

    look_up = socket.getaddrinfo
    looking_up, closed = threading.Event(), threading.Event()
    leaks: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", leaks.append)  # "error" makes warnings of these
    monkeypatch.setattr(socket, "getaddrinfo", slow_lookup)
    with serving(kept_open) as server:
        transport = Transport(server.url, budget=SHORT)
        asking = threading.Thread(target=transport.get_json, args=("/x",))
        asking.start()
        assert looking_up.wait(20)
        transport.close()
        closed.set()
        asking.join()
        gc.collect()
    assert leaks == []
