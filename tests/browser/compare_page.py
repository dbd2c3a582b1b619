"""One Compare screen in Voila over a hub of tiny real models; a test sets its candidates."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hubexplorer import services
from hubexplorer.hubserver.store import HubStore
from tests.benchmarks.voila_pages import notebook, voila
from tests.workspace.other_hub import OtherHub
from tests.workspace.tiny_hub import add

_START_MS = 60_000
_NOTEBOOK = """import os
import anywidget, traitlets
import ipywidgets
import hubexplorer as hx

class Door(anywidget.AnyWidget):
    _esm = '''export default {{ render({{ model }}) {{
      window.compareModels = (keys) => {{ model.set("wanted", keys); model.save_changes(); }};
    }} }}'''
    wanted = traitlets.List().tag(sync=True)

workspace = hx.Workspace.open(shortlist=False, env={{**os.environ, "HUBEXPLORER_HUB": {url!a}}})
workspace.finder.ready()
compare, door = hx.Compare(workspace, [], height=880), Door()
hub = workspace.hubs.names[-1]

def show(change):
    compare.candidates = [
        {{"hub": "embedded" if key["repo"].startswith("demo/") else hub, "commit": None, **key}}
        for key in change["new"]
    ]

door.observe(show, "wanted")
ipywidgets.VBox([compare, door])
"""


@dataclass(frozen=True, slots=True)
class ComparePages:
    """Where the screen is, in light and in dark."""

    address: str

    def open(self, page, theme: str = "light") -> None:
        """Show the empty screen."""
        page.goto(f"{self.address}/compare.ipynb?theme={theme}")
        page.wait_for_function("() => 'compareModels' in window", timeout=_START_MS)
        page.get_by_text("Nothing to compare yet.").wait_for(timeout=_START_MS)


@contextlib.contextmanager
def comparing(models: Mapping[str, tuple[Path, str]], folder: Path) -> Iterator[ComparePages]:
    """The screen's address, with these models (name to folder and task) as "tiny/NAME"."""
    pages, home = folder / "pages", folder / "home"
    pages.mkdir()
    with HubStore(folder / "store") as store:
        for name, (saved, task) in models.items():
            add(store, name, saved, task)
        hub = OtherHub(store)
        hub.start()
        notebook(pages / "compare.ipynb", _NOTEBOOK.format(url=hub.url))
        try:
            with voila(pages, home) as address:
                yield ComparePages(address)
        finally:
            hub.stop()
            for name in ("embedded", "model-host"):
                services.stop(home, name)


def show(page, repos: Sequence[str]) -> None:
    """Make these the candidates."""
    page.evaluate("keys => compareModels(keys)", [{"repo": repo} for repo in repos])
