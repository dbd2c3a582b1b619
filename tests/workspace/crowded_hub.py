"""A hub with hundreds of real repositories, whose listing requests are counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hubexplorer.hubserver.store import HubStore
from tests.workspace.other_hub import OtherHub

REPOS = 300
PAGE_ROWS = 10
PAGES = REPOS // PAGE_ROWS
FIRST_DAY_S = 1_767_225_600.0
_DAY_S = 86_400.0
_TASKS = ("text-classification", "fill-mask", "image-classification")


class CrowdedHub(OtherHub):
    """An `OtherHub` that remembers which pages of its listing were asked for.

    Attributes:
        store: to change what it has.
        asked: the query of each listing request.
    """

    def __init__(self, store: HubStore) -> None:
        super().__init__(store)
        self.store = store
        self.asked: list[str] = []

    async def _door(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] == "/api/models":
            self.asked.append(scope["query_string"].decode())
        await super()._door(scope, receive, send)


@contextmanager
def crowded_hub(folder: Path, repos: int = REPOS) -> Iterator[CrowdedHub]:
    """A running hub with so many small repositories, each more downloaded than the next."""
    with HubStore(folder) as store:
        for number in range(repos):
            add(store, number, downloads=10 * (repos - number))
        hub = CrowdedHub(store)
        hub.start()
        yield hub
        hub.stop()


def name_of(number: int) -> str:
    return f"team-{number % 7}/model-{number:04}"


def add(store: HubStore, number: int, *, downloads: int = 0, date_s: float | None = None) -> None:
    """One repository with a card; its last change is a day of its own."""
    date_s = FIRST_DAY_S + number * _DAY_S / 10 if date_s is None else date_s
    card = f"---\nlicense: mit\npipeline_tag: {_TASKS[number % 3]}\n---\n# Model {number}\n"
    store.create(name_of(number), created_s=FIRST_DAY_S)
    store.commit(name_of(number), {"README.md": card.encode()}, title="Add", date_s=date_s)
    store.set_numbers(name_of(number), downloads=downloads)
