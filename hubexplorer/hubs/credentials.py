"""Tokens, each bound to the one origin it may be sent to."""

from __future__ import annotations

import json
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import filelock

from hubexplorer.errors import DataError
from hubexplorer.hubs.origins import Origin, checked_token

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE = "hubexplorer"


class Credentials:
    """The user's tokens by origin: in the system's keyring, else in a file only they can read.

    Args:
        home: the user's folder; the file is `home/credentials.json`, mode 0600.
        keyring_backend: where to keep them instead of the system's own choice.
    """

    def __init__(self, home: Path, *, keyring_backend: KeyringBackend | None = None) -> None:
        self._path = home / "credentials.json"
        self._given_keyring = keyring_backend

    def __repr__(self) -> str:
        return f"Credentials({self.place!r})"

    @property
    def place(self) -> str:
        """Where a new token is kept, in words for the user."""
        return "the system's keyring" if self._keyring else str(self._path)

    def get(self, endpoint: str) -> str | None:
        """The token for the origin of `endpoint`, or None.

        Raises:
            DataError: the credentials file cannot be read.
            ValueError: `endpoint` is no http(s) address.
        """
        origin = str(Origin.of(endpoint))
        return self._ask_keyring(origin) or self._read().get(origin)

    def set(self, endpoint: str, token: str) -> None:
        """Keep `token` for the origin of `endpoint`.

        Raises:
            DataError: the credentials file cannot be read.
            ValueError: the token is empty or cannot stand in a header.
        """
        origin = str(Origin.of(endpoint))
        token = checked_token(token)
        if not self._tell_keyring(origin, token):
            self._change(origin, token)

    def remove(self, endpoint: str) -> None:
        """Forget the token for the origin of `endpoint`, wherever it is kept."""
        origin = str(Origin.of(endpoint))
        if self._ask_keyring(origin) is not None:
            self._tell_keyring(origin, None)
        if origin in self._read():
            self._change(origin, None)

    @cached_property
    def _keyring(self) -> KeyringBackend | None:
        return self._given_keyring or _usable_keyring()

    def _ask_keyring(self, origin: str) -> str | None:
        if self._keyring is None:
            return None
        from keyring.errors import KeyringError

        try:
            return self._keyring.get_password(_SERVICE, origin)
        except KeyringError:  # locked, or its service is gone: the file may know
            return None

    def _tell_keyring(self, origin: str, token: str | None) -> bool:
        if self._keyring is None:
            return False
        from keyring.errors import KeyringError

        try:
            if token is None:
                self._keyring.delete_password(_SERVICE, origin)
            else:
                self._keyring.set_password(_SERVICE, origin, token)
        except KeyringError:
            return False
        return True

    def _read(self) -> dict[str, str]:
        try:
            text = self._path.read_text("utf-8")
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError):
            text = ""
        try:
            tokens = json.loads(text)
        except ValueError:
            tokens = None
        if not isinstance(tokens, dict) or not all(isinstance(t, str) for t in tokens.values()):
            raise DataError(
                f"{self._path} cannot be read", hint="remove it and enter the tokens again"
            )
        return tokens

    def _change(self, origin: str, token: str | None) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with filelock.FileLock(self._path.with_suffix(".lock")):
            tokens = self._read()
            tokens.pop(origin, None)
            if token is not None:
                tokens[origin] = token
            draft = self._path.with_suffix(".new")
            draft.unlink(missing_ok=True)
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(tokens, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)


def _usable_keyring() -> KeyringBackend | None:
    # Imported here: looking for back ends takes a tenth of a second.
    import keyring
    from keyring.core import recommended

    backend = keyring.get_keyring()
    return backend if recommended(backend) else None
