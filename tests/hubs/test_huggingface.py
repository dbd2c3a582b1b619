from __future__ import annotations

import socket
import time
from dataclasses import replace
from pathlib import Path

import pytest

from hubexplorer.errors import AccessDenied, BadAnswer, BudgetExceeded, HubUnreachable, NotFound
from hubexplorer.hubs.huggingface import HuggingFaceHub
from hubexplorer.hubs.transport import Budget
from tests.hubs import bad_server
from tests.hubs.bad_server import BadServer, Request, answer, serving

SHORT = Budget(connect_s=0.3, read_s=0.4, total_s=0.7, max_pages=4, max_retries=1)
COMMIT = "c0ffee" + "0" * 34


def hub_at(server: BadServer, cache: Path, **kwargs: object) -> HuggingFaceHub:
    return HuggingFaceHub("bad", server.url, cache=cache, **{"budget": SHORT, **kwargs})


def page_number(request: Request) -> int:
    return int(request.path.partition("cursor=")[2].partition("&")[0] or 0)


def listing(connection: socket.socket, request: Request) -> None:
    number = page_number(request)
    link = {"link": f'</api/models?cursor={number + 1}>; rel="next"'}
    answer(connection, [{"id": f"a/m{number}"}, {"id": "../x"}], headers=link)


def fails_on_page_2(fail: bad_server.Behavior) -> bad_server.Behavior:
    return lambda c, r: fail(c, r) if page_number(r) == 2 else listing(c, r)


@pytest.mark.parametrize(
    ("fail", "error"),
    [
        (bad_server.silent, BudgetExceeded),
        (bad_server.drip_body, BudgetExceeded),
        (bad_server.reset, HubUnreachable),
        (lambda c, r: answer(c, status=500), HubUnreachable),
        (lambda c, r: answer(c, {"not": "a list"}), BadAnswer),
        (lambda c, r: answer(c, b"<html>"), BadAnswer),
        (lambda c, r: answer(c, status=401), AccessDenied),
    ],
)
def test_a_listing_that_breaks_off_keeps_what_came(tmp_path, fail, error):
    with serving(fails_on_page_2(fail)) as server:
        hub = hub_at(server, tmp_path, budget=replace(SHORT, total_s=3.0))  # room for a second try
        pages = list(hub.list_models())
        hub.close()
    assert [model.repo for page in pages for model in page.models] == ["a/m0", "a/m1"]
    assert [page.is_partial for page in pages] == [False, False, True]
    assert isinstance(pages[-1].problem, error)
    assert pages[-1].next_cursor == "cursor=2"
    assert [page.skipped for page in pages] == [1, 1, 0]


def test_a_broken_listing_can_be_taken_up(tmp_path):
    with serving(fails_on_page_2(lambda c, r: answer(c, status=418))) as server:
        hub = hub_at(server, tmp_path)
        cursor = list(hub.list_models())[-1].next_cursor
        server.behavior = listing
        assert next(hub.list_models(cursor=cursor)).models[0].repo == "a/m2"
        hub.close()


def test_an_endless_listing_ends_and_says_so(tmp_path):
    with serving(listing) as server:
        hub = hub_at(server, tmp_path)
        pages = list(hub.list_models())
        hub.close()
    assert len(pages) == SHORT.max_pages + 1
    assert isinstance(pages[-1].problem, BudgetExceeded)


def test_a_page_with_a_next_link_to_another_origin_is_kept(tmp_path):
    with serving(listing) as other:
        link = {"link": f'<{other.url}/api/models?cursor=1>; rel="next"'}
        with serving(lambda c, r: answer(c, [{"id": "a/b"}], headers=link)) as server:
            hub = hub_at(server, tmp_path, token="t0ken")
            first, last = hub.list_models()
            hub.close()
        assert other.requests == []
    assert [model.repo for model in first.models] == ["a/b"]
    assert last.is_partial
    assert "another origin" in str(last.problem)


def test_a_listing_that_fails_at_once_raises(tmp_path):
    with serving(bad_server.silent) as server:
        hub = hub_at(server, tmp_path)
        with pytest.raises(BudgetExceeded):
            next(hub.list_models())
        hub.close()


def test_one_call_asks_for_everything_a_row_needs(tmp_path):
    with serving(lambda c, r: answer(c, [])) as server:
        hub = hub_at(server, tmp_path)
        list(hub.list_models(search="a b", author="x", filters=("de", "license:mit"), limit=7))
        hub.close()
        asked = server.requests[0].path
    for part in ("search=a+b", "author=x", "filter=de&filter=license%3Amit", "limit=7",
                 "sort=downloads", "expand=safetensors", "expand=sha", "expand=gated"):  # fmt: skip
        assert part in asked


@pytest.mark.parametrize(
    "behavior",
    [
        bad_server.silent,
        bad_server.drip_body,
        bad_server.reset,
        lambda c, r: answer(c, {"hello": 1}),
    ],
)
def test_a_hub_that_is_not_up_is_known_soon(tmp_path, behavior):
    with serving(behavior) as server:
        hub = hub_at(server, tmp_path, budget=Budget())
        began = time.monotonic()
        assert not hub.is_up(timeout_s=0.5)
        assert time.monotonic() - began < 2.5
        hub.close()


def test_a_model_without_its_commit_is_a_bad_answer(tmp_path):
    with serving(lambda c, r: answer(c, {"id": "a/b", "sha": "main"})) as server:
        hub = hub_at(server, tmp_path)
        with pytest.raises(BadAnswer, match="commit"):
            hub.model("a/b")
        hub.close()


def test_a_wrong_token_is_told_from_an_absent_one(tmp_path):
    with serving(lambda c, r: answer(c, status=401)) as server:
        with_token, without = hub_at(server, tmp_path, token="t0ken"), hub_at(server, tmp_path)
        with pytest.raises(AccessDenied, match="does not accept the token"):
            with_token.model("a/b")
        with pytest.raises(AccessDenied, match="wants a token"):
            without.model("a/b")
        with_token.close()
        without.close()


def test_a_renamed_model_is_found_under_its_new_name(tmp_path):
    def moved(connection: socket.socket, request: Request) -> None:
        if request.path.startswith("/api/models/old/"):
            location = request.path.replace("old/", "new/")
            answer(connection, status=307, headers={"location": location})
        else:
            answer(connection, {"id": "new/name", "sha": COMMIT})

    with serving(moved) as server:
        hub = hub_at(server, tmp_path)
        assert hub.model("old/name").repo == "new/name"
        hub.close()


def test_a_file_that_was_downloaded_is_read_from_there(tmp_path):
    folder = tmp_path / "a--b" / COMMIT
    folder.mkdir(parents=True)
    (folder / "README.md").write_bytes(b"kept")
    with serving(lambda c, r: answer(c, status=404)) as server:
        hub = hub_at(server, tmp_path)
        assert hub.read_file("a/b", COMMIT, "README.md") == b"kept"
        with pytest.raises(BudgetExceeded):
            hub.read_file("a/b", COMMIT, "README.md", max_bytes=3)
        with pytest.raises(NotFound):
            hub.read_file("a/b", COMMIT, "other.md")
        hub.close()


@pytest.mark.parametrize("commit", ["main", "", "C0FFEE" + "0" * 34, "../" * 5])
def test_files_want_a_commit(tmp_path, commit):
    hub = HuggingFaceHub("x", "http://127.0.0.1:9", cache=tmp_path)
    with pytest.raises(ValueError, match="commit"):
        hub.files("a/b", commit)
    with pytest.raises(ValueError, match="commit"):
        hub.read_file("a/b", commit, "x")
    hub.close()


def test_a_hub_that_is_not_there_is_said_in_words_that_a_person_reads(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        endpoint = f"http://127.0.0.1:{taken.getsockname()[1]}"
        hub = HuggingFaceHub("gone", endpoint, cache=tmp_path)
        with pytest.raises(
            HubUnreachable, match=r"^127\.0\.0\.1 cannot be reached: connection refused"
        ):
            next(iter(hub.list_models()))
        hub.close()
