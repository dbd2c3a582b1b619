"""hub login, logout and list, with the token from a pipe."""

from __future__ import annotations

import pytest

from tests.workspace.test_signin import TOKEN


@pytest.fixture
def at_other(hubexplorer, other, tmp_path):
    def run(*words: str, **more):
        home = str(tmp_path / "own-home")
        return hubexplorer("hub", *words, HUBEXPLORER_HUB=other.url, HUBEXPLORER_HOME=home, **more)

    return run


def test_a_token_is_read_kept_and_forgotten(at_other, objects, other):
    other.wanted = TOKEN
    done = at_other("login", says=f"{TOKEN}\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("signed in\t127.0.0.1")
    assert TOKEN not in done.stdout + done.stderr
    assert [one["signed_in"] for one in objects(at_other("list", "--json"))] == [False, True]
    assert at_other("logout").returncode == 0
    assert "\tnot signed in" in at_other("list").stdout


def test_a_refused_token_is_said_and_not_kept(at_other, other):
    other.wanted = "another"
    done = at_other("login", says=f"{TOKEN}\n")
    assert done.returncode == 1
    assert "does not accept the token" in done.stderr
    assert TOKEN not in done.stdout + done.stderr
    assert "\tnot signed in" in at_other("list").stdout
    assert at_other("login", says="\n").returncode == 2


def test_with_no_hub_but_the_embedded_one_there_is_nothing_to_sign_in_to(hubexplorer):
    assert hubexplorer("hub", "login", says="x").returncode == 2
    assert hubexplorer("hub", "login", "embedded", says="x").returncode == 1
