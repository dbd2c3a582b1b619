"""Which device and dtype a model gets, on machines that are described."""

from __future__ import annotations

import pytest

from hubexplorer.errors import DataError
from hubexplorer.runtime import fit
from hubexplorer.runtime.placement import (
    CUDA_FLOOR_BYTES,
    RAM,
    Device,
    Placement,
    converted,
    devices,
    loaded_dtype,
    place,
    to_unload,
)

GB = 10**9
_BYTES = {"float32": 4, "bfloat16": 2, "float16": 2}


def gpu(gigabytes: float, *, has_bfloat16: bool = True) -> fit.Gpu:
    """A GPU of which models may take so much."""
    free = int(gigabytes * GB / 0.9) + 1
    return fit.Gpu("GPU", free, free, has_bfloat16)


def machine(*gpus: fit.Gpu) -> fit.Machine:
    return fit.Machine(64 * GB, 64 * GB, 8, gpus)


def placed(
    here: tuple[Device, ...],
    billions: float,
    stored: str = "float32",
    used: dict[str, int] | None = None,
    **wish: str,
) -> Placement:
    """Where a model of so many parameters goes."""
    free = {one.memory: one.budget_bytes - (used or {}).get(one.memory, 0) for one in here}

    def size(dtype: str) -> int:
        return int(billions * GB * _BYTES[stored if dtype == "auto" else dtype])

    return place(here, free, size, stored, wish)


LAPTOP = devices(machine(), 16 * GB)
ONE_GPU = devices(machine(gpu(24)), 32 * GB)
OLD_GPU = devices(machine(gpu(16, has_bfloat16=False)), 32 * GB)
TWO_GPUS = devices(machine(gpu(12), gpu(24)), 32 * GB)
MAC = devices(machine(), 16 * GB, has_mps=True)


@pytest.mark.parametrize(
    ("here", "stored", "device", "dtype"),
    [
        (LAPTOP, "float32", "cpu", "auto"),
        (LAPTOP, "float16", "cpu", "float32"),
        (LAPTOP, "bfloat16", "cpu", "float32"),
        (devices(machine(), 16 * GB, cpu_has_bfloat16=True), "bfloat16", "cpu", "auto"),
        (ONE_GPU, "float32", "cuda:0", "bfloat16"),
        (ONE_GPU, "bfloat16", "cuda:0", "bfloat16"),
        (ONE_GPU, "float16", "cuda:0", "auto"),
        (OLD_GPU, "float32", "cuda:0", "float16"),
        (OLD_GPU, "bfloat16", "cuda:0", "float16"),
        (TWO_GPUS, "float32", "cuda:1", "bfloat16"),
        (MAC, "float32", "mps", "auto"),
    ],
)
def test_a_device_has_its_own_best_dtype(
    here: tuple[Device, ...], stored: str, device: str, dtype: str
) -> None:
    got = placed(here, 1, stored)
    assert (got.device, got.dtype) == (device, dtype)


def test_what_does_not_fit_in_32_bits_on_the_cpu_stays_as_it_is() -> None:
    got = placed(LAPTOP, 7, "float16")
    assert (got.device, got.dtype, got.model_bytes) == ("cpu", "auto", 14 * GB)


def test_a_model_too_large_for_the_gpu_goes_to_the_cpu() -> None:
    assert placed(ONE_GPU, 7, "bfloat16").device == "cuda:0"
    assert placed(ONE_GPU, 14, "bfloat16").device == "cpu"


def test_a_gpu_with_room_comes_before_one_that_has_to_be_emptied() -> None:
    assert placed(TWO_GPUS, 4, "float16", used={"cuda:1": 20 * GB}).device == "cuda:0"
    # Where none has room, the one with more that is free makes some.
    full = {"cuda:0": 12 * GB, "cuda:1": 20 * GB}
    assert placed(TWO_GPUS, 4, "float16", used=full).device == "cuda:1"
    assert placed(TWO_GPUS, 8, "float16", used={"cuda:1": 24 * GB}).device == "cuda:1"


def test_five_models_are_spread_over_two_gpus() -> None:
    used: dict[str, int] = {}
    went = []
    for _ in range(5):
        got = placed(TWO_GPUS, 2.5, "bfloat16", used=used)
        went.append(got.device)
        for memory, need in got.needs.items():
            used[memory] = used.get(memory, 0) + need
    assert sorted(went) == ["cuda:0", *["cuda:1"] * 4]


def test_the_process_on_a_gpu_is_counted_in_both_memories() -> None:
    needs = placed(ONE_GPU, 1, "bfloat16").needs
    assert needs["cuda:0"] == 2 * GB + CUDA_FLOOR_BYTES
    assert 0 < needs[RAM] < 2 * GB
    assert placed(LAPTOP, 1).needs == {RAM: 4 * GB + fit.WORKER_FLOOR_BYTES}


def test_a_mac_has_one_memory_for_both() -> None:
    assert placed(MAC, 1).needs == {RAM: 4 * GB + fit.WORKER_FLOOR_BYTES}


@pytest.mark.parametrize(
    ("wish", "device", "dtype"),
    [
        ({"device": "cpu"}, "cpu", "auto"),
        ({"device": "cuda"}, "cuda:1", "bfloat16"),
        ({"device": "cuda:0"}, "cuda:0", "bfloat16"),
        ({"dtype": "float32"}, "cuda:1", "float32"),
        ({"device": "cpu", "dtype": "bfloat16"}, "cpu", "bfloat16"),
    ],
)
def test_wishes_are_honored(wish: dict[str, str], device: str, dtype: str) -> None:
    got = placed(TWO_GPUS, 1, **wish)
    assert (got.device, got.dtype) == (device, dtype)


def test_a_wish_for_what_is_not_here_names_what_is() -> None:
    with pytest.raises(DataError, match="no cuda:3") as caught:
        placed(TWO_GPUS, 1, device="cuda:3")
    assert caught.value.hint == "it has cuda:0, cuda:1, cpu"


def test_what_fits_nowhere_is_left_to_the_budget() -> None:
    assert placed(ONE_GPU, 100).needs[RAM] > 32 * GB


@pytest.mark.parametrize(
    ("visible", "names"),
    [
        (None, ["cuda:0", "cuda:1", "cpu"]),
        ("", ["cpu"]),
        ("-1", ["cpu"]),
        ("1", ["cuda:0", "cpu"]),
        ("1,0", ["cuda:0", "cuda:1", "cpu"]),
        ("0,7,1", ["cuda:0", "cpu"]),
    ],
)
def test_gpus_that_the_user_hid_stay_hidden(visible: str | None, names: list[str]) -> None:
    here = devices(machine(gpu(12), gpu(24)), GB, visible=visible)
    assert [one.name for one in here] == names
    if visible == "1":
        assert here[0].budget_bytes == pytest.approx(24 * GB)


def test_the_dtype_that_weights_are_loaded_in() -> None:
    assert loaded_dtype({"F32": 5, "I64": 1}, {}) == "float32"
    assert loaded_dtype({"BF16": 5, "F32": 1}, {}) == "bfloat16"
    assert loaded_dtype({"F16": 5}, {"dtype": "float32"}) == "float32"
    assert loaded_dtype({"F16": 5}, {"torch_dtype": "torch.bfloat16"}) == "bfloat16"
    assert loaded_dtype({"I8": 5}, {}) == "auto"


def test_converting_leaves_whole_numbers_alone() -> None:
    assert converted({"F32": 5, "BF16": 2, "I64": 1}, "float16") == {"F16": 7, "I64": 1}
    assert converted({"F8_E4M3": 5}, "auto") == {"F8_E4M3": 5}


@pytest.mark.parametrize(
    ("lacking", "chosen"),
    [
        ({RAM: 0}, []),
        ({RAM: -5, "cuda:0": 0}, []),
        ({RAM: 1}, [0]),
        ({RAM: 0, "cuda:0": 3}, [1]),
        ({RAM: 0, "cuda:0": 5}, [1, 3]),
        ({RAM: 6, "cuda:0": 5}, [0, 1, 2, 3]),
        ({RAM: 0, "cuda:0": 9}, None),
        ({"cuda:2": 1}, None),
    ],
)
def test_what_was_used_longest_ago_makes_room_where_it_is_lacking(
    lacking: dict[str, int], chosen: list[int] | None
) -> None:
    idle = [{RAM: 4}, {RAM: 1, "cuda:0": 4}, {RAM: 1, "cuda:1": 4}, {RAM: 1, "cuda:0": 4}]
    assert to_unload(idle, lacking) == chosen
