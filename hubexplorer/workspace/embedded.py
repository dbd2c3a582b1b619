"""The embedded hub: the private hub's server over the demo models, as a service of this user."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from hubexplorer import services
from hubexplorer.errors import MissingExtra
from hubexplorer.settings import Settings

if TYPE_CHECKING:
    from hubexplorer.hubserver.store import HubStore

NAME = "embedded"
TITLE = "Embedded hub"


def serve(service: services.ServiceContext) -> None:
    """Commit what the demo ships into the store, then serve it until idle (a service entry)."""
    from hubexplorer.hubserver.app import hub_app
    from hubexplorer.hubserver.serve import serve_app
    from hubexplorer.hubserver.store import HubStore

    with HubStore(service.home / "hub") as store:
        seed(store)
        app = hub_app(store, allowed_hosts=frozenset({"127.0.0.1", "localhost"}))
        serve_app(
            app,
            on_ready=service.announce,
            stopping=service.stopping,
            idle_s=service.idle_s,
            last_request=app.last_request,
        )


def seed(store: HubStore) -> None:
    """Bring the store's demo repositories to what this version ships."""
    from hubexplorer.demo.history import repositories

    for repository in repositories():
        if store.has(repository.repo):
            continue
        store.create(repository.repo, created_s=repository.created_s)
        for entry in repository.commits:
            commit = store.commit(
                repository.repo,
                entry.files,
                title=entry.title,
                description=entry.description,
                delete=entry.delete,
                author=entry.author,
                date_s=entry.date_s,
            )
            if entry.tag:
                store.tag(repository.repo, entry.tag, commit)


class EmbeddedHub:
    """Where the embedded hub listens; found or started when asked, again if it was killed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def endpoint(self) -> str:
        """Its address, http://127.0.0.1:PORT.

        Raises:
            MissingExtra: the server's packages are not installed.
            ServiceError: it could not be started.
        """
        if importlib.util.find_spec("dulwich") is None:
            raise MissingExtra("hub", what="The embedded hub")
        return services.ensure(
            self._settings.home,
            NAME,
            "hubexplorer.workspace.embedded:serve",
            {},
            idle_s=self._settings.idle_s,
        ).endpoint


def models_folder(home: Path, hub: str) -> Path:
    """Where downloaded models of one hub are kept: never shared between hubs."""
    return home / "models" / hub
