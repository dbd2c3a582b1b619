"""Where a model goes, and in which dtype: decisions about devices that are described, not asked.

CPU and, on a Mac, its GPU share the machine's memory; every other GPU has its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hubexplorer.errors import DataError
from hubexplorer.runtime import fit
from hubexplorer.runtime.call_settings import ANY_DEVICE, DTYPES, STORED

RAM = "ram"
CPU = "cpu"
_GPU_SHARE = 0.9
"""Of what was free on a GPU: its driver and the desktop want some more at times."""
CUDA_FLOOR_BYTES = 600 * 10**6
"""Memory of a GPU that CUDA and its libraries take for each process, whatever the model."""
CUDA_RAM_BYTES = 1000 * 10**6
"""Main memory of a process that has CUDA started."""


@dataclass(frozen=True, slots=True)
class Device:
    """One thing that models can run on."""

    name: str
    """As torch has it: cpu, cuda:1, mps."""
    memory: str
    """Whose it takes: "ram", or its own, of the device's name."""
    budget_bytes: int
    """What all models together may take of it."""
    has_bfloat16: bool = False
    """Whether it computes with bfloat16 as fast as with other numbers of 16 bits."""

    @property
    def kind(self) -> str:
        """Without its number: cuda."""
        return self.name.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Placement:
    """What was decided for one model."""

    device: str
    dtype: str
    """What its weights are converted to; "auto" leaves them as they are stored."""
    model_bytes: int
    """The estimate, without what the process takes itself."""
    needs: Mapping[str, int]
    """Memory to reserve of each kind, the process included."""


def devices(
    machine: fit.Machine,
    budget_bytes: int,
    *,
    visible: str | None = None,
    has_mps: bool = False,
    cpu_has_bfloat16: bool = False,
) -> tuple[Device, ...]:
    """The devices of a machine; the CPU is the last one.

    Args:
        budget_bytes: what models may take of the machine's memory.
        visible: the value of CUDA_VISIBLE_DEVICES.
    """
    found = [
        Device(f"cuda:{place}", f"cuda:{place}", int(gpu.free_bytes * _GPU_SHARE), gpu.has_bfloat16)
        for place, gpu in enumerate(_visible(machine.gpus, visible))
    ]
    if has_mps:
        found.append(Device("mps", RAM, budget_bytes))
    return (*found, Device(CPU, RAM, budget_bytes, cpu_has_bfloat16))


def place(
    here: Sequence[Device],
    free_bytes: Mapping[str, int],
    size: Callable[[str], int],
    stored: str,
    wish: Mapping[str, Any],
) -> Placement:
    """The best place for a model: a GPU that has room now, one that has it once others are
    unloaded, the CPU; where it fits nowhere, the place that it fits least badly.

    Args:
        here: what `devices` found.
        free_bytes: what is not reserved of each memory.
        size: the estimate of the model in a dtype, or as it is stored.
        stored: the dtype that its weights are loaded in unless converted: bfloat16.
        wish: a call's settings; `device` and `dtype` are honored.

    Raises:
        DataError: the wished device is not here.
    """
    wanted = wish.get("device", ANY_DEVICE)
    allowed = [one for one in here if wanted in (ANY_DEVICE, one.name, one.kind)]
    if not allowed:
        raise DataError(
            f"this machine has no {wanted}", hint=f"it has {', '.join(one.name for one in here)}"
        )
    gpus = [one for one in allowed if one.name != CPU]
    gpus.sort(key=lambda gpu: free_bytes[gpu.memory], reverse=True)
    gpus.sort(key=lambda gpu: not _is_met(_needs(gpu, size(STORED)), free_bytes))
    ordered = [*gpus, *(one for one in allowed if one.name == CPU)]
    budgets = {one.memory: one.budget_bytes for one in here}
    choices = [
        Placement(one.name, dtype, size(dtype), _needs(one, size(dtype)))
        for one in ordered
        for dtype in _dtypes(one, stored, wish.get("dtype", STORED))
    ]
    fitting = (choice for choice in choices if _is_met(choice.needs, budgets))
    return next(fitting, choices[-1])


def to_unload(idle: Sequence[Mapping[str, int]], lacking: Mapping[str, int]) -> list[int] | None:
    """Which idle models make enough room, by place; None where all of them do not.

    Args:
        idle: what each has reserved of each memory; the one used longest ago is the first.
        lacking: bytes of each memory; 0 or less for enough.
    """
    left = dict(lacking)
    chosen = []
    for place_in_line, reserved in enumerate(idle):
        if any(left.get(memory, 0) > 0 for memory in reserved):
            chosen.append(place_in_line)
            for memory, size in reserved.items():
                left[memory] = left.get(memory, 0) - size
    return chosen if max(left.values()) <= 0 else None


def loaded_dtype(parameters_by_dtype: Mapping[str, int], config: Mapping[str, Any]) -> str:
    """The dtype that weights are loaded in unless converted: of config.json, else as stored."""
    said = str(config.get("dtype", config.get("torch_dtype", ""))).removeprefix("torch.")
    if said in DTYPES:
        return said
    names = {short: name for name, short in DTYPES.items()}
    most = max(parameters_by_dtype, key=lambda name: parameters_by_dtype[name], default="F32")
    return names.get(most, STORED)


def converted(parameters_by_dtype: Mapping[str, int], dtype: str) -> dict[str, int]:
    """The same parameters once those that are no whole numbers are of one dtype."""
    if dtype == STORED:
        return dict(parameters_by_dtype)
    counts: dict[str, int] = {}
    for name, number in parameters_by_dtype.items():
        new = DTYPES[dtype] if name in {"F64", *DTYPES.values()} else name
        counts[new] = counts.get(new, 0) + number
    return counts


def _dtypes(device: Device, stored: str, wanted: str) -> Iterator[str]:
    """What to try, best first.

    A GPU computes with 16 bits, several times as fast. A CPU has no arithmetic for float16, and
    not every one has it for bfloat16; what does not fit in 32 bits runs slowly as it is.
    """
    if wanted != STORED:
        yield wanted
        return
    if device.kind == "cuda" and stored in ("float32", "bfloat16"):
        yield "bfloat16" if device.has_bfloat16 else "float16"
    elif device.name == CPU and (
        stored == "float16" or (stored == "bfloat16" and not device.has_bfloat16)
    ):
        yield "float32"
    yield STORED


def _needs(device: Device, model_bytes: int) -> dict[str, int]:
    if device.kind == "cuda":
        return {device.memory: model_bytes + CUDA_FLOOR_BYTES, RAM: CUDA_RAM_BYTES}
    return {RAM: model_bytes + fit.WORKER_FLOOR_BYTES}


def _is_met(needs: Mapping[str, int], room: Mapping[str, int]) -> bool:
    return all(need <= room[memory] for memory, need in needs.items())


def _visible(gpus: Sequence[fit.Gpu], text: str | None) -> list[fit.Gpu]:
    """The GPUs that CUDA shows, in its order; it ends the list at a number that there is not."""
    if text is None:
        return list(gpus)
    shown = []
    for entry in text.split(","):
        place = entry.strip()
        if not place.isdigit() or int(place) >= len(gpus):
            break
        shown.append(gpus[int(place)])
    return shown
