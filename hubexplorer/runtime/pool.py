"""Loaded models, the memory they share, and who waits for what."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hubexplorer.errors import OutOfMemory
from hubexplorer.runtime.call_settings import ANY_DEVICE, STORED
from hubexplorer.runtime.calls import HostCall
from hubexplorer.runtime.checked import Digests
from hubexplorer.runtime.exports import wants_onnx
from hubexplorer.runtime.placement import RAM, Device, Placement, place, to_unload
from hubexplorer.runtime.requests import GpuUse, HostStatus
from hubexplorer.runtime.resident import Resident
from hubexplorer.runtime.workers import Nursery

_MAX_REFUSED = 100


class Pool:
    """Every loaded model of this user, inside one memory budget."""

    def __init__(
        self,
        nursery: Nursery,
        staging: Path,
        devices: Sequence[Device],
        cores: int,
        exports: Path,
    ) -> None:
        """No model is loaded yet.

        Args:
            nursery: where workers come from.
            staging: a folder of ours for links to checked files.
            devices: what models can run on, and what all together may take of each.
            cores: how many threads all running calls share.
            exports: where ONNX Runtime's copies of models are kept; made when there is one.
        """
        self.nursery = nursery
        self.staging = staging
        self.digests = Digests()
        self.cores = cores
        self.exports = exports
        self._devices = devices
        self._budgets = {device.memory: device.budget_bytes for device in devices}
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        """Memory, or a turn, was given back. A resident without a call waits for its own."""
        self._residents: dict[str, Resident] = {}
        self._line: deque[Resident] = deque()
        self._running = 0
        self._refused: deque[str] = deque(maxlen=_MAX_REFUSED)
        self._staged = 0

    def submit(self, call: HostCall) -> None:
        """Queue a call at its model, which is loaded when there is room for it."""
        self.nursery.warm()
        key = repr(
            (
                str(call.request.ref),
                str(call.request.folder),
                call.request.task,
                sorted(call.request.files.items()),
                sorted(call.request.allowed),
                call.request.settings.get("dtype", STORED),
                call.request.settings.get("device", ANY_DEVICE),
                wants_onnx(call.request.settings),
                call.request.adapter,
            )
        )
        with self._changed:
            resident = self._residents.get(key)
            if resident is None or resident.is_running or resident.calls:
                call.tell("queued", {"reason": "turn"})
            if resident is None:
                resident = Resident(self, key, call.request, threading.Condition(self._lock))
                self._residents[key] = resident
                resident.calls.append(call)
                threading.Thread(target=resident.serve, daemon=True).start()
            else:
                resident.calls.append(call)
                resident.has_work.notify()

    def cancel(self, call: HostCall) -> None:
        """End a call: its client hears so at once, a model that computes stops within a moment."""
        call.cancel()
        with self._changed:
            for resident in self._residents.values():
                if call in resident.calls:
                    resident.calls.remove(call)
                elif resident.call is call:
                    resident.take_back(call)
            self._changed.notify_all()

    def look(self) -> None:
        """Notice idle workers that have ended; to be called now and then."""
        with self._lock:
            for resident in self._residents.values():
                if resident.worker is not None and not resident.is_running:
                    resident.worker.look()
                    resident.has_work.notify(resident.worker.is_dead)

    def status(self) -> HostStatus:
        """What is loaded now."""
        with self._changed:
            loaded = tuple(r.loaded() for r in self._residents.values() if r.worker is not None)
            return HostStatus(
                self._budgets[RAM],
                self._used_bytes(RAM),
                tuple(self._gpus()),
                loaded,
                len(loaded),
                self.nursery.pid,
                tuple(self._refused),
            )

    def close(self) -> None:
        """End every worker."""
        with self._changed:
            for resident in self._residents.values():
                resident.is_evicted = True
                resident.end_worker()
                resident.has_work.notify()
            self._changed.notify_all()
        self.nursery.close()

    # What residents ask for, each from its own thread.

    def next_call(self, resident: Resident) -> HostCall | None:
        """Its next call; None once it has been unloaded or has nothing left to do."""
        with self._lock:
            resident.is_running, resident.call = False, None
            self._changed.notify_all()
            while not resident.is_evicted:
                if resident.worker is not None and resident.worker.is_dead:
                    resident.end_worker()
                    self._changed.notify_all()
                if resident.calls:
                    resident.is_running, resident.call = True, resident.calls.popleft()
                    return resident.call
                if resident.worker is None:
                    self._residents.pop(resident.key, None)
                    return None
                resident.has_work.wait()
            return None

    def place(self, size: Callable[[str], int], stored: str, wish: Mapping[str, Any]) -> Placement:
        """Where a model goes as things are now; arguments and errors as of `placement.place`."""
        with self._lock:
            free = {name: most - self._used_bytes(name) for name, most in self._budgets.items()}
        return place(self._devices, free, size, stored, wish)

    def reserve(self, resident: Resident, needs: Mapping[str, int], call: HostCall) -> list[str]:
        """Set memory aside for a model, first come first served; the models unloaded for it.

        Args:
            needs: bytes of each memory.

        Raises:
            OutOfMemory: it needs more than a whole budget.
            CallCanceled: the call was canceled while it waited.
        """
        for memory, need_bytes in needs.items():
            if need_bytes > self._budgets[memory]:
                where = "" if memory == RAM else f" of {memory}"
                raise OutOfMemory(
                    f"it needs about {need_bytes / 1e6:,.0f} MB{where};"
                    f" all models together may take {self._budgets[memory] / 1e6:,.0f} MB",
                    hint="give models more memory (HUBEXPLORER_BUDGET) or choose a smaller one",
                )
        with self._changed:
            self._line.append(resident)
            try:
                has_told = False
                while (unloaded := self._room(resident, needs)) is None:
                    call.check()
                    if not has_told:
                        need = {"reason": "memory", "estimate_bytes": max(needs.values())}
                        call.tell("queued", need)
                        has_told = True
                    self._changed.wait()
                resident.reserved = needs
                return unloaded
            finally:
                self._line.remove(resident)
                self._changed.notify_all()

    @contextmanager
    def turn(self, call: HostCall) -> Iterator[int]:
        """The right to compute, with as many threads as are yielded.

        Raises:
            CallCanceled: the call was canceled while it waited.
        """
        with self._changed:
            # At least two, so that a model that hangs does not stop the others.
            while self._running >= max(2, self.cores):
                call.check()
                self._changed.wait()
            self._running += 1
            threads = max(1, self.cores // self._running)
        try:
            yield threads
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def stage_folder(self) -> Path:
        """A name for a new folder of links."""
        with self._changed:
            self._staged += 1
            return self.staging / str(self._staged)

    def drop(self, resident: Resident) -> None:
        """End a worker that is of no use any more and give its memory back."""
        with self._changed:
            resident.end_worker()
            self._changed.notify_all()

    def refused(self, address: str) -> None:
        """Keep an address that a worker tried to reach."""
        self._refused.append(address)

    def _used_bytes(self, memory: str) -> int:
        return sum(resident.reserved.get(memory, 0) for resident in self._residents.values())

    def _gpus(self) -> Iterator[GpuUse]:
        for device in self._devices:
            if device.memory != RAM:
                yield GpuUse(device.name, device.budget_bytes, self._used_bytes(device.memory))

    def _room(self, resident: Resident, needs: Mapping[str, int]) -> list[str] | None:
        """Unload what has not been used for longest; None while there is no room even so."""
        if self._line[0] is not resident:
            return None
        idle = [
            r for r in self._residents.values() if r.worker and not r.is_running and not r.calls
        ]
        idle.sort(key=lambda r: r.used_s)
        lacking = {
            memory: self._used_bytes(memory) + need - self._budgets[memory]
            for memory, need in needs.items()
        }
        chosen = to_unload([one.reserved for one in idle], lacking)
        if chosen is None:
            return None
        victims = [idle[number] for number in chosen]
        for victim in victims:
            del self._residents[victim.key]
            victim.is_evicted = True
            victim.end_worker()
            victim.has_work.notify()
        return [str(victim.request.ref) for victim in victims]
