from __future__ import annotations

import socket

import pytest

from hubexplorer.errors import BadAnswer, HubError
from hubexplorer.hubs.transport import Transport
from tests.hubs.asking import SHORT, TOKEN, ask
from tests.hubs.bad_server import Request, answer, serving


@pytest.mark.parametrize(
    "url", ["ftp://a", "a", "", "http://", "http://u:p@a", "http://a:b", "file:///x"]
)
def test_only_a_plain_address_is_one(url):
    with pytest.raises(ValueError, match=r"."):
        Transport(url)


def test_metadata_never_follow_to_another_origin():
    with serving(lambda c, r: answer(c, [])) as other:

        def away(connection: socket.socket, request: Request) -> None:
            answer(connection, status=302, headers={"location": f"{other.url}/steal"})

        with serving(away) as server, pytest.raises(BadAnswer, match="another origin"):
            ask(server.url)
        assert server.tokens == [f"Bearer {TOKEN}"]
        assert other.requests == []


def test_a_next_link_to_another_origin_is_refused():
    with serving(lambda c, r: answer(c, [])) as other:
        link = {"link": f'<{other.url}/api/models?cursor=2>; rel="next"'}
        with serving(lambda c, r: answer(c, [1], headers=link)) as server:
            transport = Transport(server.url, token=TOKEN, budget=SHORT)
            with pytest.raises(BadAnswer, match="another origin"):
                list(transport.pages("/api/models"))
            transport.close()
        assert other.requests == []


def test_a_redirect_within_the_origin_keeps_the_token():
    def renamed(connection: socket.socket, request: Request) -> None:
        if request.path.startswith("/api/models?"):
            answer(connection, status=307, headers={"location": "/new"})
        else:
            answer(connection, [2])

    with serving(renamed) as server:
        assert ask(server.url) == [2]
        assert server.tokens == [f"Bearer {TOKEN}"] * 2


def test_file_bytes_may_come_from_elsewhere_without_the_token():
    with serving(lambda c, r: answer(c, b"bytes")) as other:
        away = {"location": f"{other.url}/cdn"}
        with serving(lambda c, r: answer(c, status=302, headers=away)) as server:
            transport = Transport(server.url, token=TOKEN, budget=SHORT)
            assert transport.get_bytes("/file", max_bytes=10) == b"bytes"
            transport.close()
        assert len(other.requests) == 1
        assert other.tokens == []


def test_file_bytes_are_not_fetched_from_this_machine_for_a_remote_hub():
    transport = Transport("http://hub.example", token=TOKEN)
    with pytest.raises(BadAnswer, match="this machine"):
        transport._checked_origin("http://127.0.0.1:8888/api/contents", may_leave=True)
    transport = Transport("https://hub.example", token=TOKEN)
    with pytest.raises(BadAnswer, match="unencrypted"):
        transport._checked_origin("http://cdn.example/x", may_leave=True)


def test_an_echoed_token_is_not_repeated():
    def echo(connection: socket.socket, request: Request) -> None:
        answer(connection, {"error": f"bad {request.headers['authorization']}"}, status=401)

    with serving(echo) as server:
        with pytest.raises(HubError) as caught:
            ask(server.url)
        assert "***" in str(caught.value)
        assert TOKEN not in str(caught.value)
        transport = Transport(server.url, token=TOKEN)
        assert TOKEN not in repr(transport)


def test_a_token_that_cannot_be_sent_is_refused_without_repeating_it():
    with pytest.raises(ValueError, match="token") as caught:
        Transport("http://127.0.0.1:9", token=f"{TOKEN}\r\nx: y")
    assert TOKEN not in str(caught.value)
