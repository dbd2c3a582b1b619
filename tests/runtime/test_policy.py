"""What is refused before a loader sees it, and that refusing executes nothing."""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hubexplorer.errors import CannotRunHere, UnsafeModel
from hubexplorer.runtime.checked import Digests, parameters_by_dtype
from hubexplorer.runtime.client import ModelHost
from hubexplorer.runtime.keys import check_keys
from hubexplorer.runtime.policy import check_folder
from tests.runtime.events import Events
from tests.runtime.models import change_config, files_of, request


@pytest.fixture
def model(folders: dict[str, Path], tmp_path: Path) -> Path:
    """A copy of a good model, to be made bad."""
    return Path(shutil.copytree(folders["intent"], tmp_path / "model"))


class Marker:
    """Leaves a file behind when unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (os.system, (f"touch {self.path}",))


def only_pickle(model: Path, marker: Path) -> None:
    (model / "model.safetensors").unlink()
    (model / "pytorch_model.bin").write_bytes(pickle.dumps(Marker(marker)))


def pickle_with_a_safe_name(model: Path, marker: Path) -> None:
    (model / "model.safetensors").write_bytes(pickle.dumps(Marker(marker)))


def code(model: Path, marker: Path) -> None:
    (model / "modeling.py").write_text(f"open({str(marker)!r}, 'w')")


def auto_map(model: Path, marker: Path) -> None:
    change_config(model, auto_map={"AutoModelForSequenceClassification": "modeling.Custom"})


def auto_map_of_the_tokenizer(model: Path, marker: Path) -> None:
    path = model / "tokenizer_config.json"
    document = json.loads(path.read_text()) | {"auto_map": {"AutoTokenizer": ["tok.T", None]}}
    path.write_text(json.dumps(document))


def hidden_key(model: Path, marker: Path) -> None:
    change_config(model, _attn_implementation_internal="evil/kernel")


def hidden_key_far_down(model: Path, marker: Path) -> None:
    change_config(model, task_specific_params={"a": [{"_attn_implementation": "evil/kernel"}]})


def kernels(model: Path, marker: Path) -> None:
    change_config(model, attn_implementation="evil/kernel")


def undeclared_key(model: Path, marker: Path) -> None:
    change_config(model, surprise="x")


def deep(model: Path, marker: Path) -> None:
    (model / "config.json").write_text('{"a":' * 5000 + "1" + "}" * 5000)


def deep_enough_to_parse(model: Path, marker: Path) -> None:
    (model / "config.json").write_text('{"a":' * 60 + "1" + "}" * 60)


def no_object(model: Path, marker: Path) -> None:
    (model / "config.json").write_text("[]")


def lying_header(model: Path, marker: Path) -> None:
    (model / "model.safetensors").write_bytes(b"\xff" * 64)


def index_to_elsewhere(model: Path, marker: Path) -> None:
    index = {"weight_map": {"a": "../../other/model.safetensors"}}
    (model / "model.safetensors.index.json").write_text(json.dumps(index))


def index_to_pickle(model: Path, marker: Path) -> None:
    (model / "weights.bin").write_bytes(pickle.dumps(Marker(marker)))
    index = {"weight_map": {"a": "weights.bin"}}
    (model / "model.safetensors.index.json").write_text(json.dumps(index))


def link_out_of_the_folder(model: Path, marker: Path) -> None:
    outside = model.parent / "outside.safetensors"
    shutil.move(model / "model.safetensors", outside)
    (model / "model.safetensors").symlink_to(outside)


UNSAFE = [
    only_pickle,
    pickle_with_a_safe_name,
    code,
    auto_map,
    auto_map_of_the_tokenizer,
    hidden_key,
    hidden_key_far_down,
    kernels,
    undeclared_key,
    deep,
    deep_enough_to_parse,
    no_object,
    lying_header,
    index_to_elsewhere,
    index_to_pickle,
    link_out_of_the_folder,
]


@pytest.mark.parametrize("spoil", UNSAFE, ids=lambda spoil: spoil.__name__)
def test_unsafe_repositories_are_refused(
    client: ModelHost, model: Path, tmp_path: Path, spoil: Callable[[Path, Path], None]
) -> None:
    marker = tmp_path / "marker"
    spoil(model, marker)
    with pytest.raises(UnsafeModel) as caught:
        client.run(request(model, text="my card"), Events()).wait(60)
    assert str(caught.value)
    assert "Traceback" not in str(caught.value)
    assert not marker.exists()


def test_what_makes_it_unsafe_is_named(model: Path) -> None:
    change_config(model, auto_map={"AutoModel": "modeling.Custom"})
    with pytest.raises(UnsafeModel, match=r"config\.json: 'auto_map'") as caught:
        check_folder(model, files_of(model))
    assert caught.value.hint


def test_a_pickle_beside_safetensors_is_left_alone(
    client: ModelHost, model: Path, tmp_path: Path
) -> None:
    marker = tmp_path / "marker"
    (model / "pytorch_model.bin").write_bytes(pickle.dumps(Marker(marker)))
    (model / "adapter_config.json").write_text('{"base_model_name_or_path": "evil/base"}')
    (model / "generation_config.json").write_text("{}")
    files = files_of(model)
    del files["generation_config.json"]  # on the disk, but nothing that the hub told of
    staged = check_folder(model, files).stage(tmp_path / "staged")
    assert {path.name for path in staged.iterdir()} == {
        "config.json",
        "model.safetensors",
        "tokenizer.json",
        "tokenizer_config.json",
    }
    assert client.run(request(model, text="my card"), Events()).wait(60).output["scores"]
    assert not marker.exists()


def test_any_flipped_bit_is_found(model: Path) -> None:
    files = files_of(model)
    path = model / "model.safetensors"
    good = path.read_bytes()
    chance = random.Random(7)
    for _ in range(1000):
        bit = chance.randrange(8 * len(good))
        bad = bytearray(good)
        bad[bit // 8] ^= 1 << (bit % 8)
        path.write_bytes(bad)
        with pytest.raises(UnsafeModel, match="sha256"):
            check_folder(model, files)


def test_a_change_after_the_first_check_is_found(model: Path) -> None:
    files, digests = files_of(model), Digests()
    check_folder(model, files, digests)
    path = model / "model.safetensors"
    path.write_bytes(bytes(len(path.read_bytes())))
    os.utime(path, ns=(1, 1))
    with pytest.raises(UnsafeModel, match="sha256"):
        check_folder(model, files, digests)


@pytest.mark.parametrize("part", range(0, 64, 4))
def test_a_truncated_file_is_named(model: Path, part: int) -> None:
    files = files_of(model)
    path = model / "model.safetensors"
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * part // 64])
    with pytest.raises(UnsafeModel, match=r"model\.safetensors has \d+ bytes"):
        check_folder(model, files)


def test_a_missing_file_is_named(model: Path) -> None:
    files = files_of(model)
    (model / "tokenizer.json").unlink()
    with pytest.raises(UnsafeModel, match=r"tokenizer\.json is not there"):
        check_folder(model, files)


@pytest.mark.parametrize(
    "path", ["../x.json", "/etc/x.json", "a/../../x.json", "..\\x.json", "config.json/../../y.json"]
)
def test_paths_that_leave_the_folder_are_refused(model: Path, path: str) -> None:
    (model.parent / "x.json").write_text("{}")
    with pytest.raises(UnsafeModel):
        check_folder(model, files_of(model) | {path: (2, "")})


def test_weights_without_a_checksum_are_refused(model: Path) -> None:
    files = {path: (size, "") for path, (size, _) in files_of(model).items()}
    with pytest.raises(UnsafeModel, match="no checksum"):
        check_folder(model, files)


def test_the_layout_of_a_hub_cache_is_followed(model: Path, tmp_path: Path) -> None:
    blobs, snapshot = tmp_path / "cache/blobs", tmp_path / "cache/snapshots/0123"
    blobs.mkdir(parents=True)
    snapshot.mkdir(parents=True)
    files = files_of(model)
    for path in files:
        shutil.move(model / path, blobs / path)
        (snapshot / path).symlink_to(f"../../blobs/{path}")
    assert check_folder(snapshot, files).weights == ("model.safetensors",)


def test_shards_are_loaded_by_their_index(
    client: ModelHost, folders: dict[str, Path], tmp_path: Path
) -> None:
    from transformers import AutoModelForSequenceClassification

    sharded = Path(shutil.copytree(folders["intent"], tmp_path / "sharded"))
    (sharded / "model.safetensors").unlink()
    whole = AutoModelForSequenceClassification.from_pretrained(folders["intent"])
    whole.save_pretrained(sharded, max_shard_size="20KB")
    checked = check_folder(sharded, files_of(sharded))
    assert len(checked.weights) > 1
    assert parameters_by_dtype(checked) == {"F32": whole.num_parameters()}
    answers = [
        client.run(request(folder, text="my card"), Events()).wait(60)
        for folder in (folders["intent"], sharded)
    ]
    assert answers[0].output == answers[1].output
    assert answers[0].weights_sha256 != answers[1].weights_sha256


def test_what_older_versions_wrote_is_accepted(client: ModelHost, model: Path) -> None:
    change_config(
        model,
        _name_or_path="someone/else",
        torch_dtype="float32",
        gradient_checkpointing=False,
        finetuning_task="intent",
        max_length=20,
        num_beams=1,
    )
    assert client.run(request(model, text="my card"), Events()).wait(60).output["scores"]


def test_tokens_may_have_any_name(model: Path) -> None:
    (model / "vocab.json").write_text('{"_": 0, "__init__": 1, "auto_map": 2}')
    assert check_folder(model, files_of(model)).weights


def test_labels_may_have_any_name() -> None:
    check_keys("config.json", {"id2label": {"0": "_"}, "label2id": {"_private": 0, "auto_map": 1}})


def test_weights_that_lack_the_head_cannot_run(
    client: ModelHost, folders: dict[str, Path], tmp_path: Path
) -> None:
    bare = Path(shutil.copytree(folders["embeddings"], tmp_path / "bare"))
    change_config(bare, architectures=["BertForSequenceClassification"])
    with pytest.raises(CannotRunHere, match="lack"):
        client.run(request(bare, text="my card"), Events()).wait(60)
