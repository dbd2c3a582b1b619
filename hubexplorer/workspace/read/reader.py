"""Reading: one model opened at one commit, its card reviewed and rendered."""

from __future__ import annotations

import base64
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePosixPath
from urllib.parse import quote

from hubexplorer.cards import (
    Card,
    CardRenderer,
    RenderedCard,
    eval_results,
    license_class,
    license_key,
    license_sources,
    parse_card,
    review,
)
from hubexplorer.errors import AccessDenied, HubError, NotFound
from hubexplorer.hubs.huggingface import HuggingFaceHub
from hubexplorer.records import (
    CatalogRow,
    EvalResult,
    FileEntry,
    Finding,
    Gravity,
    ModelPage,
    ModelRef,
)
from hubexplorer.runtime import fit
from hubexplorer.runtime.sizes import size_of
from hubexplorer.workspace.find.finder import Finder
from hubexplorer.workspace.hubset import HubSet
from hubexplorer.workspace.read.licensing import ask_licensing

_KEPT_PAGES = 32
_THREADS = 6
_CARD_BYTES = 4_000_000
_RESULT_BYTES = 200_000
_MAX_RESULT_FILES = 20
_MAX_COMMITS = 50
_IMAGE_BYTES = 1_000_000
_ALL_IMAGE_BYTES = 4_000_000
_IMAGE_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}


class Reader:
    """Model pages by commit; a page once read is kept, because a commit never changes."""

    def __init__(
        self, hubs: HubSet, finder: Finder, clock: Callable[[], float] = time.time
    ) -> None:
        self._hubs = hubs
        self._finder = finder
        self._clock = clock
        # Not the workspace's own threads: pages are read in those, and would wait for each other.
        self._executor = ThreadPoolExecutor(_THREADS, thread_name_prefix="hubexplorer-read")
        self._pages: OrderedDict[ModelRef, ModelPage] = OrderedDict()
        self._lock = threading.Lock()
        self._renderer = CardRenderer()

    def page(self, ref: ModelRef, *, afresh: bool = False) -> ModelPage:
        """Everything the card viewer shows of a model at its commit (the newest if none).

        Args:
            afresh: ask the hub even if the page was read before.

        Raises:
            HubError: the hub does not answer, has no such model, or lets nobody in.
        """
        with self._lock:
            if ref in self._pages and not afresh:
                self._pages.move_to_end(ref)
                return self._pages[ref]
        page = self._read(ref)
        with self._lock:
            self._pages[page.ref] = page
            while len(self._pages) > _KEPT_PAGES:
                self._pages.popitem(last=False)
        return page

    def known(self, ref: ModelRef) -> ModelPage | None:
        """The page, if it was read before; no hub is asked."""
        with self._lock:
            return self._pages.get(ref)

    def rendered(self, ref: ModelRef, *, images: bool) -> RenderedCard:
        """The card as a document for a sandboxed frame.

        Args:
            images: show images that lie on other servers (the reader agreed).
        """
        page = self.page(ref)
        endpoint = self._hubs.endpoint(ref.hub)
        return self._renderer.render(
            page.card_text,
            images=self._images(page),
            allow_remote_images=images,
            base_url=f"{endpoint}/{page.ref.repo}/resolve/{page.ref.commit}/",
        )

    def close(self) -> None:
        """End its threads, and the process that waits to render the next card."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._renderer.close()

    def _read(self, ref: ModelRef) -> ModelPage:
        hub = self._hubs.get(ref.hub)
        try:
            model = hub.model(ref.repo, ref.commit or "main")
        except NotFound:
            at = f" at commit {ref.commit[:7]}" if ref.commit else ""
            raise NotFound(
                f"{hub.title} has no {ref.repo}{at}",
                hint="it may be private, renamed or deleted",
            ) from None
        commit = model.commit
        if commit is None:
            raise NotFound(f"{ref.repo} has no commit yet", hint="choose another model")
        files = self._executor.submit(hub.files, ref.repo, commit)
        commits = self._executor.submit(hub.commits, ref.repo, "main", limit=_MAX_COMMITS)
        refs = self._executor.submit(hub.refs, ref.repo)
        try:
            card_text, is_withheld = _text(hub, ref.repo, commit, "README.md", _CARD_BYTES), False
        except AccessDenied:
            if not model.gated:
                raise
            card_text, is_withheld = "", True  # what the hub tells everybody is still shown
        card = parse_card(card_text)
        listed = files.result()
        licensing = ask_licensing(
            self._executor,
            hub,
            model,
            commit,
            listed,
            elsewhere=lambda base: self.elsewhere(hub.name, base),
        )
        readable = () if is_withheld else listed
        results, problems = self._results(hub, ModelRef(ref.hub, ref.repo, commit), card, readable)
        sources = license_sources(card, model, files=licensing.texts(), bases=licensing.tags())
        findings = review(
            card,
            model=model,
            files=[entry.path for entry in listed],
            sources=sources,
            asked_repo=ref.repo,
            now_s=self._clock(),
            is_withheld=is_withheld,
        )
        memory_bytes = size_of(model).memory_bytes
        return ModelPage(
            ref=ModelRef(ref.hub, ref.repo, commit),
            model=model,
            files=listed,
            commits=commits.result(),
            tags=refs.result().tags,
            card_text=card_text,
            findings=(*findings, *problems),
            results=results,
            license_class=license_class(license_key(model.license_id, model.license_name)),
            memory_bytes=memory_bytes,
            fit=fit.fit_class(memory_bytes, self._finder.view.fit_limits),
            license_sources=sources,
        )

    def elsewhere(self, hub: str, repo: str) -> CatalogRow | None:
        """What the catalog lists under this id on the first other hub that has it."""
        rows = (self._finder.catalog.get(name, repo) for name in self._hubs.names if name != hub)
        return next((row for row in rows if row is not None), None)

    def _results(
        self, hub: HuggingFaceHub, ref: ModelRef, card: Card, files: Sequence[FileEntry]
    ) -> tuple[tuple[EvalResult, ...], tuple[Finding, ...]]:
        """The published scores, and a finding where some could not be read."""
        paths = [
            entry.path
            for entry in files
            if entry.path.startswith(".eval_results/") and entry.path.endswith((".yaml", ".yml"))
        ][:_MAX_RESULT_FILES]
        assert ref.commit is not None
        texts = {path: _text(hub, ref.repo, ref.commit, path, _RESULT_BYTES) for path in paths}
        results, problems = eval_results(card, texts)
        if not problems:
            return results, ()
        return results, (
            Finding(
                "results",
                Gravity.NOTE,
                "Published results: some cannot be read.",
                detail=" ".join(problems),
            ),
        )

    def _images(self, page: ModelPage) -> dict[str, str]:
        """The repository's own pictures that the card names, as data: addresses."""
        hub = self._hubs.get(page.ref.hub)
        found: dict[str, str] = {}
        left = _ALL_IMAGE_BYTES
        for entry in _pictures(page.card_text, page.files):
            if entry.size_bytes > left:
                continue
            assert page.ref.commit is not None
            try:
                data = hub.read_file(
                    page.ref.repo, page.ref.commit, entry.path, max_bytes=_IMAGE_BYTES
                )
            except HubError:  # a picture that cannot be had leaves its place empty
                continue
            left -= len(data)
            kind = _IMAGE_TYPES[PurePosixPath(entry.path).suffix.lower()]
            found[entry.path] = f"data:{kind};base64,{base64.b64encode(data).decode()}"
        return found


def _pictures(card_text: str, files: Sequence[FileEntry]) -> list[FileEntry]:
    return [
        entry
        for entry in files
        if PurePosixPath(entry.path).suffix.lower() in _IMAGE_TYPES
        and entry.size_bytes <= _IMAGE_BYTES
        and (entry.path in card_text or quote(entry.path) in card_text)
    ]


def _text(hub: HuggingFaceHub, repo: str, commit: str, path: str, max_bytes: int) -> str:
    """A file's text; empty where the repository has none."""
    try:
        data = hub.read_file(repo, commit, path, max_bytes=max_bytes)
    except NotFound:
        return ""
    return data.decode("utf-8", "replace")
