"""Weights that can run something: refused unless allowed, and even then unless only tensors."""

from __future__ import annotations

import json
import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from hubexplorer.errors import CannotRunHere, UnsafeModel
from hubexplorer.runtime.client import ModelHost
from hubexplorer.runtime.pickles import check_weights
from hubexplorer.runtime.policy import check_folder
from hubexplorer.runtime.refusals import check_allowable
from tests.runtime.crafted import by_global, crafted
from tests.runtime.events import Events
from tests.runtime.models import change_config, files_of, request

BIN = "pytorch_model.bin"
CUSTOM = """
from transformers import BertConfig, BertForSequenceClassification


class CustomForSequenceClassification(BertForSequenceClassification):
    pass
"""


@pytest.fixture
def model(folders: dict[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(folders["intent"], tmp_path / "model"))


@pytest.fixture
def torch_model(model: Path) -> Path:
    """The good model with the same weights in PyTorch's own format, as older ones are."""
    import torch
    from safetensors.torch import load_file

    torch.save(load_file(model / "model.safetensors"), model / BIN)
    (model / "model.safetensors").unlink()
    return model


def allowing(folder: Path, *paths: str):
    return replace(request(folder, text="my card"), allowed=paths)


def test_a_crafted_file_would_run_if_it_were_read(tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    pickle.loads(by_global("os", "system", f"touch {marker}"))
    assert marker.exists()


def test_no_crafted_weights_pass_with_or_without_an_allow(model: Path, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    (model / "model.safetensors").unlink()
    names = []
    for name, content in crafted(marker):
        names.append(name)
        (model / BIN).write_bytes(content)
        for allowed in ((), (BIN,)):
            with pytest.raises(UnsafeModel) as refused:
                check_folder(model, files_of(model), allowed=allowed)
            assert BIN in refused.value.message, name
        with pytest.raises(UnsafeModel):
            check_allowable(BIN, model / BIN)
    assert len(set(names)) == len(names) >= 90
    assert not marker.exists()


def test_what_would_be_called_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(next(content for name, content in crafted(path) if "in_zip again" in name))
    with pytest.raises(UnsafeModel, match=r"would call 'os\.system' when it is read"):
        check_weights("x.bin", path)


@pytest.mark.parametrize("is_older", [False, True])
def test_plain_tensors_pass_the_scan(tmp_path: Path, is_older: bool) -> None:
    import torch

    path = tmp_path / "weights.bin"
    state = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.BatchNorm1d(4)).state_dict()
    state |= {"half": torch.ones(2).half(), "b": torch.ones(2).bfloat16(), "i": torch.arange(4)}
    torch.save(state, path, _use_new_zipfile_serialization=not is_older)
    check_weights("weights.bin", path)
    parameters = {name: torch.nn.Parameter(torch.ones(1)) for name in "ab"}
    torch.save(parameters, path, _use_new_zipfile_serialization=not is_older)
    check_weights("weights.bin", path)


def test_allowed_tensors_give_the_answer_of_the_safe_ones(
    client: ModelHost, folders: dict[str, Path], torch_model: Path
) -> None:
    safe = client.run(request(folders["intent"], text="my card"), Events()).wait(60)
    with pytest.raises(UnsafeModel, match="blocked: unsafe format"):
        client.run(request(torch_model, text="my card"), Events()).wait(60)
    allowed = client.run(allowing(torch_model, BIN), Events()).wait(60)
    assert allowed.output == safe.output
    with pytest.raises(UnsafeModel, match="blocked: unsafe format"):  # another call's allow
        client.run(request(torch_model, text="my card"), Events()).wait(60)


def test_allowed_shards_are_those_of_their_index(torch_model: Path) -> None:
    (torch_model / BIN).rename(torch_model / "part-1.bin")
    index = {"weight_map": {"a": "part-1.bin", "b": "part-2.bin"}}
    (torch_model / f"{BIN}.index.json").write_text(json.dumps(index))
    shutil.copyfile(torch_model / "part-1.bin", torch_model / "part-2.bin")
    files = files_of(torch_model)
    with pytest.raises(UnsafeModel, match=r"part-2\.bin"):
        check_folder(torch_model, files, allowed=("part-1.bin",))
    checked = check_folder(torch_model, files, allowed=("part-1.bin", "part-2.bin"))
    assert checked.weights == ("part-1.bin", "part-2.bin")
    assert not checked.has_safetensors


def spoil_with_code(model: Path, code: str = CUSTOM) -> None:
    (model / "modeling_custom.py").write_text(code)
    auto_map = {
        "AutoModelForSequenceClassification": "modeling_custom.CustomForSequenceClassification"
    }
    change_config(model, auto_map=auto_map, architectures=["CustomForSequenceClassification"])


def test_code_runs_only_where_that_very_file_was_allowed(
    client: ModelHost, model: Path, tmp_path: Path
) -> None:
    marker = tmp_path / "marker"
    spoil_with_code(model, f"open({str(marker)!r}, 'w')\n{CUSTOM}")
    for allowed in ((), ("config.json",), ("other.py",)):
        with pytest.raises(UnsafeModel, match=r"modeling_custom\.py is code"):
            client.run(allowing(model, *allowed), Events()).wait(60)
    assert not marker.exists()
    answer = client.run(allowing(model, "modeling_custom.py"), Events()).wait(60)
    assert answer.output["scores"]
    assert marker.exists()


CODE_KEYS = [
    {"auto_map": {"AutoModel": "someone/else--modeling.Custom"}},
    {"auto_map": {"AutoModel": "modeling_absent.Custom"}},
    {"auto_map": {"AutoTokenizer": ["modeling_custom.T", "someone/else--tok.T"]}},
    {"auto_map": "someone/else--x.Y"},
    {"auto_map": 3},
    {"custom_pipelines": {"x": {"impl": "modeling_custom.P"}}},
    {"custom_generate": "someone/else"},
    {"trust_remote_code": True},
    {"kernels": {"a": "b/c"}},
    {"kernel_config": {"a": "b/c"}},
    {"use_kernels": True},
    {"attn_implementation": "someone/kernel"},
    {"experts_implementation": "someone/kernel"},
    {"_attn_implementation": "someone/kernel"},
    {"_experts_implementation": "someone/kernel"},
    {"__class__": "x"},
    {"quantization_config": {"_module": "x", "quant_method": "y"}},
    {"text_config": {"auto_map": {"AutoModel": "a/b--c.D"}}},
]


@pytest.mark.parametrize("keys", CODE_KEYS, ids=str)
@pytest.mark.parametrize("is_allowed", [False, True])
def test_keys_that_fetch_code_from_elsewhere_are_never_allowed(
    model: Path, keys: dict, is_allowed: bool
) -> None:
    allowed = ()
    if is_allowed:
        (model / "modeling_custom.py").write_text(CUSTOM)
        allowed = ("modeling_custom.py",)
    change_config(model, **keys)
    with pytest.raises(UnsafeModel, match=r"config\.json: "):
        check_folder(model, files_of(model), allowed=allowed)


def test_code_that_lies_beside_but_was_not_told_of_is_refused(model: Path) -> None:
    files = files_of(model)
    (model / "late.py").write_text("")
    with pytest.raises(UnsafeModel, match=r"late\.py"):
        check_folder(model, files, allowed=("late.py",))


def test_allowed_gguf_is_told_apart_by_content_and_not_run(model: Path) -> None:
    (model / "model.safetensors").unlink()
    path = model / "model.gguf"
    path.write_bytes(b"GGUF\x03\0\0\0")
    check_allowable("model.gguf", path)
    with pytest.raises(UnsafeModel, match="blocked"):
        check_folder(model, files_of(model))
    with pytest.raises(CannotRunHere, match="GGUF"):
        check_folder(model, files_of(model), allowed=("model.gguf",))
    path.write_bytes(pickle.dumps({}))
    with pytest.raises(UnsafeModel, match="no GGUF"):
        check_allowable("model.gguf", path)


@pytest.mark.parametrize("name", ["model.onnx", "model.h5", "x.keras", "x.joblib", "config.json"])
def test_what_nothing_loads_cannot_be_allowed(model: Path, name: str) -> None:
    with pytest.raises(CannotRunHere):
        check_allowable(name, model / name)


def test_safetensors_are_taken_before_what_was_allowed(model: Path) -> None:
    (model / BIN).write_bytes(by_global("os", "system", "true"))
    checked = check_folder(model, files_of(model), allowed=(BIN,))
    assert checked.weights == ("model.safetensors",)
    assert BIN not in checked.files
