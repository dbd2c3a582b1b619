"""A GPU's memory as torch tells it; imported in workers only, where CUDA may start."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import torch


def prepare(device: str, allowance_bytes: int) -> None:
    """Choose the GPU, and let this process take so much of it and no more."""
    if device.startswith("cuda"):
        torch.cuda.set_device(device)
        total = torch.cuda.get_device_properties(device).total_memory
        torch.cuda.set_per_process_memory_fraction(min(1.0, allowance_bytes / total), device)


class DeviceGrowth:
    """How much of a GPU's memory this process took; what `growth.Growth` is for the CPU."""

    def __init__(self, device: str) -> None:
        self._device = device
        self._is_cuda = device.startswith("cuda")

    def loaded(self, _weights: Collection[Path]) -> int:
        """Bytes taken until now."""
        if self._is_cuda:
            return torch.cuda.memory_allocated(self._device)
        return torch.mps.current_allocated_memory()

    def peak_since(self, _mark: int) -> int:
        """The most bytes taken since `mark_peak`; on a Mac those taken now."""
        return torch.cuda.max_memory_allocated(self._device) if self._is_cuda else self.loaded(())

    def mark_peak(self) -> int:
        """Start a new peak, and give back what no tensor uses."""
        if self._is_cuda:
            torch.cuda.empty_cache()
            torch.cuda.reset_peak_memory_stats(self._device)
        return 0
