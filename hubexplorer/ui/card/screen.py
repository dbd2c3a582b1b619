"""Read: one model at one commit, what its card leaves out first, and what to do with it."""

from __future__ import annotations

from typing import Any

import traitlets

from hubexplorer.errors import HubExplorerError, RunError
from hubexplorer.records import ModelPage
from hubexplorer.ui.card.files import files_view
from hubexplorer.ui.card.page import difference_view, page_view
from hubexplorer.ui.card.results import results_figure
from hubexplorer.ui.desk import Desk, key_of, ref_of
from hubexplorer.ui.downloading import DownloadTeller
from hubexplorer.ui.screen import Screen, error_view
from hubexplorer.workspace.downloads import Downloads
from hubexplorer.workspace.find.finder import Model
from hubexplorer.workspace.pin.files import allow_file, overview, scan_file
from hubexplorer.workspace.read.differences import difference
from hubexplorer.workspace.tune.tuner import can_tune


class CardViewer(Screen):
    """A model's card, review, files, commits, results and code, at its exact commit."""

    stem = "card"

    model = traitlets.Instance(
        dict, allow_none=True, help="The model shown, as {hub, repo, commit}."
    ).tag(sync=True)
    marked: traitlets.List[dict[str, Any]] = traitlets.List(
        help="The marked models, each as {hub, repo, commit}."
    ).tag(sync=True)

    def __init__(
        self,
        workspace: Any = None,
        model: Model | None = None,
        *,
        desk: Desk | None = None,
        **traits: Any,
    ) -> None:
        super().__init__(workspace, desk=desk, **traits)
        self._downloads = Downloads(self.desk.workspace)
        self._teller = DownloadTeller(self._downloads, self.event)
        self._follows_desk = model is None
        if model is not None:
            self.model = key_of(self.desk.workspace.finder.ref(model))
        self._show_desk()
        self.desk.observe(self._show_desk, ["marked", "opened"])

    @property
    def page(self) -> ModelPage | None:
        """The page shown: findings, files, commits, results as values."""
        return self.desk.workspace.reader.page(ref_of(self.model)) if self.model else None

    def results_figure(self, *, is_dark: bool = False) -> Any:
        """The published scores of the model shown, as a Plotly figure.

        Raises:
            ValueError: no model is shown, or it has none.
        """
        page = self.page
        if page is None or not page.results:
            raise ValueError("no published scores are shown")
        return results_figure(page.results, is_dark=is_dark)

    def on_load(self, args: dict[str, Any]) -> dict[str, Any]:
        workspace = self.desk.workspace
        page = workspace.reader.page(ref_of(args["key"]))
        try:
            task = workspace.runner.task(page).name
            problem = ""
        except HubExplorerError as error:
            task, problem = "", str(error)
        pin = workspace.lock.get(page.ref)
        seen = workspace.shortlist.seen.get(str(page.ref), ())
        return {
            **page_view(page, seen),
            "hub_title": workspace.hubs.title(page.ref.hub),
            "snippet": workspace.runner.snippet(page),
            "access_url": f"{workspace.hubs.endpoint(page.ref.hub)}/{page.ref.repo}",
            "pinned_commit": pin.commit if pin else None,
            "can_run": problem,
            "can_tune": can_tune(task),
        }

    def on_card(self, args: dict[str, Any]) -> dict[str, Any]:
        card = self.desk.workspace.reader.rendered(ref_of(args["key"]), images=args["images"])
        return {
            "srcdoc": card.srcdoc,
            "toc": [{"id": item.id, "level": item.level, "text": item.text} for item in card.toc],
            "plain": card.reason,
            "images_withheld": card.remote_images,
        }

    def on_difference(self, args: dict[str, Any]) -> dict[str, Any]:
        reader = self.desk.workspace.reader
        return difference_view(difference(reader, ref_of(args["key"]), args["old"], args["new"]))

    def on_files(self, args: dict[str, Any]) -> dict[str, Any]:
        found = overview(self.desk.workspace, ref_of(args["key"]))
        if found.download is not None and found.download.status == "running":
            self._teller.watch()
        return files_view(found)

    def on_download(self, args: dict[str, Any]) -> dict[str, Any]:
        self._downloads.start(ref_of(args["key"]))
        return self.on_files(args)

    def on_pause(self, args: dict[str, Any]) -> dict[str, Any]:
        self._downloads.pause(ref_of(args["key"]))
        return self.on_files(args)

    def on_resume(self, args: dict[str, Any]) -> dict[str, Any]:
        self._downloads.resume(ref_of(args["key"]))
        return self.on_files(args)

    def on_cancel(self, args: dict[str, Any]) -> dict[str, Any]:
        self._downloads.cancel(ref_of(args["key"]))
        return self.on_files(args)

    def on_scan(self, args: dict[str, Any]) -> dict[str, Any]:
        try:
            scan_file(self.desk.workspace, ref_of(args["key"]), args["path"])
        except RunError as error:
            return {"refused": error_view(error)}
        return {"refused": None}

    def on_allow(self, args: dict[str, Any]) -> dict[str, Any]:
        ref, seen = ref_of(args["key"]), tuple(args["seen"])
        allow_file(self.desk.workspace, ref, args["path"], on=args["on"], seen=seen)
        self.desk.pins_generation += 1
        return self.on_files(args)

    def on_see(self, args: dict[str, Any]) -> None:
        self.desk.workspace.shortlist.acknowledge(ref_of(args["key"]), args["seen"])

    def on_pin(self, args: dict[str, Any]) -> None:
        self.desk.workspace.pin(ref_of(args["key"]), seen=args["seen"])
        self.desk.pins_generation += 1

    def on_mark(self, args: dict[str, Any]) -> None:
        self.desk.mark(ref_of(args["key"]), args["on"])

    def on_reject(self, args: dict[str, Any]) -> None:
        self.desk.reject(ref_of(args["key"]), args["reason"])

    def on_try(self, args: dict[str, Any]) -> None:
        self.desk.mark(ref_of(args["key"]), True)
        self.desk.tab = "compare"

    def on_tune(self, args: dict[str, Any]) -> None:
        self.desk.tuning = ref_of(args["key"])
        self.desk.tab = "tune"

    def summary(self) -> str:
        return f"CardViewer({ref_of(self.model)})" if self.model else "CardViewer(no model open)"

    def facts(self) -> list[tuple[str, ...]]:
        page = self.page
        return [(item.gravity, item.title, item.quote) for item in page.findings] if page else []

    def _show_desk(self, _change: Any = None) -> None:
        self.marked = [key_of(ref) for ref in self.desk.marked]
        if self._follows_desk:
            self.model = key_of(self.desk.opened) if self.desk.opened else None
