"""Facts of broken and hostile repositories: something always comes out, and it is JSON."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from hubexplorer.hubserver.facts import RepoFacts
from hubexplorer.hubserver.safetensors import parameters_by_dtype
from hubexplorer.hubserver.store import HubStore


def facts_of(tmp_path: Path, files: dict[str, bytes | Path]) -> RepoFacts:
    with HubStore(tmp_path) as store:
        store.create("a/b")
        commit = store.commit("a/b", files, title="Add", date_s=1.0)
        facts = store.facts(store.record("a/b"), commit)
        json.dumps(asdict(facts), allow_nan=False)
        return facts


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"README.md": b"\xff\xfe\x00", "config.json": b"\xff"},
        {"README.md": b"---\ntags: {a: [b]}\nlicense: [[x], 3]\nlanguage: 5\n---\n"},
        {"README.md": b"---\nbase_model: {}\ndatasets: 7\nmodel-index: text\n---\n"},
        {"config.json": b"[]"},
        {"config.json": b"[" * 100_000},
        {"config.json": b'{"architectures": {"a": 1}, "model_type": [1]}'},
        {"config.json": b'{"architectures": [7], "model_type": NaN, "peft": Infinity}'},
        {"config.json": b'{"model_type": "\\ud800"}'},
        {".eval_results/a.yaml": b"- 5"},
        {".eval_results/a.yaml": b"dataset: ["},
    ],
    ids=range(11),
)
def test_broken_files_leave_facts_out(tmp_path: Path, files: dict[str, bytes | Path]) -> None:
    facts = facts_of(tmp_path, files)
    assert facts.tags == ("region:local",)
    assert facts.parameters == {}
    assert all("error" in result for result in facts.eval_results)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"short",
        struct.pack("<Q", 2**63),
        struct.pack("<Q", 10) + b"{}",
        struct.pack("<Q", 2) + b"[]",
        struct.pack("<Q", 7) + b'{"a":1}',
        struct.pack("<Q", 37) + b'{"a":{"dtype":"F32","shape":[-1,2]}} ',
        struct.pack("<Q", 39) + b'{"a":{"dtype":"<b>","shape":[1,true]}} ',
        struct.pack("<Q", 54) + b'{"a":{"dtype":"F32","shape":[9999999999,9999999999]}} ',
        struct.pack("<Q", 200_000) + b"[" * 200_000,
    ],
    ids=range(10),
)
def test_broken_weights_count_nothing(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(data)
    assert parameters_by_dtype(path) == {}


def test_shards_are_added_and_other_weights_are_not(tmp_path: Path, make_weights: Any) -> None:
    facts = facts_of(
        tmp_path,
        {
            "model-00001-of-00002.safetensors": make_weights({"a": ("F32", [2, 3])}),
            "model-00002-of-00002.safetensors": make_weights({"b": ("F32", [4]), "c": ("I64", [])}),
            "checkpoint-5/model.safetensors": make_weights({"a": ("F32", [100])}),
        },
    )
    assert facts.parameters == {"F32": 10, "I64": 1}
    assert facts.total_parameters == 11


@pytest.mark.parametrize(
    ("card", "paths", "relation"),
    [
        ("base_model: a/b", (), "finetune"),
        ("base_model: [a/b, c/d]", (), "merge"),
        ("base_model: a/b", ("adapter_config.json",), "adapter"),
        ("base_model: a/b", ("m.gguf",), "quantized"),
        ("base_model: a/b\nbase_model_relation: merge", (), "merge"),
        ("base_model: a/b\nbase_model_relation: cousin", (), "finetune"),
        ("base_model_relation: merge", (), ""),
    ],
)
def test_how_a_model_was_made(
    tmp_path: Path, card: str, paths: tuple[str, ...], relation: str
) -> None:
    files: dict[str, bytes | Path] = dict.fromkeys(paths, b"x")
    facts = facts_of(tmp_path, {**files, "README.md": f"---\n{card}\n---\n".encode()})
    assert facts.base_relation == relation


def test_the_task_comes_from_the_architecture_where_no_card_says(tmp_path: Path) -> None:
    config = b'{"architectures": ["BertForTokenClassification"]}'
    assert facts_of(tmp_path, {"config.json": config}).task == "token-classification"
