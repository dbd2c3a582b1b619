"""Importing a dump: in a job, killed and resumed, and then synced from."""

from __future__ import annotations

import os
import signal
import time
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from pyarrow import parquet

from hubexplorer.errors import DataError, JobError, NotFound
from hubexplorer.settings import Settings
from hubexplorer.workspace import Workspace
from tests.workspace.crowded_hub import FIRST_DAY_S, crowded_hub, name_of

ROWS = 20_000


@pytest.fixture(scope="module")
def dump(tmp_path_factory):
    path = tmp_path_factory.mktemp("dump") / "models.parquet"
    rows = range(ROWS)
    day = datetime(2026, 8, 1, tzinfo=UTC)
    table = {
        "id": [f"team/m{row}" for row in rows],
        "downloads": [*rows],
        "lastModified": [day] * ROWS,
        "cardData": ['{"license": "mit"}'] * ROWS,
    }
    parquet.write_table(pa.table(table), path, row_group_size=9_000)
    return path


@pytest.fixture
def workspace(tmp_path):
    opened = Workspace.open(
        tmp_path, settings=Settings(home=tmp_path / "home", hub="https://huggingface.co")
    )
    yield opened
    opened.close()


def test_a_dump_is_found_offline_and_kept_through_a_kill(workspace, dump):
    job = workspace.sync_from(dump)
    deadline = time.monotonic() + 30
    while job.state().done == 0:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    os.kill(int((job.folder / "pid").read_text()), signal.SIGKILL)
    workspace.finder.catalog.refresh()
    assert workspace.finder.catalog.size in {0, ROWS}
    again = workspace.sync_from(dump)
    assert again.wait(60) == {"huggingface": ROWS}
    first = next(event for event in again.events() if event.kind == "progress")
    assert first.data["done"] > 5_000  # the first part was there already
    workspace.finder.catalog.refresh()
    assert workspace.finder.catalog.get("huggingface", "team/m19999").license_id == "mit"
    assert workspace.finder.listed("huggingface")["of"] == ROWS


def test_after_a_dump_only_what_changed_is_asked_for(tmp_path):
    with crowded_hub(tmp_path / "hub", repos=40) as hub:
        path = tmp_path / "models.parquet"
        days = [datetime.fromtimestamp(FIRST_DAY_S + n * 8_640, UTC) for n in range(40)]
        known = {"id": [name_of(n) for n in range(30)], "lastModified": days[:30]}
        parquet.write_table(pa.table(known), path)
        opened = Workspace.open(tmp_path, settings=Settings(home=tmp_path / "home", hub=hub.url))
        name = opened.hubs.names[1]
        assert opened.sync_from(path).wait(60) == {name: 30}
        assert opened.sync(name).wait(60) == {name: 40}
        assert all("sort=lastModified" in query for query in hub.asked)
        opened.close()


def test_what_cannot_be_imported_is_told_and_the_catalog_stays(workspace, dump, tmp_path):
    with pytest.raises(DataError, match="no file"):
        workspace.sync_from(tmp_path / "never.parquet")
    with pytest.raises(NotFound, match="elsewhere"):
        workspace.sync_from(dump, "elsewhere")
    assert workspace.sync_from(dump).wait(60)
    empty, broken = tmp_path / "empty.parquet", tmp_path / "broken.parquet"
    parquet.write_table(pa.table({"id": pa.array([], pa.string())}), empty)
    broken.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])
    for path in (empty, broken):
        with pytest.raises(JobError, match=path.name):
            workspace.sync_from(path).wait(60)
    workspace.finder.catalog.refresh()
    assert workspace.finder.catalog.size == ROWS


def test_without_a_hub_to_name_it_asks_which(tmp_path, dump):
    opened = Workspace.open(tmp_path, settings=Settings(home=tmp_path / "home", hub="embedded"))
    with pytest.raises(NotFound, match="which hub") as caught:
        opened.sync_from(dump)
    assert "HUBEXPLORER_HUB" in caught.value.hint
    opened.close()
