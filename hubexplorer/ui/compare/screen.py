"""Compare: one input, N candidates, each answer with the model that gave it."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import traitlets

from hubexplorer.errors import DataError, HubExplorerError, WorkerDied
from hubexplorer.records import ModelRef
from hubexplorer.ui.compare.comparing import NO_HOST, Comparing
from hubexplorer.ui.compare.endpoint import forgotten, found, kept, listed, signed_in
from hubexplorer.ui.compare.inputs import MAX_FILE_BYTES, inputs_of
from hubexplorer.ui.compare.panes import panes_view
from hubexplorer.ui.compare.plan import (
    Plan,
    candidate_of,
    changed,
    choices_of,
    id_of,
    key_of_candidate,
    plan_of,
    sample_view,
)
from hubexplorer.ui.desk import Desk, ref_of
from hubexplorer.ui.screen import error_view
from hubexplorer.ui.uploading import Uploads
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.compare.candidate import Candidate
from hubexplorer.workspace.compare.comparison import Comparison
from hubexplorer.workspace.compare.pane import Pane
from hubexplorer.workspace.compare.spec import load_comparison
from hubexplorer.workspace.find.finder import Model, several
from hubexplorer.workspace.run.served import is_served

FLUSH_S = 0.06
"""All panes travel in one message this often, however fast they change."""


class Compare(Comparing):
    """The marked candidates (or those given) side by side on one input.

    `candidates` and `blind` can be observed and set; `comparison` is the newest run, `votes` and
    `history` what was kept of earlier ones: `hx.Compare(ws, ["team/a", "team/b"], blind=True)`.
    """

    stem = "compare"

    candidates: traitlets.List[dict[str, Any]] = traitlets.List(
        help="The candidates, each as {hub, repo, commit, settings}; settings may be left out."
    ).tag(sync=True)

    def __init__(
        self,
        workspace: Any = None,
        models: Model | Candidate | Sequence[Model | Candidate] | None = None,
        *,
        desk: Desk | None = None,
        **traits: Any,
    ) -> None:
        super().__init__(workspace, desk=desk, **traits)
        self._own = models is not None
        self._plan = Plan({})
        self._uploads = Uploads(self.desk.workspace.settings.home, MAX_FILE_BYTES)
        self._origins: dict[str, ModelRef] = {}
        if models is not None:
            self.candidates = [key_of_candidate(self._given(one)) for one in several(models)]
        self._show_desk()
        self.desk.observe(self._show_desk, "marked")

    @classmethod
    def from_spec(cls, workspace: Workspace | None, path: str | Path, **traits: Any) -> Compare:
        """The screen with the candidates of a saved comparison, and its inputs to choose from.

        Raises:
            DataError: the file is no comparison; the message names the entry.
        """
        spec = load_comparison(Path(path))
        whole = [
            replace(one, settings={**spec.settings, **one.settings}) for one in spec.candidates
        ]
        screen = cls(workspace, whole, **traits)
        screen.begin_with(screen._candidates(), spec.inputs)
        return screen

    @property
    def comparison(self) -> Comparison | None:
        """The newest comparison: `.panes`, `.answers`, `.to_pandas()`, `.save("x.html")`."""
        return self._comparison

    def on_plan(self, _args: dict[str, Any]) -> dict[str, Any]:
        self._plan = plan_of(self.desk.workspace, self._candidates())
        begin, inputs = self._begin
        samples = [*map(sample_view, inputs), *self._plan.data["samples"]]
        return {**self._plan.data, "begin": begin, "samples": samples}

    def on_panes(self, _args: dict[str, Any]) -> dict[str, Any]:
        if self._round is not None:
            self.event("blind", self._round.view(self._run))
        return self._panes_data()

    def on_upload(self, args: dict[str, Any]) -> dict[str, Any]:
        return self._uploads.receive(args)

    def on_upload_cancel(self, args: dict[str, Any]) -> None:
        self._uploads.drop(args["id"])

    def on_run(self, args: dict[str, Any]) -> None:
        given = inputs_of(args["input"], self._uploads.read)
        self._stop_current()
        candidates = self._candidates()
        if not candidates:
            raise DataError("no candidates yet", hint="mark models in Find with m")
        ids = tuple(id_of(one) for one in candidates)
        shared = args.get("settings", {})
        with_shared = [
            self._with(one, number, shared) for number, one in zip(ids, candidates, strict=True)
        ]
        comparison = Comparison(self.desk.workspace.runner, with_shared)
        self._comparison, self._run, self._ids = comparison, args["run"], ids
        self._begin_round(comparison)
        dirty = threading.Event()
        comparison.on_change = dirty.set
        comparison.start(given)
        threading.Thread(
            target=self._flush, args=(comparison, ids, args["run"], dirty), daemon=True
        ).start()

    def on_stop(self, _args: dict[str, Any]) -> None:
        self._stop_current()

    def on_open(self, args: dict[str, Any]) -> None:
        self.desk.open(ref_of(args["key"]))
        self.desk.tab = "find"

    def on_remove(self, args: dict[str, Any]) -> None:
        place = self._place(args["id"])
        removed = self._candidates()[place]
        origin = self._origin(removed)
        self.candidates = [*self.candidates[:place], *self.candidates[place + 1 :]]
        if not self._own and origin not in map(self._origin, self._candidates()):
            self.desk.mark(origin, False)

    def on_endpoint(self, args: dict[str, Any]) -> dict[str, Any]:
        return listed(self.desk.workspace.runner.endpoints, args["url"])

    def on_endpoint_key(self, args: dict[str, Any]) -> dict[str, Any]:
        return signed_in(self.desk.workspace.runner.endpoints, args["url"], args["token"])

    def on_endpoint_kept(self, args: dict[str, Any]) -> dict[str, Any]:
        return kept(self.desk.workspace, args["url"])

    def on_endpoint_forget(self, args: dict[str, Any]) -> dict[str, Any]:
        return forgotten(self.desk.workspace, args["url"])

    def on_endpoint_add(self, args: dict[str, Any]) -> dict[str, Any]:
        view, one = found(self.desk.workspace.runner.endpoints, args["url"], args["model"])
        if one is not None and self._is_here(one):
            return view | {"problem": error_view(_twice())}
        if one is not None:
            self._put(len(self.candidates), len(self.candidates), one)
        return view

    def on_choices(self, args: dict[str, Any]) -> dict[str, Any]:
        return choices_of(self.desk.workspace, self._candidates()[self._place(args["id"])])

    def on_duplicate(self, args: dict[str, Any]) -> None:
        place = self._place(args["id"])
        self._put(place + 1, place + 1, self._changed(place, args))

    def on_edit(self, args: dict[str, Any]) -> None:
        place = self._place(args["id"])
        self._put(place, place + 1, self._changed(place, args))

    def summary(self) -> str:
        return f"Compare({len(self.candidates)} candidates)"

    def facts(self) -> list[tuple[str, ...]]:
        return [
            (key["repo"], (key["commit"] or "")[:7], _words(key.get("settings") or {}))
            for key in self.candidates
        ]

    @traitlets.validate("candidates")
    def _whole(self, proposal: Any) -> list[dict[str, Any]]:
        try:
            return [key_of_candidate(candidate_of(key)) for key in proposal["value"]]
        except (TypeError, ValueError, AttributeError) as error:
            raise traitlets.TraitError(str(error)) from None

    def _given(self, one: Model | Candidate) -> Candidate:
        find = self.desk.workspace.finder.ref
        if isinstance(one, Candidate):
            return replace(one, ref=find(one.ref))
        return Candidate(find(one))

    def _candidates(self) -> list[Candidate]:
        return [candidate_of(key) for key in self.candidates]

    def _place(self, number: str) -> int:
        """Where a candidate stands.

        Raises:
            DataError: it was removed or changed meanwhile.
        """
        ids = [id_of(one) for one in self._candidates()]
        if number not in ids:
            raise DataError("this candidate is not here any more", hint="look at the list again")
        return ids.index(number)

    def _origin(self, one: Candidate) -> ModelRef:
        """The marked model that a candidate was made from."""
        return self._origins.get(id_of(one), one.ref)

    def _changed(self, place: int, args: Mapping[str, Any]) -> Candidate:
        """A candidate of the same model at another commit or with other settings, checked."""
        before = self._candidates()[place]
        after = changed(self.desk.workspace, before, args["commit"], args["settings"])
        if self._is_here(after):
            raise _twice()
        self._origins[id_of(after)] = self._origin(before)
        return after

    def _is_here(self, new: Candidate) -> bool:
        return id_of(new) in {id_of(one) for one in self._candidates()}

    def _put(self, start: int, end: int, one: Candidate) -> None:
        self.candidates = [
            *self.candidates[:start],
            key_of_candidate(one),
            *self.candidates[end:],
        ]

    def _with(self, one: Candidate, number: str, shared: Mapping[str, Any]) -> Candidate:
        """The candidate with those of the shared settings that its task has, its own before."""
        known = self._plan.names.get(number)
        fitting = {name: value for name, value in shared.items() if known is None or name in known}
        return replace(one, settings={**fitting, **one.settings})

    def _flush(
        self, comparison: Comparison, ids: Sequence[str], run: int, dirty: threading.Event
    ) -> None:
        """Send the panes that changed, at most every FLUSH_S, until all have ended."""
        pause = threading.Event()
        sent: tuple[Pane | None, ...] = (None,) * len(ids)
        is_ended = False
        host = NO_HOST
        while not is_ended:
            dirty.wait()
            dirty.clear()
            is_ended = comparison.is_ended
            if self._comparison is not comparison:
                return
            if is_ended:
                self._end(comparison)
            panes = comparison.panes
            if self._round is not None:
                self.event("blind", self._round.view(run))
                pause.wait(0.0 if is_ended else FLUSH_S)
                continue
            # A host that just ended would be started again only to be asked: its end comes first.
            if not any(isinstance(pane.error, WorkerDied) for pane in panes):
                host = self._host_view()
            new = [at for at, pane in enumerate(panes) if pane is not sent[at]]
            sent = panes
            view = panes_view([ids[at] for at in new], [panes[at] for at in new])
            self.event("panes", {"run": run, "panes": view, "host": host})
            if not is_ended:
                pause.wait(FLUSH_S)

    def _host_view(self) -> dict[str, Any]:
        try:
            status = self.desk.workspace.runner.status()
        except HubExplorerError:  # the host just ended; its panes say so themselves
            return NO_HOST
        return {
            "loaded": len(status.loaded),
            "used_bytes": status.used_bytes,
            "budget_bytes": status.budget_bytes,
            "gpus": [asdict(gpu) for gpu in status.gpus],
        }

    def _stop_current(self) -> None:
        if self._comparison is not None:
            self._comparison.stop()

    def _show_desk(self, _change: Any = None) -> None:
        """Follow the tray: what left it goes with all its variants, what is new comes last."""
        if self._own:
            return
        marked = self.desk.marked
        kept = [
            one for one in self._candidates() if is_served(one.ref) or self._origin(one) in marked
        ]
        present = {self._origin(one) for one in kept}
        new = [Candidate(ref) for ref in marked if ref not in present]
        self.candidates = [key_of_candidate(one) for one in (*kept, *new)]


def _twice() -> DataError:
    return DataError("this candidate is there already", hint="change its commit or a setting")


def _words(settings: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in settings.items())
