"""What a training will take here, roughly: time on the processor, memory, disk."""

from __future__ import annotations

import json
import math
import re
import struct
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from hubexplorer.errors import DataError
from hubexplorer.tuning.data import DataCheck

# Measured with torch 2.13 and transformers 5.23: docs/decisions/0006-tuning-as-a-script.md.
_START_S = 10.0
_STEP_S = 0.01
_EFFICIENCY = 0.35
_FLOOR_BYTES = 600 * 10**6
_BYTES_PER_WEIGHT = 4
_BYTES_PER_TRAINED = 12
"""The gradient, and the two numbers that Adam keeps."""
_CHECKPOINTS = 3
"""Two are kept while the next is written."""
_SPARE_BYTES = 50 * 10**6
_BYTES_PER_ACTIVATION = 80
_CHARACTERS_PER_TOKEN = 3
_PICTURE, _PICTURE_STEP = 224, 32
_MOMENTS_A_SECOND, _SAMPLES_A_SECOND = 50, 16_000
_NO_ADAPTER = re.compile(r"embed|lm_head|wte|wpe")
_PROBE_SIZE = 768
_MAX_HEADER_BYTES = 100 * 10**6


@dataclass(frozen=True, slots=True)
class ModelSize:
    """What of a model decides the cost of training it."""

    parameters: int
    computing: int
    """Without the embedding tables, which are only looked up."""
    width: int
    layers: int
    linear: int = 0
    """Inputs and outputs of the matrices that an adapter stands beside: its weights a rank."""
    config: Mapping[str, Any] = field(default_factory=dict)
    """config.json, and of preprocessor_config.json what it does not say."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a training will take, within a factor of about two."""

    seconds: float
    memory_bytes: int
    disk_bytes: int
    """For the result and the checkpoints on the way there."""
    basis: str

    def __str__(self) -> str:
        amount = f"{self.seconds:.0f} s" if self.seconds < 90 else f"{self.seconds / 60:.0f} min"
        return (
            f"about {amount}, {self.memory_bytes / 10**9:.1f} GB of memory and "
            f"{self.disk_bytes / 10**9:.1f} GB of disk ({self.basis})"
        )


def estimate(
    size: ModelSize,
    rows: int,
    tokens: int,
    *,
    epochs: int,
    batch_size: int = 16,
    rank: int = 0,
    flops_per_s: float | None = None,
) -> Estimate:
    """What training will take on the processor.

    Args:
        rows: training rows.
        tokens: of a row, at most.
        batch_size: rows at a time.
        rank: of the adapter that learns instead of the model's own weights; 0 for none.
        flops_per_s: of a matrix product here; measured now (a tenth of a second) if not given.
    """
    flops_per_s = flops_per_s or measured_flops_per_s()
    trained = rank * size.linear if rank else size.parameters
    # A weight that does not learn needs no gradient: 4 of 6 operations.
    work = (4.0 if rank else 6.0) * size.computing * tokens * rows * epochs
    steps = epochs * math.ceil(rows / batch_size)
    activations = _BYTES_PER_ACTIVATION * size.width * size.layers * tokens * batch_size
    return Estimate(
        seconds=_START_S + steps * _STEP_S + work / (flops_per_s * _EFFICIENCY),
        memory_bytes=_FLOOR_BYTES
        + _BYTES_PER_WEIGHT * size.parameters
        + (_BYTES_PER_WEIGHT + _BYTES_PER_TRAINED if rank else _BYTES_PER_TRAINED) * trained
        + activations,
        disk_bytes=needed_bytes(size, rank),
        basis=f"{size.parameters:,} parameters{f', {trained:,} of an adapter' if rank else ''}, "
        f"{steps} steps of {batch_size} rows, on a processor "
        f"that makes {flops_per_s / 1e9:.0f} GFLOP/s",
    )


def needed_bytes(size: ModelSize, rank: int = 0) -> int:
    """Room on disk for the result and for the checkpoints on the way there."""
    trained = rank * size.linear if rank else size.parameters
    return (
        _SPARE_BYTES
        + _BYTES_PER_WEIGHT * size.parameters
        + _CHECKPOINTS * _BYTES_PER_TRAINED * trained
    )


def estimate_run(
    model_folder: str | Path,
    check: DataCheck,
    settings: Mapping[str, Any],
) -> Estimate:
    """What fine-tuning the model of a folder on checked data will take here.

    Args:
        settings: a family's: epochs, batch_size, accumulation and, for texts, max_length.

    Raises:
        DataError: the folder holds no readable safetensors weights.
    """
    size = model_size(Path(model_folder))
    tokens = positions(size.config, check.longest, check.unit)
    return estimate(
        size,
        check.train,
        min(settings.get("max_length", tokens), tokens),
        epochs=settings["epochs"],
        batch_size=max(1, settings["batch_size"] // settings["accumulation"]),
        rank=settings.get("rank", 0),
    )


def positions(config: Mapping[str, Any], longest: int, unit: str) -> int:
    """How many tokens, parts of a picture or moments of a recording a model looks at at once."""
    if unit == "pictures":
        side = _first(config, "image_size") or _PICTURE
        part = _first(config, "patch_size") or _PICTURE_STEP
        return max(1, side // part) ** 2 + 1
    if unit == "seconds":
        strides = config.get("conv_stride")
        if not isinstance(strides, list):
            return _first(config, "max_source_positions") or _MOMENTS_A_SECOND * longest
        rate = _first(config, "sampling_rate") or _SAMPLES_A_SECOND
        return max(1, rate * longest // math.prod(strides))
    return math.ceil(longest / _CHARACTERS_PER_TOKEN) + 2


def model_size(folder: Path) -> ModelSize:
    """The size of a model on disk, from its headers and its config.json.

    Raises:
        DataError: it has no safetensors weights, or they cannot be read.
    """
    shapes: dict[str, list[int]] = {}
    for path in sorted(folder.glob("*.safetensors")):
        shapes |= _shapes(path)
    if not shapes:
        raise DataError(f"{folder} holds no safetensors weights")
    config = {**_object(folder / "preprocessor_config.json"), **_object(folder / "config.json")}
    counts = {name: math.prod(shape) for name, shape in shapes.items()}
    return ModelSize(
        parameters=sum(counts.values()),
        computing=sum(count for name, count in counts.items() if "embedding" not in name),
        width=_first(config, "hidden_size", "dim", "d_model", "n_embd"),
        layers=_first(config, "num_hidden_layers", "n_layers", "num_layers", "n_layer"),
        linear=sum(
            sum(shape)
            for name, shape in shapes.items()
            if len(shape) == 2 and not _NO_ADAPTER.search(name)
        ),
        config=config,
    )


def _object(path: Path) -> dict[str, Any]:
    """A JSON file's object; empty where there is none."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def measured_flops_per_s() -> float:
    """How many operations a second this machine makes in a single-precision matrix product."""
    matrix = np.ones((_PROBE_SIZE, _PROBE_SIZE), dtype=np.float32)
    matrix @ matrix  # the first one starts the threads
    best_s = math.inf
    for _ in range(5):
        started_s = time.perf_counter()
        matrix @ matrix
        best_s = min(best_s, time.perf_counter() - started_s)
    return 2.0 * _PROBE_SIZE**3 / best_s


def _shapes(path: Path) -> dict[str, list[int]]:
    with path.open("rb") as file:
        prefix = file.read(8)
        length = struct.unpack("<Q", prefix)[0] if len(prefix) == 8 else 0
        header = file.read(length) if length <= _MAX_HEADER_BYTES else b""
    try:
        tensors = json.loads(header)
        return {name: entry["shape"] for name, entry in tensors.items() if name != "__metadata__"}
    except (ValueError, TypeError, KeyError, AttributeError):
        raise DataError(f"{path.name} is not a safetensors file") from None


def _first(config: Mapping[str, Any], *names: str) -> int:
    return next((config[name] for name in names if isinstance(config.get(name), int)), 0)
