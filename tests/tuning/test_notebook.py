"""The generated notebook, run from top to bottom as a person would, and once more."""

from __future__ import annotations

import warnings
from pathlib import Path

import nbformat
import pytest

from hubexplorer.tuning import StarterSpec, write_starter

TIMEOUT_S = 300


def execute(path: Path) -> nbformat.NotebookNode:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # jupyter_client's own
        from nbclient import NotebookClient

        notebook = nbformat.read(path, as_version=4)
        folder = {"metadata": {"path": str(path.parent)}}
        NotebookClient(notebook, timeout=TIMEOUT_S, resources=folder).execute()
    return notebook


def printed(notebook: nbformat.NotebookNode) -> str:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return "".join(output.text for output in outputs if output.output_type == "stream")


def test_notebook_trains_and_finds_its_run_again(
    spec: StarterSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUBEXPLORER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    starter = write_starter(spec, tmp_path / "starter")
    text = printed(execute(starter.notebook))
    assert "Before: always the most frequent label. 72 held-out rows." in text
    assert "'all rows'" in text
    assert f"Saved in {spec.output}" in text
    assert Path(spec.output, "model.safetensors").is_file()
    # A new kernel: the run is found by what was asked, and not started again.
    assert f"Saved in {spec.output}" in printed(execute(starter.notebook))
    assert len(list((tmp_path / "home" / "jobs").iterdir())) == 1
