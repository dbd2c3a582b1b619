"""A hub of tiny real models, saved by transformers with random weights, one for each task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hubexplorer.hubserver.store import HubStore
from hubexplorer.settings import Settings
from hubexplorer.workspace import Workspace
from tests.workspace.other_hub import OtherHub, with_hub

_DATE_S = 1_767_225_600.0


@contextmanager
def tiny_hub(
    base: Path, settings: Settings, models: Mapping[str, tuple[Path, str]]
) -> Iterator[Workspace]:
    """A workspace that asks a hub of these models (name to folder and task tag) as "tiny/NAME"."""
    with HubStore(base / "store") as store:
        for name, (folder, task) in models.items():
            add(store, name, folder, task)
        hub = OtherHub(store)
        hub.start()
        (base / "project").mkdir()
        workspace = Workspace.open(
            base / "project", settings=with_hub(settings, settings.home, hub.url)
        )
        workspace.finder.ready()
        workspace.finder.sync_remote(workspace.hubs.names[1])
        yield workspace
        workspace.close()
        hub.stop()


def add(store: HubStore, name: str, folder: Path, task: str) -> None:
    """Commit a folder to "tiny/NAME"; a second time, its next commit."""
    files: dict[str, bytes | Path] = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    files["README.md"] = f"---\nlicense: mit\npipeline_tag: {task}\n---\n# {name}\n".encode()
    if not store.has(f"tiny/{name}"):
        store.create(f"tiny/{name}", created_s=_DATE_S)
    store.commit(f"tiny/{name}", files, title="Add", date_s=_DATE_S)
