"""Hostile cards on a hub of their own, read in the real viewer; and the same without any care."""

from __future__ import annotations

import contextlib
import html
import random
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from hubexplorer.cards.check import violations
from hubexplorer.hubserver.app import hub_app
from hubexplorer.hubserver.serve import serve_app
from hubexplorer.hubserver.store import HubStore
from tests.benchmarks.voila_pages import notebook, voila
from tests.browser.hostile_watch import Sight, Watch
from tests.browser.in_lab import run_first_cell
from tests.cards.payloads import Payload, card_text, control_page, load_payloads

FRAME = "iframe.hx-frame"
_ACTIVE = re.compile(r"script|alert|confirm|prompt|eval|\bon[a-z]+\s*=", re.IGNORECASE)
_EMPTY = "http://127.0.0.1:9/"
_START_MS = 60_000
_CARD_MS = 15_000
_NOTEBOOK = """import os
import anywidget, traitlets
import ipywidgets
import hubexplorer as hx

class Door(anywidget.AnyWidget):
    _esm = '''export default {{ render({{ model }}) {{
      window.openModel = (key) => {{ model.set("key", key); model.save_changes(); }};
    }} }}'''
    key = traitlets.Dict().tag(sync=True)

workspace = hx.Workspace.open(shortlist=False, env={{**os.environ, "HUBEXPLORER_HUB": {url!a}}})
viewer, door = hx.CardViewer(workspace, height=700), Door()
hub = workspace.hubs.names[-1]
door.observe(lambda change: setattr(viewer, "model", {{"hub": hub, **change["new"]}}), "key")
ipywidgets.VBox([viewer, door])
"""
# Resolves once the frame holds the wanted card and has loaded it, or refuses in the end.
_OPEN = """([key, selector, limitMs]) => new Promise((resolve, reject) => {
  openModel(key);
  const since = performance.now();
  const look = () => {
    const frame = document.querySelector(selector);
    const page = frame?.contentDocument;
    const isThere = frame?.title === `Card of ${key.repo}` && page?.readyState === 'complete';
    if (isThere && page.querySelector('main')) {
      resolve([frame.getAttribute('srcdoc'), page.body.innerHTML]);
    } else if (performance.now() - since > limitMs) {
      reject(new Error(`${key.repo} was not shown: ${document.body.innerText.slice(0, 300)}`));
    } else setTimeout(look, 4);
  };
  look();
})"""
_SHOW_RAW = """([html, sandbox]) => new Promise((resolve) => {
  const frame = document.createElement('iframe');
  if (sandbox !== null) frame.setAttribute('sandbox', sandbox);
  frame.onload = resolve;
  setTimeout(resolve, 250);
  frame.srcdoc = html;
  document.body.append(frame);
})"""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a card did while so many events were set off, and what its page must not hold."""

    id: str
    sights: tuple[Sight, ...]
    events: int
    violations: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        return not self.sights and not self.violations

    @property
    def has_fired(self) -> bool:
        """Whether a script of the card ran, or tried to."""
        return any(sight.kind == "script" for sight in self.sights)


@dataclass(frozen=True, slots=True)
class CardHub:
    """A served hub: its address, and the commit of every repository on it."""

    url: str
    commits: Mapping[str, str]


class Viewer:
    """A Voila page with one CardViewer on it, and a watch over everything the page does."""

    def __init__(self, watch: Watch, hub: CardHub) -> None:
        self.watch = watch
        self.page = watch.page
        self._hub = hub

    def open(self, repo: str) -> tuple[str, ...]:
        """Show a card; what of its page breaks the rules, as sent and as the browser reads it."""
        key = {"repo": repo, "commit": self._hub.commits[repo]}
        sent, read = self.page.evaluate(_OPEN, [key, FRAME, _CARD_MS])
        body = sent.partition("<body>")[2].removesuffix("</body></html>")
        return (*_violations(body), *_violations(read))

    def trial(self, payload: Payload) -> Trial:
        """What the payload's card does in the viewer, before any consent."""
        found = self.open(repo_of(payload))
        return Trial(payload.id, *self.watch.exercise(FRAME, payload.trigger), found)

    def late(self) -> tuple[Sight, ...]:
        """What is still seen half a second after the last card."""
        self.page.wait_for_timeout(500)
        return self.watch.take()


@contextlib.contextmanager
def viewing(browser: Browser, cards: Mapping[str, str], folder: Path) -> Iterator[Viewer]:
    """The viewer over a hub that holds these cards, by the id of their repository."""
    pages = folder / "pages"
    pages.mkdir()
    with serving_cards(cards, folder / "hub") as hub:
        notebook(pages / "viewer.ipynb", _NOTEBOOK.format(url=hub.url))
        with voila(pages, folder / "home") as address:
            watch = Watch(browser)
            watch.page.goto(f"{address}/viewer.ipynb")
            _wait_for_viewer(watch)
            watch.page.wait_for_load_state("networkidle")
            watch.take()
            yield Viewer(watch, hub)
            watch.context.close()


@contextlib.contextmanager
def viewing_in_lab(
    browser: Browser, lab: Any, cards: Mapping[str, str], folder: Path
) -> Iterator[Viewer]:
    """The same viewer in a cell of JupyterLab, whose own questions to its server are not seen."""
    origin = "/".join(lab.url.split("/")[:3])
    own = re.compile(rf"{re.escape(origin)}/(?:lab/)?(?:api|lsp|static|themes|extensions)/")
    with serving_cards(cards, folder / "hub") as hub:
        notebook(lab.folder / "hostile.ipynb", _NOTEBOOK.format(url=hub.url))
        watch = Watch(browser, ignored=own)
        run_first_cell(watch.page, lab, "hostile.ipynb")
        _wait_for_viewer(watch)
        watch.page.wait_for_timeout(1000)
        watch.take()
        yield Viewer(watch, hub)
        watch.context.close()


def _wait_for_viewer(watch: Watch) -> None:
    watch.page.wait_for_function("() => 'openModel' in window", timeout=_START_MS)
    watch.page.get_by_text("Open a model from the list.").wait_for(timeout=_START_MS)


@contextlib.contextmanager
def serving_cards(cards: Mapping[str, str], folder: Path) -> Iterator[CardHub]:
    """A hub on loopback with one repository for each card."""
    stopping, ready, urls = threading.Event(), threading.Event(), []
    with HubStore(folder) as store:
        commits = {}
        for repo, text in cards.items():
            store.create(repo)
            commits[repo] = store.commit(repo, {"README.md": text.encode()}, title="Card")
        app = hub_app(store, allowed_hosts=frozenset({"127.0.0.1"}))

        def on_ready(url: str) -> None:
            urls.append(url)
            ready.set()

        def serve() -> None:
            serve_app(
                app,
                on_ready=on_ready,
                stopping=stopping,
                idle_s=3600,
                last_request=app.last_request,
            )

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            assert ready.wait(10)
            yield CardHub(urls[0], commits)
        finally:
            stopping.set()
            thread.join(10)


def controls(
    browser: Browser, payloads: Iterable[Payload], *, sandbox: str | None = None
) -> Iterator[Trial]:
    """What the same cards do without sanitizer and policy, in a frame with or without sandbox."""
    watch = Watch(browser)
    watch.page.route(_EMPTY, lambda route: route.fulfill(body="<body></body>"))
    watch.page.goto(_EMPTY)
    watch.take()
    for payload in payloads:
        watch.page.evaluate(_SHOW_RAW, [control_page(hostile_card(payload)), sandbox])
        sights, events = watch.exercise("iframe", payload.trigger)
        # Nothing that this card started may be held against the next one.
        watch.page.evaluate("document.querySelector('iframe')?.remove()")
        yield Trial(payload.id, (*sights, *watch.take()), events)
    watch.context.close()


def attacks(count: int, seed: int) -> tuple[Payload, ...]:
    """Payloads that mean to run something, drawn without replacement.

    The published sets also hold what a sanitizer must leave alone; it would tell nothing here.
    """
    found = [item for item in load_payloads() if _ACTIVE.search(html.unescape(item.payload))]
    return tuple(random.Random(seed).sample(found, min(count, len(found))))


def hostile_card(payload: Payload) -> str:
    """A card with the payload as published, and as plain HTML, where Markdown leaves it alone.

    One collection writes its spaces as U+00A0, which no browser takes for a space.
    """
    plain = payload.payload.replace("\xa0", " ")
    return f"{card_text(payload)}\n<div>\n{plain}\n</div>\n"


def repo_of(payload: Payload) -> str:
    """The repository whose card carries the payload."""
    return f"hostile/{payload.id}"


def _violations(body: str) -> list[str]:
    main = body.removeprefix("<main>").removesuffix("</main>")
    if len(main) != len(body) - len("<main></main>"):
        return ["the card is not the whole page"]
    return violations(main)
