"""Listing a whole hub: in jobs of their own, over real HTTP, killed and resumed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from hubexplorer.catalog import Catalog
from hubexplorer.errors import JobCanceled, JobError, NotFound
from hubexplorer.settings import Settings
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.sync.listing import start_sync
from tests.hubs.bad_server import answer, serving
from tests.workspace.crowded_hub import PAGE_ROWS, PAGES, REPOS, add, crowded_hub, name_of

LATER_S = 1_780_000_000.0
FULL = """
import resource, sys
from pathlib import Path
from hubexplorer.settings import Settings
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.sync.listing import start_sync

settings = Settings(home=Path(sys.argv[1], "home"), hub=sys.argv[2])
ws = Workspace.open(sys.argv[1], settings=settings)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
start_sync(settings, ws.hubs, ws.hubs.names[1:], page_rows=10).wait(60)
"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    with crowded_hub(tmp_path_factory.mktemp("crowded")) as hub:
        yield hub


@pytest.fixture(autouse=True)
def quick(hub):
    yield
    hub.delay_s = 0.0


@pytest.fixture
def open_at(tmp_path):
    """Opens a workspace of a fresh home whose only hub is at an address."""
    opened = []

    def open_at(url):
        settings = Settings(home=tmp_path / "home", hub=url)
        opened.append(Workspace.open(tmp_path, settings=settings))
        return opened[-1]

    yield open_at
    for workspace in opened:
        workspace.close()


def other(workspace):
    return workspace.hubs.names[1]


def start(workspace, **options):
    return start_sync(
        workspace.settings, workspace.hubs, [other(workspace)], page_rows=PAGE_ROWS, **options
    )


def sync(workspace, **options):
    told = []
    found = start(workspace, **options).wait(60, on_event=told.append)
    return found[other(workspace)], [event.data.get("text", "") for event in told]


def names(workspace):
    workspace.finder.catalog.refresh()
    workspace.finder.catalog.verify()
    return {row.repo for row in workspace.finder.catalog.rows()}


def wait_for(is_so):
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def kill(job):
    os.kill(int((job.folder / "pid").read_text()), signal.SIGKILL)
    wait_for(lambda: job.state().status == "failed")


def test_a_listing_can_be_searched_before_it_ends_best_models_first(hub, open_at):
    workspace = open_at(hub.url)
    hub.delay_s = 0.05
    job = start(workspace)
    wait_for(lambda: workspace.finder.catalog.refresh() or job.state().status != "running")
    partial = names(workspace)
    assert job.state().status == "running"
    assert partial == {name_of(number) for number in range(len(partial))}
    entry = workspace.finder.listed(other(workspace))
    assert (entry["rows"], entry["of"]) == (len(partial), None)
    assert job.wait(60) == {other(workspace): REPOS}
    assert names(workspace) == {name_of(number) for number in range(REPOS)}
    assert workspace.finder.listed(other(workspace))["of"] == REPOS


def test_later_listings_ask_for_what_changed_and_full_ones_notice_what_is_gone(tmp_path, open_at):
    with crowded_hub(tmp_path / "hub", repos=60) as hub:
        workspace = open_at(hub.url)
        assert sync(workspace)[0] == 60
        changed = hub.store.commit(name_of(3), {"a": b"b"}, title="Change", date_s=LATER_S)
        add(hub.store, 60, date_s=LATER_S + 1)
        hub.store.move(name_of(4), "team-4/renamed")
        del hub.asked[:]
        assert sync(workspace)[0] == 61
        assert len(hub.asked) == 1
        assert "sort=lastModified" in hub.asked[0]
        assert workspace.finder.catalog.refresh()
        assert workspace.finder.catalog.get(other(workspace), name_of(3)).commit == changed
        assert name_of(4) in names(workspace)
        assert sync(workspace, full=True)[0] == 61
        assert names(workspace) >= {"team-4/renamed", name_of(60)}
        assert name_of(4) not in names(workspace)


def test_the_head_of_a_hub_listed_whole_does_not_replace_the_whole(hub, open_at, monkeypatch):
    workspace = open_at(hub.url)
    sync(workspace)
    monkeypatch.setattr("hubexplorer.workspace.find.finder.FIRST_ROWS", 20)
    assert workspace.finder.sync_remote(other(workspace)) == 20
    assert len(names(workspace)) == REPOS
    assert workspace.finder.listed(other(workspace))["of"] == REPOS


def test_a_limit_lists_the_most_downloaded(hub, open_at):
    workspace = open_at(hub.url)
    assert sync(workspace, limit=25)[0] == 25
    assert names(workspace) == {name_of(number) for number in range(25)}
    assert workspace.finder.listed(other(workspace))["of"] is None
    assert sync(workspace)[0] == REPOS
    assert sync(workspace, limit=5)[0] == REPOS  # what is known stays


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_anywhere_it_goes_on_from_there(hub, open_at, seed):
    draw = random.Random(seed)
    workspace = open_at(hub.url)
    hub.delay_s = 0.005
    del hub.asked[:]
    for _ in range(2):
        page = draw.randint(len(hub.asked) + 1, len(hub.asked) + PAGES // 3)
        job = start(workspace)
        wait_for(lambda page=page: len(hub.asked) >= page)
        time.sleep(draw.random() / 30)
        kill(job)
        known = names(workspace)
        assert known == {name_of(number) for number in range(len(known))}
    assert sync(workspace)[0] == REPOS
    assert len(names(workspace)) == REPOS
    assert len(hub.asked) <= PAGES * 1.1


def test_canceled_it_keeps_what_came_and_goes_on_later(hub, open_at):
    workspace = open_at(hub.url)
    hub.delay_s = 0.05
    del hub.asked[:]
    job = start(workspace)
    wait_for(lambda: len(hub.asked) >= 8)
    job.cancel()
    with pytest.raises(JobCanceled):
        job.wait(10)
    assert len(names(workspace)) >= 6 * PAGE_ROWS
    hub.delay_s = 0.0
    assert sync(workspace)[0] == REPOS
    assert len(hub.asked) <= PAGES + 1


def test_three_processes_at_once_list_it_once(hub, open_at):
    workspace = open_at(hub.url)
    del hub.asked[:]
    jobs = [start(workspace) for _ in range(3)]
    while any(job.state().status == "running" for job in jobs):
        reader = Catalog.open(workspace.finder.folder)
        assert len(list(reader.rows())) == reader.size
    assert [job.wait(60) for job in jobs] == [{other(workspace): REPOS}] * 3
    assert len(names(workspace)) == REPOS
    assert len(hub.asked) <= PAGES + 2


def test_a_hub_that_is_not_here_is_named(hub, open_at):
    with pytest.raises(NotFound, match="elsewhere"):
        open_at(hub.url).sync("elsewhere")


class Pages:
    """A listing of one model a page; what follows page 2 is the test's."""

    def __init__(self, second=None, third=None):
        self.second = second or {"link": '</api/models?cursor=3>; rel="next"'}
        self.third = third or (lambda c: answer(c, [{"id": "team/m3"}]))
        self.asked = []

    def __call__(self, connection, request):
        page = int(request.path.partition("cursor=")[2].partition("&")[0] or 1)
        self.asked.append(page)
        if page == 3:
            self.third(connection)
            return
        link = {"link": '</api/models?cursor=2>; rel="next"'} if page == 1 else self.second
        answer(connection, [{"id": f"team/m{page}"}], headers=link)


def test_a_rate_limit_is_waited_out_in_sight(open_at):
    waits = [1]
    limit = {"ratelimit": '"api";r=7;t=0'}

    def third(connection):
        if waits:
            answer(connection, status=429, headers={"retry-after": str(waits.pop())})
        else:
            time.sleep(0.2)  # progress is told ten times a second at most
            answer(connection, [{"id": "team/m3"}], headers=limit)

    with serving(Pages(third=third)) as server:
        workspace = open_at(server.url)
        size, told = sync(workspace)
    assert size == 3
    assert any("7 requests left" in text for text in told), told
    assert names(workspace) == {"team/m1", "team/m2", "team/m3"}


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        (
            Pages(third=lambda c: answer(c, status=429, headers={"retry-after": "3600"})),
            "wait 3600 s",
        ),
        (Pages(second={"link": '<http://127.0.0.2:1/api/models>; rel="next"'}), "another origin"),
        (Pages(second={"link": '</api/models?cursor=2>; rel="next"'}), "circle"),
        (Pages(third=lambda c: answer(c, {"not": "a list"})), "not a list"),
        (Pages(third=lambda c: answer(c, [{"id": "a/b", "n": [[]] * 600_000}])), "values"),
    ],
)
def test_a_hostile_hub_ends_it_and_what_came_is_kept_and_said(open_at, pages, words):
    with serving(pages) as server:
        workspace = open_at(server.url)
        with pytest.raises(JobError, match=words) as caught:
            sync(workspace)
        assert "2 of its models are in the catalog" in caught.value.hint
        assert names(workspace) == {"team/m1", "team/m2"}
        del pages.asked[:]
        with pytest.raises(JobError, match=words):
            sync(workspace)
        # It went on from where it was; a cursor that is refused may be one the hub has forgotten.
        assert (1 in pages.asked) == (words == "not a list")


def test_a_cursor_that_the_hub_forgot_begins_anew(open_at):
    pages = Pages(third=lambda c: answer(c, status=429, headers={"retry-after": "3600"}))
    with serving(pages) as server:
        workspace = open_at(server.url)
        with pytest.raises(JobError):
            sync(workspace)
        refused = [400]

        def third(connection):
            if refused:
                answer(connection, {"error": "Invalid cursor"}, status=refused.pop())
            else:
                answer(connection, [{"id": "team/m3"}])

        pages.third = third
        assert sync(workspace)[0] == 3
        assert pages.asked[-4:] == [3, 1, 2, 3]


def test_a_full_disk_is_told_and_the_catalog_stays(hub, open_at):
    workspace = open_at(hub.url)
    assert sync(workspace, limit=20)[0] == 20
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(workspace.folder), hub.url],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "does not fit" in done.stderr
    assert names(workspace) >= {name_of(number) for number in range(20)}
    assert sync(workspace)[0] == REPOS


def test_rows_too_large_together_are_asked_for_in_smaller_pages(open_at):
    def behavior(connection, request):
        size = int(request.path.partition("limit=")[2].partition("&")[0])
        start = int(request.path.partition("cursor=")[2].partition("&")[0] or 0)
        sizes.append(size)
        stop = min(start + size, 30)
        rows = [{"id": f"team/m{n:02}", "pad": "x" * 1_700_000} for n in range(start, stop)]
        more = f'</api/models?limit={size}&cursor={stop}>; rel="next"'
        answer(connection, [*rows, 7], headers={"link": more} if stop < 30 else {})

    sizes = []
    with serving(behavior) as server:
        workspace = open_at(server.url)
        size, told = sync(workspace)
    assert size == len(names(workspace)) == 30
    assert sizes == [PAGE_ROWS, *[4] * 8]
    assert any("1 rows that name no model left out" in text for text in told), told
