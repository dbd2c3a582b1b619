from __future__ import annotations

from dataclasses import replace

import psutil
import pytest

from hubexplorer import services
from hubexplorer.hubserver.store import HubStore
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.embedded import NAME, seed
from tests.shipped import SHIPPED
from tests.workspace.other_hub import NANO
from tests.workspace.waiting import until


@pytest.fixture
def killed(workspace):
    """A workspace that used the embedded hub a moment ago; the hub was killed since."""
    workspace.card(NANO)
    address = services.find(workspace.settings.home, NAME)
    assert address is not None
    process = psutil.Process(address.pid)
    process.kill()
    until(lambda: services.find(workspace.settings.home, NAME) is None)
    return workspace


def test_a_killed_hub_is_started_again_by_the_next_call(killed):
    assert killed.card("demo/entities-multi-mini").findings
    assert services.find(killed.settings.home, NAME) is not None


@pytest.mark.parametrize(
    "verb",
    [
        lambda workspace: workspace.sync(),
        lambda workspace: workspace.search("support"),
        lambda workspace: workspace.run(NANO, "Where is my order?"),
        lambda workspace: workspace.pin(NANO),
        lambda workspace: workspace.tune(NANO),
        lambda workspace: workspace.reader.rendered(workspace.finder.ref(NANO), images=False),
    ],
    ids=["sync", "search", "run", "pin", "tune", "rendered"],
)
def test_every_verb_outlives_its_hub(killed, verb):
    verb(killed)


def test_a_hub_asked_by_nobody_ends_itself_and_comes_back(fresh, tmp_path):
    workspace = Workspace.open(tmp_path, settings=replace(fresh, idle_s=0.3))
    workspace.finder.ready()
    until(lambda: services.find(fresh.home, NAME) is None, 20)
    assert workspace.card(NANO).findings
    workspace.close()


def test_seeding_again_changes_nothing(tmp_path):
    with HubStore(tmp_path) as store:
        seed(store)
        before = {repo: store.record(repo).uuid for repo in store.repo_ids()}
        seed(store)
        assert {repo: store.record(repo).uuid for repo in store.repo_ids()} == before
        assert len(before) == SHIPPED
