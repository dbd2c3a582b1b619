from __future__ import annotations

import time

import psutil
import pytest

import hubexplorer as hx
from hubexplorer import services
from hubexplorer.errors import DataError, SettingsError
from hubexplorer.workspace import Workspace
from tests.shipped import SHIPPED
from tests.workspace.other_hub import NANO


def test_opening_starts_nothing_and_writes_nothing(fresh, tmp_path):
    workspace = Workspace.open(tmp_path / "project", settings=fresh)
    assert repr(workspace).endswith("0 models)")
    assert not fresh.home.exists()
    assert not (tmp_path / "project").exists()
    workspace.close()


def test_an_explorer_is_there_before_its_hub_is(fresh, tmp_path):
    workspace = Workspace.open(tmp_path, settings=fresh)
    explorer = hx.Explorer(workspace)
    # The service needs longer to come up than the view to be made.
    assert services.find(fresh.home, "embedded") is None
    assert explorer.size == 0
    deadline = time.monotonic() + 30
    while explorer.browser.generation == 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert explorer.browser.generation == 1
    assert explorer.size == SHIPPED
    assert explorer.browser.problem is None
    workspace.close()


def test_where_things_are_kept_is_in_the_environment(tmp_path):
    env = {"HUBEXPLORER_HOME": str(tmp_path / "home"), "HUBEXPLORER_FOLDER": str(tmp_path / "p")}
    workspace = Workspace.open(env=env)
    assert workspace.settings.home == tmp_path / "home"
    assert workspace.lock_path == tmp_path / "p" / "hubexplorer.lock"
    workspace.close()


@pytest.mark.parametrize(
    "hub", ["ftp://hub", "hub.example.org", "https://ada:hunter2@hub.example.org", "http://"]
)
def test_an_address_that_is_none_is_refused_without_repeating_it(hub, tmp_path):
    env = {"HUBEXPLORER_HOME": str(tmp_path), "HUBEXPLORER_HUB": hub}
    with pytest.raises(SettingsError, match="HUBEXPLORER_HUB") as caught:
        Workspace.open(tmp_path, env=env)
    assert "hunter2" not in str(caught.value)
    assert caught.value.hint


def test_a_broken_shortlist_is_told_and_kept(settings, tmp_path):
    path = tmp_path / "hubexplorer-shortlist.json"
    for content in (b'{"marked": ["embedded:demo/x', b"[]", b'{"marked": 7}', b"\xff\xfe\x00"):
        path.write_bytes(content)
        with pytest.raises(DataError, match="shortlist") as caught:
            Workspace.open(tmp_path, settings=settings)
        assert caught.value.hint
        assert path.read_bytes() == content


def test_closing_leaves_no_process_but_the_services(workspace):
    me = psutil.Process()
    before = set(me.children(recursive=True))
    workspace.reader.rendered(workspace.card(NANO).ref, images=False)  # keeps a spare process
    workspace.run(NANO, "Where is my order?")
    spares = set(me.children(recursive=True)) - before
    workspace.close()
    kept = [services.find(workspace.settings.home, name) for name in ("embedded", "model-host")]
    served = {
        process
        for address in kept
        if address is not None
        for process in (psutil.Process(address.pid), *psutil.Process(address.pid).children(True))
    }
    _gone, alive = psutil.wait_procs(spares - served, timeout=5)
    assert alive == []


def test_two_workspaces_share_one_hub_and_one_host(workspace, settings, tmp_path):
    second = Workspace.open(tmp_path / "second", settings=settings)
    one = workspace.run(NANO, "Where is my order?")
    other = second.run(NANO, "I want my money back")
    assert one.output != other.output
    assert workspace.hubs.endpoint("embedded") == second.hubs.endpoint("embedded")
    loaded = [{one.pid for one in each.runner.status().loaded} for each in (workspace, second)]
    assert loaded[0] == loaded[1] != set()
    # Whoever asked first started them; what they fork has the same words.
    forked = {
        process.pid
        for process in psutil.process_iter(["cmdline"])
        if process.info["cmdline"] and str(settings.home) in process.info["cmdline"]
    }
    serving = {
        name: [
            process.pid
            for process in psutil.process_iter(["cmdline"])
            if process.info["cmdline"]
            and process.info["cmdline"][1:5]
            == ["-m", "hubexplorer.services", str(settings.home), name]
            and process.ppid() not in forked
        ]
        for name in ("embedded", "model-host")
    }
    assert {name: len(pids) for name, pids in serving.items()} == {"embedded": 1, "model-host": 1}
    second.close()
