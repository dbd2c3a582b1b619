"""What tests of the workspace and the screens share: one home with one embedded hub."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler.loadfile import LoadFileScheduling

from hubexplorer import services
from hubexplorer.settings import Settings
from hubexplorer.workspace import Workspace

BROWSER = "tests/browser"


class ByServers(LoadFileScheduling):
    """A worker takes a file at a time, and all files of the browser, which share their servers."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(f"{BROWSER}/") else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByServers | None:
    return ByServers(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def shared_home(tmp_path_factory) -> Iterator[Path]:
    """A home whose services live as long as this test process."""
    home = tmp_path_factory.mktemp("shared-home")
    yield home
    for name in ("embedded", "model-host"):
        services.stop(home, name)


@pytest.fixture(scope="session")
def shared_settings(shared_home) -> Settings:
    return Settings(home=shared_home, hub="embedded", idle_s=120.0)


@pytest.fixture
def settings(shared_settings) -> Settings:
    return shared_settings


@pytest.fixture
def workspace(settings, tmp_path) -> Iterator[Workspace]:
    """A workspace over a fresh project folder and the shared embedded hub."""
    opened = Workspace.open(tmp_path, settings=settings)
    yield opened
    opened.close()
