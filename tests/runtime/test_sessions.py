"""Clients of one host: who may come in, what each sees, and what outlives whom."""

from __future__ import annotations

import os
import signal
import socket
import stat
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from hubexplorer.errors import JobCanceled, ServiceError, WorkerDied
from hubexplorer.runtime import frames
from hubexplorer.runtime.client import ModelHost
from hubexplorer.runtime.requests import VERSION
from tests.runtime.conftest import Hosts
from tests.runtime.events import Events, eventually
from tests.runtime.models import request


def probe(folders: dict[str, Path], text: str):
    return request(folders["embeddings"], "probe", text=text)


def test_two_clients_share_models_and_nothing_else(clients, folders: dict[str, Path]) -> None:
    one, two = clients(), clients()
    seen = {name: Events() for name in ("one", "two")}
    first = one.run(request(folders["intent"], text="my card"), seen["one"])
    answers = [first.wait(60)]
    answers.append(
        two.run(request(folders["intent"], text="anna paid twice"), seen["two"]).wait(60)
    )
    assert answers[1].load_s == 0.0
    assert answers[0].output != answers[1].output
    assert seen["one"].kinds.count("result") == seen["two"].kinds.count("result") == 1


def test_runs_end_with_their_connection(clients, folders: dict[str, Path]) -> None:
    leaving, staying = clients(), clients()
    events = Events()
    leaving.run(probe(folders, "sleep:60"), events)
    events.wait_for("running")
    leaving.close()
    assert staying.run(probe(folders, "sleep:0"), Events()).wait(10)


@pytest.mark.parametrize("secret", ["", "wrong", "ü"])
def test_a_wrong_secret_is_refused(clients, secret: str) -> None:
    address = replace(clients.connect(), secret=secret)
    with pytest.raises(ServiceError, match="secret"):
        ModelHost(lambda: address).status()


@pytest.mark.parametrize(
    "data", [b"GET / HTTP/1.1\r\n\r\n", b"\xff\xff\xff\xff", b"\2\0\0\0[]", b""]
)
def test_what_is_no_client_is_dropped(clients, folders: dict[str, Path], data: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(clients.connect().endpoint)
        sock.sendall(data)
        sock.shutdown(socket.SHUT_WR)
        assert is_closed(sock)
    assert clients().status().budget_bytes > 0


def is_closed(sock: socket.socket) -> bool:
    """Whether the other side closes without a word; with a reset where it left bytes unread."""
    sock.settimeout(10)
    try:
        return sock.recv(100) == b""
    except ConnectionResetError:
        return True


def test_bad_requests_after_the_handshake_end_that_session_only(clients) -> None:
    address = clients.connect()
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(address.endpoint)
        frames.send(sock, {"v": VERSION, "secret": address.secret})
        assert frames.receive(sock).head == {"ok": True}
        frames.send(sock, {"op": "run", "id": 1, "ref": {"hub": "demo", "repo": "../x"}})
        assert frames.receive(sock).head["data"]["error"] == "DataError"
        frames.send(sock, {"op": "eval", "id": 2})
        assert is_closed(sock)
    assert clients().status().budget_bytes > 0


def test_the_socket_is_the_users_alone(clients) -> None:
    path = Path(clients.connect().endpoint)
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0


def test_a_killed_host_is_said_and_started_again(hosts: Hosts, folders: dict[str, Path]) -> None:
    client = (make := hosts.start())()
    assert client.status().nursery_pid is None  # nothing is imported before the first run
    events = Events()
    run = client.run(probe(folders, "busy:60"), events)
    events.wait_for("running")
    workers = [model.pid for model in client.status().loaded]
    os.kill(make.connect().pid, signal.SIGKILL)
    with pytest.raises(WorkerDied):
        run.wait(5)
    eventually(lambda: not any(psutil.pid_exists(pid) for pid in workers))
    assert client.run(request(folders["intent"], text="my card"), Events()).wait(60)
    left = list((make.home / "services").glob("models-*"))
    assert len(left) == 1  # the killed host's folder is gone


def test_a_host_ends_itself_when_nobody_needs_it(hosts: Hosts) -> None:
    make = hosts.start(idle_s=0.3)
    client = make()
    pid = client.status() and make.connect().pid
    time.sleep(1.0)
    assert psutil.pid_exists(pid)  # a client is there
    client.close()
    eventually(lambda: not psutil.pid_exists(pid) or _is_zombie(pid))
    assert not list((make.home / "services").glob("models-*"))


def _is_zombie(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_a_long_home_gets_a_short_socket(tmp_path: Path, plugin_path: None) -> None:
    base = tmp_path / ("long" * 20)
    base.mkdir()
    hosts = Hosts(base)
    try:
        client = hosts.start()()
        assert client.status().workers == 0
    finally:
        hosts.close()


def test_close_cancels_for_good(clients, folders: dict[str, Path]) -> None:
    client = clients()
    events = Events()
    run = client.run(probe(folders, "sleep:60"), events)
    events.wait_for("running")
    client.close()
    with pytest.raises((WorkerDied, JobCanceled)):
        run.wait(5)
