"""Explorer: the whole app in one view; it mounts the screens and carries the tray."""

from __future__ import annotations

import importlib.util
from typing import Any

import traitlets

from hubexplorer.errors import NotFound
from hubexplorer.records import ModelRef
from hubexplorer.ui.browser.screen import ModelBrowser, machine_text
from hubexplorer.ui.card.screen import CardViewer
from hubexplorer.ui.compare.screen import Compare
from hubexplorer.ui.desk import Desk, key_of, ref_of
from hubexplorer.ui.filters import whole
from hubexplorer.ui.measure.screen import Measure
from hubexplorer.ui.pins import Pins
from hubexplorer.ui.screen import Screen
from hubexplorer.ui.tune.screen import Tune

_TRIED_FIRST = 3
_SAMPLE_TASK = "text-classification"


class Explorer(Screen):
    """Find, Compare, Measure, Tune and Pins over one desk, with the marked candidates in sight."""

    stem = "explorer"

    tab = traitlets.Unicode(
        "find", help="The tab in front: find, compare, measure, tune or pins."
    ).tag(sync=True)
    tabs: traitlets.List[str] = traitlets.List(help="The tabs there are, in their order.").tag(
        sync=True
    )
    screens = traitlets.Dict(help="The screens, as anywidget references by name.").tag(sync=True)
    marked: traitlets.List[dict[str, Any]] = traitlets.List(
        help="The marked models, each as {hub, repo, commit}."
    ).tag(sync=True)
    opened = traitlets.Instance(
        dict, allow_none=True, help="The open model, as {hub, repo, commit}."
    ).tag(sync=True)
    size = traitlets.Int(0, help="How many models the catalog holds.").tag(sync=True)
    hubs = traitlets.Unicode(help="The hubs in the catalog, in words.").tag(sync=True)
    age_s = traitlets.Float(-1.0, help="Seconds since the catalog was built; -1: not yet.").tag(
        sync=True
    )
    machine = traitlets.Unicode(help="The machine that `fit` is judged for.").tag(sync=True)
    is_first_visit = traitlets.Bool(False, help="Show the doors for newcomers.").tag(sync=True)

    def __init__(self, workspace: Any = None, *, desk: Desk | None = None, **traits: Any) -> None:
        super().__init__(workspace, desk=desk, **traits)
        self.browser = ModelBrowser(desk=self.desk, height=0)
        self.card = CardViewer(desk=self.desk, height=0)
        self.compare = Compare(desk=self.desk, height=0)
        self.measure = Measure(desk=self.desk, height=0)
        self.tune = Tune(desk=self.desk, height=0)
        self.pins = Pins(desk=self.desk, height=0)
        parts = (self.browser, self.card, self.compare, self.measure, self.tune, self.pins)
        self.screens = {part.stem: f"anywidget:{part.model_id}" for part in parts}
        can_run = importlib.util.find_spec("torch") is not None
        can_measure = can_run and importlib.util.find_spec("scipy") is not None
        runs = ["compare", *(["measure"] if can_measure else []), "tune"] if can_run else []
        self.tabs = ["find", *runs, "pins"]
        self.machine = machine_text()
        desk = self.desk
        if "tab" in traits:
            desk.tab = traits["tab"]
        self.is_first_visit = traits.get("is_first_visit", not desk.marked and desk.opened is None)
        self._show_desk()
        desk.observe(self._show_desk, ["marked", "opened", "tab", "catalog_generation"])

    def on_arrive(self, args: dict[str, Any]) -> None:
        """A page of the app was opened, perhaps long after its kernel was made ready for it."""
        if args["tab"] in self.tabs:
            self.desk.tab = args["tab"]
        self.desk.catch_up()
        self.is_first_visit = not self.desk.marked and self.desk.opened is None

    def on_tab(self, args: dict[str, Any]) -> None:
        if args["tab"] not in self.tabs:
            raise ValueError(f"there is no tab {args['tab']!r}")
        self.desk.tab = args["tab"]

    def on_mark(self, args: dict[str, Any]) -> None:
        self.desk.mark(ref_of(args["key"]), args["on"])

    def on_door(self, args: dict[str, Any]) -> None:
        desk = self.desk
        if args["door"] == "find":
            desk.tab = "find"
            desk.filter(whole({"any": {"license_class": ["commercial"]}}))
        elif args["door"] in ("try", "measure"):
            for ref in self._sample_refs()[:_TRIED_FIRST]:
                desk.mark(ref, True)
            desk.tab = "compare" if args["door"] == "try" else "measure"
        else:
            desk.tuning = self._sample_refs()[0]
            desk.tab = "tune"
        self.is_first_visit = False

    def summary(self) -> str:
        finder = self.desk.workspace.finder
        # A notebook keeps this line, written before a new catalog is filled: no count is not 0.
        counted = finder.count_text() if finder.catalog.size else "models not listed yet"
        return f"Explorer({counted}, {len(self.marked)} marked)"

    def facts(self) -> list[tuple[str, ...]]:
        return self.browser.facts()

    def _sample_refs(self) -> list[ModelRef]:
        finder = self.desk.workspace.finder
        hits = self.desk.workspace.search(task=_SAMPLE_TASK, hub="embedded", sort="parameters")
        if not hits.rows:
            raise NotFound(
                "the embedded hub's models are not listed yet", hint="try again in a moment"
            )
        rows = sorted(hits.rows, key=lambda row: row.parameters or 0)
        return [finder.ref(row.ref) for row in rows]

    def _show_desk(self, _change: Any = None) -> None:
        desk = self.desk
        catalog = desk.workspace.finder.catalog
        self.is_first_visit = self.is_first_visit and not (desk.marked or desk.opened)
        self.tab = desk.tab
        self.marked = [key_of(ref) for ref in desk.marked]
        self.opened = key_of(desk.opened) if desk.opened else None
        self.size = catalog.size
        self.age_s = desk.workspace.clock() - catalog.built_s if catalog.size else -1.0
        names = catalog.source.get("hubs", {})
        self.hubs = " + ".join(desk.workspace.hubs.title(name) for name in names) or "no hub yet"
