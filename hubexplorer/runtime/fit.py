"""Whether a model fits: the machine's memory, and how a model's need meets it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psutil

from hubexplorer.records import FitClass

NURSERY_BYTES = 400 * 10**6
"""Memory of the one process that has torch and transformers imported, whatever runs."""
WORKER_FLOOR_BYTES = 40 * 10**6
"""Memory of a worker beyond its model: pages it no longer shares with the nursery."""

_CPUINFO = Path("/proc/cpuinfo")
_NVIDIA_SMI_LIMIT_S = 2.0
_GPU_FIELDS = "name,memory.total,memory.free"
_BFLOAT16_CAPABILITY = 8.0
_FITS_SHARE = 0.8
_DESCRIBED = re.compile(
    r"(?:[a-z][\w .-]*? )??(?:(?P<number>[1-9]\d?) ?x ?)?(?P<size>\d{1,5}(?:\.\d{1,3})?) ?"
    r"(?P<unit>[MGT]i?B)(?: [a-z][\w .-]*)?",
    re.IGNORECASE,
)
_KEPT_FREE = re.compile(
    r",?\s*\bkeep (?P<size>\d{1,5}(?:\.\d{1,3})?) ?(?P<unit>[MGT]i?B) free$", re.IGNORECASE
)
_GPU_WORD = re.compile(r"\b(?:GPU|VRAM)s?\b", re.IGNORECASE)
_MEMORY_UNITS = {"M": 10**6, "G": 10**9, "T": 10**12}


@dataclass(frozen=True, slots=True)
class Gpu:
    """One accelerator as its driver describes it."""

    name: str
    total_bytes: int
    free_bytes: int
    has_bfloat16: bool = False
    """Whether it computes with bfloat16 itself."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What models can use on this machine."""

    ram_bytes: int
    free_bytes: int
    """Memory that a new process could have without swapping."""
    cores: int
    gpus: tuple[Gpu, ...] = ()


def machine() -> Machine:
    """This machine as it is now; takes up to 2 s where a GPU driver has to be asked."""
    memory = psutil.virtual_memory()
    return Machine(memory.total, memory.available, available_cores(), _gpus())


def described(text: str) -> Machine:
    """A machine that is not here, all of it free: "8 GB GPU", "laptop 16 GB", "32 GB, 8 GB GPU".

    Sizes are of main memory unless their part says GPU; of a GPU alone no other memory is known.

    Raises:
        ValueError: the text describes none.
    """
    ram, gpus = 0, []
    for part in re.split(r"[,+]|\band\b", text):
        found = _DESCRIBED.fullmatch(part.strip())
        if found is None:
            raise ValueError(f'not a machine: {text!r}; write "8 GB GPU" or "16 GB, 8 GB GPU"')
        size = int(float(found["size"]) * _MEMORY_UNITS[found["unit"].upper()[0]])
        if _GPU_WORD.search(part):
            gpus += [Gpu(part.strip(), size, size)] * int(found["number"] or 1)
        else:
            ram += size * int(found["number"] or 1)
    return Machine(ram, ram, 1, tuple(gpus))


def reserve_in(text: str) -> tuple[str, int | None]:
    """A machine in words without its reserve, and the bytes of that; None where it names none.

    "laptop 16 GB, keep 4 GB free" reserves 4 GB of the laptop, "keep 4 GB free" of this machine.
    """
    text = text.strip()
    found = _KEPT_FREE.search(text)
    if found is None:
        return text, None
    size = int(float(found["size"]) * _MEMORY_UNITS[found["unit"].upper()[0]])
    return text[: found.start()], size


def available_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def cpu_has_bfloat16() -> bool:
    """Whether the processor computes with bfloat16 itself; where it does not tell, no."""
    try:
        text = _CPUINFO.read_text("ascii", "replace")
    except FileNotFoundError:  # macOS
        return False
    return re.search(r"\b(avx512_bf16|amx_bf16|bf16)\b", text) is not None


def fit_limits(machine: Machine, reserve_bytes: int) -> tuple[int, int, int]:
    """Up to how many bytes a model fits, is tight, and runs only partly on the GPU.

    Args:
        reserve_bytes: memory to leave free for everything else.

    Returns:
        Three ascending limits for `fit_class`. Without a GPU the last two are equal.
    """
    ram = max(0, machine.free_bytes - reserve_bytes - NURSERY_BYTES - WORKER_FLOOR_BYTES)
    gpu = max((gpu.free_bytes for gpu in machine.gpus), default=0)
    fast = gpu if machine.gpus else ram
    return int(fast * _FITS_SHARE), fast, max(fast, ram + gpu)


def fit_class(memory_bytes: int | None, limits: tuple[int, int, int]) -> FitClass:
    """How a need meets the limits of `fit_limits`."""
    if memory_bytes is None:
        return FitClass.UNKNOWN
    fits, tight, offload = limits
    if memory_bytes <= fits:
        return FitClass.FITS
    if memory_bytes <= tight:
        return FitClass.TIGHT
    return FitClass.OFFLOAD if memory_bytes <= offload else FitClass.NO


def _gpus() -> tuple[Gpu, ...]:
    command = shutil.which("nvidia-smi")
    if command is None:
        return ()
    for fields in (f"{_GPU_FIELDS},compute_cap", _GPU_FIELDS):  # older drivers lack the last one
        query = [f"--query-gpu={fields}", "--format=csv,noheader,nounits"]
        try:
            answer = subprocess.run(
                [command, *query], capture_output=True, timeout=_NVIDIA_SMI_LIMIT_S, check=True
            )
        except (OSError, subprocess.SubprocessError):
            continue
        return parse_nvidia_smi(answer.stdout.decode("utf-8", "replace"))
    return ()


def parse_nvidia_smi(text: str) -> tuple[Gpu, ...]:
    """The GPUs in nvidia-smi's CSV of name, total and free memory in MiB, compute capability."""
    gpus = []
    for line in text.splitlines():
        line, capability = _split_capability(line)
        fields = [field.strip() for field in line.rsplit(",", 2)]
        if len(fields) == 3 and fields[1].isdigit() and fields[2].isdigit():
            total, free = int(fields[1]) << 20, int(fields[2]) << 20
            gpus.append(Gpu(fields[0], total, free, capability >= _BFLOAT16_CAPABILITY))
    return tuple(gpus)


def _split_capability(line: str) -> tuple[str, float]:
    before, _, last = line.rpartition(",")
    is_there = re.fullmatch(r"\d{1,2}\.\d", last.strip()) is not None
    return (before, float(last)) if is_there else (line, 0.0)
