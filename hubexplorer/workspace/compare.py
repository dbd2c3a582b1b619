"""Comparing: the same input to several models, each fetched, checked and run on its own."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubexplorer import demo, services
from hubexplorer.errors import DataError, HubExplorerError, JobCanceled, RunError, UnsafeModel
from hubexplorer.hubs.download import choose_files, download_model
from hubexplorer.pins import LockFile, Pin, require, require_unedited
from hubexplorer.records import Answer, FileEntry, ModelPage, ModelRef
from hubexplorer.runtime import tasks
from hubexplorer.runtime.client import ModelHost, RunHandle
from hubexplorer.runtime.policy import check_folder
from hubexplorer.runtime.requests import HostStatus, RunEvent, RunRequest
from hubexplorer.settings import Settings
from hubexplorer.workspace.embedded import models_folder
from hubexplorer.workspace.hubset import HubSet
from hubexplorer.workspace.read import Reader

if TYPE_CHECKING:
    import pandas as pd

ENDED = frozenset({"done", "failed", "canceled"})
_CONFIG_BYTES = 1_000_000
_TOGETHER = frozenset({"sentence-similarity", "feature-extraction"})
"""Tasks whose samples are compared with each other, not one by one."""

_Stamps = tuple[tuple[int, int, int, int], ...]

Inputs = str | Sequence[str] | bytes | Path
"""A text, several sentences, or an image: its bytes or its file."""


@dataclass(frozen=True, slots=True)
class Pane:
    """One candidate of a comparison, as far as it has come."""

    ref: ModelRef
    state: str = "waiting"
    """waiting, downloading, loading, running, done, failed or canceled."""
    text: str = ""
    done: float = 0.0
    total: float = 0.0
    answer: Answer | None = None
    error: HubExplorerError | None = None


class Runner:
    """Runs models for a workspace on this user's one model host."""

    def __init__(
        self,
        settings: Settings,
        hubs: HubSet,
        reader: Reader,
        load_lock: Callable[[], LockFile],
    ) -> None:
        self._settings = settings
        self._hubs = hubs
        self._reader = reader
        self._load_lock = load_lock
        self._as_pinned: dict[str, tuple[Pin, _Stamps]] = {}
        self.host = ModelHost(
            lambda: services.ensure(
                settings.home,
                "model-host",
                "hubexplorer.runtime.host:serve",
                {"budget_bytes": settings.budget_bytes, "reserve_bytes": settings.reserve_bytes},
                idle_s=settings.idle_s,
            )
        )

    def comparison(self, refs: Sequence[ModelRef]) -> Comparison:
        """A comparison of these models, not started yet."""
        return Comparison(self, refs)

    def task(self, page: ModelPage) -> tasks.TaskInfo:
        """What runs this model here.

        Raises:
            CannotRunHere: nothing does; the message says why.
            UnsafeModel: it has no weights in a format that is safe to load, and none was allowed.
        """
        has_safetensors = any(entry.path.endswith(".safetensors") for entry in page.files)
        if not has_safetensors and not self.allowed(page):
            raise UnsafeModel(
                f"{page.ref.repo} has no safetensors weights",
                hint="other formats can run code while they load: ask its author for safetensors,"
                " or allow a file of this commit with hubexplorer pin --allow",
            )
        return tasks.resolve(self._config(page), page.model.task)

    def allowed(self, page: ModelPage) -> tuple[str, ...]:
        """The files of this commit that the lock file allows although they are not safe.

        Raises:
            PinMismatch: the pin was edited by hand.
        """
        pin = self._pin(page)
        if pin is None or not pin.exceptions:
            return ()
        require_unedited(pin)
        return tuple(path for path in pin.exceptions if path in pin.files)

    def files(self, page: ModelPage) -> tuple[FileEntry, ...]:
        """The files that loading takes: those that are safe, and those that were allowed."""
        allowed = choose_files(page.files, self.allowed(page))
        return tuple(dict.fromkeys((*choose_files(page.files), *allowed)))

    def expected(self, page: ModelPage) -> dict[str, tuple[int, str]]:
        """Size and sha256 of each of `files`, by the hub, else by the lock file."""
        pin = self._pin(page)
        pinned = {path: sha256 for path, (_, sha256) in pin.files.items()} if pin else {}
        return {
            entry.path: (entry.size_bytes, entry.sha256 or pinned.get(entry.path, ""))
            for entry in self.files(page)
        }

    def folder(
        self,
        page: ModelPage,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        canceled: Callable[[], bool] = lambda: False,
        files: Sequence[FileEntry] | None = None,
    ) -> Path:
        """The model's files (or only these) on this disk, fetched and checked first if need be."""
        endpoint = self._hubs.endpoint(page.ref.hub)
        assert page.ref.commit is not None
        return download_model(
            endpoint=endpoint,
            token=self._hubs.token(page.ref.hub),
            repo=page.ref.repo,
            commit=page.ref.commit,
            cache=models_folder(self._settings.home, page.ref.hub),
            files=self.files(page) if files is None else files,
            progress=progress,
            canceled=canceled,
            offline=self._settings.is_offline,
        )

    def page(self, ref: ModelRef) -> ModelPage:
        return self._reader.page(ref)

    def require_loadable(self, page: ModelPage, folder: Path) -> None:
        """Refuse what the loading policy refuses, before any other process reads the folder.

        Raises:
            UnsafeModel: a file or a key in its configuration is not allowed; it is named.
        """
        check_folder(folder, _expected(choose_files(page.files)))

    def require_pinned(self, page: ModelPage, folder: Path) -> None:
        """Refuse a folder that differs from the lock file's pin of this very commit.

        Raises:
            PinMismatch: it differs, or the pin was edited by hand; the message names how.
        """
        pin = self._load_lock().get(page.ref)
        if pin is None:
            return
        require_unedited(pin)  # which commit is pinned may be what was edited
        if pin.commit != page.ref.commit:
            return
        stamps = _stamps(folder, pin)
        if self._as_pinned.get(pin.key) != (pin, stamps):
            require(pin, folder)
            self._as_pinned[pin.key] = (pin, stamps)

    def submit(self, work: Callable[[], None]) -> None:
        threading.Thread(target=work, name="hubexplorer-pane", daemon=True).start()

    def status(self) -> HostStatus:
        """What the model host holds now."""
        return self.host.status()

    def close(self) -> None:
        self.host.close()

    def _pin(self, page: ModelPage) -> Pin | None:
        """The pin of this very commit."""
        pin = self._load_lock().get(page.ref)
        return pin if pin is not None and pin.commit == page.ref.commit else None

    def _config(self, page: ModelPage) -> Mapping[str, Any]:
        if not any(entry.path == "config.json" for entry in page.files):
            return {}
        hub = self._hubs.get(page.ref.hub)
        assert page.ref.commit is not None
        raw = hub.read_file(page.ref.repo, page.ref.commit, "config.json", max_bytes=_CONFIG_BYTES)
        try:
            config = json.loads(raw)
        except ValueError:
            return {}
        return config if isinstance(config, dict) else {}


class Comparison:
    """N candidates and what they make of one input; read `panes` at any time."""

    def __init__(self, runner: Runner, refs: Sequence[ModelRef]) -> None:
        self._runner = runner
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._panes = [Pane(ref) for ref in refs]
        self._handles: dict[int, RunHandle] = {}
        self._is_stopped = False
        self.on_change: Callable[[], None] = lambda: None

    @property
    def panes(self) -> tuple[Pane, ...]:
        with self._lock:
            return tuple(self._panes)

    @property
    def is_ended(self) -> bool:
        return all(pane.state in ENDED for pane in self.panes)

    def start(self, inputs: Inputs) -> None:
        """Begin: every candidate at once; the model host decides what fits together."""
        given = run_inputs(inputs)
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

    def to_pandas(self) -> pd.DataFrame:
        """One row a candidate: model, commit, first label and score, times, memory, error.

        Raises:
            RunError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError:
            raise RunError("pandas is not installed", hint="pip install pandas") from None
        return pd.DataFrame([_record(pane) for pane in self.panes])

    def _run(self, index: int, given: Mapping[str, Any]) -> None:
        ref = self._panes[index].ref
        try:
            self._set(index, state="waiting", text="reading its page")
            page = self._runner.page(ref)
            self._set(index, ref=page.ref)
            info = self._runner.task(page)
            check_kind(info, given)
            folder = self._runner.folder(
                page,
                lambda done, total: self._set(
                    index, state="downloading", text="downloading", done=done, total=total
                ),
                lambda: self._is_stopped,
            )
            self._runner.require_pinned(page, folder)
            if self._is_stopped:
                raise JobCanceled("stopped")
            request = RunRequest(
                ref=page.ref,
                folder=folder,
                files=self._runner.expected(page),
                task=info.name,
                inputs=given,
                settings={},
                allowed=self._runner.allowed(page),
            )
            self._set(index, state="waiting", text="waiting for the model host")
            handle = self._runner.host.run(request, lambda event: self._note(index, event))
            with self._lock:
                self._handles[index] = handle
                is_stopped = self._is_stopped
            if is_stopped:
                handle.cancel()
            self._set(index, answer=handle.wait(), state="done", text="")
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

    def _note(self, index: int, event: RunEvent) -> None:
        if event.kind in ("queued", "loading", "running"):
            state = "waiting" if event.kind == "queued" else event.kind
            self._set(index, state=state, text=str(event.data.get("text", "")))

    def _set(self, index: int, **changes: Any) -> None:
        with self._changed:
            if self._panes[index].state in ENDED:
                return
            self._panes[index] = replace(self._panes[index], **changes)
            self._changed.notify_all()
        self.on_change()


def run_inputs(inputs: Inputs) -> dict[str, Any]:
    """A text, several sentences or an image as the runtime takes them."""
    if isinstance(inputs, str):
        return {"text": inputs}
    if isinstance(inputs, Path):
        try:
            return {"image": inputs.read_bytes()}
        except OSError as error:
            raise DataError(
                f"{inputs} cannot be read: {error.strerror}", hint="give the path of an image"
            ) from None
    if isinstance(inputs, bytes):
        return {"image": inputs}
    return {"texts": list(inputs)}


def check_kind(info: tasks.TaskInfo, given: Mapping[str, Any]) -> None:
    """Raise RunError where the task wants another kind of input."""
    if info.input_kind not in given and not (info.input_kind == "text" and "texts" in given):
        wants = {"text": "a text", "texts": "several sentences", "image": "an image"}
        raise RunError(
            f"{info.name} needs {wants[info.input_kind]}",
            hint="compare models of one task with each other",
        )


def samples(task: str) -> tuple[Inputs, ...]:
    """Inputs to begin with, for a task; empty where there are none."""
    found = demo.samples(task)
    if task in _TOGETHER:
        return ([str(text) for text in found],)
    return found


def only_answer(comparison: Comparison) -> Answer:
    """The answer of a comparison of one; its error, where it has none."""
    pane = comparison.panes[0]
    if pane.error is not None:
        raise pane.error
    if pane.answer is None:
        raise JobCanceled("stopped")
    return pane.answer


def _expected(files: Sequence[FileEntry]) -> dict[str, tuple[int, str]]:
    return {entry.path: (entry.size_bytes, entry.sha256) for entry in files}


def _stamps(folder: Path, pin: Pin) -> _Stamps:
    """What changes with any write to a pinned file, or with a file put beside them."""
    paths = [folder, *(folder / path for path in sorted(pin.files))]
    found = [path.stat() for path in paths if path.exists()]
    return tuple((stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns) for stat in found)


def _record(pane: Pane) -> dict[str, Any]:
    answer = pane.answer
    top = (answer.output.get("scores") or [{}])[0] if answer else {}
    return {
        "model": pane.ref.repo,
        "commit": pane.ref.commit,
        "label": top.get("label"),
        "score": top.get("score"),
        "latency_s": answer.latency_s if answer else None,
        "load_s": answer.load_s if answer else None,
        "peak_bytes": answer.peak_bytes if answer else None,
        "device": answer.device if answer else None,
        "dtype": answer.dtype if answer else None,
        "error": str(pane.error) if pane.error else None,
    }
