"""What is kept of a model's copy for ONNX Runtime, and what is refused; no copy is made here."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from hubexplorer.errors import CannotRunHere, DataError, MissingExtra, RunError
from hubexplorer.runtime import exports
from tests.runtime.events import Events
from tests.runtime.models import files_of, request

SHA = "ab" * 32


@pytest.fixture
def aside(tmp_path):
    folder = tmp_path / ".new"
    folder.mkdir()
    for name in (exports.GRAPH, f"{exports.GRAPH}.data"):
        (folder / name).write_text(name)
    return folder


def test_a_copy_is_read_as_it_was_kept(aside, tmp_path):
    kept = exports.keep(aside, tmp_path / "copy", 1.9, 1e-6)
    assert sorted(kept.sha256) == [exports.GRAPH, f"{exports.GRAPH}.data"]
    assert exports.read(tmp_path / "copy") == kept
    kept.check()


@pytest.mark.parametrize("name", [exports.GRAPH, f"{exports.GRAPH}.data"])
def test_a_copy_with_another_byte_is_made_anew(aside, tmp_path, name):
    exports.keep(aside, tmp_path / "copy", 1.9, 1e-6)
    (tmp_path / "copy" / name).write_text("other")
    assert exports.read(tmp_path / "copy") is None
    (tmp_path / "copy" / name).unlink()
    assert exports.read(tmp_path / "copy") is None


@pytest.mark.parametrize(
    ("speedup", "difference", "said"),
    [(1.12, 1e-6, "1.12x"), (3.0, 2e-4, "differ.*0.0002"), (3.0, float("nan"), "nan")],
)
def test_of_a_copy_that_is_not_offered_only_what_was_measured_stays(
    aside, tmp_path, speedup, difference, said
):
    exports.keep(aside, tmp_path / "copy", speedup, difference)
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["about.json"]
    measured = exports.read(tmp_path / "copy")
    assert measured is not None
    with pytest.raises(CannotRunHere, match=said):
        measured.check()


def test_another_model_task_or_configuration_has_another_folder(tmp_path):
    told = ("token-classification", {"layers": 2}, SHA)
    others = [("fill-mask", *told[1:]), (told[0], {"layers": 3}, SHA), (*told[:2], "cd" * 32)]
    folders = [exports.export_folder(tmp_path, *one, ["numpy"]) for one in (told, *others)]
    assert len(set(folders)) == 4
    assert folders[0] == exports.export_folder(tmp_path, *told, ["numpy"])


def test_without_its_packages_the_extra_is_named(tmp_path):
    with pytest.raises(MissingExtra) as caught:
        exports.export_folder(tmp_path, "fill-mask", {}, SHA, ["no-such-package"])
    assert "hubexplorer[onnx]" in caught.value.hint


@pytest.mark.parametrize("settings", [{"device": "cuda"}, {"dtype": "bfloat16"}])
def test_what_onnx_runtime_has_not_is_refused(settings):
    with pytest.raises(DataError, match=next(iter(settings))):
        exports.placed({"engine": "onnx", **settings})


def test_it_is_measured_once_and_refused_without_another_export(clients, folders):
    pytest.importorskip("onnxruntime", reason="ONNX Runtime is not installed: engine not tested")
    model = folders["second"]
    asked = request(model, "text-classification", text="my card")
    asked = replace(asked, settings={"engine": "onnx"})
    host = clients()
    sha256 = host.run(replace(asked, settings={}), Events()).wait(60).weights_sha256
    config = json.loads((model / "config.json").read_text("utf-8"))
    assert sha256 == files_of(model)["model.safetensors"][1]
    copies = clients.home / "exports"
    folder = exports.export_folder(copies, "text-classification", config, sha256)
    folder.mkdir(parents=True)
    known = {"speedup": 1.1, "difference": 0.0, "sha256": {}}
    (folder / "about.json").write_text(json.dumps(known), "utf-8")
    with pytest.raises(RunError, match=r"reaches 1\.10x here: not offered") as caught:
        host.run(asked, Events()).wait(60)
    assert "torch" in caught.value.hint
    assert [path.name for path in copies.iterdir()] == [folder.name]


def test_only_encoders_have_it(clients, folders):
    asked = request(folders["digits"], "image-classification", image=b"")
    with pytest.raises(RunError, match="encoders"):
        clients().run(replace(asked, settings={"engine": "onnx"}), Events()).wait(60)
