"""The hubs of a workspace: the embedded one always, others as the settings say."""

from __future__ import annotations

import threading
from urllib.parse import urlsplit

from hubexplorer.errors import HubError, NotFound, SettingsError
from hubexplorer.hubs.credentials import Credentials
from hubexplorer.hubs.huggingface import HuggingFaceHub
from hubexplorer.settings import Settings
from hubexplorer.workspace import embedded

HUGGING_FACE = "huggingface"
_HUGGING_FACE_ENDPOINT = "https://huggingface.co"
_ASK_S = 2.0


class HubSet:
    """Names to hubs. A hub that does not answer stays in the list, with its problem."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.credentials = Credentials(settings.home)
        self.embedded = embedded.EmbeddedHub(settings)
        self._endpoints = _configured(settings)
        self._hubs: dict[tuple[str, str], HuggingFaceHub] = {}
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
        return name

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
            key = (name, endpoint)
            if key not in self._hubs:
                self._hubs[key] = HuggingFaceHub(
                    name,
                    endpoint,
                    title=self.title(name),
                    cache=embedded.models_folder(self._settings.home, name),
                    # The embedded hub knows no accounts and refuses every token.
                    credentials=None if name == embedded.NAME else self.credentials,
                    offline=self._settings.is_offline or name == embedded.NAME,
                )
            return self._hubs[key]

    def answering(self) -> tuple[str, ...]:
        """The configured hubs beyond the embedded one that answer now (asked for 2 s each)."""
        return tuple(name for name in self._endpoints if self.get(name).is_up(timeout_s=_ASK_S))


def _configured(settings: Settings) -> dict[str, str]:
    if settings.hub == "embedded":
        return {}
    if settings.hub == "auto":
        return {} if settings.is_offline else {HUGGING_FACE: _HUGGING_FACE_ENDPOINT}
    parts = urlsplit(settings.hub)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(
            f"HUBEXPLORER_HUB={settings.hub!r} is no hub",
            hint="use auto, embedded, or an address like https://hub.example.org",
        )
    if settings.hub.rstrip("/") == _HUGGING_FACE_ENDPOINT:
        return {HUGGING_FACE: _HUGGING_FACE_ENDPOINT}
    return {parts.hostname: settings.hub.rstrip("/")}
