"""Services: one a user, found or started, replaced when gone or of another version."""

from __future__ import annotations

import os
import signal
import stat
import threading
import time

import pytest

from hubexplorer import services
from hubexplorer.errors import ServiceError

ENTRY = "tests.job_entries:echo"


@pytest.fixture
def home(tmp_path):
    yield tmp_path
    services.stop(tmp_path, "echo")


def test_many_at_once_share_one(home):
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(services.ensure(home, "echo", ENTRY, {})))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({address.pid for address in found}) == 1
    assert len(found) == 6


def test_its_secret_is_for_this_user_only_and_not_shown(home):
    address = services.ensure(home, "echo", ENTRY, {})
    path = home / "services" / "echo.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert address.secret
    assert address.secret not in repr(address)


def test_a_killed_one_is_started_again(home):
    first = services.ensure(home, "echo", ENTRY, {})
    os.kill(first.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while services.find(home, "echo") is not None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    second = services.ensure(home, "echo", ENTRY, {})
    assert second.pid != first.pid


def test_one_of_another_version_is_replaced(home, monkeypatch):
    first = services.ensure(home, "echo", ENTRY, {})
    monkeypatch.setattr("hubexplorer.__version__", "99.0")
    second = services.ensure(home, "echo", ENTRY, {})
    assert second.pid != first.pid
    assert second.version == "99.0"


def test_it_ends_when_idle_and_takes_its_announcement_back(home):
    services.ensure(home, "echo", ENTRY, {}, idle_s=0.2)
    deadline = time.monotonic() + 10
    while (home / "services" / "echo.json").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_one_that_cannot_start_says_why(home):
    with pytest.raises(ServiceError, match="no port for me") as caught:
        services.ensure(home, "bad", "tests.job_entries:stillborn", {})
    assert "bad.log" in caught.value.hint


def test_a_damaged_state_file_is_no_service(home):
    (home / "services").mkdir()
    (home / "services" / "echo.json").write_text("{")
    assert services.find(home, "echo") is None
