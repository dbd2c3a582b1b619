from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubexplorer.hubs.parsing import commit_from, file_from, model_from, refs_from
from hubexplorer.hubs.paths import is_safe_path
from hubexplorer.records import CommitEntry, HubModel, is_repo_id

HOSTILE = Path(__file__).parents[2].parent / "shared" / "data" / "hostile_metadata.json"
COMMIT = "c0ffee" + "0" * 34
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(10**400),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
FIELDS = (
    "id", "modelId", "sha", "pipeline_tag", "library_name", "cardData", "tags", "gated",
    "safetensors", "config", "siblings", "downloads", "likes", "createdAt", "lastModified",
    "private", "license", "language", "base_model", "parameters", "path", "type", "size", "oid",
    "lfs", "authors", "title", "date", "name", "targetCommit",
)  # fmt: skip


def rows(inner: st.SearchStrategy) -> st.SearchStrategy:
    return st.dictionaries(st.sampled_from(FIELDS), inner, max_size=12)


@settings(max_examples=60, deadline=None)
@given(rows(JSON | rows(JSON)))
def test_no_json_raises(row):
    model = model_from("hub", {"id": "a/b", **row} if "id" not in row else row)
    if model is not None:
        assert is_repo_id(model.repo)
        json.dumps([model.tags, model.languages, dict(model.parameters_by_dtype)])
        json.dumps(dict(model.config), allow_nan=False)
        assert 0 <= model.downloads <= 10**15
    file = file_from({"type": "file", **row})
    assert file is None or (is_safe_path(file.path) and file.size_bytes >= 0)
    commit_from({"id": COMMIT, **row})
    refs_from([row])
    refs_from(row)


def test_a_whole_row():
    raw = {
        "id": "org/model",
        "sha": COMMIT,
        "pipeline_tag": "fill-mask",
        "library_name": "transformers",
        "cardData": {
            "license": "other",
            "license_name": "acme-1",
            "license_link": "LICENSE",
            "language": ["en", False],
        },
        "tags": ["safetensors", "dataset:glue", "base_model:org/b", "base_model:adapter:org/b"],
        "gated": "manual",
        "private": True,
        "safetensors": {"parameters": {"F32": 10, "I8": -3, "X": "7"}, "total": 10},
        "config": {"model_type": "bert", "tokenizer_config": {"chat_template": "x" * 9999}},
        "siblings": [
            {"rfilename": name}
            for name in (
                "model.safetensors",
                "pytorch_model.bin",
                "training_args.bin",
                "m-7B.Q4_K_M.gguf",
                "m-7B-q8_0-00001-of-00002.gguf",
                "m-7B-IQ2_XXS.gguf",
                "mmproj.gguf",
                "Q5_K_M.txt",
            )
        ],
        "gguf": {"total": 7_000_000_000, "architecture": "llama"},
        "downloads": 5,
        "likes": 1.0,
        "createdAt": "2026-01-01T00:00:00.000Z",
        "lastModified": "2026-01-01T01:00:00+01:00",
    }
    assert model_from("hub", raw) == HubModel(
        hub="hub",
        repo="org/model",
        commit=COMMIT,
        task="fill-mask",
        library="transformers",
        license_id="other",
        license_name="acme-1",
        license_link="LICENSE",
        languages=("en", "no"),
        tags=tuple(raw["tags"]),
        datasets=("glue",),
        base_models=("org/b",),
        base_relation="adapter",
        parameters_by_dtype={"F32": 10},
        config={"model_type": "bert"},
        formats=("gguf", "pickle", "safetensors"),
        gguf_parameters=7_000_000_000,
        quantizations=("IQ2_XXS", "Q4_K_M", "Q8_0"),
        downloads=5,
        likes=1,
        created_s=1_767_225_600.0,
        updated_s=1_767_225_600.0,
        gated="manual",
        is_private=True,
    )


@pytest.mark.parametrize(
    ("card", "tags", "expected"),
    [
        ({"license": "MIT"}, [], "mit"),
        ({"license": ["mit", "cc-by-nc-4.0"]}, [], "cc-by-nc-4.0, mit"),
        ({}, ["license:apache-2.0"], "apache-2.0"),
        ({"license": 7}, ["license:mit"], "mit"),
        ({}, [], ""),
    ],
)
def test_several_licenses_are_never_taken_for_one(card, tags, expected):
    model = model_from("hub", {"id": "a/b", "cardData": card, "tags": tags})
    assert model is not None
    assert model.license_id == expected


@pytest.mark.parametrize(
    ("raw", "gated"),
    [
        (False, ""),
        (None, ""),
        ("auto", "auto"),
        (True, "auto"),
        ("manual", "manual"),
        (7, "manual"),
    ],
)
def test_gated_is_never_taken_for_open(raw, gated):
    model = model_from("hub", {"id": "a/b", "gated": raw})
    assert model is not None
    assert model.gated == gated


@pytest.mark.parametrize("repo", [None, 7, "", "../x", "a/b/c", "a b", "a\0/b", "-a", "a" * 97])
def test_a_row_without_a_repository_id_is_no_row(repo):
    assert model_from("hub", {"id": repo}) is None
    assert model_from("hub", {"downloads": 1}) is None


def test_a_model_is_not_its_own_base():
    model = model_from("hub", {"id": "a/b", "cardData": {"base_model": ["a/b", "a/c", "a/d"]}})
    assert model is not None
    assert model.base_models == ("a/c", "a/d")


@pytest.mark.parametrize("total", [2**62, -1, "7", None, 10**400])
def test_impossible_sizes_are_unknown(total):
    model = model_from("hub", {"id": "a/b", "gguf": {"total": total}})
    assert model is not None
    assert model.gguf_parameters == 0


def test_numbers_of_the_config_are_numbers():
    config = {"a": float("nan"), "b": float("inf"), "c": 10**400, "d": 3, "e": True}
    model = model_from("hub", {"id": "a/b", "config": config})
    assert model is not None
    assert model.config == {"a": None, "b": None, "c": None, "d": 3, "e": True}


def test_huge_lists_are_cut():
    raw = {"id": "a/b", "tags": [f"t{n}" for n in range(100_000)], "config": {"a": ["x"] * 9999}}
    model = model_from("hub", raw)
    assert model is not None
    assert len(model.tags) == 200
    assert len(model.config["a"]) == 200


def test_a_commit_keeps_its_people():
    raw = {"id": COMMIT, "title": "Add\nall", "date": "2026-01-01", "authors": [{"user": "ada"}]}
    assert commit_from(raw) == CommitEntry(COMMIT, "Add all", 1_767_225_600.0, ("ada",))
    assert commit_from({"id": "main"}) is None


@pytest.mark.skipif(not HOSTILE.exists(), reason=f"NOT TESTED: hostile strings, no {HOSTILE}")
def test_hostile_strings_stay_strings_or_go():
    strings = [row["value"] for row in json.loads(HOSTILE.read_text("utf-8"))["strings"]]
    assert len(strings) > 40
    for value in strings:
        row = model_from("hub", {"id": value})
        assert row is None or (is_repo_id(value) and row.repo == value)
        model = model_from("hub", {"id": "a/b", "pipeline_tag": value, "tags": [value]})
        assert model is not None
        assert model.task.isprintable()
        file = file_from({"type": "file", "path": value, "size": 1})
        if file is not None:
            inside = Path("/safe") / file.path
            assert inside.resolve().is_relative_to("/safe")
