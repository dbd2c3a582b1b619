"""Real Chromium on the real app: Voila and JupyterLab, each with a home of its own."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from hubexplorer import services
from hubexplorer.ui.app import app_notebook

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
def voila(home, tmp_path_factory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("project")
    with serving(["app", "--folder", str(folder)], home, folder) as server:
        yield server


@pytest.fixture(scope="session")
def voila_dark(home, tmp_path_factory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("project-dark")
    with serving(["app", "--folder", str(folder), "--theme", "dark"], home, folder) as server:
        yield server


@pytest.fixture(scope="session")
def lab(home, tmp_path_factory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("lab")
    (folder / "app.ipynb").write_text(app_notebook().replace("height=0", "height=640"))
    with serving(["lab", "--folder", str(folder)], home, folder) as server:
        yield server


@pytest.fixture
def page(browser):
    """A fresh page; it fails the test on any request that leaves loopback or any page error."""
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
    audit = home / "connections.log"
    process = subprocess.Popen(
        [sys.executable, "-m", "hubexplorer", *arguments, "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        env={
            **os.environ,
            "HUBEXPLORER_HOME": str(home),
            "HUBEXPLORER_HUB": "embedded",
            "HUBEXPLORER_TEST_AUDIT": str(audit),
            "PYTHONPATH": str(Path(__file__).parent / "audit"),
            "JUPYTER_CONFIG_DIR": str(home / "jupyter"),
            "IPYTHONDIR": str(home / "ipython"),
            **env,
        },
    )
    try:
        yield Server(address(process), home, folder, audit, process)
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


def address(process: subprocess.Popen) -> str:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        line = process.stdout.readline()
        if found := re.search(r"http://\S+", line):
            return found[0]
        if process.poll() is not None:
            break
    raise AssertionError("the server did not start")
