from __future__ import annotations

import json
import stat
import threading

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from hubexplorer.errors import DataError
from hubexplorer.hubs.credentials import Credentials
from hubexplorer.hubs.huggingface import HuggingFaceHub

TOKEN = "hf_secretsecretsecret"


class MemoryKeyring(KeyringBackend):
    """A whole keyring back end that keeps its entries in memory, and can be locked."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def _check(self) -> None:
        if self.is_locked:
            raise KeyringLocked("locked")

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError("none")


@pytest.fixture(autouse=True)
def _no_system_keyring(monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


def test_a_token_lies_in_a_file_only_its_owner_reads(tmp_path):
    credentials = Credentials(tmp_path / "new")
    credentials.set("https://hub.example/api", TOKEN)
    path = tmp_path / "new" / "credentials.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text()) == {"https://hub.example": TOKEN}
    assert Credentials(tmp_path / "new").get("https://HUB.example:443/x?y") == TOKEN


@pytest.mark.parametrize(
    "other",
    [
        "http://hub.example", "https://hub.example:8443", "https://www.hub.example",
        "https://hub.example.evil", "https://evil/hub.example", "https://hub.exampl",
    ],
)  # fmt: skip
@pytest.mark.parametrize("backend", [None, MemoryKeyring])
def test_no_other_origin_gets_it(tmp_path, other, backend):
    credentials = Credentials(tmp_path, keyring_backend=backend and backend())
    credentials.set("https://hub.example", TOKEN)
    assert credentials.get(other) is None


def test_remove_forgets_one(tmp_path):
    credentials = Credentials(tmp_path)
    credentials.set("https://a.example", "a")
    credentials.set("https://b.example", "b")
    credentials.remove("https://a.example")
    credentials.remove("https://never.example")
    assert credentials.get("https://a.example") is None
    assert credentials.get("https://b.example") == "b"


def test_a_keyring_is_used_where_there_is_one(tmp_path):
    backend = MemoryKeyring()
    credentials = Credentials(tmp_path, keyring_backend=backend)
    credentials.set("https://hub.example", TOKEN)
    assert backend.entries == {("hubexplorer", "https://hub.example"): TOKEN}
    assert not (tmp_path / "credentials.json").exists()
    credentials.remove("https://hub.example")
    assert credentials.get("https://hub.example") is None


def test_a_locked_keyring_leaves_the_file(tmp_path):
    backend = MemoryKeyring()
    backend.is_locked = True
    credentials = Credentials(tmp_path, keyring_backend=backend)
    credentials.set("https://hub.example", TOKEN)
    assert credentials.get("https://hub.example") == TOKEN
    credentials.remove("https://hub.example")
    assert credentials.get("https://hub.example") is None


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"a": 1}', b"\xff"])
def test_a_damaged_file_is_named(tmp_path, content):
    (tmp_path / "credentials.json").write_bytes(content)
    with pytest.raises(DataError, match="credentials"):
        Credentials(tmp_path).get("https://hub.example")


@pytest.mark.parametrize("token", ["", "  ", "a\nb", "ä", "a\r\nx-evil: 1"])
def test_what_cannot_stand_in_a_header_is_no_token(tmp_path, token):
    with pytest.raises(ValueError, match="token"):
        Credentials(tmp_path).set("https://hub.example", token)


def test_writers_at_once_lose_nothing(tmp_path):
    def write(number: int) -> None:
        Credentials(tmp_path).set(f"https://hub{number}.example", str(number))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [Credentials(tmp_path).get(f"https://hub{n}.example") for n in range(8)]
    assert found == [str(n) for n in range(8)]


def test_a_token_shows_nowhere(tmp_path):
    credentials = Credentials(tmp_path)
    credentials.set("https://hub.example", TOKEN)
    hub = HuggingFaceHub(
        "hub", "https://hub.example", cache=tmp_path / "cache", credentials=credentials
    )
    assert TOKEN not in f"{credentials!r} {hub!r} {credentials} {hub} {vars(credentials)}"
    hub.close()
