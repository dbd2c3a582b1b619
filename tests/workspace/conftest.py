"""A second hub for the tests of the workspace, and a workspace that lists both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hubexplorer import services
from hubexplorer.settings import Settings
from hubexplorer.workspace import Workspace
from tests.workspace.other_hub import OtherHub, other_hub, with_hub


@pytest.fixture(scope="session")
def hub_of_session(tmp_path_factory) -> Iterator[OtherHub]:
    with other_hub(tmp_path_factory.mktemp("other-hub")) as hub:
        yield hub


@pytest.fixture
def other(hub_of_session) -> Iterator[OtherHub]:
    """The second hub, up, open to everybody and quick again after each test."""
    yield hub_of_session
    hub_of_session.wanted, hub_of_session.delay_s = "", 0.0
    hub_of_session.tokens.clear()
    hub_of_session.start()


@pytest.fixture
def both(settings, shared_home, other, tmp_path) -> Iterator[Workspace]:
    """A workspace of the shared home that asks the second hub too, and has listed it."""
    opened = Workspace.open(tmp_path, settings=with_hub(settings, shared_home, other.url))
    (name,) = set(opened.hubs.names) - {"embedded"}
    opened.finder.ready()
    opened.finder.sync_remote(name)
    yield opened
    opened.close()


@pytest.fixture
def fresh(settings, tmp_path) -> Iterator[Settings]:
    """Settings of a home in which nothing was done yet; its services end with the test."""
    home = tmp_path / "home"
    yield with_hub(settings, home, "embedded")
    for name in ("embedded", "model-host"):
        services.stop(home, name)
