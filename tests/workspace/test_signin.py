"""Signing in: the token goes to its hub, to the place where tokens are kept, and nowhere else."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from hubexplorer.errors import AccessDenied, NotFound, SettingsError
from hubexplorer.workspace import Workspace
from tests.hubs.bad_server import answer, serving
from tests.workspace.other_hub import NANO, with_hub

TOKEN = "hf_AbCdEfGhIjKlMnOpQrStUvWxYz012345"


@pytest.fixture
def own(settings, other, tmp_path):
    """A workspace with a home of its own, so that whatever is written can be searched."""
    opened = Workspace.open(
        tmp_path / "project", settings=with_hub(settings, tmp_path / "home", other.url)
    )
    yield opened
    opened.close()


def found_in(folder: Path) -> list[Path]:
    """The files under a folder that hold the token."""
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and TOKEN.encode() in path.read_bytes()
    ]


def test_signed_in_the_hub_lets_one_in(own, other):
    (name,) = own.hubs.names[1:]
    other.wanted = TOKEN
    with pytest.raises(AccessDenied, match="wants a token") as denied:
        own.card(f"{name}:{NANO}")
    assert "hubexplorer hub login" in denied.value.hint
    assert own.accounts.sign_in(name, f" {TOKEN}\n") == "ana"
    assert [one.is_signed_in for one in own.accounts.all()] == [False, True]
    assert own.card(f"{name}:{NANO}").card_text
    own.accounts.sign_out(name)
    assert [one.is_signed_in for one in own.accounts.all()] == [False, False]
    with pytest.raises(AccessDenied):
        own.hubs.get(name).model(NANO)


def test_a_token_that_is_not_accepted_is_not_kept(own, other):
    (name,) = own.hubs.names[1:]
    other.wanted = "another"
    with pytest.raises(AccessDenied, match="does not accept the token") as denied:
        own.accounts.sign_in(name, TOKEN)
    assert TOKEN not in str(denied.value)
    assert not own.accounts.all()[1].is_signed_in
    with pytest.raises(NotFound, match="no hub named"):
        own.accounts.sign_in("elsewhere", TOKEN)
    with pytest.raises(SettingsError, match="no accounts"):
        own.accounts.sign_in("embedded", TOKEN)
    with pytest.raises(ValueError, match="one line"):
        own.accounts.sign_in(name, "two\nlines")


def test_a_token_does_not_cross_a_network_in_the_open(settings, tmp_path):
    plain = replace(settings, home=tmp_path, hub="http://hub.example.org")
    opened = Workspace.open(tmp_path, settings=plain)
    with pytest.raises(SettingsError, match="unencrypted"):
        opened.accounts.sign_in(opened.hubs.names[1], TOKEN)
    opened.close()


def test_the_token_is_written_in_one_place_and_reaches_no_process(own, other):
    (name,) = own.hubs.names[1:]
    other.wanted = TOKEN
    own.accounts.sign_in(name, TOKEN)
    model = f"{name}:{NANO}"
    own.finder.sync_remote(name)
    job = own.sync(name)
    if job is not None:
        job.wait(60)
    own.downloads.start(model).job.wait(60)
    own.run(model, "Where is my order?")
    own.pin(model, seen=["license"])
    own.verify()
    own.pins.diff()
    own.tune(model)
    other.wanted = "revoked"
    with pytest.raises(AccessDenied) as denied:
        own.hubs.get(name).model(NANO)
    assert TOKEN not in repr(denied.value) + str(denied.value.__context__)
    assert TOKEN not in repr(own) + repr(own.accounts) + repr(own.accounts.all())

    kept = own.settings.home / "credentials.json"
    assert found_in(own.settings.home.parent) == [kept]
    assert kept.stat().st_mode & 0o077 == 0
    home = str(own.settings.home)
    seen = 0
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            environment = process.environ()
            is_ours = process.pid == os.getpid() or home in str(environment) + str(
                process.cmdline()
            )
            if is_ours:
                seen += 1
                assert TOKEN not in str(environment) + str(process.cmdline())
    assert seen > 1


@pytest.mark.parametrize(
    ("answered", "has_token", "words", "hint"),
    [
        ((401, ""), False, "wants a token", "hub login"),
        ((401, ""), True, "does not accept the token", "revoked"),
        ((403, ""), True, "denies access", "team/model"),
        ((403, "GatedRepo"), True, "granted access", "/team/model with the account"),
        ((401, "GatedRepo"), False, "granted access", "/team/model, then sign in"),
        ((404, ""), False, "does not have it", "private"),
        ((404, "RepoNotFound"), True, "does not have it", "check the name"),
    ],
)
def test_each_refusal_says_what_to_do(settings, tmp_path, answered, has_token, words, hint):  # noqa: PLR0917
    status, code = answered
    headers = {"x-error-code": code} if code else {}
    with serving(lambda sock, _request: answer(sock, status=status, headers=headers)) as server:
        opened = Workspace.open(tmp_path, settings=with_hub(settings, tmp_path, server.url))
        (name,) = opened.hubs.names[1:]
        if has_token:
            opened.hubs.credentials.set(server.url, TOKEN)
        with pytest.raises((AccessDenied, NotFound), match=words) as refused:
            opened.hubs.get(name).model("team/model")
        assert hint in refused.value.hint
        opened.close()
