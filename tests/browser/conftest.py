"""Real Chromium on the real app: Voila and JupyterLab, each with a home of its own."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from hubexplorer import services
from hubexplorer.ui.app import TEMPLATES, app_command
from hubexplorer.workspace.shortlist import FILE_NAME

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZE = {"width": 1440, "height": 900}
DASHBOARD = Path(__file__).parents[2] / "notebooks" / "app.ipynb"
"""For several visitors, who share nothing; `hubexplorer app` serves one."""
START_S = 120.0


@dataclass
class Server:
    """A running app: where it is, its home, and what its processes connected to outside."""

    url: str
    home: Path
    folder: Path
    audit: Path
    process: subprocess.Popen
    pages: list = field(default_factory=list)

    def outside(self) -> list[str]:
        return self.audit.read_text().splitlines() if self.audit.exists() else []


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).exists():
        return own
    if os.environ.get("CI"):
        pytest.fail("no Chromium: CI must have one")
    pytest.skip("NO CHROMIUM: the browser tests were NOT run")


@pytest.fixture(scope="package")
def browser(chromium):
    """Ended with the last test of this folder: until then an event loop runs in its thread."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Iterator[Path]:
    """One home for all servers of a test process: they share hub and model host, as users do."""
    folder = tmp_path_factory.mktemp("home")
    yield folder
    for name in ("embedded", "model-host"):
        services.stop(folder, name)
    # Whatever the tests of this process did in any of theirs: nothing left this machine.
    log = folder / "connections.log"
    assert not log.exists(), log.read_text()


@pytest.fixture(scope="session")
def kept() -> list[Path]:
    """The shortlist files of the apps that run."""
    return []


@pytest.fixture(scope="session")
def voila(home, kept, tmp_path_factory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("project")
    kept.append(folder / FILE_NAME)
    with serving(["app", "--folder", str(folder)], home, folder) as server:
        yield server


@pytest.fixture(scope="session")
def voila_dark(home, kept, tmp_path_factory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("project-dark")
    kept.append(folder / FILE_NAME)
    with serving(["app", "--folder", str(folder), "--theme", "dark"], home, folder) as server:
        yield server


@pytest.fixture
def dashboard(home, tmp_path) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    (tmp_path / "voila.json").write_text(json.dumps({"Voila": {"token": "dashboard"}}))
    command = app_command(DASHBOARD, port=port, config=tmp_path, theme="light")
    with started(command, home, tmp_path, JUPYTER_PATH=str(TEMPLATES)) as process:
        url = f"http://127.0.0.1:{port}/?token=dashboard"
        await_port(port)
        yield Server(url, home, tmp_path, home / "connections.log", process)


@pytest.fixture(scope="session")
def lab(home, tmp_path_factory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("lab")
    shown = DASHBOARD.read_text("utf-8").replace("height=0", "height=640")
    (folder / "app.ipynb").write_text(shown, "utf-8")
    with serving(["lab", "--folder", str(folder)], home, folder) as server:
        yield server


@pytest.fixture
def page(browser, kept):
    """A fresh page; it fails the test on any request that leaves loopback or any page error.

    It is the first visit: what an earlier test left in the folder of an app is gone.
    """
    for file in kept:
        file.unlink(missing_ok=True)
    context = browser.new_context(viewport=SIZE)
    opened = context.new_page()
    outside, errors = [], []
    opened.on("request", lambda request: note_request(request.url, outside))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert outside == []
    assert errors == []


def note_request(url: str, outside: list[str]) -> None:
    if not re.match(r"(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|data:|blob:|about:", url):
        outside.append(url)


@contextlib.contextmanager
def serving(arguments: list[str], home: Path, folder: Path, **env: str) -> Iterator[Server]:
    """The command with these arguments, until its address is known; ended with all it started."""
    command = [sys.executable, "-m", "hubexplorer", *arguments, "--no-browser"]
    with started(command, home, folder, **env) as process:
        yield Server(address(process), home, folder, home / "connections.log", process)


@contextlib.contextmanager
def started(
    command: list[str], home: Path, folder: Path, **env: str
) -> Iterator[subprocess.Popen[str]]:
    """A process with this home, every connection of which is noted; ended with what it started."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        env={
            **os.environ,
            "HUBEXPLORER_HOME": str(home),
            "HUBEXPLORER_HUB": "embedded",
            "HUBEXPLORER_TEST_AUDIT": str(home / "connections.log"),
            "PYTHONPATH": os.pathsep.join(
                [str(Path(__file__).parent / "audit"), os.environ.get("PYTHONPATH", "")]
            ).rstrip(os.pathsep),
            "JUPYTER_CONFIG_DIR": str(home / "jupyter"),
            "IPYTHONDIR": str(home / "ipython"),
            **env,
        },
    )
    try:
        yield process
    finally:
        children = [*taken_along(psutil.Process(process.pid))]
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.stdout.close()
        for child in psutil.wait_procs(children, timeout=5)[1]:
            child.kill()


def taken_along(process: psutil.Process) -> Iterator[psutil.Process]:
    """What ends with a server: not the services that its kernels started, nor theirs."""
    with contextlib.suppress(psutil.NoSuchProcess):
        for child in process.children():
            if "hubexplorer.services" not in child.cmdline():
                yield child
                yield from taken_along(child)


def await_port(port: int) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError("the server did not start")


def address(process: subprocess.Popen) -> str:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        line = process.stdout.readline()
        if found := re.search(r"http://\S+", line):
            return found[0]
        if process.poll() is not None:
            break
    raise AssertionError("the server did not start")
