"""Needs, limits, and how they meet."""

from __future__ import annotations

import psutil
import pytest

from hubexplorer.records import FitClass
from hubexplorer.runtime import fit


def test_this_machine_is_seen() -> None:
    machine = fit.machine()
    assert machine.ram_bytes == psutil.virtual_memory().total
    assert 0 < machine.free_bytes <= machine.ram_bytes
    assert machine.cores >= 1


def test_without_a_gpu_nothing_is_offloaded() -> None:
    machine = fit.Machine(16 * 10**9, 10 * 10**9, 4)
    fits, tight, offload = fit.fit_limits(machine, 2 * 10**9)
    assert 0 < fits < tight == offload < 8 * 10**9
    classes = [fit.fit_class(need, (fits, tight, offload)) for need in (fits, tight, tight + 1)]
    assert classes == [FitClass.FITS, FitClass.TIGHT, FitClass.NO]


def test_with_a_gpu_what_is_too_large_for_it_is_offloaded() -> None:
    gpus = fit.parse_nvidia_smi("NVIDIA H100, 80GB, 81559, 80000\nbroken\nA, [N/A], 5\n")
    assert gpus == (fit.Gpu("NVIDIA H100, 80GB", 81559 << 20, 80000 << 20),)
    machine = fit.Machine(64 * 10**9, 50 * 10**9, 8, gpus)
    limits = fit.fit_limits(machine, 0)
    assert fit.fit_class(60 * 10**9, limits) is FitClass.FITS
    assert fit.fit_class(100 * 10**9, limits) is FitClass.OFFLOAD
    assert fit.fit_class(200 * 10**9, limits) is FitClass.NO


def test_a_reserve_larger_than_what_is_free_leaves_nothing() -> None:
    assert fit.fit_limits(fit.Machine(10**9, 10**9, 1), 5 * 10**9) == (0, 0, 0)


@pytest.mark.parametrize(
    ("text", "ram", "gpus"),
    [
        ("8 GB GPU", 0, [8e9]),
        ("laptop 16 GB", 16e9, []),
        ("16GB", 16e9, []),
        ("32 GB, 2x 24 GB GPU", 32e9, [24e9, 24e9]),
        ("64 GB RAM + RTX 4090 24 GB VRAM", 64e9, [24e9]),
        ("512 MB and 1.5 TB", 1.500512e12, []),
    ],
)
def test_a_machine_in_words(text, ram, gpus):
    machine = fit.described(text)
    assert machine.ram_bytes == machine.free_bytes == ram
    assert [gpu.total_bytes for gpu in machine.gpus] == gpus
    assert [gpu.free_bytes for gpu in machine.gpus] == gpus


@pytest.mark.parametrize("text", ["", "big", "8", "GPU", "8 GB,", "-8 GB", "8 PB", "8 GB 16 GB"])
def test_words_that_describe_no_machine(text):
    with pytest.raises(ValueError, match="not a machine"):
        fit.described(text)


def test_a_described_gpu_decides_what_fits():
    limits = fit.fit_limits(fit.described("8 GB GPU"), reserve_bytes=2 * 10**9)
    assert fit.fit_class(6 * 10**9, limits) == "fits"
    assert fit.fit_class(7 * 10**9, limits) == "tight"
    assert fit.fit_class(9 * 10**9, limits) == "no"


@pytest.mark.parametrize(
    ("text", "machine", "reserve"),
    [
        ("8 GB GPU", "8 GB GPU", None),
        ("laptop 16 GB, keep 4 GB free", "laptop 16 GB", 4 * 10**9),
        ("keep 500 MB free", "", 500 * 10**6),
        ("keep some free", "keep some free", None),
    ],
)
def test_a_reserve_in_words(text, machine, reserve):
    assert fit.reserve_in(text) == (machine, reserve)


def test_a_driver_that_tells_what_its_gpus_can_do():
    gpus = fit.parse_nvidia_smi("NVIDIA H100, 80GB, 81559, 80000, 9.0\nTesla T4, 15360, 15000, 7.5")
    assert [(gpu.name, gpu.has_bfloat16) for gpu in gpus] == [
        ("NVIDIA H100, 80GB", True),
        ("Tesla T4", False),
    ]
