"""The hubs of a workspace: the embedded one always, others as the settings say."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

from hubexplorer.errors import HubError, NotFound, SettingsError
from hubexplorer.hubs.credentials import Credentials
from hubexplorer.hubs.huggingface import HuggingFaceHub
from hubexplorer.hubs.origins import Origin
from hubexplorer.hubs.transport import INTERACTIVE, PATIENT, Budget, never_canceled
from hubexplorer.settings import Settings
from hubexplorer.workspace import embedded

HUGGING_FACE = "huggingface"
_HUGGING_FACE_ENDPOINT = "https://huggingface.co"
_ASK_S = 2.0
_MAX_HOST = 50
_PLAIN_HOST = re.compile(rf"(?=.{{1,{_MAX_HOST}}}$)[a-z0-9][a-z0-9.-]*")


class HubSet:
    """Names to hubs. A hub that does not answer stays in the list, with its problem."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.credentials = Credentials(settings.home)
        self.embedded = embedded.EmbeddedHub(settings)
        self._endpoints = _configured(settings)
        self._hubs: dict[str, HuggingFaceHub] = {}
        self._lock = threading.Lock()
        self.problems: dict[str, HubError] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Every hub that may be asked, the embedded one first."""
        return (embedded.NAME, *self._endpoints)

    def title(self, name: str) -> str:
        """The hub's name for people."""
        if name == embedded.NAME:
            return embedded.TITLE
        if name == HUGGING_FACE:
            return "Hugging Face"
        return urlsplit(self._endpoints.get(name, "")).netloc or name

    def endpoint(self, name: str) -> str:
        """The hub's address.

        Raises:
            NotFound: there is no hub of that name here.
        """
        if name == embedded.NAME:
            return self.embedded.endpoint()
        if name not in self._endpoints:
            raise NotFound(
                f"there is no hub named {name!r} here", hint=f"known: {', '.join(self.names)}"
            )
        return self._endpoints[name]

    def token(self, name: str) -> str | None:
        """The token kept for the hub's address; none for the embedded hub, which refuses any."""
        return None if name == embedded.NAME else self.credentials.get(self.endpoint(name))

    def get(self, name: str) -> HuggingFaceHub:
        """The hub of that name, ready to be asked."""
        endpoint = self.endpoint(name)
        with self._lock:
            hub = self._hubs.get(name)
            if hub is not None and hub.endpoint == endpoint:
                return hub
            if hub is not None:  # the embedded hub was started again, at another port
                hub.close()
            self._hubs[name] = self._new(name, endpoint, INTERACTIVE, never_canceled)
            return self._hubs[name]

    def patient(self, name: str, canceled: Callable[[], bool]) -> HuggingFaceHub:
        """A hub for a job that lists all of it, to be closed by whoever asked for it."""
        return self._new(name, self.endpoint(name), PATIENT, canceled)

    def cancelable(self, name: str, canceled: Callable[[], bool]) -> HuggingFaceHub:
        """A hub whose calls somebody may cancel, to be closed by whoever asked for it."""
        return self._new(name, self.endpoint(name), INTERACTIVE, canceled)

    def _new(
        self, name: str, endpoint: str, budget: Budget, canceled: Callable[[], bool]
    ) -> HuggingFaceHub:
        return HuggingFaceHub(
            name,
            endpoint,
            title=self.title(name),
            cache=embedded.models_folder(self._settings.home, name),
            # The embedded hub knows no accounts and refuses every token.
            credentials=None if name == embedded.NAME else self.credentials,
            budget=budget,
            offline=self._settings.is_offline or name == embedded.NAME,
            canceled=canceled,
        )

    def forget(self, name: str) -> None:
        """Close a hub's connections; the next `get` opens it with the token kept then."""
        with self._lock:
            hub = self._hubs.pop(name, None)
        if hub is not None:
            hub.close()

    def to_list(self) -> tuple[str, ...]:
        """The hubs to list beyond the embedded one.

        A hub that the settings name is always among them, so that its silence is told; Hugging
        Face, which nobody named, only if it answers (asked for 2 s).
        """
        if self._settings.hub == "auto":
            return tuple(name for name in self._endpoints if self.get(name).is_up(timeout_s=_ASK_S))
        return tuple(self._endpoints)

    def close(self) -> None:
        """Close the connections kept open."""
        with self._lock:
            for hub in self._hubs.values():
                hub.close()
            self._hubs.clear()


def _configured(settings: Settings) -> dict[str, str]:
    if settings.hub == "embedded":
        return {}
    if settings.hub == "auto":
        return {} if settings.is_offline else {HUGGING_FACE: _HUGGING_FACE_ENDPOINT}
    endpoint = settings.hub.rstrip("/")
    if endpoint == _HUGGING_FACE_ENDPOINT:
        return {HUGGING_FACE: _HUGGING_FACE_ENDPOINT}
    try:
        return {_name_of(endpoint): endpoint}
    except ValueError as error:  # without the value: an address may hold a password
        raise SettingsError(
            f"HUBEXPLORER_HUB is no hub: {error}",
            hint="use auto, embedded, or an address like https://hub.example.org",
        ) from None


def _name_of(endpoint: str) -> str:
    """A name for a hub that no other address shares, since it names the folder of its models.

    Raises:
        ValueError: `endpoint` is no http(s) address.
    """
    origin = Origin.of(endpoint)
    is_usual = origin.scheme == "https" and origin.port == 443
    name = origin.host if is_usual else f"{origin.host}_{origin.port}"
    is_plain = _PLAIN_HOST.fullmatch(origin.host) and not urlsplit(endpoint).path
    if is_plain and name not in (embedded.NAME, HUGGING_FACE):
        return name
    readable = re.sub(r"[^a-z0-9.]+", "-", name).strip("-.")
    return f"{readable[:_MAX_HOST]}_{hashlib.sha256(endpoint.encode()).hexdigest()[:8]}"
