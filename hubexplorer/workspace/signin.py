"""Signing in: a token for each hub, kept by its origin and shown to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubexplorer.errors import SettingsError
from hubexplorer.hubs.account import account_name
from hubexplorer.hubs.origins import Origin, checked_token
from hubexplorer.workspace.embedded import NAME as EMBEDDED

if TYPE_CHECKING:
    from hubexplorer.workspace.parts import Parts


@dataclass(frozen=True, slots=True)
class Account:
    """One hub, and whether a token is kept for it; never the token itself."""

    hub: str
    title: str
    endpoint: str
    """Empty for the embedded hub, which knows no accounts."""
    is_signed_in: bool
    place: str
    """Where a token of it is kept, or would be."""


class Accounts:
    """The hubs of a workspace and the tokens kept for them."""

    def __init__(self, workspace: Parts) -> None:
        self._workspace = workspace

    def __repr__(self) -> str:
        told = (f"{one.hub}{' (signed in)' if one.is_signed_in else ''}" for one in self.all())
        return f"Accounts({', '.join(told)})"

    def all(self) -> tuple[Account, ...]:
        """Every hub here; no hub is asked.

        Raises:
            DataError: the credentials file cannot be read.
        """
        hubs = self._workspace.hubs
        found = [Account(EMBEDDED, hubs.title(EMBEDDED), "", False, "")]
        for name in hubs.names[1:]:
            endpoint = hubs.endpoint(name)
            is_in = hubs.credentials.get(endpoint) is not None
            place = hubs.credentials.place
            found.append(Account(name, hubs.title(name), endpoint, is_in, place))
        return tuple(found)

    def sign_in(self, hub: str, token: str) -> str:
        """Ask the hub whose token it is, keep it for that hub's origin; the account's name.

        Empty where the hub tells no names.

        Raises:
            NotFound: there is no hub of that name here.
            AccessDenied: the hub does not accept the token; it is not kept.
            SettingsError: the embedded hub knows no accounts, or the address is not safe for one.
            ValueError: it can be no token.
        """
        endpoint = self._endpoint(hub)
        token = checked_token(token)
        origin = Origin.of(endpoint)
        if origin.scheme != "https" and not origin.is_loopback:
            raise SettingsError(
                f"a token for {origin} would cross the network unencrypted",
                hint="use the hub's https address",
            )
        name = account_name(endpoint, token, offline=self._workspace.settings.is_offline)
        self._workspace.hubs.credentials.set(endpoint, token)
        self._workspace.hubs.forget(hub)
        return name

    def sign_out(self, hub: str) -> None:
        """Forget the token kept for a hub.

        Raises:
            NotFound: there is no hub of that name here.
        """
        self._workspace.hubs.credentials.remove(self._endpoint(hub))
        self._workspace.hubs.forget(hub)

    def _endpoint(self, hub: str) -> str:
        if hub == EMBEDDED:
            raise SettingsError("the embedded hub knows no accounts", hint="it needs no token")
        return self._workspace.hubs.endpoint(hub)
