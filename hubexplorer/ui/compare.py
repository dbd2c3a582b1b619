"""Compare: one input, N candidates, each answer with the model that gave it."""

from __future__ import annotations

import base64
import binascii
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import traitlets

from hubexplorer.errors import DataError, HubExplorerError, WorkerDied
from hubexplorer.records import Answer, ModelRef
from hubexplorer.ui.card import finding_view
from hubexplorer.ui.desk import Desk, key_of, ref_of
from hubexplorer.ui.screen import Screen, error_view
from hubexplorer.workspace.compare import Comparison, Pane
from hubexplorer.workspace.find import Model
from hubexplorer.workspace.inputs import samples

FLUSH_S = 0.06
"""All panes travel in one message this often, however fast they change."""
_SAMPLES = 8


class Compare(Screen):
    """The marked candidates (or those given) side by side on one input."""

    stem = "compare"

    candidates: traitlets.List[dict[str, Any]] = traitlets.List(
        help="The candidates, each as {hub, repo, commit}."
    ).tag(sync=True)

    def __init__(
        self,
        workspace: Any = None,
        models: Sequence[Model] | None = None,
        *,
        desk: Desk | None = None,
        **traits: Any,
    ) -> None:
        super().__init__(workspace, desk=desk, **traits)
        self._own = models is not None
        self._comparison: Comparison | None = None
        self._run = 0
        self._task = ""
        if models is not None:
            find = self.desk.workspace.finder.ref
            self.candidates = [key_of(find(model)) for model in models]
        self._show_desk()
        self.desk.observe(self._show_desk, "marked")

    @property
    def comparison(self) -> Comparison | None:
        """The newest comparison: `.panes`, `.answers`, `.to_pandas()`."""
        return self._comparison

    def on_plan(self, _args: dict[str, Any]) -> dict[str, Any]:
        planned = [self._candidate(ref_of(key)) for key in self.candidates]
        kinds = [kind for _view, kind, _task in planned if kind]
        kind = max(set(kinds), key=kinds.count) if kinds else "text"
        task = next((task for _view, found, task in planned if found == kind), "")
        for view, found, _task in planned:
            if found and found != kind:
                view["problem"] = f"takes another kind of input ({found})"
        return {
            "kind": kind,
            "task": task,
            "candidates": [view for view, _kind, _task in planned],
            "samples": [_sample_view(item) for item in samples(task)[:_SAMPLES]],
        }

    def on_run(self, args: dict[str, Any]) -> None:
        given = inputs_of(args["input"])
        self._stop_current()
        refs = [ref_of(key) for key in self.candidates]
        if not refs:
            raise DataError("no candidates yet", hint="mark models in Find with m")
        comparison = Comparison(self.desk.workspace.runner, refs)
        self._comparison, self._run = comparison, args["run"]
        dirty = threading.Event()
        comparison.on_change = dirty.set
        comparison.start(given)
        threading.Thread(
            target=self._flush, args=(comparison, args["run"], dirty), daemon=True
        ).start()

    def on_stop(self, _args: dict[str, Any]) -> None:
        self._stop_current()

    def on_open(self, args: dict[str, Any]) -> None:
        self.desk.open(ref_of(args["key"]))
        self.desk.tab = "find"

    def on_mark(self, args: dict[str, Any]) -> None:
        ref = ref_of(args["key"])
        if self._own and not args["on"]:
            self.candidates = [key for key in self.candidates if ref_of(key) != ref]
        else:
            self.desk.mark(ref, args["on"])

    def summary(self) -> str:
        return f"Compare({len(self.candidates)} candidates)"

    def facts(self) -> list[tuple[str, ...]]:
        return [(key["repo"], (key["commit"] or "")[:7]) for key in self.candidates]

    def _candidate(self, ref: ModelRef) -> tuple[dict[str, Any], str, str]:
        """A candidate's view, the kind of input it takes and its task; empty if it cannot run."""
        view: dict[str, Any] = {
            "key": key_of(ref),
            "task": "",
            "license_class": "unknown",
            "gravest": None,
            "memory_bytes": None,
            "problem": "",
        }
        workspace = self.desk.workspace
        try:
            page = workspace.reader.page(ref)
            seen = workspace.shortlist.seen.get(str(page.ref), ())
            view |= {
                "task": page.model.task,
                "license_class": str(page.license_class),
                "gravest": finding_view(page.findings[0], seen) if page.findings else None,
                "memory_bytes": page.memory_bytes,
            }
            info = workspace.runner.task(page)
        except HubExplorerError as error:
            view["problem"] = str(error)
            return view, "", ""
        return view, info.input_kind, info.name

    def _flush(self, comparison: Comparison, run: int, dirty: threading.Event) -> None:
        """Send the panes whenever they changed, at most every FLUSH_S, until all have ended."""
        pause = threading.Event()
        is_ended = False
        host = {"loaded": 0, "used_bytes": 0, "budget_bytes": 0}
        while not is_ended:
            dirty.wait()
            dirty.clear()
            is_ended = comparison.is_ended
            if self._comparison is not comparison:
                return
            panes = comparison.panes
            # A host that just ended would be started again only to be asked: its end comes first.
            if not any(isinstance(pane.error, WorkerDied) for pane in panes):
                host = self._host_view()
            self.event("panes", {"run": run, "panes": panes_view(panes), "host": host})
            if not is_ended:
                pause.wait(FLUSH_S)

    def _host_view(self) -> dict[str, int]:
        try:
            status = self.desk.workspace.runner.status()
        except HubExplorerError:  # the host just ended; its panes say so themselves
            return {"loaded": 0, "used_bytes": 0, "budget_bytes": 0}
        return {
            "loaded": len(status.loaded),
            "used_bytes": status.used_bytes,
            "budget_bytes": status.budget_bytes,
        }

    def _stop_current(self) -> None:
        if self._comparison is not None:
            self._comparison.stop()

    def _show_desk(self, _change: Any = None) -> None:
        if not self._own:
            self.candidates = [key_of(ref) for ref in self.desk.marked]


def inputs_of(given: Mapping[str, Any]) -> str | list[str] | bytes:
    """What the browser sent as the input of a run.

    Raises:
        DataError: it is empty or cannot be read.
    """
    if "base64" in given:
        try:
            return base64.b64decode(given["base64"], validate=True)
        except binascii.Error:
            raise DataError("the image did not arrive whole", hint="choose it again") from None
    texts: list[str] = [text for text in given.get("texts", []) if text.strip()]
    if "texts" in given:
        if len(texts) < 2:
            raise DataError("two sentences are needed", hint="write one a line")
        return texts
    if not str(given.get("text", "")).strip():
        raise DataError("there is nothing to run on", hint="write a text or choose a sample")
    return str(given["text"])


def panes_view(panes: Sequence[Pane]) -> list[dict[str, Any]]:
    """The panes of a comparison as the browser shows them."""
    return [
        {
            "key": key_of(pane.ref),
            "state": pane.state,
            "text": pane.text or pane.streamed,
            "done": pane.done,
            "total": pane.total,
            "answer": answer_view(pane.answer) if pane.answer else None,
            "error": error_view(pane.error) if pane.error else None,
        }
        for pane in panes
    ]


def answer_view(answer: Answer) -> dict[str, Any]:
    """An answer with what proves which model gave it."""
    return {
        "output": dict(answer.output),
        "device": answer.device,
        "dtype": answer.dtype,
        "latency_s": answer.latency_s,
        "load_s": answer.load_s,
        "peak_bytes": answer.peak_bytes,
        "weights_sha256": answer.weights_sha256,
    }


def _sample_view(item: Any) -> dict[str, str]:
    if isinstance(item, Path):
        return {"text": "", "image": base64.b64encode(item.read_bytes()).decode()}
    return {"text": item if isinstance(item, str) else "\n".join(item), "image": ""}
