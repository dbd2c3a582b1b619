from __future__ import annotations

import json

import pytest

from hubexplorer.ui.lab import lab_path


@pytest.fixture
def runtime(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    (tmp_path / "runtime").mkdir()
    (tmp_path / "root" / "sub").mkdir(parents=True)
    described = {"root_dir": str(tmp_path / "root")}
    (tmp_path / "runtime" / "jpserver-77.json").write_text(json.dumps(described))
    return tmp_path


def test_a_file_below_the_servers_root_has_a_path_there(runtime):
    path = runtime / "root" / "sub" / "a.ipynb"
    assert lab_path(path, {"JPY_PARENT_PID": "77"}) == "sub/a.ipynb"


@pytest.mark.parametrize("env", [{}, {"JPY_PARENT_PID": "78"}, {"JPY_PARENT_PID": "../77"}])
def test_without_a_known_server_there_is_none(runtime, env):
    assert lab_path(runtime / "root" / "a.ipynb", env) == ""


def test_a_file_elsewhere_has_none(runtime):
    assert lab_path(runtime / "a.ipynb", {"JPY_PARENT_PID": "77"}) == ""
