"""What a training is said to take, held against the weights that really learn."""

from __future__ import annotations

from pathlib import Path

import pytest

from hubexplorer.tuning.estimate import estimate, model_size, needed_bytes, positions
from tests.tuning.learnable import TASKS

RANK = 4


@pytest.mark.filterwarnings("ignore:.*is_gradient_checkpointing:FutureWarning")
def test_an_adapter_has_the_weights_that_are_estimated_and_takes_less(tmp_path: Path) -> None:
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    folder = TASKS["causal_lora"](tmp_path, 1).model_folder
    size = model_size(folder)
    model = AutoModelForCausalLM.from_pretrained(folder)
    assert size.parameters == model.num_parameters()
    adapted = get_peft_model(
        model, LoraConfig(r=RANK, target_modules="all-linear", task_type="CAUSAL_LM")
    )
    trained, _ = adapted.get_nb_trainable_parameters()
    assert RANK * size.linear == trained

    whole = estimate(size, 100, 32, epochs=1, flops_per_s=1e9)
    adapter = estimate(size, 100, 32, epochs=1, rank=RANK, flops_per_s=1e9)
    assert whole.memory_bytes - adapter.memory_bytes == 12 * size.parameters - 16 * trained
    assert adapter.seconds < whole.seconds
    assert adapter.disk_bytes < whole.disk_bytes == needed_bytes(size)


@pytest.mark.parametrize(
    ("config", "longest", "unit", "expected"),
    [
        ({}, 300, "characters", 102),
        ({"image_size": 224, "patch_size": 16}, 0, "pictures", 197),
        ({"depths": [2, 2]}, 0, "pictures", 50),
        ({"conv_stride": [5, 2, 2, 2, 2, 2, 2], "sampling_rate": 16_000}, 3, "seconds", 150),
        ({"max_source_positions": 1500}, 3, "seconds", 1500),
    ],
)
def test_pictures_and_recordings_are_counted_as_their_models_see_them(
    config: dict[str, object], longest: int, unit: str, expected: int
) -> None:
    assert positions(config, longest, unit) == expected


@pytest.mark.parametrize("family", ["image_classification", "speech_recognition"])
def test_the_length_of_a_file_name_is_no_length(tmp_path: Path, family: str) -> None:
    from hubexplorer.tuning import all_families, check_data, read_table

    task = TASKS[family](tmp_path, 1)
    check = check_data(all_families()[family], read_table(task.train), task.columns, seed=1)
    assert (check.longest, check.unit) == {
        "image_classification": (0, "pictures"),
        "speech_recognition": (1, "seconds"),
    }[family]
