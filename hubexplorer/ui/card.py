"""Read: one model at one commit, what its card leaves out first, and what to do with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

import traitlets

from hubexplorer.cards import (
    completeness,
    index_category,
    judged_class,
    license_key,
    obligations,
    plain_text,
)
from hubexplorer.errors import HubExplorerError, RunError
from hubexplorer.hubs.download import choose_files
from hubexplorer.records import Finding, LicenseSource, ModelPage
from hubexplorer.ui.card_files import files_view
from hubexplorer.ui.desk import Desk, key_of, ref_of
from hubexplorer.ui.downloading import DownloadTeller
from hubexplorer.ui.results import results_figure
from hubexplorer.ui.screen import Screen, error_view
from hubexplorer.workspace.downloads import Downloads
from hubexplorer.workspace.find.finder import Model
from hubexplorer.workspace.pin.files import allow_file, overview, scan_file
from hubexplorer.workspace.read.differences import PageDifference, difference
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


def finding_view(finding: Finding, seen: Collection[str] = ()) -> dict[str, Any]:
    """A finding, and whether it was acknowledged."""
    return {
        "kind": finding.kind,
        "gravity": str(finding.gravity),
        "title": finding.title,
        "detail": finding.detail,
        "quote": plain_text(finding.quote),
        "line": finding.line,
        "seen": finding.kind in seen,
    }


def gravest_view(page: ModelPage, seen: Collection[str]) -> dict[str, Any] | None:
    """The finding that follows a model wherever it goes."""
    return finding_view(page.findings[0], seen) if page.findings else None


def completeness_view(page: ModelPage) -> dict[str, Any]:
    """The parts that a card should have, and which are there."""
    found = completeness(page.findings)
    return {
        "score": found.score,
        "parts": [
            {"kind": part.kind, "label": part.label, "said": str(part.said)} for part in found.parts
        ],
    }


def source_view(source: LicenseSource) -> dict[str, Any]:
    """What one place says of the license, with what ScanCode's index calls it."""
    return {
        "where": source.where,
        "name": source.name,
        "says": source.says,
        "license_class": str(source.license_class),
        "category": index_category(source.says),
        "quote": plain_text(source.quote),
        "line": source.line,
    }


def difference_view(found: PageDifference) -> dict[str, Any]:
    """What changed between two commits, as the browser shows it."""
    return {
        "old_class": str(found.old_class),
        "new_class": str(found.new_class),
        "licenses": [asdict(one) for one in found.licenses],
        "appeared": [finding_view(one) for one in found.appeared],
        "gone": [finding_view(one) for one in found.gone],
        "files": [asdict(one) for one in found.files],
        "lines": [asdict(one) for one in found.lines],
        "is_cut": found.is_cut,
    }


def page_view(page: ModelPage, seen: Collection[str]) -> dict[str, Any]:
    """A model page as the browser shows it."""
    names: dict[str, list[str]] = {}
    for tag, commit in page.tags.items():
        names.setdefault(commit, []).append(tag)
    return {
        "key": key_of(page.ref),
        "task": page.model.task,
        "parameters": sum(page.model.parameters_by_dtype.values()) or None,
        "memory_bytes": page.memory_bytes,
        "fit": str(page.fit),
        "download_bytes": sum(entry.size_bytes for entry in choose_files(page.files)),
        "languages": list(page.model.languages),
        "license_id": page.model.license_id,
        "license_class": str(judged_class(page.license_sources)),
        "obligations": list(
            obligations(license_key(page.model.license_id, page.model.license_name))
        ),
        "license_sources": [source_view(source) for source in page.license_sources],
        "library": page.model.library,
        "base_models": list(page.model.base_models),
        "findings": [finding_view(finding, seen) for finding in page.findings],
        "completeness": completeness_view(page),
        "gated": page.model.gated,
        "commits": [
            {
                "commit": entry.commit,
                "title": entry.title,
                "date_s": entry.date_s,
                "authors": list(entry.authors),
                "tags": names.get(entry.commit, []),
            }
            for entry in page.commits
        ],
        "results": [
            {
                "task": item.task,
                "dataset": item.dataset,
                "metric": item.metric,
                "value": item.value,
                "source": item.source,
                "language": item.language,
            }
            for item in page.results
        ],
    }
