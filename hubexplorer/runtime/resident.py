"""One model on its way into memory and in it: a thread that loads it and carries out its calls."""

from __future__ import annotations

import shutil
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from hubexplorer.errors import CannotRunHere, HubExplorerError, RunError, WorkerDied, WorkerHung
from hubexplorer.records import Answer
from hubexplorer.runtime import exports
from hubexplorer.runtime.call_settings import ONNX, STORED, TORCH, limit_s_of
from hubexplorer.runtime.calls import CallCanceled, HostCall
from hubexplorer.runtime.checked import CheckedFolder, Digests, parameters_by_dtype
from hubexplorer.runtime.needs import memory_bytes
from hubexplorer.runtime.placement import Placement, converted, loaded_dtype
from hubexplorer.runtime.policy import check_adapter, check_folder
from hubexplorer.runtime.requests import (
    LoadedModel,
    RunRequest,
    answer_to_message,
    error_from_message,
    error_to_message,
    split_binary,
)
from hubexplorer.runtime.task import TaskInfo
from hubexplorer.runtime.tasks import registry

if TYPE_CHECKING:
    from hubexplorer.runtime.workers import Nursery, WorkerProcess

_TICK_S = 0.05
_NEWS_S = 0.01
"""A call that is over sooner is not told to run: the news would take as long as its answer."""
_CANCEL_GRACE_S = 0.25
_ADAPTER = ".adapter"
"""A folder beside the model's files; no repository has one of that name."""
_SLACK_BYTES = 512 << 20
"""Address space beyond twice the estimate: thread stacks, arenas, libraries loaded late."""


class Landlord(Protocol):
    """What a resident asks of the pool that it lives in; see `pool.Pool`."""

    nursery: Nursery
    digests: Digests
    cores: int
    exports: Path

    def next_call(self, resident: Resident) -> HostCall | None: ...
    def place(
        self, size: Callable[[str], int], stored: str, wish: Mapping[str, Any]
    ) -> Placement: ...
    def reserve(
        self, resident: Resident, needs: Mapping[str, int], call: HostCall
    ) -> list[str]: ...
    def turn(self, call: HostCall) -> AbstractContextManager[int]: ...
    def stage_folder(self) -> Path: ...
    def drop(self, resident: Resident) -> None: ...
    def refused(self, address: str) -> None: ...


class Resident:
    """A model that is being loaded or is loaded; everything but `serve` under the pool's lock."""

    def __init__(
        self, pool: Landlord, key: str, request: RunRequest, has_work: threading.Condition
    ) -> None:
        self.key = key
        self.request = request
        self.has_work = has_work
        self.calls: deque[HostCall] = deque()
        self.call: HostCall | None = None
        """The one that is being carried out."""
        self.worker: WorkerProcess | None = None
        self.reserved: Mapping[str, int] = {}
        """Bytes of each memory; see `placement`."""
        self.used_s = time.monotonic()
        self.is_running = True
        self.is_evicted = False
        self._pool = pool
        self._estimate_bytes = 0
        self._grown_bytes = 0
        self._device = self._dtype = ""
        self._weights_sha256 = ""
        self._speedup: float | None = None

    def loaded(self) -> LoadedModel:
        """What is known of it, for the status."""
        assert self.worker is not None
        return LoadedModel(
            str(self.request.ref),
            self.worker.pid,
            self._estimate_bytes,
            self._grown_bytes,
            self._device,
            self.is_running,
        )

    def end_worker(self) -> None:
        """Give its process and its memory back."""
        if self.worker is not None:
            self.worker.kill()
            self.worker = None
        self.reserved = {}

    def take_back(self, call: HostCall) -> None:
        """Ask the worker to stop a call at its next step; it may have ended on the way."""
        if self.worker is not None:
            with suppress(WorkerDied):  # whose resident sees so itself
                self.worker.send({"op": "cancel", "id": call.number})

    def serve(self) -> None:
        """The thread: one call after the other, until it is unloaded."""
        while (call := self._pool.next_call(self)) is not None:
            try:
                answer = self._answer(call)
            except CallCanceled:
                pass  # its client knows
            except HubExplorerError as error:
                call.tell("failed", error_to_message(error))
            except Exception as error:  # noqa: BLE001  the border to clients: every run ends
                traceback.print_exc()
                failed = RunError(f"{type(error).__name__}: {error}", hint="see the host's log")
                self._pool.drop(self)
                call.tell("failed", error_to_message(failed))
            else:
                call.tell("result", {"answer": answer_to_message(answer)})
            self.used_s = time.monotonic()

    def _answer(self, call: HostCall) -> Answer:
        call.check()
        load_s = 0.0
        if self.worker is None:
            load_s = self._load(call)
        with self._pool.turn(call) as threads:
            head, arrays = split_binary(call.request.inputs)
            head |= {"op": "call", "id": call.number, "threads": threads}
            head |= {"settings": dict(call.request.settings)}
            event = self._ask(call, head, arrays)
        return Answer(
            ref=call.request.ref,
            output=event["output"],
            device=self._device,
            dtype=self._dtype,
            latency_s=event["latency_s"],
            load_s=load_s,
            peak_bytes=event["peak_bytes"],
            weights_sha256=self._weights_sha256,
            estimate_bytes=self._estimate_bytes,
            settings=dict(call.request.settings),
            base=str(call.request.adapter.base) if call.request.adapter else "",
            engine=TORCH if self._speedup is None else ONNX,
            speedup=self._speedup,
            **event["pace"],
        )

    def _load(self, call: HostCall) -> float:
        """Check, make room, fork and load; the seconds that loading took."""
        request = self.request
        checked = check_folder(request.folder, request.files, self._pool.digests, request.allowed)
        adapter = self._checked_adapter()
        task = (
            registry.resolve_adapter(adapter.config, checked.config, request.task)
            if adapter
            else registry.resolve(checked.config, request.task)
        )
        parameters = parameters_by_dtype(checked, *([adapter] if adapter else []))
        export = self._export(checked, task)
        placement = self._place(parameters, checked.config, export)
        self._device, self._estimate_bytes = placement.device, placement.model_bytes
        self._weights_sha256 = checked.weights_sha256 if adapter is None else adapter.weights_sha256
        unloaded = self._pool.reserve(self, placement.needs, call)
        call.tell("loading", {"estimate_bytes": placement.model_bytes, "unloaded": unloaded})
        folder = self._pool.stage_folder()
        try:
            self.worker = self._pool.nursery.fork(self._pool.refused)
            checked.stage(folder)
            if adapter is not None:
                adapter.stage(folder / _ADAPTER)
            head = self._load_message(folder, task.name, checked, placement)
            event = self._ask(call, head | {"export": str(export or "")})
        except (HubExplorerError, CallCanceled):
            self._pool.drop(self)
            raise
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        self._dtype, self._grown_bytes = event["dtype"], event["grown_bytes"]
        self._speedup = event["speedup"]
        return float(event["load_s"])

    def _checked_adapter(self) -> CheckedFolder | None:
        adapter = self.request.adapter
        if adapter is None:
            return None
        return check_adapter(adapter.folder, adapter.files, self._pool.digests)

    def _export(self, checked: CheckedFolder, task: TaskInfo) -> Path | None:
        """Where ONNX Runtime's copy of the model is, or is to be put; None where torch answers."""
        if not exports.wants_onnx(self.request.settings):
            return None
        if self.request.adapter is not None or checked.runs_code or "engine" not in task.settings:
            raise CannotRunHere(
                "ONNX Runtime is for encoders without an adapter and without code of their own",
                hint="leave engine at torch",
            )
        return exports.export_folder(
            self._pool.exports, task.name, checked.config, checked.weights_sha256
        )

    def _place(
        self, parameters: Mapping[str, int], config: Mapping[str, Any], export: Path | None
    ) -> Placement:
        loaded = loaded_dtype(parameters, config)

        def size(dtype: str) -> int:
            need = memory_bytes(converted(parameters, loaded if dtype == STORED else dtype), config)
            if need is None:
                raise RunError("its weights have a dtype that this version cannot size")
            if export is not None:
                return exports.memory_bytes(need, is_kept=exports.is_kept(export))
            return need

        wish = self.request.settings
        return self._pool.place(size, loaded, wish if export is None else exports.placed(wish))

    def _load_message(
        self, folder: Path, task: str, checked: CheckedFolder, placement: Placement
    ) -> dict[str, Any]:
        return {
            "op": "load",
            "folder": str(folder),
            "task": task,
            "weights": list(checked.weights),
            "has_safetensors": checked.has_safetensors,
            "runs_code": checked.runs_code,
            "adapter": _ADAPTER if self.request.adapter else "",
            "device": placement.device,
            "dtype": placement.dtype,
            "threads": self._pool.cores,
            "allowance_bytes": 2 * self._estimate_bytes + _SLACK_BYTES,
        }

    def _ask(
        self,
        call: HostCall,
        head: Mapping[str, Any],
        arrays: Any = (),
    ) -> Mapping[str, Any]:
        """Send one request to the worker and wait for the event that ends it.

        Raises:
            CallCanceled: the call was canceled; the worker is ended if it does not stop itself.
            HubExplorerError: what went wrong, death and hanging included.
        """
        worker = self.worker
        assert worker is not None
        end_s = time.monotonic() + limit_s_of(call.request.settings)
        try:
            worker.send(head, arrays)
            if call.is_canceled:  # perhaps before there was something to take back
                self.take_back(call)
            event = worker.next_event(_NEWS_S)
            if head["op"] == "call" and (event is None or event["event"] == "part"):
                call.tell("running", {"device": self._device})
            while True:
                if event is not None and event["event"] != "part":
                    return _ended(event)
                if event is not None:
                    call.tell("part", event["part"])
                _check_patience(worker, call, end_s, is_silent=event is None)
                event = worker.next_event(_TICK_S)
        except (WorkerDied, WorkerHung):
            self._pool.drop(self)
            if call.is_canceled:
                raise CallCanceled from None
            raise


def _check_patience(
    worker: WorkerProcess, call: HostCall, end_s: float, *, is_silent: bool
) -> None:
    """Raise WorkerHung where a worker should have stopped, does nothing, or takes too long."""
    now_s = time.monotonic()
    if call.canceled_s is not None and now_s - call.canceled_s > _CANCEL_GRACE_S:
        raise WorkerHung("the process of this model did not stop when asked to")
    if is_silent and worker.is_hung():
        raise WorkerHung(
            "the process of this model stopped working and was ended",
            hint="run again: a fresh one is started",
        )
    if now_s > end_s:
        raise WorkerHung(
            f"no answer within {limit_s_of(call.request.settings):g} s, so its process was ended",
            hint="send less at once, or choose a smaller model",
        )


def _ended(event: Mapping[str, Any]) -> Mapping[str, Any]:
    if event["event"] == "failed":
        raise error_from_message(event)
    if event["event"] == "canceled":
        raise CallCanceled
    return event
