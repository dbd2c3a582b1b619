"""Comparing: the same input to several models, each fetched, checked and run on its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubexplorer.errors import (
    CannotRunHere,
    DataError,
    HubExplorerError,
    JobCanceled,
    RunError,
    UnsafeModel,
)
from hubexplorer.records import Answer, ModelPage, ModelRef
from hubexplorer.runtime.client import RunHandle
from hubexplorer.runtime.requests import RunEvent, RunRequest
from hubexplorer.runtime.tasks.offered import check_values
from hubexplorer.runtime.tasks.text_generation import TASK as CHAT
from hubexplorer.workspace.compare import frame
from hubexplorer.workspace.compare.batches import merged, portions, size_of
from hubexplorer.workspace.compare.candidate import Candidate
from hubexplorer.workspace.compare.pane import ENDED, Pane
from hubexplorer.workspace.compare.record import Record
from hubexplorer.workspace.compare.saving import save_records
from hubexplorer.workspace.run.inputs import ManyInputs, check_kind, run_inputs
from hubexplorer.workspace.run.runner import Runner
from hubexplorer.workspace.run.served import is_served

if TYPE_CHECKING:
    import pandas as pd


class Comparison:
    """N candidates and what they make of one input; read `panes` at any time."""

    def __init__(
        self,
        runner: Runner,
        candidates: Sequence[ModelRef | Candidate],
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        """A comparison that is not started yet.

        Args:
            settings: of every candidate that has no other value of its own.
        """
        whole = [one if isinstance(one, Candidate) else Candidate(one) for one in candidates]
        self._runner = runner
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._panes = [
            Pane(one.ref, settings={**(settings or {}), **one.settings}) for one in whole
        ]
        self._handles: dict[int, RunHandle] = {}
        self._is_stopped = False
        self.inputs: Mapping[str, Any] = {}
        self.started_s = 0.0
        self.on_change: Callable[[], None] = lambda: None

    @classmethod
    def ended(
        cls, runner: Runner, inputs: Mapping[str, Any], panes: Sequence[Pane], started_s: float
    ) -> Comparison:
        """One that was made before."""
        made = cls(runner, [Candidate(pane.ref, pane.settings) for pane in panes])
        made._panes = list(panes)
        made.inputs, made.started_s = inputs, started_s
        return made

    @property
    def panes(self) -> tuple[Pane, ...]:
        with self._lock:
            return tuple(self._panes)

    @property
    def is_ended(self) -> bool:
        return all(pane.state in ENDED for pane in self.panes)

    def start(self, inputs: ManyInputs) -> None:
        """Begin: every candidate at once; the model host decides what fits together."""
        given = self.inputs = run_inputs(inputs)
        self.started_s = time.time()
        for index in range(len(self._panes)):
            self._runner.submit(lambda index=index: self._run(index, given))  # type: ignore[misc]

    def stop(self) -> None:
        """Cancel what has not ended."""
        with self._lock:
            self._is_stopped = True
            handles = list(self._handles.values())
        for handle in handles:
            handle.cancel()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Whether all have ended, waiting for it."""
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        with self._changed:
            while not all(pane.state in ENDED for pane in self._panes):
                left = None if deadline is None else deadline - time.monotonic()
                if left is not None and left <= 0:
                    return False
                self._changed.wait(left)
        return True

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers of those that gave one."""
        return tuple(pane.answer for pane in self.panes if pane.answer is not None)

    @property
    def record(self) -> Record:
        """It as it is now, to be kept."""
        return Record(self.inputs, self.panes, self.started_s)

    def save(self, path: str | Path) -> Path:
        """Write it to a file: `.toml` asks the same again, `.html` is a page to read offline.

        Raises:
            ValueError: it has another ending.
            DataError, DiskFull: it cannot be written.
        """
        if "inputs" in self.inputs:
            raise DataError(
                "inputs of several parts are not saved together",
                hint="compare and save them one by one, or save to_pandas()",
            )
        return save_records([self.record], Path(path), self._runner.page)

    def to_pandas(self) -> pd.DataFrame:
        """One row a candidate and input: model, commit, label and score or text, costs, error.

        Of several inputs the costs are those of all of them.

        Raises:
            RunError: pandas is not installed.
        """
        return frame.to_pandas(self.record)

    def _run(self, index: int, given: Mapping[str, Any]) -> None:
        try:
            ask = self._ask_endpoint if is_served(self._panes[index].ref) else self._ask_host
            self._set(index, answer=ask(index, given), state="done", text="")
        except JobCanceled:
            self._set(index, state="canceled", text="stopped")
        except HubExplorerError as error:
            self._set(index, state="failed", error=error, text="")
        except OSError as error:
            refused = RunError(
                f"its files cannot be kept here: {error.strerror}",
                hint=f"see {error.filename}" if error.filename else "",
            )
            self._set(index, state="failed", error=refused, text="")
        finally:
            # Whatever else ended this thread, nobody waits for its pane for ever.
            fault = RunError("a fault in HubExplorer", hint="please report what was printed")
            self._set(index, state="failed", error=fault, text="")

    def _ask_host(self, index: int, given: Mapping[str, Any]) -> Answer:
        settings = self._panes[index].settings
        self._set(index, state="waiting", text="reading its page")
        page = self._runner.page(self._panes[index].ref)
        self._set(index, ref=page.ref)
        try:
            return self._run_page(index, page, settings, given)
        except (CannotRunHere, UnsafeModel) as error:
            error.snippet = self._runner.snippet(page)
            raise

    def _run_page(
        self, index: int, page: ModelPage, settings: Mapping[str, Any], given: Mapping[str, Any]
    ) -> Answer:
        info = self._runner.task(page)
        calls = portions(given, info)
        for one in calls:
            check_kind(info, one)
        check_values(settings, info.settings, info.name)
        request = self._runner.request(
            page,
            info.name,
            settings,
            lambda done, total: self._set(
                index, state="downloading", text="downloading", done=done, total=total
            ),
            lambda: self._is_stopped,
        )
        self._set(index, state="waiting", text="waiting for the model host")
        return self._all_of(
            index, calls, lambda one: self._call(index, replace(request, inputs=one))
        )

    def _all_of(
        self,
        index: int,
        calls: Sequence[Mapping[str, Any]],
        ask: Callable[[Mapping[str, Any]], Answer],
    ) -> Answer:
        """The answer to all calls, with how far it is in between."""
        answers: list[Answer] = []
        total, done = sum(map(size_of, calls)), 0
        self._set(index, done=0, total=total)
        for one in calls:
            if self._is_stopped:
                raise JobCanceled("stopped")
            answers.append(ask(one))
            done += size_of(one)
            if len(calls) > 1:  # what streamed of one input is not the beginning of the next
                self._set(index, state="running", done=done, total=total, streamed="")
        return merged(answers)

    def _call(self, index: int, request: RunRequest) -> Answer:
        handle = self._runner.host.run(request, lambda event: self._note(index, event))
        with self._lock:
            self._handles[index] = handle
            is_stopped = self._is_stopped
        if is_stopped:
            handle.cancel()
        return handle.wait()

    def _ask_endpoint(self, index: int, given: Mapping[str, Any]) -> Answer:
        pane = self._panes[index]
        self._set(index, state="running", text="")
        ask = partial(
            self._runner.endpoints.answer,
            pane.ref,
            settings=pane.settings,
            on_text=lambda text: self._append(index, text),
            canceled=lambda: self._is_stopped,
        )
        return self._all_of(index, portions(given, CHAT), ask)

    def _note(self, index: int, event: RunEvent) -> None:
        if event.kind == "part":
            self._append(index, str(event.data.get("text", "")))
        elif event.kind in ("queued", "loading", "running"):
            state = "waiting" if event.kind == "queued" else event.kind
            estimate = event.data.get("estimate_bytes", self._panes[index].estimate_bytes)
            self._set(index, state=state, text="", estimate_bytes=estimate)

    def _append(self, index: int, text: str) -> None:
        with self._lock:
            streamed = self._panes[index].streamed + text
        # Only this run's reader appends, so nothing comes between.
        self._set(index, streamed=streamed)

    def _set(self, index: int, **changes: Any) -> None:
        with self._changed:
            if self._panes[index].state in ENDED:
                return
            self._panes[index] = replace(self._panes[index], **changes)
            self._changed.notify_all()
        self.on_change()
