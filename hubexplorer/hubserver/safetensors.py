"""How many parameters weight files hold, from their headers alone."""

from __future__ import annotations

import json
import math
import re
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_MAX_HEADER_BYTES = 25_000_000
_WEIGHTS = re.compile(r"(model|adapter_model|diffusion_pytorch_model)(-\d+-of-\d+)?\.safetensors")
_DTYPE = re.compile(r"[A-Z][A-Z0-9_]{1,15}")


def is_counted(path: str) -> bool:
    """Whether a file of this path holds (a shard of) the repository's model."""
    return _WEIGHTS.fullmatch(path) is not None


def parameters_by_dtype(path: Path) -> Mapping[str, int]:
    """Safetensors dtype to number of parameters; empty for a file that has no usable header."""
    with path.open("rb") as file:
        prefix = file.read(8)
        if len(prefix) < 8:
            return {}
        (length,) = struct.unpack("<Q", prefix)
        if length > _MAX_HEADER_BYTES:
            return {}
        raw = file.read(length)
    try:
        return _counted(json.loads(raw))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}  # somebody's broken file; what it claims is shown nowhere


def _counted(header: Mapping[str, Any]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for name, tensor in header.items():
        if name == "__metadata__":
            continue
        dtype, shape = tensor["dtype"], tensor["shape"]
        if not _DTYPE.fullmatch(dtype) or not all(type(n) is int and n >= 0 for n in shape):
            raise ValueError("not a tensor")
        counts[dtype] = counts.get(dtype, 0) + math.prod(shape)
    if any(count >= 2**63 for count in counts.values()):
        raise ValueError("more parameters than any file can hold")
    return counts
